"""The kit check listens for a moment, and says what to do where nothing can be recorded."""

import re
from pathlib import Path

import pytest

from models.settings import KioskSettings, Settings, read_settings
from tests.voice.recording import Microphone, loud, silent
from tui.kit_lines import Around, Finding, Verdict
from tui.kit_sound import look_at_microphone


@pytest.fixture
def microphone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Microphone:
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return Microphone(tmp_path)


def look(kiosk: KioskSettings | None = None) -> Finding:
    return look_at_microphone(Around(Settings(kiosk=kiosk or KioskSettings())))


def test_a_microphone_that_hears_something_passes(microphone: Microphone) -> None:
    microphone.put(loud(1))
    line = look()
    assert (line.verdict, line.do) == (Verdict.PASS, "")
    assert re.match(r"level \d+ of 10, as of a voice", line.found)


def test_one_that_gives_only_silence_is_a_problem(microphone: Microphone) -> None:
    microphone.put(silent(1))
    line = look()
    assert line.verdict is Verdict.PROBLEM
    assert "only silence" in line.found
    assert line.do.startswith("Turn it on")


def test_none_at_all_is_merely_missing_with_a_next_step(microphone: Microphone) -> None:
    line = look(KioskSettings(microphone="plughw:7"))
    assert line.verdict is Verdict.WITHOUT
    assert line.found.startswith("This machine cannot record: it has no recording program.")
    assert line.do


def test_how_long_an_answer_may_be_is_set(tmp_path: Path) -> None:
    page = tmp_path / "heard.toml"
    page.write_text('[kiosk]\nrecording_seconds = 60\nmicrophone = "plughw:1"\n')
    found, said = read_settings(page)
    assert (found.kiosk.recording_seconds, found.kiosk.microphone, said) == (60, "plughw:1", [])
    for wrong in ("5", "1801", "true", '"60"', "60.5"):
        page.write_text(f"[kiosk]\nrecording_seconds = {wrong}\n")
        found, said = read_settings(page)
        assert found.kiosk.recording_seconds == 180
        assert said == [
            "Setting kiosk.recording_seconds: it is a whole number of seconds from 30 to 1800. "
            "Heard takes 180."
        ]
