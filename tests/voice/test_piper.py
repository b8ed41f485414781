"""A better voice: Piper's, where a person has added one.

A small stand-in for the package `piper` is enough for most: it says each letter as a buzz of
25 ms. It is put into a Python of its own, as HEARD_PIPER names one. The last test runs the real
Piper where there is one: beside Heard or in HEARD_PIPER, with its voices in HEARD_TEST_VOICES.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.voice.conftest import Box, is_alive, until, write_program
from tests.voice.test_saving import loudness, read_wav
from voice import Speaker
from voice.piper import Piper, find_voice, is_installed, piper_voices, sentences
from voice.utterance import Utterance
from voice.words import words

REAL_VOICES = os.environ.get("HEARD_TEST_VOICES", "")
REAL_PIPER = os.environ.get("HEARD_PIPER", "")

STAND_IN = """
import os, pathlib, time

HERE = pathlib.Path(__file__).parent

class SynthesisConfig:
    def __init__(self, length_scale, volume):
        self.length_scale, self.volume = length_scale, volume

class Config:
    length_scale = 1.0

class Chunk:
    def __init__(self, samples):
        self.audio_int16_bytes = samples

class PiperVoice:
    config = Config()

    @classmethod
    def load(cls, model):
        print("a library that talks")
        (HERE / "pid").write_text(str(os.getpid()))
        if pathlib.Path(model).read_text() == "broken":
            raise ValueError
        return cls()

    def synthesize(self, text, how):
        with (HERE / "said").open("a") as said:
            said.write(text + "\\n")
        if "crash" in text:
            os._exit(1)
        if "fail" in text:
            raise ValueError(text)
        count = int(sum(map(str.isalnum, text)) * how.length_scale * 22050 * 0.025)
        level = int(8000 * how.volume).to_bytes(2, "little", signed=True)
        for part in (count // 2, count - count // 2):
            yield Chunk((level + bytes(2)) * (part // 2))
"""

RUNNER = """#!{python}
import runpy, sys
assert sys.argv[1] == "-I"
sys.path.insert(0, {folder!r})
sys.argv = sys.argv[2:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def add_voice(folder: Path, name: str = "buzz", hertz: int = 22050) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.onnx").write_text("a model")
    about = {"espeak": {"voice": "en-gb"}, "audio": {"sample_rate": hertz}}
    (folder / f"{name}.onnx.json").write_text(json.dumps(about))


class PiperBox(Box):
    """A voice with the stand-in."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.voices = folder / "voices"
        add_voice(self.voices)
        self.speaker.close()
        self.speaker = Speaker(self.ears, voice="piper:buzz", voices=self.voices)

    def said(self) -> list[str]:
        file = self.folder / "piper" / "said"
        return file.read_text().splitlines() if file.exists() else []

    def save(self, text: str, language: str = "en") -> tuple[bytes, float]:
        path = self.folder / "said.wav"
        request = self.speaker.save(text, path, language)
        assert self.ears.wait_for("end", request).completed
        return read_wav(path)


@pytest.fixture
def piper(silent_box: Box, monkeypatch: pytest.MonkeyPatch) -> Iterator[PiperBox]:
    folder = silent_box.folder
    silent_box.speaker.close()
    (folder / "piper").mkdir()
    (folder / "piper" / "__init__.py").write_text(STAND_IN)
    runner = folder / "python-with-piper"
    write_program(runner, RUNNER.format(python=sys.executable, folder=str(folder)))
    monkeypatch.setenv("HEARD_PIPER", str(runner))
    box = PiperBox(folder)
    box.put_player()
    yield box
    box.speaker.close()


def test_says_sentence_by_sentence_and_marks_each_word(piper: PiperBox) -> None:
    text = "We meet on 3/5/2026. It is free of charge! Come along"
    request = piper.speaker.say(text)
    assert piper.ears.wait_for("end", request).completed
    assert piper.said() == [
        "We meet on the 3rd of May 2026.",
        "It is free of charge!",
        "Come along",
    ]
    told = [(event.at, event.at + event.length) for event in piper.ears.of("word", request)]
    assert list(dict.fromkeys(told)) == words(text)
    marks = [when for when, event in piper.ears.events if event.kind == "word"]
    [(end, _, [seconds])] = piper.players("END")
    letters = sum(map(str.isalnum, "".join(piper.said())))
    assert float(seconds) == pytest.approx(letters * 0.025 * 190 / 150, rel=0.1)
    assert marks[-1] < end
    assert marks[-1] - marks[0] > 0.4 * float(seconds)  # spread over the sound


def test_words_share_their_sentence_by_length(tmp_path: Path) -> None:
    add_voice(tmp_path)
    [voice] = piper_voices(tmp_path)
    utterance = Utterance("I see extraordinarily much. Yes", voice.hertz)
    Piper(voice)._mark(utterance, 0, 27, 22050)
    assert [start for start, _ in utterance.timeline.due(1000)] == [0, 2, 6, 22]
    share = 1000 / (1 + 3 + 15 + 4 + 4 * 2)
    assert utterance.timeline._times == pytest.approx([0, 3 * share, 8 * share, 25 * share])
    utterance.cancel()


def test_rate_and_volume_are_its_own_too(piper: PiperBox) -> None:
    slow, slow_seconds = piper.save("What matters to you")
    piper.speaker.set(rate=300, volume=2.0)
    fast, fast_seconds = piper.save("What matters to you")
    assert slow_seconds == pytest.approx(2 * fast_seconds, rel=0.1)
    assert loudness(fast) == pytest.approx(2 * loudness(slow), rel=0.1)


def test_stop_silences_it_and_the_next_text_is_heard(piper: PiperBox) -> None:
    request = piper.speaker.say("A long sentence about the bus. " * 40)
    piper.ears.wait_for("word", request)
    player, worker = piper.player, piper.worker
    piper.speaker.stop()
    assert not piper.ears.wait_for("end", request).completed
    assert not is_alive(player)
    assert len(piper.said()) < 40  # the rest was not even made
    assert piper.say_to_the_end("Still here.").completed
    assert piper.worker == worker


def test_its_samples_have_a_rate_of_their_own(piper: PiperBox) -> None:
    _, seconds = piper.save("What matters to you")
    add_voice(piper.voices, hertz=11025)
    assert piper.save("What matters to you")[1] == pytest.approx(2 * seconds, rel=0.01)


def test_it_goes_with_the_voice(piper: PiperBox) -> None:
    piper.save("Hello.")
    pid = int((piper.folder / "piper" / "pid").read_text())
    assert is_alive(pid)
    piper.speaker.close()
    assert until(lambda: not is_alive(pid))


def test_another_language_is_read_by_espeak(piper: PiperBox) -> None:
    samples, _ = piper.save("Dzień dobry, co słychać?", "pl")
    assert loudness(samples) > 500
    assert not piper.said()


@pytest.mark.parametrize("words_said", ["It will fail now.", "It will crash now."])
def test_a_piper_that_fails_makes_way_for_espeak(piper: PiperBox, words_said: str) -> None:
    request = piper.speaker.save(words_said, piper.folder / "x.wav")
    end = piper.ears.wait_for("end", request)
    assert not end.completed
    assert end.sentence
    samples, _ = piper.save(words_said)
    assert loudness(samples) > 500
    assert piper.said() == [words_said]  # it was asked once


def test_a_voice_that_cannot_be_read_makes_way_for_espeak(piper: PiperBox) -> None:
    (piper.voices / "buzz.onnx").write_text("broken")
    request = piper.speaker.save("Hello.", piper.folder / "x.wav")
    assert not piper.ears.wait_for("end", request).completed
    assert loudness(piper.save("Hello.")[0]) > 500


def test_without_its_file_espeak_speaks(piper: PiperBox) -> None:
    (piper.voices / "buzz.onnx.json").unlink()
    samples, _ = piper.save("Hello.")
    assert loudness(samples) > 500
    assert not piper.said()


def test_voices_are_listed_with_their_licence(tmp_path: Path) -> None:
    assert piper_voices(tmp_path / "nowhere") == []
    for name in ("amy", "bob", "cat"):
        add_voice(tmp_path, name)
    (tmp_path / "amy.MODEL_CARD").write_text("# Model card\n\n* License: CC0\n")
    (tmp_path / "bob.LICENSE").write_text("MIT License\n\nCopyright\n")
    (tmp_path / "half.onnx").write_text("no description")
    add_voice(tmp_path, "odd")
    (tmp_path / "odd.onnx.json").write_text("[1]")
    found = [(voice.name, voice.licence) for voice in piper_voices(tmp_path)]
    assert found == [("amy", "CC0"), ("bob", "MIT License"), ("cat", "unknown")]


def test_a_name_is_a_name_and_no_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_PIPER", sys.executable)
    add_voice(tmp_path / "voices")
    folder = str(tmp_path / "voices")
    assert find_voice("piper:buzz", folder, "en")
    assert find_voice("piper:buzz", folder, "pl") is None
    assert find_voice("piper:buzz", None, "en") is None
    assert find_voice("buzz", folder, "en") is None
    assert find_voice("piper:../voices/buzz", folder, "en") is None
    monkeypatch.setenv("HEARD_PIPER", str(tmp_path / "nothing"))
    assert find_voice("piper:buzz", folder, "en") is None


def test_sentences_lose_no_word() -> None:
    text = "One. Two!\nThree " + "four " * 200 + "x" * 500 + "\n\n \n… end"
    parts = [text[start:end] for start, end in sentences(text)]
    assert max(map(len, parts)) <= 200
    assert "".join("".join(parts).split()) == "".join(text.split())
    start = time.process_time()
    assert sum(1 for _ in sentences("a. " * 20_000)) == 20_000
    assert sum(1 for _ in sentences("a " * 25_000)) > 200
    assert time.process_time() - start < 5


@pytest.mark.skipif(
    not (REAL_VOICES and piper_voices(Path(REAL_VOICES)) and is_installed()),
    reason="there is no real Piper with a voice in HEARD_TEST_VOICES",
)
def test_the_real_piper_speaks(silent_box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    if REAL_PIPER:
        monkeypatch.setenv("HEARD_PIPER", REAL_PIPER)
    folder = Path(REAL_VOICES)
    [voice, *_] = piper_voices(folder)
    speaker = Speaker(silent_box.ears, voice=f"piper:{voice.name}", voices=folder)
    try:
        path = silent_box.folder / "real.wav"
        espeak = silent_box.folder / "espeak.wav"
        text = "What matters to people here is the bus."
        assert silent_box.ears.wait_for("end", speaker.save(text, path), seconds=60).completed
        samples, seconds = read_wav(path)
        assert 1.5 < seconds < 6
        assert loudness(samples) > 500
        count = len(silent_box.ears.events)
        request = silent_box.speaker.save(text, espeak)
        silent_box.ears.wait_for("end", request, after=count)
        assert read_wav(espeak)[0] != samples
    finally:
        speaker.close()
