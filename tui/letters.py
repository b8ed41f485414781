"""The size of the letters of the terminal that Heard stands in, where it can be changed.

In a window that Heard opened itself (``heard kiosk --letters 28``) and on the Linux console,
letters get larger and smaller while a person is in the middle of a visit. Any other terminal
listens to its own keys alone, and the sentence for the facilitator says so.
"""

import asyncio
import contextlib
import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from assets.language import _
from tui.machine.signals import NOT_CHANGED, REDRAW, TELL_LETTERS, WINDOW_FD, WINDOW_LETTERS

__all__ = [
    "DEFAULT_LETTERS",
    "ConsoleLetters",
    "Letters",
    "WindowLetters",
    "fits",
    "letters_here",
]

DEFAULT_LETTERS = 28.0
"""Points: a capital H is 7.2 mm high, 0.7 degrees for an eye 59 cm away."""

STEP = 1.25
SMALLEST, LARGEST = 10.0, 120.0  # points
NARROWEST, LOWEST = 44, 12  # columns and rows: every page of a kiosk is whole there
CONSOLE_FONTS = Path("/usr/share/consolefonts")
# Terminus has the letters of English, Polish and Welsh; width and height in dots.
CONSOLE_SIZES = ("16", "20x10", "24x12", "28x14", "32x16")
CONSOLE_SECONDS = 5.0


def fits(columns: int, rows: int, factor: float) -> bool:
    """Return whether a kiosk's pages are still whole when letters are ``factor`` times as large."""
    return columns / factor >= NARROWEST and rows / factor >= LOWEST


class Letters:
    """The letters of a terminal that Heard cannot change. Each change answers with a sentence.

    The sentence is empty where the change was made.
    """

    def can_change(self) -> bool:
        """Return whether Heard can change the letters here."""
        return False

    def bigger(self, columns: int, rows: int) -> str:
        """Make the letters larger in a terminal of this size, or say why not."""
        del columns, rows
        return _(
            "Heard cannot change the letters of this window. "
            "A helper can, often with the keys Ctrl and +."
        )

    def smaller(self) -> str:
        """Make the letters smaller, or say why not."""
        return _(
            "Heard cannot change the letters of this window. "
            "A helper can, often with the keys Ctrl and -."
        )

    def reset(self) -> str:
        """Go back to the size that was set for this machine."""
        return ""

    def listen(self, redraw: Callable[[], None], tell: Callable[[str], None]) -> None:
        """Hear of windows that open and do not open; called on the application's own loop."""
        del redraw, tell


class _Steps(Letters):
    """Letters that can be changed in steps; ``now`` and ``usual`` are in the same unit."""

    now: float
    usual: float

    def can_change(self) -> bool:
        """Return that they can be changed."""
        return True

    def _next(self, up: bool) -> float | None:
        """Return the next size up or down, or None at the end."""
        raise NotImplementedError

    def _change(self, size: float) -> str:
        """Change to a size; return a sentence where that fails."""
        raise NotImplementedError

    def bigger(self, columns: int, rows: int) -> str:
        """Make the letters larger, as long as every page stays whole."""
        size = self._next(up=True)
        if size is None or not fits(columns, rows, size / self.now):
            return _("These are the largest letters that fit on this screen.")
        return self._change(size)

    def smaller(self) -> str:
        """Make the letters smaller, down to what can still be read."""
        size = self._next(up=False)
        if size is None:
            return _("These are the smallest letters.")
        return self._change(size)

    def reset(self) -> str:
        """Go back to the size that was set for this machine."""
        return "" if self.now == self.usual else self._change(self.usual)


class WindowLetters(_Steps):
    """The letters of a window that Heard opened: its holder opens another one in its place."""

    def __init__(self, talk: socket.socket, letters: float) -> None:
        self._talk = talk
        self._heard = b""
        self.now = self.usual = letters
        self._before = letters

    def _next(self, up: bool) -> float | None:
        size = round(self.now * STEP if up else self.now / STEP, 1)
        if abs(size - self.usual) < 0.2:
            size = self.usual
        return size if SMALLEST <= size <= LARGEST else None

    def _change(self, size: float) -> str:
        self._before, self.now = self.now, size
        try:
            self._talk.sendall(f"{TELL_LETTERS} {size:g}\n".encode())
        except OSError:
            self.now = self._before
            return _("The letters cannot be changed now. They stay as they are.")
        return ""

    def listen(self, redraw: Callable[[], None], tell: Callable[[str], None]) -> None:
        """Call ``redraw`` when another window shows the kiosk, and ``tell`` when none opened."""
        loop = asyncio.get_running_loop()

        def read() -> None:
            with contextlib.suppress(BlockingIOError):
                try:
                    found = self._talk.recv(1024)
                except ConnectionResetError:  # the holder ended before it had read all
                    found = b""
                if not found:
                    loop.remove_reader(self._talk)
                *lines, self._heard = (self._heard + found).split(b"\n")
                for line in lines:
                    self._obey(line.decode(), redraw, tell)

        self._talk.setblocking(False)
        loop.add_reader(self._talk, read)

    def _obey(self, line: str, redraw: Callable[[], None], tell: Callable[[str], None]) -> None:
        if line == REDRAW:
            redraw()
        elif line == NOT_CHANGED:
            self.now = self._before
            tell(_("The letters cannot be changed now. They stay as they are."))


class ConsoleLetters(_Steps):
    """The letters of the Linux console: a font of another size, in dots."""

    def __init__(self, fonts: Path, letters: float = 0) -> None:
        self._fonts = fonts
        self._was_set = letters > 0
        self._sizes = [int(size.partition("x")[0]) for size in CONSOLE_SIZES]
        wanted = letters * 96 / 72 if letters else self._sizes[0]
        self.usual = min(self._sizes, key=lambda size: abs(size - wanted))
        self.now = self.usual

    def listen(self, redraw: Callable[[], None], tell: Callable[[str], None]) -> None:
        """Take the size that was set, now that the kiosk opens; the console tells it the rest."""
        del redraw, tell
        if self._was_set:
            self._change(self.usual)

    def font(self, size: float) -> Path:
        """Return the file of the font of a height in dots."""
        name = CONSOLE_SIZES[self._sizes.index(int(size))]
        return self._fonts / f"Uni2-TerminusBold{name}.psf.gz"

    def _next(self, up: bool) -> float | None:
        at = self._sizes.index(int(self.now)) + (1 if up else -1)
        return self._sizes[at] if 0 <= at < len(self._sizes) else None

    def _change(self, size: float) -> str:
        done = subprocess.run(
            ["setfont", "-C", "/dev/tty", str(self.font(size))],
            check=False,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=CONSOLE_SECONDS,
        )
        if done.returncode:
            return _("The letters cannot be changed now. They stay as they are.")
        self.now = size
        return ""


def letters_here(environment: Mapping[str, str]) -> Letters:
    """Return the letters of the terminal that we stand in, from its environment."""
    letters = float(environment.get(WINDOW_LETTERS, 0))
    if environment.get(WINDOW_FD):
        talk = socket.socket(fileno=int(environment[WINDOW_FD]))
        talk.set_inheritable(False)  # the voice and the players have no business with it
        return WindowLetters(talk, letters)
    console = ConsoleLetters(CONSOLE_FONTS, letters)
    is_console = environment.get("TERM") == "linux" and os.path.exists("/dev/tty")
    if is_console and shutil.which("setfont") and console.font(console.usual).exists():
        return console
    return Letters()
