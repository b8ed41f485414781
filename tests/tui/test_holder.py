"""The kiosk in a window of its own: other letters, a kill, a closed window, and leaving it."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.tui.conftest import PATIENCE, until
from tui.machine.holder import LONG_ENOUGH, LONGEST, next_pause
from tui.machine.signals import LEFT

ROOT = Path(__file__).parents[2]
WORDS = "The bus never comes"
FOOT = '#!/bin/sh\nexec "{python}" -m tests.support.stand_in_foot "$@"\n'


class Held:
    """A holder, what it holds, and the windows that show it.

    Most tests hold a desk: its line is there at once, and what the holder does is the same.
    """

    def __init__(self, folder: Path, face: str, *, waits: bool = False) -> None:
        self.windows = folder / "w"
        self.windows.mkdir()
        programs = folder / "bin"
        programs.mkdir()
        foot = programs / "foot"
        foot.write_text(FOOT.format(python=sys.executable))
        foot.chmod(0o755)
        kiosk = [sys.executable, "-m", "tests.support.bigger_kiosk", str(ROOT), face]
        if waits:
            kiosk = [sys.executable, "-c", "import time; time.sleep(600)"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tui.machine.holder", "28", *kiosk],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            env={
                **os.environ,
                "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
                "HEARD_TEST_WINDOWS": str(self.windows),
                "WAYLAND_DISPLAY": "none",
            },
        )

    def ask(self, what: str = "text") -> str:
        """Ask the newest window; an empty answer where there is none just now."""
        for path in sorted(self.windows.iterdir(), reverse=True)[:1]:
            with socket.socket(socket.AF_UNIX) as talk, suppress(OSError):
                talk.connect(str(path))
                talk.sendall(what.encode())
                told = b""
                while more := talk.recv(1 << 16):
                    told += more
                return told.decode()
        return ""

    def see(self, *words: str) -> str:
        """Wait until all these words are on the newest window."""
        assert until(lambda: all(word in self.ask() for word in words), PATIENCE), self.ask()
        return self.ask()

    def kiosk(self) -> int:
        """Return the kiosk's process."""
        for path in Path("/proc").glob("[0-9]*"):
            with suppress(OSError, ValueError):
                parent = int((path / "stat").read_text().rsplit(") ", 1)[1].split()[1])
                if (
                    parent == self.process.pid
                    and b"bigger_kiosk" in (path / "cmdline").read_bytes()
                ):
                    return int(path.name)
        return 0

    def type_words(self) -> None:
        """Type some words into the desk's line, and do not end it."""
        self.see("0 heard", "Type what was said")
        self.ask(f"type {WORDS}")
        self.see(WORDS)


def children_of(parent: int) -> str:
    """Return the command lines of the processes that a process has started."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    lines = [Path(f"/proc/{child}/cmdline").read_bytes() for child in children]
    return b" ".join(lines).decode()


@pytest.fixture
def held(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Held]:
    made = Held(tmp_path_factory.mktemp("h"), getattr(request, "param", "desk"))
    try:
        yield made
    finally:
        made.process.terminate()
        made.process.wait(PATIENCE)


def test_letters_change_in_mid_word_and_nothing_is_lost(held: Held) -> None:
    held.type_words()
    kiosk = held.kiosk()
    held.ask("press f11")
    assert held.see("69x20", WORDS)
    held.ask("type  on Sundays")  # the place in the text is kept too
    held.see(f"{WORDS} on Sundays")
    held.ask("press f11")
    held.see("55x15", f"{WORDS} on Sundays")
    held.ask("press ctrl+o")
    held.see("69x20", f"{WORDS} on Sundays")
    held.ask("press f10")  # the next person
    held.see("87x25")
    assert held.kiosk() == kiosk
    assert until(lambda: len(list(held.windows.iterdir())) == 1)


def test_a_killed_program_is_back_without_the_words(held: Held) -> None:
    held.type_words()
    held.ask("press f11")
    held.see("69x20", WORDS)
    before = held.kiosk()
    os.kill(before, signal.SIGKILL)
    shown = held.see("0 heard", "Type what was said", "87x25")
    assert WORDS not in shown
    assert held.kiosk() not in (0, before)


@pytest.mark.parametrize("held", ["kiosk"], indirect=True)
def test_a_killed_kiosk_is_back_at_its_first_page(held: Held) -> None:
    first = held.see("Help")
    before = held.kiosk()
    held.ask("press x")
    assert until(lambda: "Back" in held.ask())
    os.kill(before, signal.SIGKILL)
    assert until(lambda: held.ask() == first, PATIENCE)
    assert held.kiosk() not in (0, before)


def test_a_window_that_closes_is_opened_again_and_the_visit_goes_on(held: Held) -> None:
    held.type_words()
    kiosk = held.kiosk()
    [window] = held.windows.iterdir()
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            told = (path / "cmdline").read_bytes()
            if b"stand_in_foot" in told and str(held.windows.parent).encode() not in told:
                environment = (path / "environ").read_bytes()
                if f"HEARD_TEST_WINDOWS={held.windows}".encode() in environment:
                    os.kill(int(path.name), signal.SIGKILL)
    window.unlink()
    held.see(WORDS)
    assert held.kiosk() == kiosk


def test_it_ends_when_it_is_told_to_and_the_kiosk_with_it(held: Held) -> None:
    held.see("Type what was said")
    kiosk = held.kiosk()
    held.process.terminate()
    assert held.process.wait(PATIENCE) == 0
    assert not Path(f"/proc/{kiosk}").exists()
    assert until(lambda: not list(held.windows.iterdir()))


def test_keys_pressed_before_it_is_there_are_not_shown_and_stop_nothing(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    held = Held(tmp_path_factory.mktemp("h"), "", waits=True)
    try:
        held.see("87x25")
        assert until(lambda: "time.sleep" in children_of(held.process.pid))
        held.ask("type secret")
        held.ask("press ctrl+c")
        assert not until(lambda: "secret" in held.ask(), 1.0)
        assert "time.sleep" in children_of(held.process.pid)
    finally:
        held.process.terminate()
        held.process.wait(PATIENCE)


def test_no_window_at_all_is_a_failure(tmp_path: Path) -> None:
    foot = tmp_path / "foot"
    foot.write_text("#!/bin/sh\nexit 1\n")
    foot.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-m", "tui.machine.holder", "28", "true"],
        cwd=ROOT,
        env={**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 1


@pytest.mark.parametrize(("status", "ends"), [(LEFT, True), (0, False), (1, False)])
def test_only_a_person_who_leaves_ends_it(tmp_path: Path, status: int, ends: bool) -> None:
    windows = tmp_path / "w"
    windows.mkdir()
    foot = tmp_path / "foot"
    foot.write_text(FOOT.format(python=sys.executable))
    foot.chmod(0o755)
    count = tmp_path / "count"
    script = f"import sys; open({str(count)!r}, 'a').write('.'); sys.exit({status})"
    with subprocess.Popen(
        [sys.executable, "-m", "tui.machine.holder", "28", sys.executable, "-c", script],
        cwd=ROOT,
        env={
            **os.environ,
            "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
            "HEARD_TEST_WINDOWS": str(windows),
        },
    ) as process:
        try:
            if ends:
                assert process.wait(PATIENCE) == LEFT
                assert count.read_text() == "."
            else:
                assert until(lambda: count.exists() and len(count.read_text()) >= 2)
        finally:
            process.terminate()


def test_the_pause_grows_and_begins_anew_after_a_good_while() -> None:
    pause = next_pause(0.25, 0)
    seen = []
    for _ in range(9):
        seen.append(pause)
        pause = next_pause(pause, 1.0)
    assert seen[:3] == [0.5, 1.0, 2.0]
    assert pause == LONGEST
    assert next_pause(pause, LONG_ENOUGH) == 0.5


def test_the_holder_knows_by_which_name_a_key_is_handed_on() -> None:
    """It needs none of the models, and so has the name a second time."""
    from models.encryption.store_key import HANDED_ON
    from tui.machine.signals import KEY_HANDED_ON

    assert KEY_HANDED_ON == HANDED_ON
