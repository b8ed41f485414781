"""A program in a real terminal, and the screen it paints.

``heard tour`` drives the three faces in it, ``make pictures`` photographs them, the tests
press keys in it as a person would, and the bench times it. POSIX only.

    with Terminal(["heard", "room"]) as terminal:
        terminal.wait_for("Welcome")
        terminal.press("f2")
"""

import contextlib
import os
import re
import select
import signal
import termios
import threading
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

import pyte

from tui.emulator import Emulator
from tui.keystrokes import PASTE_END, PASTE_START, keystroke

__all__ = ["Terminal", "folded"]

# What the terminal we happen to stand in would tell the program about itself. None of it is
# true in here, and TEXTUAL_* could change what is painted.
_NOT_TOLD = re.compile(
    "COLUMNS|LINES|TMUX.*|STY|NO_COLOR|FORCE_COLOR|CLICOLOR.*|COLORFGBG|TERM_PROGRAM.*|VTE_.*"
    "|KITTY_.*|WEZTERM_.*|LC_.*|TEXTUAL.*|PYTHONDONTWRITEBYTECODE|PYTHONUNBUFFERED"
)
_TOLD = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}

_FRAMES_AND_SPACE = re.compile(r"[\s─-╿▀-▟]+")
_QUESTION = re.compile(rb"\x1b\[[?>=0-9;]*(?:c|n|\$p)")
_CHUNK = 1 << 16  # bytes
_UNREAD = 1 << 18  # bytes kept before they are painted although nobody looks
# How long a finger takes from one key to the next, in seconds. Textual 8.2.8 types a letter
# before it obeys the Home that came just before it, if both come at once; and it takes Escape
# and a letter within 0.1 s (textual.constants.ESCAPE_DELAY) for Alt and the letter.
_AFTER_KEY = 0.03
_AFTER_ESCAPE = 0.15


def folded(text: str) -> str:
    """Return text with frames and white space folded into single spaces.

    A phrase that a screen has wrapped over two rows, or put in a box, is one phrase again.
    """
    return _FRAMES_AND_SPACE.sub(" ", text).strip()


class Terminal:
    """A program in a pseudo-terminal of its own, read at all times by a thread.

    ``argv`` is looked up on the PATH and FileNotFoundError raised if it is not there. ``env``
    is added to our own environment. With ``record``, every chunk of output stays in
    ``chunks`` with the moment it came (``time.perf_counter``, seconds), for the bench. A program
    that is asked to end has ``goodbye`` seconds for it: a desk that has just closed its space makes
    its back-up first, which took more than 2 s on a busy machine.
    """

    def __init__(
        self,
        argv: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
        record: bool = False,
        goodbye: float = 20.0,
    ) -> None:
        self.chunks: list[tuple[float, bytes]] = []
        self._record = record
        self._goodbye = goodbye
        self._emulator = Emulator(columns, rows)
        self._unpainted: list[bytes] = []
        self._last_heard: float | None = None
        self._finger_ready = 0.0
        self._hung_up = False
        self._closed = False
        self._status: int | None = None
        self._news = threading.Condition()
        self._writing = threading.Lock()
        self._fd, program_side = os.openpty()
        self._waker, self._wake = os.pipe()
        try:
            termios.tcsetwinsize(self._fd, (rows, columns))
            os.set_blocking(self._fd, False)
            self.started = time.perf_counter()
            self.pid = _spawn(list(argv), os.ttyname(program_side), _environment(env or {}))
        except BaseException:
            for fd in (self._fd, self._waker, self._wake):
                os.close(fd)
            raise
        finally:
            os.close(program_side)
        self._reader = threading.Thread(target=self._read, name="terminal", daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # -- what a person does ------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys by name (``"enter"``, ``"shift+tab"``, ``"ctrl+x"``, ``"f1"``) or as typed.

        Named keys come one at a time, 0.03 s apart. A busy program may need longer: where the
        order matters, ``wait_for`` what each key does.
        """
        for key in keys:
            time.sleep(max(0.0, self._finger_ready - time.monotonic()))
            sent = keystroke(key)
            self._write(sent.encode())
            if sent != key:  # a named key
                pause = _AFTER_ESCAPE if key == "escape" else _AFTER_KEY
                self._finger_ready = time.monotonic() + pause

    def type(self, text: str) -> None:
        """Type text, letter by letter as far as the program can tell; a new line is Enter."""
        self.press(text.replace("\n", "\r"))

    def paste(self, text: str) -> None:
        """Paste text as a terminal does: bracketed, if the program has asked for brackets."""
        text = text.replace(PASTE_END, "").replace("\n", "\r")
        with self._news:
            self._paint()
            bracketed = self._emulator.modes(2004)
        self.press(f"{PASTE_START}{text}{PASTE_END}" if bracketed else text)

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window; the program is told by SIGWINCH."""
        with self._news:
            self._paint()
            self._emulator.screen.resize(rows, columns)
            if not self._closed:
                termios.tcsetwinsize(self._fd, (rows, columns))

    # -- what a person sees ------------------------------------------------------------------

    @property
    def screen(self) -> pyte.Screen:
        """The screen as it is now."""
        with self._news:
            self._paint()
            return self._emulator.screen

    def text(self) -> str:
        """Return what a person sees now: the rows, without the blanks at their ends."""
        with self._news:
            self._paint()
            return "\n".join(row.rstrip() for row in self._emulator.screen.display)

    def wait_for(self, *words: str, timeout: float = 10.0, gone: bool = False) -> str:
        """Wait until all the words are on the screen (or all gone from it); return its text.

        Phrases are looked for in the ``folded`` screen. ``timeout`` is in seconds. Raises
        TimeoutError when it is over or the program has ended; the error names the words
        awaited and nothing else that is on the screen, for those may be people's own.
        """
        deadline = time.monotonic() + timeout
        with self._news:
            while True:
                seen = self.text()
                page = folded(seen)
                waiting = [word for word in words if (folded(word) in page) is gone]
                if not waiting:
                    return seen
                left = deadline - time.monotonic()
                if left <= 0 or self._hung_up:
                    raise TimeoutError(self._disappointment(waiting, timeout, gone))
                self._news.wait(min(left, 0.1))

    def settle(self, quiet: float = 0.3, timeout: float = 5.0) -> str:
        """Wait until nothing has been written for ``quiet`` seconds, at most ``timeout``.

        A program that has written nothing yet is waited for. A blinking cursor is written
        every half second, so keep ``quiet`` below that.
        """
        began = time.monotonic()
        deadline = began + timeout
        with self._news:
            while not self._hung_up:
                heard = self._last_heard
                calm = deadline if heard is None else max(began, heard) + quiet
                left = min(calm, deadline) - time.monotonic()
                if left <= 0:
                    break
                self._news.wait(left)
            while self._emulator.show_open_frame() and not self._hung_up:
                self._news.wait(0.1)
            return self.text()

    # -- the program -------------------------------------------------------------------------

    def alive(self) -> bool:
        """Tell whether the program is still running."""
        if self._status is None:
            # WNOWAIT leaves its process number taken until close(): nobody else can get it.
            seen = os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if seen is not None:
                exited = seen.si_code == os.CLD_EXITED
                self._status = seen.si_status if exited else -seen.si_status
        return self._status is None

    @property
    def exit_code(self) -> int | None:
        """How it ended (minus the signal that killed it); None if it runs on after ``goodbye``."""
        self._await_end()
        return self._status

    def close(self) -> None:
        """End the program and all it started in its process group; safe to call again."""
        if self._closed:
            return
        self._closed = True
        if self.alive():
            self._signal(signal.SIGTERM)
            self._await_end()
        self._signal(signal.SIGKILL)  # it, or what it left behind
        _, status = os.waitpid(self.pid, 0)
        self._status = os.waitstatus_to_exitcode(status)
        os.write(self._wake, b".")
        self._reader.join()
        for fd in (self._fd, self._waker, self._wake):
            os.close(fd)

    def _await_end(self) -> None:
        deadline = time.monotonic() + self._goodbye
        while self.alive() and time.monotonic() < deadline:
            time.sleep(0.01)

    def _signal(self, number: signal.Signals) -> None:
        # The program leads a session, hence a group, of its own number.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, number)

    # -- the wire ----------------------------------------------------------------------------

    def _read(self) -> None:
        """Read until the program hangs up or close() wakes us. A full pty would stop it."""
        poll = select.poll()
        poll.register(self._fd, select.POLLIN)
        poll.register(self._waker, select.POLLIN)
        while True:
            ready = [fd for fd, _ in poll.poll()]
            try:
                # What has come is read before we go.
                data = os.read(self._fd, _CHUNK) if self._fd in ready else b""
            except BlockingIOError:
                continue
            except OSError:  # Linux's way to say that no one holds the other end
                data = b""
            moment = time.perf_counter()
            if not data:
                break
            with self._news:
                self._last_heard = time.monotonic()
                if self._record:
                    self.chunks.append((moment, data))
                self._unpainted.append(data)
                unread = sum(map(len, self._unpainted))
                # Painting takes milliseconds and is left to whoever looks, except when the
                # program awaits an answer or nobody has looked for long.
                if unread > _UNREAD or _QUESTION.search(data):
                    self._paint()
                self._news.notify_all()
        with self._news:
            self._hung_up = True
            self._news.notify_all()

    def _paint(self) -> None:
        chunks, self._unpainted = self._unpainted, []
        for chunk in chunks:
            answer = self._emulator.feed(chunk)
            if answer and not self._closed:
                self._write(answer, timeout=0.2)
        self._emulator.show_open_frame()

    def _write(self, data: bytes, timeout: float = 10.0) -> None:
        deadline = time.monotonic() + timeout
        with self._writing:
            while data and not self._closed:
                try:
                    data = data[os.write(self._fd, data) :]
                except BlockingIOError:
                    if time.monotonic() > deadline:
                        raise TimeoutError("the program does not read its keyboard") from None
                    time.sleep(0.005)
                except OSError:
                    return  # the program has ended, and nobody hears the key

    def _disappointment(self, waiting: list[str], timeout: float, gone: bool) -> str:
        wish = "to go" if gone else "to come"
        named = ", ".join(repr(word) for word in waiting)
        if self._hung_up:
            return f"waited for {named} {wish}, and the program ended with {self.exit_code}"
        return f"waited {timeout:g} s for {named} {wish}"


def _environment(extra: Mapping[str, str]) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not _NOT_TOLD.fullmatch(name)}
    return {**ours, **_TOLD, **extra}


def _spawn(argv: list[str], tty: str, env: dict[str, str]) -> int:
    """Start a program as the leader of a new session on this terminal; return its number.

    posix_spawn and not fork: a fork of a process with threads (ours) may deadlock. A session
    leader that opens a terminal gets it as its controlling one (tty_ioctl(2), on Linux).
    """
    return os.posix_spawnp(
        argv[0],
        argv,
        env,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, tty, os.O_RDWR, 0),
            (os.POSIX_SPAWN_DUP2, 0, 1),
            (os.POSIX_SPAWN_DUP2, 0, 2),
        ],
        setsid=True,
        setsigmask=[],
        setsigdef=[
            signal.SIGPIPE,
            signal.SIGXFSZ,
        ],  # Python ignores these, and a child would inherit that
    )
