"""``heard keys``: what a key sends, and learning a number pad, in a real terminal."""

import os
import sys
from pathlib import Path

import pytest

from models.settings import read_settings
from tests.tui.conftest import PATIENCE, Heard, sentence
from tui.settings_file import write_keys
from tui.terminal import Terminal

PAD = ("end", "down", "pagedown", "left", "\x1b[E", "right", "home", "up", "pageup", "insert")
BEFORE = '# ours\ncolours = "day"  # brighter\n\n[keys]\n# the big button\nf13 = "help"\n'


@pytest.fixture
def page() -> Path:
    path = Path(os.environ["HEARD_SETTINGS"])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(BEFORE)
    return path


def command(*words: str) -> Terminal:
    return Terminal([sys.executable, "-m", "tui", "keys", *words])


def test_it_shows_what_a_key_sends_and_what_it_is_taken_for(page: Path) -> None:
    with command() as terminal:
        terminal.wait_for("Press a key", timeout=PATIENCE)
        terminal.press("f13", "f18", "a", "escape", "9")
        terminal.wait_for(
            "sends: f13 At a kiosk: 0 (help)",
            "sends: f18 At a kiosk: f18",
            "sends: a ",
            "At a kiosk: escape (back)",
            "At a kiosk: 9 (back)",
            timeout=PATIENCE,
        )
        terminal.press("ctrl+c")
        assert terminal.exit_code == 0


def test_it_learns_a_pad_without_numlock_and_leaves_the_file_as_it_is(page: Path) -> None:
    with command("--learn") as terminal:
        for digit, key in zip("1234567890", PAD, strict=True):
            terminal.wait_for(f"Press the key for {digit}.", timeout=PATIENCE)
            terminal.press(key)
            if digit == "1":
                terminal.wait_for("Press the key for 2.", timeout=PATIENCE)
                terminal.press(key)
                terminal.wait_for("That key is 1 already.", timeout=PATIENCE)
        terminal.wait_for("Written to", "10 keys", timeout=PATIENCE)
        assert terminal.exit_code == 0
    assert page.read_text().startswith(BEFORE)
    settings, said = read_settings()
    assert said == []
    assert settings.colours == "day"
    assert settings.keys == {"f13": "help"} | {
        "kp_begin" if key.startswith("\x1b") else key: digit
        for digit, key in zip("1234567890", PAD, strict=True)
    }


def test_a_pad_that_sends_its_digits_needs_nothing(page: Path) -> None:
    with command("--learn") as terminal:
        for digit in "1234567890":
            terminal.wait_for(f"Press the key for {digit}.", timeout=PATIENCE)
            terminal.press(digit)
        terminal.wait_for("There is nothing to remember.", timeout=PATIENCE)
    assert page.read_text() == BEFORE


def test_stopping_changes_nothing(page: Path) -> None:
    with command("--learn") as terminal:
        terminal.wait_for("Press the key for 1.", timeout=PATIENCE)
        terminal.press("f14")
        terminal.wait_for("Press the key for 2.", timeout=PATIENCE)
        terminal.press("ctrl+c")
        assert terminal.exit_code == 1
    assert page.read_text() == BEFORE


def test_it_needs_a_terminal(heard: Heard) -> None:
    assert "terminal" in sentence(heard.process("keys"))


def test_a_file_is_made_where_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "new" / "heard.toml"
    write_keys(path, {"f13": "1", "*": "again"})
    assert read_settings(path)[0].keys == {"f13": "1", "*": "again"}


@pytest.mark.parametrize("text", ["keys = 1\n", "this is no TOML", "[keys\n"])
def test_a_file_that_cannot_be_understood_stays_as_it_is(tmp_path: Path, text: str) -> None:
    path = tmp_path / "heard.toml"
    path.write_text(text)
    with pytest.raises(Exception, match="Nothing was changed"):
        write_keys(path, {"f13": "1"})
    assert path.read_text() == text
    assert [one.name for one in tmp_path.iterdir()] == ["heard.toml"]
