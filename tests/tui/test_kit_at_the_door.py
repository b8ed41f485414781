"""The kit check at the front door, in a real terminal: it is asked, and a number pad is learnt."""

import os
import sys
from pathlib import Path

from tests.tui.conftest import Heard
from tui.terminal import Terminal

PATIENCE = 40


def test_d03_the_door_looks_and_learns_a_number_pad(heard: Heard) -> None:
    command = [sys.executable, "-m", "tui", "--data", str(heard.data)]
    with Terminal(command, columns=80, rows=43) as terminal:
        terminal.wait_for("Kit check", timeout=PATIENCE)
        terminal.press("5")
        terminal.wait_for("Nothing here stops a meeting.", timeout=PATIENCE)
        terminal.press(*["down"] * 10)
        # The terminal was asked beneath the screen, and the screen came back whole.
        text = terminal.wait_for("✓ pass     Signs", timeout=PATIENCE)
        assert "each takes the cells that it should" in text
        terminal.press("l")
        for key, digit in zip("abcdefghij", "1234567890", strict=True):
            terminal.wait_for(f"Press the key for {digit}.", timeout=PATIENCE)
            terminal.press(key)
        terminal.wait_for("Is everything ready?", timeout=PATIENCE)
        terminal.press(*["down"] * 12)
        terminal.wait_for("10 keys have a meaning of their own", timeout=PATIENCE)
        terminal.press("escape")
        terminal.wait_for("Another space", timeout=PATIENCE)
        terminal.press("h")  # learnt as 8, and taken for it at once
        terminal.wait_for("What would help?", timeout=PATIENCE)
    assert 'h = "8"' in Path(os.environ["HEARD_SETTINGS"]).read_text(encoding="utf-8")
