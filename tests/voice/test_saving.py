"""Speech in a file: it holds sound, appears whole, and speech does not harm it."""

from __future__ import annotations

import array
import wave
from pathlib import Path

import pytest

from tests.voice.conftest import Box


def loudness(samples: bytes) -> float:
    """Return the root mean square of 16-bit samples: silence 0, espeak-ng's speech 3,000."""
    numbers = array.array("h", samples)
    return float((sum(number * number for number in numbers) / max(1, len(numbers))) ** 0.5)


def read_wav(path: Path) -> tuple[bytes, float]:
    """Return the samples and the seconds."""
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        count = file.getnframes()
        return file.readframes(count), count / file.getframerate()


def test_saves_a_wav_that_holds_speech(silent_box: Box) -> None:
    path = silent_box.folder / "heard.wav"
    request = silent_box.speaker.save("one two three", path)
    assert silent_box.ears.wait_for("end", request).completed
    samples, seconds = read_wav(path)
    assert 0.7 < seconds < 3.0
    assert loudness(samples) > 500
    assert not list(silent_box.folder.glob("*.part"))
    assert silent_box.speaker.off is None  # no player is needed


def test_volume_nothing_is_silence(silent_box: Box) -> None:
    path = silent_box.folder / "silence.wav"
    silent_box.speaker.set(volume=0)
    silent_box.ears.wait_for("end", silent_box.speaker.save("one two three", path))
    samples, seconds = read_wav(path)
    assert seconds > 0.7
    assert loudness(samples) == 0


def test_each_change_of_volume_is_applied(silent_box: Box) -> None:
    heard = []
    for place in range(20):
        silent_box.speaker.set(volume=place % 2)
        path = silent_box.folder / f"{place}.wav"
        silent_box.ears.wait_for("end", silent_box.speaker.save("hello", path))
        heard.append(loudness(read_wav(path)[0]) > 500)
    assert heard == [False, True] * 10


def test_a_place_that_cannot_be_written_is_told(silent_box: Box) -> None:
    request = silent_box.speaker.save("hello", silent_box.folder / "nowhere" / "heard.wav")
    end = silent_box.ears.wait_for("end", request)
    assert not end.completed
    assert end.sentence.startswith("The sound file was not written.")
    assert silent_box.speaker.off is None  # the sound itself is not off
    good = silent_box.speaker.save("hello", silent_box.folder / "heard.wav")
    assert silent_box.ears.wait_for("end", good).completed


@pytest.mark.parametrize("cut_by", ["say", "stop"])
def test_speech_does_not_harm_a_file(box: Box, cut_by: str) -> None:
    path = box.folder / "long.wav"
    request = box.speaker.save("What matters to people here is the bus. " * 100, path)
    box.ears.wait_for("start", request)
    said = None
    if cut_by == "say":
        said = box.speaker.say("New focus.")
    else:
        box.speaker.stop()
    assert box.ears.wait_for("end", request).completed
    assert read_wav(path)[1] > 150
    if said:
        ends = [event.request for event in box.ears.of("end")]
        assert ends == [said, request]  # speech comes first, the file is written anew


def test_a_file_that_waits_is_not_dropped_by_stop(box: Box) -> None:
    path = box.folder / "heard.wav"
    box.ears.wait_for("word", box.speaker.say("A long sentence about the bus. " * 9))
    request = box.speaker.save("hello", path)
    box.speaker.stop()
    assert box.ears.wait_for("end", request).completed
    assert loudness(read_wav(path)[0]) > 500
