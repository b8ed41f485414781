"""The window is closed, the system stops: nothing is lost and the terminal is as it was."""

import contextlib
import os
import signal
import subprocess
import sys
import termios
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.contribution.contribution import newest
from models.space.space import find_space
from models.store import writer
from models.store.base import database
from models.store.database import close_store, open_store
from tests.tui.conftest import PATIENCE, until
from tui.terminal import Terminal

ALL_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
WORDS = "Nobody phoned me back."

# Takes sound as slowly as a sound card does, so that it is still busy when the end comes.
SLOW_PLAYER = """#!{python} -IS
import os, time
while os.read(0, 4096):
    time.sleep(0.3)
"""

# Starts the program on the terminal named first; a session leader gets it as its own.
ON_TERMINAL = """
import os, sys
terminal = os.open(sys.argv[1], os.O_RDWR)
for number in (0, 1, 2):
    os.dup2(terminal, number)
os.execv(sys.executable, [sys.executable, "-m", "tui", *sys.argv[2:]])
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def face(data: Path, name: str, env: dict[str, str] | None = None) -> Terminal:
    argv = [sys.executable, "-m", "tui", "--data", str(data), name]
    return Terminal(argv, columns=100, rows=30, env=env, record=True)


def saved(data: Path) -> list[str]:
    open_store(str(data / "heard.db"))
    found = [one.words for one in newest(find_space().uid)]
    writer.finish()
    close_store()
    return found


def written(terminal: Terminal) -> bytes:
    return b"".join(data for _, data in terminal.chunks)


def ended(terminal: Terminal) -> bool:
    return until(lambda: not terminal.alive())


def descendants(pid: int) -> list[int]:
    """Return the processes that a process started, and those that they started."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in map(int, task.read_text().split()):
                found += [child, *descendants(child)]
    return found


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1][0] != "Z"
    except OSError:
        return False


def assert_sane(terminal: Terminal, before: object) -> None:
    """Check that the terminal is again what it was before the program."""
    out = written(terminal)
    for on, off in (
        (b"\x1b[?1049h", b"\x1b[?1049l"),  # the alternate screen
        (b"\x1b[?25l", b"\x1b[?25h"),  # the cursor
        (b"\x1b[?1000h", b"\x1b[?1000l"),  # the mouse
        (b"\x1b[?1003h", b"\x1b[?1003l"),
        (b"\x1b[?2004h", b"\x1b[?2004l"),  # bracketed paste
        (b"\x1b[?1004h", b"\x1b[?1004l"),  # focus
    ):
        assert out.rfind(off) > out.rfind(on) > -1, off
    assert settings_of(terminal) == before


def settings_of(terminal: Terminal) -> object:
    return termios.tcgetattr(terminal._fd)[:4]


@pytest.mark.parametrize("number", ALL_SIGNALS, ids=lambda number: number.name)
def test_a_stopped_desk_leaves_the_terminal_as_it_was(data: Path, number: signal.Signals) -> None:
    with Terminal(["sleep", "600"]) as plain:
        before = settings_of(plain)
    with face(data, "desk") as desk:
        desk.wait_for("What matters to you", timeout=PATIENCE)
        desk.type(WORDS)
        desk.press("enter")
        desk.wait_for(WORDS, "Saved", timeout=PATIENCE)
        os.kill(desk.pid, number)
        assert ended(desk)
        assert desk.exit_code in ((0, 129) if number is signal.SIGHUP else (0,))
        assert_sane(desk, before)
        assert "Traceback" not in desk.text()
        assert WORDS not in desk.text()
    assert saved(data) == [WORDS]


def test_what_was_submitted_is_saved_though_the_database_is_busy(data: Path) -> None:
    with face(data, "desk") as desk:
        desk.wait_for("What matters to you", timeout=PATIENCE)
        open_store(str(data / "heard.db"))
        with database.atomic("IMMEDIATE"):
            desk.type(WORDS)
            desk.wait_for(WORDS, timeout=PATIENCE)
            desk.press("enter")
            desk.wait_for(WORDS, timeout=PATIENCE, gone=True)
            os.kill(desk.pid, signal.SIGTERM)
            desk.settle(quiet=0.5)
        close_store()
        assert ended(desk)
        assert desk.exit_code == 0
    assert saved(data) == [WORDS]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_no_voice_goes_on_without_its_face(
    data: Path, tmp_path: Path, number: signal.Signals
) -> None:
    player = tmp_path / "bin" / "aplay"
    player.parent.mkdir()
    player.write_text(SLOW_PLAYER.format(python=sys.executable))
    player.chmod(0o755)
    path = f"{player.parent}{os.pathsep}{os.environ['PATH']}"
    with face(data, "room", {"PATH": path}) as room:
        room.wait_for("What matters to you", timeout=PATIENCE)
        room.press("7")
        # The speaking process, and the player that it started.
        assert until(lambda: len(descendants(room.pid)) >= 2)
        voices = descendants(room.pid)
        assert any(map(is_alive, voices))
        os.kill(room.pid, number)
        assert ended(room)
        assert until(lambda: not any(map(is_alive, voices)))


@pytest.fixture
def closed_window(data: Path) -> Iterator[tuple[subprocess.Popen[bytes], int, bytearray]]:
    """Start a desk in a terminal that can be closed under it."""
    ours, theirs = os.openpty()
    termios.tcsetwinsize(ours, (30, 100))
    seen = bytearray()
    running = subprocess.Popen(
        [sys.executable, "-c", ON_TERMINAL, os.ttyname(theirs), "--data", str(data), "desk"],
        start_new_session=True,
        env={**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"},
    )
    os.close(theirs)
    try:
        yield running, ours, seen
    finally:
        running.kill()
        running.wait()
        with contextlib.suppress(OSError):
            os.close(ours)


def test_a_closed_window_ends_the_desk_and_loses_nothing(
    data: Path, closed_window: tuple[subprocess.Popen[bytes], int, bytearray]
) -> None:
    running, ours, seen = closed_window
    enough = threading.Event()

    def read() -> None:
        os.set_blocking(ours, False)
        while not enough.wait(0.02):
            with contextlib.suppress(OSError):
                seen.extend(os.read(ours, 65_536))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        assert until(lambda: b"Type what was said" in seen)
        os.write(ours, f"{WORDS}\r".encode())
        assert until(lambda: b"Saved" in seen)
    finally:
        enough.set()
        reader.join()
    os.close(ours)
    assert until(lambda: running.poll() is not None)
    # 129 where leaving in order would have taken too long.
    assert running.returncode in (0, 129)
    assert saved(data) == [WORDS]
