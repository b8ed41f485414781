"""Lines to read and to write: plain text, and no escape codes but to wipe a terminal."""

import os
import shutil
import textwrap
import unicodedata
from collections.abc import Callable

from tui.plain.keyboard import InputEndedError, Keyboard

__all__ = ["Lines"]

# Home, the screen, and what has scrolled away.
WIPE = "\x1b[H\x1b[2J\x1b[3J"
# Where nothing can be wiped it is at least out of sight.
LINES_OF_NOTHING = "\n" * 60
# How often other things are looked after while nobody types.
LOOK_SECONDS = 0.5
# Five times the longest answer that we know of. A wedged key fills no memory.
MOST_LETTERS = 12_000
RUBOUT, KILL = "\x08\x7f", "\x15"


class Lines:
    """Reads lines from one file descriptor and writes to another: terminals or pipes.

    ``meanwhile`` is called while a line is awaited, every half second or more often. Once
    ``is_ended`` is set, from a signal's handler too, the next wait raises ``InputEndedError``.
    """

    def __init__(
        self,
        keys: int = 0,
        out: int = 1,
        *,
        encoding: str = "utf-8",
        meanwhile: Callable[[], None] = lambda: None,
    ) -> None:
        self.keyboard = Keyboard(keys, encoding)
        self.meanwhile = meanwhile
        self.is_ended = False
        self._out = out
        self._encoding = encoding
        self._shows = os.isatty(out)

    def read(self, typed: Callable[[str], None] = lambda _: None, *, hidden: bool = False) -> str:
        """Return the next line without its end; ``typed`` is told each change of it.

        What is ``hidden`` is not shown on a terminal. Raises ``InputEndedError`` at the end.
        """
        line = ""
        while True:
            self._await()
            part = self.keyboard.take()
            line, echo = edited(line, part.rstrip("\n"))
            if self.keyboard.is_terminal:
                end = "\n" if part.endswith("\n") else ""
                self.write(end if hidden else echo + end)
            typed(line)
            if part.endswith("\n"):
                return line

    def _await(self) -> None:
        """Wait for something to be typed, and look after other things meanwhile."""
        while True:
            if self.is_ended:
                raise InputEndedError
            self.meanwhile()
            if self.keyboard.is_waiting(LOOK_SECONDS):
                return

    @property
    def more_is_there(self) -> bool:
        """Whether more came with the line, as the rest of a paste does at a terminal."""
        return self.keyboard.is_terminal and self.keyboard.is_waiting()

    def write(self, text: str) -> None:
        """Write text as it is, at once."""
        data = text.encode(self._encoding, errors="replace")
        try:
            while data:
                data = data[os.write(self._out, data) :]
        except OSError:  # nobody reads it any more
            raise InputEndedError from None

    def tell(self, text: str) -> None:
        """Write a text and end its last line; at a terminal no word is cut where a line ends."""
        if self._shows:
            width = shutil.get_terminal_size().columns
            text = "\n".join(
                textwrap.fill(
                    line, max(20, width - 1), break_long_words=False, break_on_hyphens=False
                )
                for line in text.split("\n")
            )
        self.write(f"{text}\n")

    def wipe(self) -> None:
        """Leave nothing to be seen, and nothing that was typed ahead."""
        self.keyboard.forget()
        can_wipe = self._shows and os.environ.get("TERM", "dumb") != "dumb"
        self.write(WIPE if can_wipe else LINES_OF_NOTHING)


def edited(line: str, keys: str) -> tuple[str, str]:
    """Return a line after more keys, and what shows the change on a terminal."""
    echo = ""
    for key in keys:
        if key in RUBOUT or key == KILL:
            shorter = "" if key == KILL else without_last(line)
            cells = _cells(line[len(shorter) :])
            line, echo = shorter, echo + "\b" * cells + " " * cells + "\b" * cells
        elif len(line) >= MOST_LETTERS:
            echo += "\a"
        else:
            letter = " " if key == "\t" else key
            if unicodedata.category(letter) not in ("Cc", "Cs"):
                line, echo = line + letter, echo + letter
    return line, echo


def without_last(line: str) -> str:
    """Return a line without its last letter, accents and all."""
    shorter = line[:-1]
    while shorter and unicodedata.category(line[len(shorter)])[0] == "M":
        shorter = shorter[:-1]
    return shorter


def _cells(text: str) -> int:
    if text.isascii():
        return len(text)
    from wcwidth import wcwidth

    return sum(max(0, wcwidth(letter)) for letter in text)
