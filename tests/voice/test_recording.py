"""To a file: WAV and MP3, chapters that add up, and nothing left behind by what failed."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

import pytest

from tests.voice.conftest import Box, until
from tests.voice.test_saving import loudness, read_wav
from voice import Part
from voice.recording import _at_rate

PARTS = [
    Part("What we heard", "The bus does not come at 9am. It costs £3.50."),
    Part("What we will do", "We will talk to the bus company by 30 April 2027."),
    Part("", "Thank you."),
]


def files(box: Box) -> list[str]:
    return sorted(one.name for one in box.folder.iterdir() if one.is_file())


def chapters_of(path: Path) -> list[dict[str, object]]:
    index = json.loads(path.with_suffix("").with_suffix(".chapters.json").read_text("utf-8"))
    assert index["file"] == path.name
    assert index["chapters"][-1]["end_ms"] == index["duration_ms"]
    return list(index["chapters"])


def test_parts_become_one_wav_with_an_index(silent_box: Box) -> None:
    path = silent_box.folder / "outcome.wav"
    request = silent_box.speaker.save_parts(PARTS, path)
    assert silent_box.ears.wait_for("end", request).completed
    assert files(silent_box) == ["outcome.chapters.json", "outcome.wav"]
    samples, seconds = read_wav(path)
    chapters = chapters_of(path)
    assert [one["title"] for one in chapters] == ["What we heard", "What we will do", ""]
    assert chapters[0]["start_ms"] == 0
    assert [one["end_ms"] for one in chapters[:-1]] == [one["start_ms"] for one in chapters[1:]]
    assert abs(int(str(chapters[-1]["end_ms"])) - seconds * 1000) < 2
    per_ms = 2 * 22050 // 1000
    for one in chapters:
        start, end = int(str(one["start_ms"])), int(str(one["end_ms"]))
        assert end - start > 500
        assert loudness(samples[start * per_ms : end * per_ms]) > 500, "each chapter is heard"
    second = int(str(chapters[1]["start_ms"])) * per_ms
    assert loudness(samples[second - 600 * per_ms : second - 50 * per_ms]) < 50, "a pause before it"


def test_one_part_is_as_long_as_its_text(silent_box: Box) -> None:
    """The title is said, the text is written out for the ear, and nothing is said twice."""
    alone, part = silent_box.folder / "alone.wav", silent_box.folder / "part.wav"
    silent_box.speaker.save("Promise.\n\nBy 30 April 2027.", alone)
    request = silent_box.speaker.save_parts([Part("Promise", "By 30 April 2027.")], part)
    assert silent_box.ears.wait_for("end", request).completed
    assert abs(read_wav(alone)[1] - read_wav(part)[1]) < 0.1


def test_an_mp3_holds_the_speech_and_its_chapters(silent_box: Box) -> None:
    mp3 = pytest.importorskip("mutagen.mp3")
    pytest.importorskip("lameenc")
    path = silent_box.folder / "outcome.mp3"
    request = silent_box.speaker.save_parts(PARTS, path)
    assert silent_box.ears.wait_for("end", request).completed
    assert files(silent_box) == ["outcome.chapters.json", "outcome.mp3"]
    sound = mp3.MP3(path)
    chapters = chapters_of(path)
    assert abs(sound.info.length * 1000 - int(str(chapters[-1]["end_ms"]))) < 150
    assert (sound.info.channels, sound.info.bitrate) == (1, 64000)
    inside = sound.tags.getall("CHAP")
    assert sorted(
        (one.start_time, one.end_time, "".join(str(sub) for sub in one.sub_frames.values()))
        for one in inside
    ) == [(one["start_ms"], one["end_ms"], one["title"]) for one in chapters]
    [contents] = sound.tags.getall("CTOC")
    assert len(contents.child_element_ids) == 3


def test_an_mp3_is_not_silence(silent_box: Box) -> None:
    """The same bitrate for silence and speech; a decoder tells them apart."""
    soundfile = pytest.importorskip("soundfile")
    pytest.importorskip("lameenc")
    loud = []
    for volume in (0, 1):
        path = silent_box.folder / f"{volume}.MP3"
        silent_box.speaker.set(volume=volume)
        request = silent_box.speaker.save("one two three", path)
        assert silent_box.ears.wait_for("end", request).completed
        samples, hertz = soundfile.read(path)
        assert 0.7 < len(samples) / hertz < 3
        loud.append(float((samples**2).mean() ** 0.5))
    assert loud[0] < 0.001
    assert loud[1] > 0.015


def test_without_the_extra_mp3_is_refused_and_wav_works(
    silent_box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    from voice import recording
    from voice.troubles import SpeechError, Trouble

    monkeypatch.setattr(recording, "find_spec", lambda name: None)
    with pytest.raises(SpeechError) as refused:
        recording.prepared({"path": str(silent_box.folder / "x.mp3"), "text": "hello"})
    assert refused.value.trouble is Trouble.NO_MP3
    assert ".wav" in Trouble.NO_MP3.sentence
    command = {"path": str(silent_box.folder / "x.wav"), "text": "hello"}
    assert recording.prepared(command) is command
    assert not files(silent_box)


@pytest.mark.parametrize("name", ["heard.wav", "heard.mp3"])
def test_a_failed_save_leaves_nothing(silent_box: Box, name: str) -> None:
    taken = silent_box.folder / name
    taken.mkdir()  # so the file cannot get its name
    end = silent_box.ears.wait_for("end", silent_box.speaker.save_parts(PARTS, taken))
    assert not end.completed
    assert end.sentence.startswith("The sound file was not written.")
    assert not [one for one in files(silent_box) if "heard" in one]
    good = silent_box.speaker.save_parts(PARTS[:1], silent_box.folder / "good.wav")
    assert silent_box.ears.wait_for("end", good).completed


def test_nothing_to_say_is_told(silent_box: Box) -> None:
    request = silent_box.speaker.save_parts([Part(" ", "\n")], silent_box.folder / "x.wav")
    end = silent_box.ears.wait_for("end", request)
    assert not end.completed
    assert end.sentence
    assert not files(silent_box)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are not for Windows")
def test_a_crash_in_the_middle_leaves_nothing(silent_box: Box) -> None:
    path = silent_box.folder / "long.wav"
    request = silent_box.speaker.save("What matters to people here is the bus. " * 900, path)
    assert until(lambda: list(silent_box.folder.glob("*.part*")), seconds=20)
    os.kill(silent_box.worker, signal.SIGKILL)
    end = silent_box.ears.wait_for("end", request)
    assert not end.completed
    assert end.sentence.startswith("The sound file was not written.")
    assert not files(silent_box)


def test_speech_does_not_harm_a_recording(box: Box) -> None:
    path = box.folder / "outcome.wav"
    many = [Part(f"Part {place}", "The bus does not come. " * 60) for place in range(4)]
    request = box.speaker.save_parts(many, path)
    box.ears.wait_for("start", request)
    said = box.speaker.say("New focus.")
    assert box.ears.wait_for("end", said).completed
    assert box.ears.wait_for("end", request).completed
    assert len(chapters_of(path)) == 4
    assert len(box.ears.of("end", request)) == 1


def test_another_rate_keeps_its_length() -> None:
    samples = bytes(2 * 16_000)
    assert len(_at_rate(samples, 16_000, 22_050)) == 2 * 22_050
    assert _at_rate(samples, 16_000, 16_000) is samples


def test_a_language_is_read_by_its_voice(silent_box: Box) -> None:
    seconds = []
    for language in ("en", "ar"):
        path = silent_box.folder / f"{language}.wav"
        request = silent_box.speaker.save("مرحبا بالعالم", path, language)
        silent_box.ears.wait_for("end", request)
        seconds.append(read_wav(path)[1] if path.exists() else 99.0)
    assert seconds[1] < seconds[0]


def test_importing_the_voice_brings_no_encoder() -> None:
    import subprocess

    code = "import sys, voice; print(*sorted(sys.modules))"
    names = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "voice.speaker" in names
    assert not {"lameenc", "mutagen", "pyttsx3", "piper", "numpy"} & set(names)


def test_the_speaker_closes_in_the_middle(silent_box: Box) -> None:
    path = silent_box.folder / "long.mp3"
    request = silent_box.speaker.save_parts([Part("Long", "The bus is late. " * 2000)], path)
    silent_box.ears.wait_for("start", request)
    silent_box.speaker.close()
    assert not silent_box.ears.wait_for("end", request).completed
    assert until(lambda: not files(silent_box))
