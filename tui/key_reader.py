"""Reading keys one by one, as the screens read them, without a screen."""

import codecs
import os
import select
import sys
import termios
import tty
from collections import deque
from types import TracebackType
from typing import Self

from textual._xterm_parser import XTermParser
from textual.events import Key

from tui.driver import REST_SECONDS
from tui.keymap import mend_key_names

__all__ = ["KeyReader"]

# What the screens ask of a terminal too: the pad's keys have names of their own then.
_TELL_ALL, _AS_BEFORE = "\x1b[>25u", "\x1b[<u"


class KeyReader:
    """The keyboard of this terminal. While it is open, no key does what it otherwise does."""

    def __init__(self) -> None:
        mend_key_names()
        self._fd = sys.stdin.fileno()
        self._before = termios.tcgetattr(self._fd)
        self._decode = codecs.getincrementaldecoder("utf-8")("ignore").decode
        self._parser = XTermParser()
        self._found: deque[Key] = deque()

    def __enter__(self) -> Self:
        tty.setraw(self._fd)
        sys.stdout.write(_TELL_ALL)
        sys.stdout.flush()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        sys.stdout.write(_AS_BEFORE)
        sys.stdout.flush()
        termios.tcsetattr(self._fd, termios.TCSADRAIN, self._before)

    def say(self, sentence: str) -> None:
        """Write a line; the terminal adds nothing by itself now."""
        sys.stdout.write(f"{sentence}\r\n")
        sys.stdout.flush()

    def read(self) -> Key | None:
        """Wait for the next key and return it; None where there are no more."""
        while not self._found:
            ready, _, _ = select.select([self._fd], [], [], REST_SECONDS)
            typed = os.read(self._fd, 4096) if ready else b""
            if ready and not typed:
                return None
            events = [*self._parser.feed(self._decode(typed))] if typed else []
            events += self._parser.tick()
            self._found += [one for one in events if isinstance(one, Key)]
        return self._found.popleft()
