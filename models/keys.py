"""Keys by name: what a key can be called in the settings file, and what it can be taken for."""

import re

__all__ = ["MEANINGS", "NOTHING", "PAD_DIGITS", "is_key_name"]

NOTHING = "nothing"
"""What a key is taken for that should do nothing at all."""

MEANINGS: dict[str, str] = {
    **{digit: digit for digit in "1234567890"},
    "enter": "enter",
    "choose": "enter",
    "space": "space",
    "pause": "space",
    "next": "tab",
    "before": "shift+tab",
    "up": "up",
    "down": "down",
    "left": "left",
    "right": "right",
    "back": "escape",
    "again": "7",
    "settings": "8",
    "help": "0",
    "louder": "plus",
    "quieter": "minus",
    "faster": "asterisk",
    "slower": "slash",
    NOTHING: "",
}
"""What a key can be taken for, and the key of ours that does it."""

PAD_DIGITS: dict[str, str] = {
    "kp_insert": "0",
    "kp_end": "1",
    "kp_down": "2",
    "kp_pagedown": "3",
    "kp_left": "4",
    "kp_begin": "5",
    "kp_right": "6",
    "kp_home": "7",
    "kp_up": "8",
    "kp_pageup": "9",
}
"""The keys of a number pad without NumLock, with the digit that is printed on each."""

_NAMED = {
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete"),
    *("enter", "escape", "space", "tab", "backspace"),
    *("plus", "minus", "asterisk", "slash", "full_stop", "comma", "equals_sign"),
    *("add", "subtract", "multiply", "divide", "decimal", "separator", "equal", "kp_delete"),
    *("raise_volume", "lower_volume", "mute_volume", "menu", "pause", "print_screen"),
    *("media_play", "media_pause", "media_play_pause", "media_stop"),
    *("media_track_next", "media_track_previous"),
    *(f"f{number}" for number in range(1, 36)),
    *PAD_DIGITS,
}
_HELD = re.compile(r"(?:(?:alt|ctrl|shift)\+)*")


def is_key_name(name: str) -> bool:
    """Return whether there is a key of this name: one character, or a name as in "f13"."""
    bare = name[_HELD.match(name).end() :] if len(name) > 1 else name  # type: ignore[union-attr]
    return bare in _NAMED or (len(bare) == 1 and bare.isprintable() and not bare.isspace())
