"""Keys are answered one after the other, however fast they come."""

import sys
from pathlib import Path

from models.contribution.contribution import State, newest
from models.space.space import find_space
from models.store.database import open_store
from tui.terminal import Terminal

LINES = [f"Sentence number {number} of the afternoon." for number in range(12)]


def desk(data: Path) -> Terminal:
    argv = [sys.executable, "-m", "tui", "--data", str(data), "desk"]
    terminal = Terminal(argv, columns=120, rows=40)
    terminal.wait_for("Running order", timeout=40)
    terminal.settle()
    return terminal


def test_twelve_lines_in_one_burst_are_twelve_contributions_in_their_order(tmp_path: Path) -> None:
    with desk(tmp_path) as terminal:
        terminal.type("\r".join(LINES) + "\r")
        terminal.wait_for("12 heard", timeout=60)
    open_store(str(tmp_path / "heard.db"))
    found = newest(find_space().uid)
    assert [one.words for one in reversed(found)] == LINES


def test_a_key_after_enter_means_the_words_just_typed(tmp_path: Path) -> None:
    with desk(tmp_path) as terminal:
        terminal.type("The first.\r")
        terminal.wait_for("1 heard", timeout=40)
        # Enter, F2 in one breath: what is shown is the second, not what was lit before.
        terminal.type("The second.\r\x1bOQ")
        terminal.wait_for("2 heard, 1 waiting", timeout=40)
    open_store(str(tmp_path / "heard.db"))
    states = {one.words: one.state for one in newest(find_space().uid)}
    assert states == {"The first.": State.WAITING, "The second.": State.CLEARED}


def test_a_dialog_takes_what_is_typed_right_after_the_key_that_opened_it(tmp_path: Path) -> None:
    with desk(tmp_path) as terminal:
        terminal.type("\x1b[24~")  # F12: the theme board
        terminal.wait_for("Not yet in a theme", timeout=40)
        terminal.type("nTime to talk\r")
        terminal.wait_for("Time to talk", "0 said this", timeout=40)
        terminal.type("w1Phone back within two days\rThe duty team\r30 April 2027\r")
        terminal.wait_for("Enter saves it", timeout=40)
        terminal.type("\r")
        terminal.wait_for("Promised.", timeout=40)
