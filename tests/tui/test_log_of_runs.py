"""The lines for support: that Heard started, which one, and whether it ended or was cut off."""

import os
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.doctor import support_log
from models.doctor.log_of_runs import run_noted
from models.doctor.support_log import Event, log_to
from tests.tui.conftest import PATIENCE, until
from tui.terminal import Terminal

WORDS = "Xylophone carers zebra"
TITLE = "Quartz evening"


@pytest.fixture
def log(store: Path) -> Iterator[Path]:
    log_to(store.parent)
    yield store.parent / "heard.log"
    log_to(None)


def write(log: Path, *lines: str) -> None:
    log.write_text("".join(f"{line}\n" for line in lines))


def cut_off(log: Path) -> list[int]:
    """Start and end once, and return which ones the log now says were cut off."""
    with run_noted("desk") as noted:
        noted["status"] = 0
    return [int(n) for n in re.findall(r"was cut off process=(\d+)", log.read_text())]


def test_a_desk_that_ended_and_one_that_was_killed(tmp_path: Path) -> None:
    """The real program: started, ended by a signal of the system, started, killed, started."""
    data = tmp_path / "data"
    argv = [sys.executable, "-m", "tui", "--data", str(data), "desk"]
    pids = []
    for end in (signal.SIGTERM, signal.SIGKILL, signal.SIGTERM):
        with Terminal(argv, columns=100, rows=30, record=True) as desk:
            desk.wait_for("The room sees", timeout=PATIENCE)
            pids.append(desk.pid)
            if end is signal.SIGKILL:
                desk.type(WORDS)
                desk.press("enter")
                desk.wait_for("1 heard", timeout=PATIENCE)
            os.kill(desk.pid, end)
            assert until(lambda here=desk: not here.alive())  # type: ignore[misc]
    text = (data / "heard.log").read_text()
    started = re.findall(
        r"(\d+) started face=desk version=(\S+) engine=sqlite library=(\S+) python=(\S+)$",
        text,
        re.MULTILINE,
    )
    assert [int(one[0]) for one in started] == pids
    for _, version, library, python in started:
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)
        assert library.startswith("3.")
        assert python == ".".join(map(str, sys.version_info[:3]))
    assert f"{pids[0]} ended status=0" in text
    assert f"{pids[1]} ended" not in text
    assert re.findall(r"was cut off process=(\d+)", text) == [str(pids[1])], "once"
    assert f"{pids[2]} ended status=0" in text
    assert not {word for word in WORDS.split() if word in text}


def test_a_face_that_still_runs_was_not_cut_off(log: Path) -> None:
    with run_noted("room"):
        moment = log.read_text().split()[0]
        with log.open("a") as file:
            file.write(f"{moment} {os.getppid()} started face=room\n")
        # The test's own parent runs, and began before that line: so it is still the same one.
        assert os.getppid() not in cut_off(log)


def test_another_process_with_the_same_number_is_no_sign_of_life(log: Path) -> None:
    write(log, f"2020-01-01T10:00:00Z {os.getpid()} started", "2020-01-01T10:00:00Z 1 started")
    assert cut_off(log) == [os.getpid(), 1], "this one only begins, and 1 began after 2020"
    assert cut_off(log) == [os.getpid(), 1], "and each is told once"


def test_it_is_found_in_an_older_file_too(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(support_log, "MOST_BYTES", 300)
    write(log.with_name("heard.log.1"), "2026-01-01T10:00:00Z 999999999 started face=kiosk")
    write(log, "x" * 290, "2026-01-01T10:00:00Z 999999998 ended status=0")
    assert cut_off(log)[0] == 999999999


def test_a_fault_ends_with_status_1(log: Path) -> None:
    with pytest.raises(ZeroDivisionError), run_noted("desk"):
        1 / 0  # noqa: B018
    assert "ended status=1" in log.read_text()


def test_no_other_words_get_in(log: Path) -> None:
    with pytest.raises(ValueError, match="is not a valid Word"):
        run_noted(TITLE).__enter__()
    with pytest.raises(TypeError):
        support_log.note_event(Event.STARTED, version=("unmistakable",))  # type: ignore[arg-type]
    assert not log.exists() or "unmistakable" not in log.read_text()
