"""A17, A23, A24, D5, D16, D17, D29: whatever is pressed, sent or signalled, the kiosk stays."""

import os
import random
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.pins import give_pin
from tests.tui.conftest import PATIENCE, until
from tests.tui.test_keyboard import (
    HARMFUL,
    assert_still_a_kiosk,
    back_to_the_welcome,
    to_the_prompts,
    write,
    write_something,
)
from tests.tui.test_signals import assert_sane, settings_of, written
from tui.keystrokes import PASTE_END, PASTE_START, keystroke
from tui.terminal import Terminal

WELCOME = "Press any key"
FUNCTION_KEYS = tuple(f"f{number}" for number in range(1, 25))
MOST_GROWTH = 40_000  # KiB, of memory that a kiosk may need more after a flood


@pytest.fixture
def kiosk(tmp_path: Path, every_press_counts: None) -> Iterator[Terminal]:
    yield from started(tmp_path)


@pytest.fixture
def as_it_comes(tmp_path: Path) -> Iterator[Terminal]:
    """Start a kiosk with its own settings: a held key and a double strike count once."""
    yield from started(tmp_path)


def started(tmp_path: Path, env: dict[str, str] | None = None) -> Iterator[Terminal]:
    give_pin(tmp_path / "data")
    argv = [sys.executable, "-m", "tui", "--data", str(tmp_path / "data"), "kiosk"]
    with Terminal(argv, record=True, env=env) as terminal:
        terminal.wait_for(WELCOME, timeout=PATIENCE)
        yield terminal


def memory(terminal: Terminal) -> int:
    """Return how much memory the program holds, in KiB."""
    status = Path(f"/proc/{terminal.pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+)", status)
    assert found
    return int(found[1])


def titles(terminal: Terminal) -> set[bytes]:
    """Return every title that was ever given to the terminal's window."""
    return set(re.findall(rb"\x1b\][012];([^\x07\x1b]*)", written(terminal)))


def can_still_be_used(kiosk: Terminal) -> None:
    """Check that it is a kiosk as before: somebody can say something."""
    assert_still_a_kiosk(kiosk)
    back_to_the_welcome(kiosk)
    write_something(kiosk)
    kiosk.type("More time.")
    kiosk.wait_for("More time.", timeout=PATIENCE)


def press_apart(kiosk: Terminal, key: str) -> None:
    """Press a key as a person does who let it alone for a moment."""
    time.sleep(0.8)
    kiosk.press(key)


def test_function_keys_and_clicks_lead_nowhere(kiosk: Terminal) -> None:
    kiosk.press(*FUNCTION_KEYS, *HARMFUL)
    for row in range(1, 25, 5):
        for column in range(1, 81, 20):
            write(kiosk, f"\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m".encode())
        assert kiosk.alive()
    # A click may have chosen something, so it need not be the welcome.
    assert_still_a_kiosk(kiosk)
    assert len(titles(kiosk)) <= 1


def test_a_signal_that_a_key_sends_elsewhere_does_nothing(kiosk: Terminal) -> None:
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
        for _ in range(3):
            os.kill(kiosk.pid, number)
        assert_still_a_kiosk(kiosk)
    can_still_be_used(kiosk)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_when_it_is_ended_the_terminal_is_as_it_was(
    kiosk: Terminal, number: signal.Signals
) -> None:
    with Terminal(["sleep", "600"]) as plain:
        before = settings_of(plain)
    write_something(kiosk)
    kiosk.type("Nobody phoned me back.")
    kiosk.wait_for("Nobody phoned", timeout=PATIENCE)
    os.kill(kiosk.pid, number)
    assert until(lambda: not kiosk.alive())
    assert kiosk.exit_code in ((0, 129) if number is signal.SIGHUP else (0,))
    assert_sane(kiosk, before)
    assert "phoned" not in kiosk.text()


def test_it_stays_at_any_size(kiosk: Terminal) -> None:
    for columns, rows in ((10, 5), (1, 1), (300, 100), (2, 60), (44, 12), (80, 24)):
        kiosk.resize(columns, rows)
        kiosk.settle(quiet=0.2)
        kiosk.press("1", "tab", "escape")
        assert kiosk.alive(), (columns, rows)
    can_still_be_used(kiosk)


def test_switches_of_developers_open_no_way_out(tmp_path: Path, every_press_counts: None) -> None:
    env = {"TEXTUAL_ALLOW_SIGNALS": "1", "TEXTUAL_DEBUG": "1", "TEXTUAL_COLOR_SYSTEM": "none"}
    env |= {"TEXTUAL_PRESS": "ctrl+q", "TEXTUAL_DRIVER": "no.such:Driver"}
    for kiosk in started(tmp_path, env):
        kiosk.press("ctrl+c", "ctrl+c", "ctrl+\\", "ctrl+z")
        can_still_be_used(kiosk)
    assert not Path("keys.log").exists()


def words_page_takes(kiosk: Terminal, sent: bytes) -> None:
    """Send something to the page for words; the next words are answered in time."""
    write_something(kiosk)
    before = memory(kiosk)
    kiosk._write(sent, timeout=PATIENCE)
    kiosk.settle(quiet=0.4, timeout=PATIENCE)
    assert memory(kiosk) - before < MOST_GROWTH
    assert_still_a_kiosk(kiosk)

    def answers() -> bool:
        kiosk.type(" The end.")  # what is typed while the flood is cut goes with it
        return "The end." in kiosk.settle(quiet=0.4)

    assert until(answers)


def test_a_paste_of_a_megabyte_is_cut(kiosk: Terminal) -> None:
    words_page_takes(kiosk, f"{PASTE_START}{'lorem ipsum ' * 85_000}{PASTE_END}".encode())


def test_a_flood_of_keys_is_cut(kiosk: Terminal) -> None:
    """What a paste is where the terminal has no brackets for it, or a wedged key."""
    words_page_takes(kiosk, b"lorem ipsum " * 1_700)


@pytest.mark.soak
def test_a_flood_of_200_kilobytes_is_cut(kiosk: Terminal) -> None:
    words_page_takes(kiosk, b"lorem ipsum " * 17_000)


def test_a_paste_without_an_end_ends_by_itself(kiosk: Terminal) -> None:
    write_something(kiosk)
    kiosk._write(f"{PASTE_START}Nobody".encode())
    kiosk.wait_for("Nobody", timeout=PATIENCE)
    kiosk.type(" phoned me back.")
    kiosk.wait_for("Nobody phoned me back.", timeout=PATIENCE)


@pytest.mark.parametrize(
    ("delay", "gap"), [(0.25, 0.03), pytest.param(1.2, 0.2, marks=pytest.mark.soak)]
)
def test_a_held_key_counts_once(as_it_comes: Terminal, delay: float, gap: float) -> None:
    """D17: held for five seconds, whatever the keyboard's delay and rate."""
    kiosk = as_it_comes
    to_the_prompts(kiosk)
    end = time.monotonic() + 5
    kiosk.press("2")
    time.sleep(delay)
    while time.monotonic() < end:
        kiosk.press("2")
        time.sleep(gap)
    time.sleep(0.5)
    kiosk.wait_for("step 3 of 8", timeout=PATIENCE)
    assert "step 3 of 8" in kiosk.settle()
    press_apart(kiosk, "1")
    kiosk.wait_for("I have finished", timeout=PATIENCE)


def test_a_double_strike_counts_once_and_letters_are_never_lost(as_it_comes: Terminal) -> None:
    """A24; and 40 words a minute with doubled letters, of which none is lost."""
    kiosk = as_it_comes
    kiosk.press("enter", "enter")
    kiosk.wait_for("Wybierz język.", timeout=PATIENCE)
    kiosk.press("1")
    kiosk.wait_for("What do you want to talk about?", timeout=PATIENCE)
    kiosk.press("2", "2", "2")
    kiosk.wait_for("step 3 of 8", timeout=PATIENCE)
    press_apart(kiosk, "1")
    kiosk.wait_for("I have finished", timeout=PATIENCE)
    words = "Committee books, all speed too small; aaa 1100 llll hhhh."
    time.sleep(0.3)
    for letter in words:  # 40 words a minute are 3.3 letters a second; this is ten times as fast
        kiosk.type(letter)
        time.sleep(0.03)
    kiosk.wait_for(words, timeout=PATIENCE)


# -- D29: two teenagers try to get out ------------------------------------------------------

KEYS: list[Callable[[random.Random], bytes]] = [
    lambda r: r.choice("abcdefghijklmnopqrstuvwxyz0123456789 .,'[]/\\").encode(),
    lambda r: r.choice("0123456789").encode(),
    lambda r: keystroke(r.choice(FUNCTION_KEYS)).encode(),
    lambda r: keystroke(r.choice(("up", "down", "left", "right", "home", "end"))).encode(),
    lambda r: keystroke(r.choice(("tab", "shift+tab", "enter", "backspace", "delete"))).encode(),
    lambda r: bytes([r.randrange(1, 32)]),
    lambda r: b"\x1b" + r.choice(b"abcdefxyz[]O").to_bytes(1, "big"),
    lambda r: r.choice(("é", "ł", "ع", "👍", "क", "\u202e")).encode(),
    lambda r: f"\x1b[<0;{r.randrange(1, 81)};{r.randrange(1, 25)}M".encode(),
    lambda r: f"\x1b[<0;{r.randrange(1, 81)};{r.randrange(1, 25)}m".encode(),
    lambda r: f"\x1b[{r.randrange(300)};{r.randrange(9)}{r.choice('uR~ABHQ')}".encode(),
    lambda r: b"\x1b[200~=HYPERLINK('; DROP TABLE [@click=app.quit]\x1b[201~",
    lambda r: r.randbytes(3),
]


def play(kiosk: Terminal, seed: int, number: int) -> None:
    """Press keys at random, and check now and then that the kiosk is still there."""
    chance = random.Random(seed)
    for pressed in range(number):
        # Not the word that leaves: that is known, and asks for a PIN.
        key = chance.choice(KEYS)(chance)
        kiosk._write(key.replace(b"leave", b""))
        if pressed % 50 == 49:
            kiosk.settle(quiet=0.02, timeout=1)
            assert kiosk.alive(), f"seed {seed}, key {pressed}"
    kiosk._write(b"\x1b\\\x1b[201~")


def try_to_get_out(kiosk: Terminal, seed: int, number: int) -> None:
    play(kiosk, seed, number // 10)
    kiosk.settle(quiet=0.3)
    before = memory(kiosk)
    play(kiosk, seed + 100, number)
    assert_still_a_kiosk(kiosk)
    assert memory(kiosk) - before < MOST_GROWTH
    assert len(titles(kiosk)) <= 1


@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(seed, marks=pytest.mark.soak) for seed in (2, 3))]
)
def test_five_hundred_random_keys_lead_nowhere(kiosk: Terminal, seed: int) -> None:
    try_to_get_out(kiosk, seed, 500)


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_ten_thousand_random_keys_lead_nowhere(kiosk: Terminal, seed: int) -> None:
    """D29."""
    try_to_get_out(kiosk, seed, 10_000)
