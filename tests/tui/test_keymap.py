"""F13 to F24, number pads without NumLock, and keys that are taken for other keys."""

import re

import pytest
from textual._xterm_parser import XTermParser
from textual.events import Key

from models.keys import MEANINGS, PAD_DIGITS, is_key_name
from tui.keymap import KeyMap, mend_key_names
from tui.keystrokes import keystroke

mend_key_names()


def sent(sequence: str) -> list[str]:
    """Return the keys that the terminal's sequence is read as."""
    return [one.key for one in XTermParser().feed(sequence) if isinstance(one, Key)]


@pytest.mark.parametrize("number", range(1, 25))
def test_every_function_key_is_what_it_is(number: int) -> None:
    assert sent(keystroke(f"f{number}")) == [f"f{number}"]


def test_the_keys_above_f12_are_right_in_the_kitty_protocol_too() -> None:
    assert [sent(f"\x1b[{57376 + number}u") for number in range(12)] == [
        [f"f{number}"] for number in range(13, 25)
    ]


def test_the_pad_is_told_apart_where_the_terminal_tells() -> None:
    assert sent("\x1b[E") == sent("\x1bOE") == sent("\x1b[G") == ["kp_begin"]
    names = [sent(f"\x1b[{code}u")[0] for code in range(57417, 57427)]
    assert set(names) == {*PAD_DIGITS, "kp_delete"} - {"kp_begin"}
    assert sent("\x1b[57404u") == ["5"]  # with NumLock
    assert sent("\x1b[D") == ["left"]  # without the protocol nobody can tell


def taken(
    meanings: dict[str, str], key: str, *, typing: bool = False, at_kiosk: bool = True
) -> str:
    found = KeyMap(meanings).ours(Key(key, None), typing=typing, at_kiosk=at_kiosk)
    return found.key if found else ""


def test_keys_are_taken_for_what_the_settings_say() -> None:
    assert taken({"f13": "help"}, "f13") == "0"
    assert taken({"a": "1"}, "a") == taken({"a": "1"}, "A") == "1"
    assert taken({"*": "again"}, "asterisk") == "7"
    assert taken({"f5": "nothing"}, "f5") == ""
    assert taken({}, "f5") == "f5"
    louder = KeyMap({"f13": "louder"}).ours(Key("f13", None), typing=False, at_kiosk=True)
    assert louder is not None
    assert (louder.key, louder.character) == ("plus", "+")


def test_at_the_desk_a_capital_letter_is_the_same_key_and_is_written_as_it_is() -> None:
    assert taken({}, "K", at_kiosk=False) == "k"
    key = Key("K", "K")
    assert KeyMap({}).ours(key, typing=True, at_kiosk=False) is key


def test_where_words_are_typed_keys_write_and_move() -> None:
    meanings = {"a": "1", "home": "7", "f13": "help", "enter": "nothing"}
    assert [taken(meanings, key, typing=True) for key in meanings] == ["a", "home", "0", "enter"]
    assert taken({}, "kp_home", typing=True) == "home"


def test_the_pad_without_numlock_has_digits_at_a_kiosk_and_arrows_at_the_desk() -> None:
    assert "".join(taken({}, key) for key in PAD_DIGITS) == "0123456789"
    assert taken({}, "kp_up", at_kiosk=False) == "up"
    assert taken({"kp_up": "help"}, "kp_up") == "0"


def test_every_meaning_is_a_key_that_there_is() -> None:
    for meaning, key in MEANINGS.items():
        assert re.fullmatch(r"[a-z]+|\d", meaning)
        assert not key or is_key_name(key), meaning


@pytest.mark.parametrize("name", ["f13", "kp_begin", "a", "*", "ł", "shift+f1", "ctrl+alt+x", "-"])
def test_names_of_keys(name: str) -> None:
    assert is_key_name(name)


@pytest.mark.parametrize("name", ["", "f0", "f36", "help", " ", "\t", "a b", "ctrl+", "\x1b"])
def test_what_is_no_name_of_a_key(name: str) -> None:
    assert not is_key_name(name)
