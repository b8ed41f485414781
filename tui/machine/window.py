"""One window with large letters: the terminal foot, with a pane inside it."""

import contextlib
import socket
import subprocess
import sys

from assets import asset

__all__ = ["FONT", "Window", "command"]

FONT = "DejaVu Sans Mono"
OPENING_SECONDS = 20.0  # a window that takes longer will not come
CLOSING_SECONDS = 3.0


def command(letters: float, *inside: str) -> list[str]:
    """Return what opens a window; ``letters`` is in points."""
    return [
        "foot",
        f"--config={asset('kiosk', 'foot.ini')}",
        f"--font={FONT}:size={letters:g}",
        "--log-level=error",
        *inside,
    ]


class Window:
    """A window that is opening or open. ``talk`` is its pane's socket, once that has come.

    ``deadline`` and ``opened`` are moments on the monotonic clock.
    """

    def __init__(self, path: str, letters: float, now: float) -> None:
        self.letters = letters
        self.talk: socket.socket | None = None
        self.deadline: float | None = now + OPENING_SECONDS
        self.opened: float | None = None
        inside = (sys.executable, "-m", "tui.machine.pane", path)
        self._process = subprocess.Popen(command(letters, *inside), stdin=subprocess.DEVNULL)

    def tell(self, what: bytes, terminal: int | None = None) -> None:
        """Tell the pane something; one that is gone is noticed elsewhere."""
        if self.talk:
            with contextlib.suppress(OSError):
                socket.send_fds(self.talk, [what], [] if terminal is None else [terminal])

    def hear(self) -> bytes:
        """Return the next byte that the pane says, and nothing where it is gone."""
        try:
            return self.talk.recv(1) if self.talk else b""
        except OSError:
            return b""

    def has_ended(self, now: float) -> bool:
        """Return whether the window has closed, or will not come any more."""
        late = self.deadline is not None and now > self.deadline
        return late or self._process.poll() is not None

    def lose_pane(self) -> None:
        """Take note that the pane is gone: the window is of no use any more."""
        if self.talk:
            self.talk.close()
        self.talk, self.deadline = None, 0.0

    def close(self) -> None:
        """Close the window."""
        if self.talk:
            self.talk.close()
            self.talk = None
        self._process.terminate()
        try:
            self._process.wait(CLOSING_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
