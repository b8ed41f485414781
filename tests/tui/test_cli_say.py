"""`heard say --to FILE`: words become a sound file."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest

from tests.tui.conftest import Heard


def test_say_to_a_wav_file(heard: Heard, tmp_path: Path) -> None:
    path = tmp_path / "heard.wav"
    said = heard("say", "What", "matters", "--to", path)
    assert (said.code, said.err, said.out) == (0, "", f"Written: {path}\n")
    with wave.open(str(path)) as file:
        assert 0.5 < file.getnframes() / file.getframerate() < 4


def test_say_to_an_mp3_file(heard: Heard, tmp_path: Path) -> None:
    pytest.importorskip("lameenc")
    mp3 = pytest.importorskip("mutagen.mp3")
    path = tmp_path / "heard.mp3"
    assert heard("say", "What", "matters", "--to", path).code == 0
    assert 0.5 < mp3.MP3(path).info.length < 4


def test_say_to_a_place_that_cannot_be_written(heard: Heard, tmp_path: Path) -> None:
    said = heard("say", "Sharon", "took", "my", "card", "--to", tmp_path / "nowhere" / "x.wav")
    assert said.code == 1
    assert "The sound file was not written." in said.err
    assert "Sharon" not in said.err + said.out
