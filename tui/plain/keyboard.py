"""What is typed at a plain kiosk: a terminal that keeps people in, or a pipe."""

import codecs
import contextlib
import os
import re
import select
import termios
from typing import Any

__all__ = ["InputEndedError", "Keyboard"]

CHUNK = 4096
# How long the rest of an escape sequence may take on a slow link.
ESCAPE_SECONDS = 0.1
# What arrow and function keys send, Alt with a letter, and Esc alone: none of it is text.
SEQUENCE = re.compile("\x1b(?:\\[[0-?]*[ -/]*[@-~]|O[ -~]|[ -~])?")
UNFINISHED = re.compile("\x1b(?:\\[[0-?]*[ -/]*|O)?$")
INPUT, LOCAL, CHARACTERS = 0, 3, 6


class InputEndedError(Exception):
    """Nothing more will be typed: the line was closed, or the system ends the program."""


class Keyboard:
    """Letters as they are typed, without the keys that would end or stop a program.

    A terminal's own line editing is not used: it keeps at most 4,095 bytes of a line and drops
    the rest, and hands nothing over before Enter, so that a power cut would lose a long answer.
    """

    def __init__(self, fd: int, encoding: str = "utf-8") -> None:
        self.fd = fd
        self.is_terminal = os.isatty(fd)
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        self._letters = ""
        self._before: list[Any] | None = None

    def take_over(self) -> None:
        """Have a terminal hand over each key at once, and take none for itself."""
        if not self.is_terminal:
            return
        self._before = termios.tcgetattr(self.fd)
        mode = termios.tcgetattr(self.fd)
        # Ctrl-S would freeze what is shown, and a pasted CR LF is one end of a line, not two.
        mode[INPUT] &= ~(termios.IXON | termios.ICRNL | termios.INLCR | termios.IGNCR)
        mode[LOCAL] &= ~(termios.ICANON | termios.ECHO | termios.ISIG | termios.IEXTEN)
        mode[CHARACTERS][termios.VMIN], mode[CHARACTERS][termios.VTIME] = 1, 0
        termios.tcsetattr(self.fd, termios.TCSANOW, mode)

    def give_back(self) -> None:
        """Leave the terminal as it was."""
        if self._before is not None:
            with contextlib.suppress(termios.error):  # it is gone
                termios.tcsetattr(self.fd, termios.TCSAFLUSH, self._before)

    def forget(self) -> None:
        """Drop what somebody typed ahead at a terminal; a pipe goes on where it was."""
        if self.is_terminal:
            self._letters = ""
            with contextlib.suppress(termios.error):
                termios.tcflush(self.fd, termios.TCIFLUSH)

    def is_waiting(self, seconds: float = 0) -> bool:
        """Say whether there is something to take, or will be within so many seconds."""
        return bool(self._letters) or bool(select.select([self.fd], [], [], seconds)[0])

    def take(self) -> str:
        """Return what is there, at most to the end of the line, which is then its last letter.

        It waits for a key where there is none, and one that is no text is nothing.
        """
        if not self._letters:
            self._fill()
        end = self._letters.find("\n") + 1 or len(self._letters)
        taken, self._letters = self._letters[:end], self._letters[end:]
        return taken

    def _fill(self) -> None:
        text = self._read()
        while UNFINISHED.search(text) and self.is_waiting(ESCAPE_SECONDS):
            text += self._read()
        # The end of a line is CR from a keyboard, LF from a pipe, and both from some systems.
        self._letters = SEQUENCE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")

    def _read(self) -> str:
        try:
            data = os.read(self.fd, CHUNK)
        except OSError:  # Linux's way to say that a terminal was closed
            data = b""
        if not data:
            raise InputEndedError
        return self._decoder.decode(data)
