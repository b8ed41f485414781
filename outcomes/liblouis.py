"""liblouis, the library that turns print into braille, through ctypes.

No wheel of it is kept, and Debian's binding serves Debian's own Python alone. Its interface has
been the same for years, and three of its functions are all that is needed.

Source: the liblouis manual, "Programming with liblouis".
"""

import ctypes
import ctypes.util
import functools
import sys

from models.errors import HeardError

__all__ = [
    "EMPTY_CELL",
    "MISSING",
    "back_translated",
    "has_table",
    "is_there",
    "knows",
    "translated",
]

MISSING = (
    "Braille needs liblouis. Install it: on Debian and Ubuntu, make system, or "
    "apt-get install liblouis20 liblouis-data. The other files are made."
)
EMPTY_CELL = 0x2800
_NAMES = ("liblouis.so.20", "liblouis.20.dylib", "liblouis.dll")

# Modes of liblouis: cells come as Unicode braille, whatever display a table asks for (4 and
# 64), and what a table does not know gives nothing, rather than its number in hexadecimal.
_AS_UNICODE = 4 | 64
_DOTS_IN, _DOTS = 4, 0x8000  # to read cells back, each is its dots with this bit
_LEAVE_UNKNOWN_OUT = 128


@functools.cache
def _library() -> ctypes.CDLL:
    """Return the library, loaded with the first braille. Raises HeardError where there is none."""
    for name in (*_NAMES, ctypes.util.find_library("louis")):
        if name is None:
            continue
        try:
            library = ctypes.CDLL(name)
            # What it writes to the error output would stand in the middle of the screen.
            library.lou_registerLogCallback(_SILENCE)
        except (OSError, AttributeError):
            continue
        return library
    raise HeardError(MISSING)


def _silence(_level: int, _message: bytes) -> None:
    """Take what liblouis says of its tables, and say nothing."""


# Kept for as long as the library may call it.
_SILENCE = ctypes.CFUNCTYPE(None, ctypes.c_int, ctypes.c_char_p)(_silence)


def is_there() -> bool:
    """Return whether liblouis is installed."""
    try:
        _library()
    except HeardError:
        return False
    return True


def translated(text: str, table: str) -> str:
    """Return a text in braille, as Unicode cells (U+2800 is the empty one).

    Raises HeardError where the library or the table is not there.
    """
    return _call("lou_translateString", text, table, _AS_UNICODE | _LEAVE_UNKNOWN_OUT)


def back_translated(cells: str, table: str) -> str:
    """Return Unicode cells in print again. Raises HeardError as `translated` does."""
    dots = "".join(chr(ord(cell) - EMPTY_CELL | _DOTS) for cell in cells)
    return _call("lou_backTranslateString", dots, table, _DOTS_IN)


@functools.cache
def knows(character: str, table: str) -> bool:
    """Return whether a table has cells for a character."""
    return character.isspace() or bool(translated(character, table))


@functools.cache
def has_table(table: str) -> bool:
    """Return whether a table is installed and can be read."""
    return bool(_library().lou_getTable(table.encode()))


def _call(function: str, text: str, table: str, mode: int) -> str:
    library = _library()
    width: int = library.lou_charSize()
    encoding = {2: "utf-16", 4: "utf-32"}[width] + f"-{sys.byteorder[:1]}e"
    given = text.encode(encoding, "surrogatepass")
    length = ctypes.c_int(len(given) // width)
    # One sign takes several cells, as a capital does; no table of any language takes sixteen.
    room = length.value * 16 + 64
    made = ctypes.create_string_buffer(room * width)
    made_length = ctypes.c_int(room)
    worked = getattr(library, function)(
        table.encode(),
        given,
        ctypes.byref(length),
        made,
        ctypes.byref(made_length),
        None,
        None,
        mode,
    )
    if not worked:
        raise HeardError(
            "liblouis has no table for this braille. Install its tables: "
            "apt-get install liblouis-data. The other files are made."
        )
    return made.raw[: made_length.value * width].decode(encoding)
