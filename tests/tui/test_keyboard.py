"""Whatever comes from the keyboard, the kiosk stays, and stays a kiosk."""

import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.settings import KioskSettings
from tests.support.pins import give_pin
from tests.tui.conftest import PATIENCE
from tests.tui.test_signals import saved, written
from tui.terminal import Terminal

SECRET = "My neighbour took my card."
HARMFUL = ("ctrl+q", "ctrl+c", "ctrl+z", "ctrl+p", "ctrl+\\", "ctrl+d", "ctrl+s", "ctrl+x")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def kiosk(data: Path, every_press_counts: None) -> Iterator[Terminal]:
    give_pin(data)
    argv = [sys.executable, "-m", "tui", "--data", str(data), "kiosk"]
    with Terminal(argv, record=True) as terminal:
        terminal.wait_for("Press any key", timeout=PATIENCE)
        yield terminal


def write_something(kiosk: Terminal) -> None:
    """Go from the welcome to the page for words."""
    to_the_prompts(kiosk)
    to_words(kiosk)


def to_words(kiosk: Terminal) -> None:
    """Go from the prompts to the page for words."""
    kiosk.press("1")
    kiosk.wait_for("step 3 of 8", timeout=PATIENCE)
    kiosk.press("1")
    kiosk.wait_for("I have finished", timeout=PATIENCE)


def to_the_prompts(kiosk: Terminal) -> None:
    """Begin at the welcome, and choose English."""
    kiosk.press("enter")
    kiosk.wait_for("Wybierz język.", timeout=PATIENCE)
    kiosk.press("1")
    kiosk.wait_for("What do you want to talk about?", timeout=PATIENCE)


def from_anywhere_to_the_prompts(kiosk: Terminal) -> None:
    """Go back, in whatever language the keys before have chosen, and choose English."""
    before = ""
    for _ in range(14):
        title = kiosk.settle(quiet=0.4, timeout=10)[:240]
        if "Wybierz język." in title:
            kiosk.press("1")
            kiosk.wait_for("What do you want to talk about?", timeout=PATIENCE)
            time.sleep(KioskSettings().repeat_seconds + 0.2)  # the same key counts again
            return
        # At the welcome there is no way back, and Enter begins.
        kiosk.press("enter" if title == before else "escape")
        before = title
        time.sleep(KioskSettings().repeat_seconds + 0.2)
    raise AssertionError("the choice of a language never came")


def back_to_the_welcome(kiosk: Terminal) -> None:
    for _ in range(10):
        page = kiosk.settle(quiet=0.4, timeout=10)
        # The caption shows the welcome as long as it is said, on the next page too.
        if "Press any key" in page and "step 1" not in page:
            # The same key counts again only after a moment.
            time.sleep(KioskSettings().repeat_seconds + 0.2)
            return
        kiosk.press("escape")
    raise AssertionError("the welcome never came")


def state_of(terminal: Terminal) -> str:
    return Path(f"/proc/{terminal.pid}/stat").read_text().rsplit(") ", 1)[1][0]


def assert_still_a_kiosk(kiosk: Terminal) -> None:
    text = kiosk.settle(quiet=0.3)
    assert kiosk.alive()
    assert state_of(kiosk) != "T"  # stopped, as by ctrl+z in a shell
    out = written(kiosk)
    assert out.rfind(b"\x1b[?1049h") > out.rfind(b"\x1b[?1049l")
    assert b"\x1b]52" not in out  # nothing goes to the clipboard
    assert "Traceback" not in text
    for word in ("palette", "Quit", "Screenshot", "Theme"):
        assert word not in text


def test_no_key_leads_out_of_the_kiosk(kiosk: Terminal, data: Path) -> None:
    kiosk.press(*HARMFUL)
    assert_still_a_kiosk(kiosk)
    back_to_the_welcome(kiosk)
    write_something(kiosk)
    kiosk.type(SECRET)
    kiosk.wait_for(SECRET, timeout=PATIENCE)
    kiosk.press(*HARMFUL, "f1", "f5", "f12", "ctrl+f5", "ctrl+c")
    assert_still_a_kiosk(kiosk)
    kiosk.wait_for(SECRET, timeout=PATIENCE)
    kiosk.press("enter")
    kiosk.wait_for("Is this what you want to say?", timeout=PATIENCE)
    kiosk.press(*HARMFUL)
    assert_still_a_kiosk(kiosk)
    kiosk.press("1")
    kiosk.wait_for("Who are you here as", timeout=PATIENCE)
    assert saved(data) == [SECRET]


def test_the_next_person_cannot_bring_words_back(kiosk: Terminal) -> None:
    write_something(kiosk)
    kiosk.type(SECRET)
    kiosk.press("ctrl+a", "ctrl+x", "ctrl+c", "f7", "ctrl+x", "enter")
    kiosk.wait_for("Is this what you want to say?", timeout=PATIENCE)
    kiosk.press("3")
    kiosk.wait_for("Is this what you want to say?", timeout=PATIENCE, gone=True)
    kiosk.press("2")
    kiosk.wait_for("Press any key", timeout=PATIENCE)
    write_something(kiosk)
    kiosk.press("ctrl+v", "ctrl+z", "ctrl+y", "ctrl+u", "up")
    assert "neighbour" not in kiosk.settle()


# What a broken cable, a wedged keyboard, another alphabet's terminal or a bored person sends.
GARBAGE = {
    "bytes that are no text": b"\xff\xfe\x80\xc3\x28\xe2\x82",
    "Latin-1": "café £5".encode("latin-1"),
    "half a letter, then Enter": b"\xc3\r",
    "a key beyond all letters": b"\x1b[1114112u\x1b[99999999u\x1b[u\x1b[;u",
    "a mouse without a place": b"\x1b[<;;M\x1b[<0;-5;3M\x1b[M\0\0\0\x1b[<35;99999999;1M",
    "reports nobody asked for": b"\x1b[1;1R\x1b[999;999;999R\x1b[?2026;9$y\x1b[48;0;0;0;0t",
    "numbers without end": b"\x1b[" + b"9" * 30 + b";;;$z",
    "titles": b"\x1b]0;x\x07\x1bPq\x1b\\\x1b_x\x1b\\",
    "every byte that is no letter": bytes({*range(256)} - {*range(32, 127)}),
    # Without the keys that answer questions: those may well send what was typed.
    "noise": random.Random(4).randbytes(300).translate(None, b"\r\n0123456789"),
}


def write(terminal: Terminal, data: bytes) -> None:
    terminal._write(data)
    terminal.settle(quiet=0.2)


def test_garbage_from_the_terminal_ends_nothing(kiosk: Terminal, data: Path) -> None:
    for name, garbage in GARBAGE.items():
        write(kiosk, garbage)
        assert kiosk.alive(), name
        # Whatever was begun by it is ended here: a sequence, a paste.
        write(kiosk, b"\x1b\\\x1b[201~")
        assert "Traceback" not in kiosk.text(), name
    from_anywhere_to_the_prompts(kiosk)
    to_words(kiosk)
    kiosk.type("More time.")
    kiosk.press("enter")
    kiosk.wait_for("Is this what you want to say?", "More time.", timeout=PATIENCE)
    kiosk.press("1")
    kiosk.wait_for("Who are you here as", timeout=PATIENCE)
    assert saved(data)[0].endswith("More time.")


def test_words_before_and_after_garbage_stay(kiosk: Terminal, data: Path) -> None:
    write_something(kiosk)
    kiosk.type("Nobody phoned")
    kiosk.wait_for("Nobody phoned", timeout=PATIENCE)
    write(kiosk, b"\xe9")
    write(kiosk, b"\x1b[99999999u")
    kiosk.type(" me back.")
    kiosk.wait_for("Nobody phoned me back.", timeout=PATIENCE)
    os.kill(kiosk.pid, signal.SIGTERM)
    assert kiosk.exit_code == 0
