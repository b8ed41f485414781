"""The few words that the kiosk, its holder and its pane say to each other."""

from typing import Final

__all__ = [
    "CARRY",
    "KEY_HANDED_ON",
    "LEFT",
    "NOT_CHANGED",
    "READY",
    "REDRAW",
    "RESET",
    "STILL",
    "STOP",
    "TELL_LETTERS",
    "WINDOW_FD",
    "WINDOW_LETTERS",
]

# In the kiosk's environment: the number of its socket to the holder, and the letters it began
# with, in points.
WINDOW_FD: Final = "HEARD_WINDOW_FD"
WINDOW_LETTERS: Final = "HEARD_WINDOW_LETTERS"
# Where it is set, there is a key to hand on (models/encryption/store_key.py has the same name
# for it).
KEY_HANDED_ON: Final = "HEARD_KEY_FD"

LEFT: Final = 10
"""The kiosk's exit status when a person has left it: only then does it not come back."""

# Kiosk to holder: "letters 35\n". Holder to kiosk: these lines.
TELL_LETTERS: Final = "letters"
REDRAW: Final = "redraw"
NOT_CHANGED: Final = "not changed"

# Holder to pane, one byte; with CARRY comes the kiosk's end of the terminal.
CARRY: Final = b"c"
STOP: Final = b"s"
# Pane to holder, one byte.
READY: Final = b"r"
STILL: Final = b"s"

RESET: Final = (
    b"\x1b[<u"  # the keyboard protocol
    b"\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1016l\x1b[?1004l"  # mouse, focus
    b"\x1b[?2004l\x1b[?2026l\x1b[?2048l"  # pasting, drawing in one go, reports of the size
    b"\x1b[?7h\x1b[?25h\x1b[?1049l\x1b[0m\x1b[2J\x1b[3J\x1b[H"
)
"""What a terminal needs after a program that was killed: as it was, and with nothing on it."""
