"""Holds the kiosk: its terminal, the window that shows it, and its return when it was killed.

    python -m tui.machine.holder LETTERS COMMAND...

It ends with the kiosk when a person has left that, and with status 1 where no window can be
opened. To end it, SIGTERM: the kiosk is asked to end too, and saves what was being typed.
"""

import contextlib
import fcntl
import os
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Sequence

from tui.machine.signals import (
    CARRY,
    KEY_HANDED_ON,
    LEFT,
    NOT_CHANGED,
    READY,
    REDRAW,
    STILL,
    STOP,
    TELL_LETTERS,
    WINDOW_FD,
    WINDOW_LETTERS,
)
from tui.machine.window import Window

__all__ = ["Holder", "main", "next_pause"]

SHORTEST, LONGEST = 0.5, 30.0  # seconds before the kiosk is started again
LONG_ENOUGH = 60.0  # seconds after which a kiosk, or a window, counts as well
MOST_FAILURES = 5  # windows in turn
ENDING_SECONDS = 5.0


def next_pause(before: float, ran: float) -> float:
    """Return how long to wait before the kiosk starts again, from the pause before and its run."""
    return SHORTEST if ran >= LONG_ENOUGH else min(LONGEST, before * 2)


class Holder:
    """The kiosk, and the window in front of it. ``command`` starts the kiosk."""

    def __init__(self, command: Sequence[str], letters: float) -> None:
        self._command = list(command)
        self._letters = letters
        self._set_letters = letters
        self._events = selectors.DefaultSelector()
        self._folder = tempfile.TemporaryDirectory(prefix="heard-")
        self._socket = os.path.join(self._folder.name, "window")
        self._windows: list[Window] = []
        """The window that is shown, and behind it the one that is opening."""
        self._failures = 0
        self._kiosk: subprocess.Popen[bytes] | None = None
        self._terminal = -1
        self._talk: socket.socket | None = None
        self._heard = b""
        self._painted = False
        """Whether the kiosk has painted for another window before."""
        self._pause = SHORTEST / 2
        self._started = 0.0
        self._start_at: float | None = 0.0
        self._status: int | None = None
        self._ending = False

    def run(self) -> int:
        """Hold the kiosk until a person leaves it or the system stops; return how it ended."""
        woken, wake = os.pipe()
        os.set_blocking(woken, False)
        os.set_blocking(wake, False)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        for name in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
            signal.signal(name, signal.SIG_IGN)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for name in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, self._told_to_end)
        with socket.socket(socket.AF_UNIX) as door:
            door.bind(self._socket)
            door.listen(2)
            self._watch(door, lambda: self._let_in(door))
            self._watch(woken, lambda: os.read(woken, 4096))
            self._open_window()
            try:
                while self._status is None:
                    self._turn()
            finally:
                self._end()
        return self._status

    def _watch(self, what: socket.socket | int, then: Callable[[], object]) -> None:
        self._events.register(what, selectors.EVENT_READ, then)

    def _turn(self) -> None:
        """Wait for the next thing to happen, and do what follows from it."""
        now = time.monotonic()
        waits = [w.deadline - now for w in self._windows if w.deadline is not None]
        waits += [self._start_at - now] if self._start_at is not None and self._shown() else []
        for key, _ in self._events.select(max(0.0, min(waits)) if waits else None):
            then: Callable[[], object] = key.data
            then()
        if self._ending:
            self._status = 0
            return
        self._look_at_windows()
        self._look_at_kiosk()

    def _told_to_end(self, *_: object) -> None:
        self._ending = True

    # -- the window --------------------------------------------------------------------------

    def _shown(self) -> Window | None:
        """Return the window in front, once it carries."""
        return next((w for w in self._windows if w.talk), None)

    def _open_window(self) -> None:
        self._windows.append(Window(self._socket, self._letters, time.monotonic()))

    def _let_in(self, door: socket.socket) -> None:
        """Meet the pane of a window that has opened."""
        talk, _ = door.accept()
        new = self._windows[-1] if self._windows else None
        if new is None or new.talk is not None:
            talk.close()
            return
        new.talk, new.deadline, new.opened = talk, None, time.monotonic()
        self._watch(talk, lambda: self._from_pane(new))
        before = self._windows[0]
        if before is not new and before.talk:
            before.tell(STOP)  # two panes must not read at once
        else:
            self._carry()

    def _from_pane(self, window: Window) -> None:
        """Hear what a pane says; nothing means that it is gone."""
        said = window.hear()
        if said == STILL and len(self._windows) > 1:
            self._carry()
        elif said == READY and window is self._windows[-1]:
            for old in self._windows[:-1]:
                self._close(old)
            if self._painted:
                self._say(REDRAW)
            self._painted = True
        elif not said and window.talk:
            self._events.unregister(window.talk)
            window.lose_pane()

    def _carry(self) -> None:
        """Have the newest window carry for the kiosk, if there is one."""
        shown = self._windows[-1]
        if self._terminal >= 0 and shown.talk:
            shown.tell(CARRY, self._terminal)

    def _close(self, window: Window) -> None:
        if window.talk:
            self._events.unregister(window.talk)
        window.close()
        if window in self._windows:
            self._windows.remove(window)

    def _look_at_windows(self) -> None:
        """Open another window for one that has closed, unless none will open at all."""
        now = time.monotonic()
        for window in list(self._windows):
            if window.has_ended(now):
                self._close(window)
                lasted = window.opened is not None and now - window.opened >= LONG_ENOUGH
                self._failures = 1 if lasted else self._failures + 1
                if self._windows:  # the one with other letters did not open
                    self._letters = self._windows[0].letters
                    self._say(NOT_CHANGED)
                    self._carry()
        if not self._windows:
            if self._failures >= MOST_FAILURES:
                self._status = 1
                return
            if self._failures > 1:  # these letters do not hold
                self._letters = self._set_letters
            self._open_window()

    # -- the kiosk ---------------------------------------------------------------------------

    def _look_at_kiosk(self) -> None:
        """Start the kiosk when it is time, and see whether it has ended."""
        now = time.monotonic()
        if self._kiosk and (status := self._kiosk.poll()) is not None:
            self._kiosk_ended(status, now)
        if self._start_at is not None and now >= self._start_at and self._shown():
            self._start_kiosk(now)

    def _start_kiosk(self, now: float) -> None:
        """Start the kiosk on a terminal of its own."""
        self._start_at, self._started = None, now
        self._terminal, its_end = os.openpty()
        termios.tcsetwinsize(its_end, (24, 80))
        _keep_quiet(its_end)
        self._talk, its_talk = socket.socketpair()
        self._heard, self._painted = b"", False
        self._watch(self._talk, self._from_kiosk)
        told = {
            WINDOW_FD: str(its_talk.fileno()),
            WINDOW_LETTERS: str(self._set_letters),
            "TERM": "foot",
            "COLORTERM": "truecolor",
        }
        with_key, key_told = _key_to_hand_on()
        if self._letters != self._set_letters:  # the last person's
            self._letters = self._set_letters
            self._open_window()
        self._kiosk = subprocess.Popen(
            self._command,
            stdin=its_end,
            stdout=its_end,
            stderr=its_end,
            pass_fds=[its_talk.fileno(), *with_key],
            env={**os.environ, **told, **key_told},
            start_new_session=True,
            preexec_fn=lambda: _own(its_end),  # noqa: PLW1509 (one thread: nothing can be locked)
        )
        os.close(its_end)
        its_talk.close()
        self._carry()

    def _kiosk_ended(self, status: int, now: float) -> None:
        """Leave with a person who has left; else start again after a pause."""
        self._kiosk = None
        self._hang_up()
        for window in self._windows:
            if window.talk:
                window.tell(STOP)
        os.close(self._terminal)
        self._terminal = -1
        if status == LEFT:
            self._status = LEFT
            return
        self._pause = next_pause(self._pause, now - self._started)
        self._start_at = now + self._pause

    def _from_kiosk(self) -> None:
        """Hear what the kiosk wishes: other letters."""
        if self._talk is None:
            return
        try:
            found = self._talk.recv(1024)
        except ConnectionResetError:  # it ended before it had read all that we told it
            found = b""
        if not found:
            self._hang_up()
            return
        *lines, self._heard = (self._heard + found).split(b"\n")
        for line in lines:
            what, _, points = line.decode().partition(" ")
            if what == TELL_LETTERS and len(self._windows) == 1:
                self._letters = float(points)
                self._open_window()
            elif what == TELL_LETTERS:
                self._say(NOT_CHANGED)

    def _hang_up(self) -> None:
        """End the talk with a kiosk that has ended or that ends."""
        if self._talk:
            self._events.unregister(self._talk)
            self._talk.close()
            self._talk = None

    def _say(self, line: str) -> None:
        """Tell the kiosk something, if it is there."""
        if self._talk:
            with contextlib.suppress(OSError):
                self._talk.send(f"{line}\n".encode())

    def _end(self) -> None:
        """Ask the kiosk to end, close the windows, and leave nothing."""
        if self._kiosk:
            self._kiosk.terminate()
            try:
                self._kiosk.wait(ENDING_SECONDS)
            except subprocess.TimeoutExpired:
                self._kiosk.kill()
                self._kiosk.wait()
        for window in list(self._windows):
            self._close(window)
        self._folder.cleanup()


def _key_to_hand_on() -> tuple[tuple[int, ...], dict[str, str]]:
    """Return what the kiosk needs to have the key of an encrypted database, where we have one."""
    if KEY_HANDED_ON not in os.environ:
        return (), {}
    from models.encryption.store_key import handed_on  # the holder alone needs none of the models

    return handed_on()


def _own(terminal: int) -> None:
    """Take a terminal as this session's own."""
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)


def _keep_quiet(terminal: int) -> None:
    """Have a terminal show no key and stop nothing by one, until the kiosk has come up."""
    settings = termios.tcgetattr(terminal)
    settings[3] &= ~(termios.ECHO | termios.ISIG | termios.ICANON)
    termios.tcsetattr(terminal, termios.TCSANOW, settings)


def main(argv: Sequence[str]) -> int:
    """Hold a kiosk: the letters in points, then the command that starts it."""
    return Holder(argv[1:], float(argv[0])).run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
