"""The small parts by themselves: cleaning, words, times, voices, players, reasons."""

from __future__ import annotations

from pathlib import Path

import pytest

from assets.language_names import NAMES
from tests.voice.conftest import write_program
from voice.languages import (
    ListedVoice,
    choose,
    language_of,
    missing_voice,
    voice_for,
)
from voice.player import find_player
from voice.timeline import Timeline
from voice.troubles import SpeechError, Trouble, trouble_with_player
from voice.words import clean, words

ABOUT_FILES = (
    Trouble.NOT_SAVED,
    Trouble.NO_MP3,
    Trouble.NO_VOICE_FOR_FILE,
    Trouble.NO_FILES_HERE,
)
# The sound is on; one recording is not what it was.
OFF = [one for one in Trouble if one not in (*ABOUT_FILES, Trouble.CANNOT_BE_OPENED)]
LISTED = [
    ListedVoice("gmw/en-029", "en-029", 5),
    ListedVoice("gmw/en", "en-gb", 2),
    ListedVoice("gmw/en-US", "en-us", 2),
    ListedVoice("zlw/pl", "pl", 5),
]


@pytest.mark.parametrize(
    "text", ["a\x00b", "\x1b[1;31mred\x1b[0m", "\x1b]0;title\x07x", "\udcff", "\u202ea\u200f"]
)
def test_cleaning_keeps_every_place(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    assert cleaned.encode("utf-8")
    assert not any(character in cleaned for character in "\x00\x1b\u202e\u200f\x07")
    assert all(new in (old, " ") for old, new in zip(text, cleaned, strict=True))


def test_cleaning_leaves_ordinary_text_alone() -> None:
    text = "“Don’t”, she said.\n\tمرحبا 👩\u200d🚀 naïve"
    assert clean(text) == text


def test_words_are_without_their_punctuation() -> None:
    text = "“Don’t”, she said... — (twice)!"
    assert [text[a:b] for a, b in words(text)] == ["Don’t", "she", "said", "twice"]


def test_times_only_go_forwards_and_skipped_words_share() -> None:
    timeline = Timeline([(0, 3), (4, 6), (7, 10), (11, 14), (15, 18)])
    timeline.mark(0, 0)
    timeline.mark(7, 300)  # (4, 6) was said together with the word before
    timeline.mark(4, 350)  # a jump back is not believed
    timeline.close(900)
    assert timeline.due(0) == [(0, 3)]
    assert timeline.due(299) == [(4, 6)]
    assert timeline.due(300) == [(7, 10)]
    assert timeline.due(499) == []
    assert timeline.due(900) == [(11, 14), (15, 18)]
    assert timeline.due(9999) == []


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [
        ("en-gb", "gmw/en"),
        ("en", "gmw/en"),
        ("en-us", "gmw/en-US"),
        ("gmw/en-us", "gmw/en-US"),
        ("en-us+f3", "gmw/en-US+f3"),
        ("en-nowhere", "gmw/en"),
        ("pl", "zlw/pl"),
        ("tlh", "gmw/en"),
    ],
)
def test_the_nearest_voice_is_chosen(wanted: str, chosen: str) -> None:
    assert choose(wanted, LISTED) == chosen


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("Hello", "", "en"),
        ("Hello", "en-GB", "en"),
        ("Dzień dobry", "pl_PL", "pl"),
        ("Dzień dobry", "en", "en"),  # Latin letters give no language away
        ("مرحبا بالعالم", "en", "ar"),
        ("آپ کیسے ہیں", "UR", "ur"),
        ("ਸਤ ਸ੍ਰੀ ਅਕਾਲ", "", "pa"),
        ("Привет", "en", "und"),
        ("Привет", "uk", "uk"),
        ("你好", "en", "und"),
        ("She said مرحبا to me", "en", "en"),
        ("😀 1234 ?!", "en", "en"),
        ("x" * 50_000 + "é", "en", "en"),
    ],
)
def test_the_language_is_declared_or_given_away_by_the_script(
    text: str, declared: str, language: str
) -> None:
    assert language_of(text, declared) == language


def test_a_language_has_its_voice_or_none() -> None:
    listed = [
        *LISTED,
        ListedVoice("roa/fr-BE", "fr-be"),
        ListedVoice("roa/fr", "fr-fr"),
        ListedVoice("sit/cmn", "cmn"),
    ]
    assert voice_for("pl", "en-gb", listed) == "zlw/pl"
    assert voice_for("fr", "en-gb", listed) == "roa/fr"
    assert voice_for("zh", "en-gb", listed) == "sit/cmn"
    assert voice_for("en", "en-us", listed) == "gmw/en-US"
    assert [voice_for(tag, "en-gb", listed) for tag in ("cy", "und", "xx", "p")] == [None] * 4
    assert voice_for("en", "en-gb", []) is None


@pytest.mark.parametrize("tag", ["en", "pl", "cy", "ur", "pa", "ro", "ar"])
def test_the_languages_that_people_bring_have_names(tag: str) -> None:
    assert missing_voice(tag) == (
        f"There is no voice for {NAMES[tag]} on this machine. The words are on the screen."
    )
    assert "this language" in missing_voice("xx")


def test_the_first_player_found_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SpeechError) as nothing:
        find_player(22050)
    assert nothing.value.trouble is Trouble.NO_PLAYER
    for program in ("pw-cat", "paplay", "aplay"):
        write_program(tmp_path / program, "")
        command = find_player(22050)
        assert command[0] == str(tmp_path / program)
        assert any("22050" in part for part in command)


def test_a_named_player_is_taken_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    write_program(tmp_path / "aplay", "")
    write_program(tmp_path / "mine", "")
    named = ["mine", "--hz={rate}"]
    assert find_player(22050, named) == [str(tmp_path / "mine"), "--hz=22050"]
    with pytest.raises(SpeechError) as missing:
        find_player(22050, ["not-there"])
    assert missing.value.trouble is Trouble.NAMED_PLAYER_MISSING


def test_a_device_is_named_as_each_player_wants_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    device = "plughw:CARD=Room Speaker,DEV=0"
    for program, option in (
        ("pw-play", ["--target", device]),
        ("pw-cat", ["--target", device]),
        ("pacat", [f"--device={device}"]),
        ("paplay", [f"--device={device}"]),
        ("aplay", ["-D", device]),
    ):
        write_program(tmp_path / program, "")
        with_device = find_player(22050, None, device)
        own = find_player(22050)
        assert with_device == [own[0], *option, *own[1:]]
        assert own[0] == str(tmp_path / program)


def test_a_named_player_says_where_the_device_belongs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    write_program(tmp_path / "mine", "")
    mine = str(tmp_path / "mine")
    assert find_player(22050, ["mine", "-o{device}"], "hall") == [mine, "-ohall"]
    assert find_player(22050, ["mine", "-o{device}"]) == [mine, "-odefault"]
    assert find_player(22050, ["mine"], "hall") == [mine]


@pytest.mark.parametrize(
    ("complaint", "trouble"),
    [
        ("ALSA lib x.c:1:(f) odd\naplay: main:831: audio open error: No such file or directory",
         Trouble.NO_CARD),
        ("ALSA lib: No such file or directory\naplay: audio open error: Device or resource busy",
         Trouble.CARD_BUSY),
        ("aplay: main:831: audio open error: Permission denied", Trouble.NOT_ALLOWED),
        ("Connection failure: Connection refused", Trouble.NO_CARD),
        ("", Trouble.PLAYER_FAILED),
        ("gibberish", Trouble.PLAYER_FAILED),
    ],
)  # fmt: skip
def test_complaints_become_reasons(complaint: str, trouble: Trouble) -> None:
    assert trouble_with_player(complaint) is trouble


@pytest.mark.parametrize("trouble", OFF)
def test_every_reason_is_a_sentence_with_something_to_do(trouble: Trouble) -> None:
    assert trouble.sentence.startswith("Sound is off: ")
    assert trouble.sentence.count(". ") >= 1
    assert trouble.sentence.endswith(".")
    assert not any(word in trouble.sentence for word in ("ALSA", "aplay", "Error", "pyttsx3"))


@pytest.mark.parametrize("trouble", ABOUT_FILES)
def test_a_file_that_was_not_written_has_a_reason(trouble: Trouble) -> None:
    assert "not written" in trouble.sentence or "MP3" in trouble.sentence
    assert trouble.sentence.count(". ") >= 1
    assert trouble.sentence.endswith(".")
