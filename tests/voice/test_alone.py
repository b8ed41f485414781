"""The voice keeps to itself: nothing on the screen, nothing left behind, no words in sight."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.voice.conftest import Box, is_alive, until

SECRET = "the words of a person"

# Says its text, tells nothing, and never closes its voice.
PARENT = """
import sys, time
from voice import Speaker
speaker = Speaker()
speaker.say(sys.argv[2])
time.sleep(float(sys.argv[1]))
"""
LONG = "A long sentence about the bus. " * 50


def test_importing_the_package_loads_no_engine() -> None:
    code = "import sys, voice; print(*sorted({'pyttsx3', 'textual', 'ctypes'} & {*sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""


def test_nothing_starts_before_the_first_text(box: Box) -> None:
    box.speaker.set(rate=200)
    box.speaker.stop()
    assert box.speaker._keeper.child_pid is None
    box.say_to_the_end("Hi.")
    assert is_alive(box.worker)


def test_a_killed_parent_takes_process_and_player_along(box: Box) -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT, "60", LONG])
    try:
        assert until(lambda: box.players("FIRST"))
        player = box.player
        [worker] = children_of(parent.pid)
        assert is_alive(worker)
        assert is_alive(player)
    finally:
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait()
    assert until(lambda: not is_alive(worker) and not is_alive(player), seconds=2)
    assert not box.players("END")


def test_a_killed_parent_takes_an_idle_process_along(box: Box) -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT, "60", "Hi."])
    try:
        assert until(lambda: box.players("END"))
        [worker] = children_of(parent.pid)
        assert is_alive(worker)
    finally:
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait()
    assert until(lambda: not is_alive(worker), seconds=2)


@pytest.mark.parametrize("trouble", ["no card", "no voices", "no library", "nothing"])
def test_nothing_is_written_on_the_screen(
    box: Box, trouble: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    if trouble == "no card":
        aplay = box.folder / "bin" / "aplay"
        aplay.unlink()
        aplay.symlink_to(request.getfixturevalue("real_aplay"))
    elif trouble == "no voices":
        wheel = pytest.importorskip("espeakng_loader")
        monkeypatch.setenv("HEARD_ESPEAK", wheel.get_library_path())
        monkeypatch.setenv("ESPEAK_DATA_PATH", "/nonexistent")
    elif trouble == "no library":
        monkeypatch.setenv("HEARD_ESPEAK", "/nonexistent")
    done = subprocess.run(
        [sys.executable, "-c", PARENT, "0.8", LONG], capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("", "")


def test_the_words_travel_on_the_pipe_only(box: Box) -> None:
    request = box.speaker.say(f"{SECRET} " * 9)
    box.ears.wait_for("word", request)
    player = box.player
    for pid in (box.worker, player):
        for place in ("cmdline", "environ"):
            assert SECRET.encode() not in Path(f"/proc/{pid}/{place}").read_bytes()
    assert not any(SECRET in repr(event) for _, event in box.ears.events)


def children_of(pid: int) -> list[int]:
    found: list[int] = []
    with suppress(FileNotFoundError, ProcessLookupError):  # it may end while it is looked at
        for path in Path(f"/proc/{pid}/task").glob("*/children"):
            found += [int(child) for child in path.read_text().split()]
    return found
