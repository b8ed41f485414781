"""What runs inside the window: it carries keys to the kiosk, and what the kiosk paints back.

The kiosk has a terminal of its own, which the holder keeps. So a window can be closed and
another one opened, with larger letters, while the kiosk goes on and holds what was typed.

    python -m tui.machine.pane SOCKET
"""

import os
import select
import signal
import socket
import sys
import termios
import tty

from tui.machine.signals import CARRY, READY, RESET, STILL, STOP

__all__ = ["main"]

WAIT = b"One moment, please.\r\n\r\nThis screen is starting again.\r\n"
CHUNK = 1 << 16  # bytes
KEYS, SCREEN = 0, 1


class Pane:
    """One window's end. ``kiosk`` is the kiosk's terminal, or -1 while nothing is carried."""

    def __init__(self, holder: socket.socket) -> None:
        self._holder = holder
        self._kiosk = -1
        self._resized, self._tell_resized = os.pipe()
        os.set_blocking(self._tell_resized, False)

    def run(self) -> None:
        """Carry until the holder or the window is gone."""
        tty.setraw(KEYS)
        signal.set_wakeup_fd(self._tell_resized, warn_on_full_buffer=False)
        signal.signal(signal.SIGWINCH, lambda *_: None)
        while True:
            watched = [self._holder.fileno(), self._resized]
            watched += [KEYS, self._kiosk] if self._kiosk >= 0 else []
            ready, _, _ = select.select(watched, [], [])
            if self._holder.fileno() in ready and not self._obey():
                return
            if self._resized in ready:
                os.read(self._resized, CHUNK)
                self._fit()
            if self._kiosk >= 0:
                self._carry(ready)

    def _obey(self) -> bool:
        """Do what the holder says; return whether it is still there."""
        told, found, _, _ = socket.recv_fds(self._holder, 1, 1)
        if told == CARRY:
            self._write(SCREEN, RESET)
            termios.tcflush(KEYS, termios.TCIFLUSH)  # pressed while nobody was there
            self._leave(found[0])
            self._fit()
            self._holder.send(READY)
        elif told == STOP:
            self._leave(-1)
            self._write(SCREEN, RESET + WAIT)
            self._holder.send(STILL)
        return bool(told)

    def _leave(self, other: int) -> None:
        """Carry for another terminal from now on, or for none."""
        if self._kiosk >= 0:
            os.close(self._kiosk)
        self._kiosk = other

    def _fit(self) -> None:
        """Make the kiosk's terminal as large as the window; the kiosk is told by the system."""
        if self._kiosk >= 0:
            termios.tcsetwinsize(self._kiosk, termios.tcgetwinsize(KEYS))

    def _carry(self, ready: list[int]) -> None:
        """Carry what there is, both ways."""
        if KEYS in ready:
            self._write(self._kiosk, os.read(KEYS, CHUNK))
        if self._kiosk in ready:
            try:
                painted = os.read(self._kiosk, CHUNK)
            except OSError:  # the kiosk has ended; the holder will say what is next
                self._leave(-1)
                return
            self._write(SCREEN, painted)

    @staticmethod
    def _write(to: int, data: bytes) -> None:
        while data:
            data = data[os.write(to, data) :]


def main(path: str) -> None:
    """Meet the holder at a socket, and carry."""
    with socket.socket(socket.AF_UNIX) as holder:
        holder.connect(path)
        try:
            Pane(holder).run()
        except OSError:  # the window or the holder is gone, and there is nobody to tell
            return


if __name__ == "__main__":
    main(sys.argv[1])
