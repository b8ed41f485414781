"""A text is read by a voice that speaks its language, or a sentence says that there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from assets.language import use
from tests.voice.conftest import Box
from voice.languages import missing_voice
from voice.words import words

SPOKEN = {
    "pl": "Dzień dobry, jak się masz?",
    "cy": "Bore da, sut wyt ti?",
    "ur": "آپ کیسے ہیں",
    "pa": "ਸਤ ਸ੍ਰੀ ਅਕਾਲ",
    "ro": "Bună ziua, ce mai faceți?",
    "ar": "مرحبا بالعالم",
}
SOMALI = "Waxaan rabaa inaan la hadlo qof. " * 20


@pytest.mark.parametrize("language", SPOKEN)
def test_the_languages_people_bring_are_spoken(quick_box: Box, language: str) -> None:
    """In the German voice they take another time: letters are spelled, or guessed at."""
    text = SPOKEN[language]
    quick_box.say_to_the_end(text, language)
    quick_box.say_to_the_end(text, "de")
    own, foreign = (float(rest[0]) for _, _, rest in quick_box.players("END"))
    assert own != pytest.approx(foreign, rel=0.03)
    assert 0.5 < own < 6
    assert not quick_box.ears.of("note")


def test_a_script_is_enough_where_it_is_one_language(quick_box: Box) -> None:
    for text, language in ((SPOKEN["pa"], "pa"), (SPOKEN["ar"], "ar")):
        quick_box.say_to_the_end(text, language)
        quick_box.say_to_the_end(text)
    seconds = [float(rest[0]) for _, _, rest in quick_box.players("END")]
    assert seconds[0] == pytest.approx(seconds[1], rel=0.01)
    assert seconds[2] == pytest.approx(seconds[3], rel=0.01)


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        (SOMALI, "so", "so"),
        pytest.param(SOMALI, "xx", "xx", marks=pytest.mark.soak),
        pytest.param(SOMALI, "not a tag", "xx", marks=pytest.mark.soak),
        pytest.param("Привет всем. " * 30, "en", "xx", marks=pytest.mark.soak),
        ("你好 " * 50, "en", "xx"),
    ],
)
def test_a_missing_voice_is_said(box: Box, text: str, language: str, name: str) -> None:
    sentence = missing_voice(name)
    request = box.speaker.say(text, language=language)
    assert box.ears.wait_for("end", request).completed
    kinds = [event.kind for _, event in box.ears.events if event.request == request]
    assert kinds == ["start", "note", *["word"] * len(words(sentence)), "end"]
    assert box.ears.of("note", request)[0].sentence == sentence
    spans = [(event.at, event.at + event.length) for event in box.ears.of("word")]
    assert spans == words(sentence)  # in the sentence that is heard and shown
    [(_, _, [seconds])] = box.players("END")
    assert float(seconds) < 8


def test_a_missing_voice_is_said_to_its_end_after_a_pause(box: Box) -> None:
    sentence = missing_voice("so")
    request = box.speaker.say(SOMALI, language="so")
    box.ears.wait_for("word", request)
    box.speaker.pause()
    box.speaker.go_on()
    assert box.ears.wait_for("end", request).completed
    said = [sentence[event.at : event.at + event.length] for event in box.ears.of("word")]
    assert list(dict.fromkeys(said))[-2:] == ["the", "screen"]


def test_a_missing_voice_is_said_in_the_language_of_the_person(quick_box: Box) -> None:
    use("pl")
    sentence = missing_voice("so")
    assert "somalijski" in sentence
    assert quick_box.say_to_the_end(SOMALI, "so").completed
    assert quick_box.ears.of("note")[0].sentence == sentence


def test_nothing_to_say_needs_no_voice(quick_box: Box) -> None:
    assert quick_box.say_to_the_end("  ", "so").completed
    assert not quick_box.ears.of("note")


def test_a_voice_that_was_taken_away_is_missed_by_name(
    box: Box, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wheel's espeak-ng with all its files but the Polish voice."""
    wheel = pytest.importorskip("espeakng_loader")
    here, data = tmp_path / "espeak-ng-data", Path(wheel.get_data_path())
    (here / "lang").mkdir(parents=True)
    for file in data.iterdir():
        if file.name != "lang":
            (here / file.name).symlink_to(file)
    for family in (data / "lang").iterdir():
        if family.name == "zlw":
            (here / "lang" / "zlw").mkdir()
            (here / "lang" / "zlw" / "cs").symlink_to(family / "cs")
        else:
            (here / "lang" / family.name).symlink_to(family)
    monkeypatch.setenv("HEARD_ESPEAK", wheel.get_library_path())
    monkeypatch.setenv("ESPEAK_DATA_PATH", str(here))
    box.speaker.set(rate=450)
    assert box.say_to_the_end(SPOKEN["pl"], "pl").completed
    assert box.ears.of("note")[0].sentence == missing_voice("pl")
    assert box.say_to_the_end("Dobrý den", "cs").completed
    assert len(box.ears.of("note")) == 1
    # No voice could say a Polish sentence about it either.
    in_english = missing_voice("pl")
    use("pl")
    assert box.say_to_the_end(SPOKEN["pl"], "pl").completed
    assert box.ears.of("note")[1].sentence == in_english
