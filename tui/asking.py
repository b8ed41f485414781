"""Asking the terminal itself: how wide it draws signs, how many colours, how large a cell is.

Each sample is written, and then the terminal is asked where its cursor stands (DSR 6): a sign
that it draws two cells wide, or as several wrong ones, moves it too far. Colours are set and
asked for again (DECRQSS). The last question is one that every terminal answers (DA1), so nothing
is waited for that will not come.
"""

import os
import re
import select
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["Answers", "ask_terminal"]

_PLACE = re.compile(r"\x1b\[\d+;(\d+)R")
_COLOUR = re.compile(r"\x1bP1\$r[^\x1b]*48[:;]2[:;](?:\d*[:;])?1[:;]2[:;]3m?[^\x1b]*\x1b\\")
_CELL = re.compile(r"\x1b\[6;(\d+);(\d+)t")
_LAST = re.compile(r"\x1b\[\?[\d;]*c")
ASK_PLACE = "\x1b[6n"
ASK_COLOUR = "\x1b[48;2;1;2;3m\x1bP$qm\x1b\\\x1b[0m"
ASK_CELL = "\x1b[16t"
ASK_LAST = "\x1b[c"
# The console of Linux prints what it does not know of these.
PLAIN_TERMINALS = ("linux", "dumb", "")


@dataclass(frozen=True)
class Answers:
    """What a terminal answered; nothing where it did not.

    ``columns`` has for each sample how many columns it took, ``cell`` the width and the height of
    a character in pixels.
    """

    columns: tuple[int, ...] = ()
    all_colours: bool | None = None
    cell: tuple[int, int] | None = field(default=None)


def ask_terminal(samples: Sequence[str], patience: float = 1.5) -> Answers | None:
    """Ask the terminal that this process runs in; None where there is none that answers.

    ``patience`` is in seconds. The line that the cursor stands on is empty afterwards.
    """
    import termios
    import tty

    try:
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    except OSError:
        return None
    try:
        before = termios.tcgetattr(terminal)
        try:
            tty.setraw(terminal)
            os.write(terminal, _questions(samples).encode())
            answered = _read(terminal, patience)
        finally:
            termios.tcsetattr(terminal, termios.TCSAFLUSH, before)
    except (OSError, termios.error):
        return None
    finally:
        os.close(terminal)
    return _understood(answered, len(samples))


def _questions(samples: Sequence[str]) -> str:
    """Return what is written: each sample on an empty line, each followed by a question."""
    asked = "".join(f"\r\x1b[K{sample}{ASK_PLACE}" for sample in samples)
    if os.environ.get("TERM", "") not in PLAIN_TERMINALS:
        asked += ASK_COLOUR + ASK_CELL
    return f"{asked}\r\x1b[K{ASK_LAST}"


def _read(terminal: int, patience: float) -> str:
    """Read answers until the last one is there, or for so many seconds."""
    end, found = time.monotonic() + patience, b""
    while (left := end - time.monotonic()) > 0:
        if select.select([terminal], [], [], left)[0]:
            found += os.read(terminal, 4096)
            if _LAST.search(found.decode("latin-1")):
                break
    return found.decode("latin-1")


def _understood(answered: str, samples: int) -> Answers | None:
    places = [int(column) - 1 for column in _PLACE.findall(answered)]
    last = _LAST.search(answered)
    if not places and not last:
        return None
    cell = _CELL.search(answered)
    return Answers(
        tuple(places) if len(places) == samples else (),
        True if _COLOUR.search(answered) else (None if "\x1bP" not in answered else False),
        (int(cell[2]), int(cell[1])) if cell and int(cell[1]) and int(cell[2]) else None,
    )
