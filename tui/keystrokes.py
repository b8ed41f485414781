"""What a terminal sends to a program when somebody presses a key.

The strings are those of xterm, which Textual, foot, kitty and the Linux console understand
alike: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html, "PC-Style Function Keys".
"""

__all__ = ["PASTE_END", "PASTE_START", "keystroke"]

PASTE_START = "\x1b[200~"
PASTE_END = "\x1b[201~"

_PLAIN = {
    "enter": "\r",
    "tab": "\t",
    "escape": "\x1b",
    "backspace": "\x7f",
    "space": " ",
    "shift+tab": "\x1b[Z",
    "ctrl+space": "\x00",
}

# A modifier turns ESC [ A into ESC [ 1 ; 5 A, and the same for these letters ...
_LETTERED = {
    "up": "A",
    "down": "B",
    "right": "C",
    "left": "D",
    "home": "H",
    "end": "F",
    "f1": "P",
    "f2": "Q",
    "f3": "R",
    "f4": "S",
}

# ... and ESC [ 5 ~ into ESC [ 5 ; 5 ~ for these numbers. The keys above F12 are what
# switch boxes and programmable keyboards send.
_FUNCTION_CODES = [15, 17, 18, 19, 20, 21, 23, 24, 25, 26, 28, 29, 31, 32, 33, 34, 42, 43, 44, 45]
_NUMBERED = {"insert": 2, "delete": 3, "pageup": 5, "pagedown": 6} | {
    f"f{number}": code for number, code in enumerate(_FUNCTION_CODES, start=5)
}

_MODIFIERS = {"shift": 1, "alt": 2, "ctrl": 4}


def keystroke(key: str) -> str:
    """Return the characters sent for a named key such as ``"ctrl+left"``.

    Anything that is not the name of a key comes back as it is: ``"a"`` is the letter a.
    """
    if key in _PLAIN:
        return _PLAIN[key]
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    if any(modifier not in _MODIFIERS for modifier in modifiers):
        return key
    return _function_key(name, modifiers) or _letter_key(name, modifiers) or key


def _function_key(name: str, modifiers: list[str]) -> str:
    held = sum(_MODIFIERS[modifier] for modifier in modifiers)
    if name in _LETTERED:
        opening = f"[1;{held + 1}" if held else ("O" if name.startswith("f") else "[")
        return f"\x1b{opening}{_LETTERED[name]}"
    if name in _NUMBERED:
        return f"\x1b[{_NUMBERED[name]}" + (f";{held + 1}~" if held else "~")
    return ""


def _letter_key(name: str, modifiers: list[str]) -> str:
    if modifiers == ["ctrl"] and len(name) == 1 and "@" <= name.upper() <= "_":
        return chr(ord(name.upper()) - 64)
    if modifiers == ["alt"] and (len(name) == 1 or name in _PLAIN):
        return "\x1b" + _PLAIN.get(name, name)
    return ""
