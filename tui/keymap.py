"""What a key is taken for: the ``[keys]`` of the settings, and number pads without NumLock."""

from collections.abc import Mapping
from enum import StrEnum

from textual import _keyboard_protocol as protocol
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.events import Key

from models.keys import MEANINGS, PAD_DIGITS

__all__ = ["KeyMap", "mend_key_names", "same_key"]

# What F13 to F24 send in xterm and on the Linux console. Textual 8.2.8 takes the numbers for
# letters: F18 became a space, F19 an exclamation mark.
_ABOVE_F12 = (25, 26, 28, 29, 31, 32, 33, 34, 42, 43, 44, 45)
# What the pad's keys are called in the kitty protocol without NumLock, as Textual names them.
_PAD_CODES = {
    57417: "kp_left",
    57418: "kp_right",
    57419: "kp_up",
    57420: "kp_down",
    57421: "kp_pageup",
    57422: "kp_pagedown",
    57423: "kp_home",
    57424: "kp_end",
    57425: "kp_insert",
    57426: "kp_delete",
}
_CHARACTERS = {"space": " ", "plus": "+", "minus": "-", "asterisk": "*", "slash": "/"}
# The keys that move and change where words are typed; those stay what they are there.
_EDITING = {
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete"),
    *("enter", "escape", "tab", "shift+tab", "backspace", "ctrl+h"),
}


class _Pad(StrEnum):
    """The middle key of the pad: xterm and the Linux console have a sequence of their own."""

    MIDDLE = "kp_begin"


def mend_key_names() -> None:
    """Teach Textual the names of the keys above F12 and of the pad's keys; once is enough."""
    for number, code in enumerate(_ABOVE_F12, start=13):
        protocol.FUNCTIONAL_KEYS[f"{code}~"] = f"f{number}"
    for code, name in _PAD_CODES.items():
        protocol.FUNCTIONAL_KEYS[f"{code}u"] = name
    for sequence in ("\x1b[E", "\x1bOE", "\x1b[G"):
        ANSI_SEQUENCES_KEYS[sequence] = (_Pad.MIDDLE,)  # type: ignore[index]


def same_key(name: str) -> str:
    """Return Textual's name for a key: "*" is "asterisk"."""
    from textual.keys import _character_to_key

    return _character_to_key(name) if len(name) == 1 else name


class KeyMap:
    """The meanings of keys.

    ``meanings`` has keys by name, each with one of ``MEANINGS``.
    """

    def __init__(self, meanings: Mapping[str, str]) -> None:
        self._ours = {same_key(key): MEANINGS[what] for key, what in meanings.items()}

    def ours(self, event: Key, *, typing: bool, at_kiosk: bool) -> Key | None:
        """Return the key that a key is taken for, or None for one that does nothing.

        Where words are typed, a key that writes or moves does that and nothing else.
        """
        plain = _without_pad(event.key)
        if typing and (event.is_printable or plain in _EDITING):
            return event if plain == event.key else Key(plain, None)
        name = self._ours.get(event.key)
        if name is None and len(event.key) == 1:
            name = self._ours.get(event.key.lower())  # Caps Lock is no other key
        if name is None:
            pad = PAD_DIGITS.get(event.key) if at_kiosk else None
            name = pad or plain
            if len(name) == 1 and not at_kiosk:
                name = name.lower()  # what is printed as "K" is meant with Caps Lock too
        if name == event.key:
            return event
        letter = name if len(name) == 1 and name.isalpha() else None
        return Key(name, _CHARACTERS.get(name, letter)) if name else None


def _without_pad(key: str) -> str:
    """Return the name of the grey key that does the same as one of the pad without NumLock."""
    return key.removeprefix("kp_") if key != "kp_begin" else key
