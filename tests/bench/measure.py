"""One program, started once: its first frame, its keys, its rest and its weight."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tests.bench.process import children, cpu_seconds, megabytes
from tests.bench.subjects import COLUMNS, ROWS, Subject
from tui.emulator import Emulator
from tui.terminal import Terminal, folded

# The end of a synchronised update: a frame is complete.
_FRAME_END = b"\x1b[?2026l"
_NOTHING_MORE = 0.015  # seconds of silence after a frame's end
_QUIET = 0.04  # seconds of silence after anything else
_BETWEEN_KEYS = 0.04  # seconds; more than the pause Terminal.press makes of its own accord
_NO_ANSWER = 0.5  # seconds after which a key has changed nothing


@dataclass
class Round:
    """What one start of one program gave. None: it did not happen."""

    start_ms: float | None = None
    start_cpu_ms: float | None = None
    key_ms: list[float] = field(default_factory=list)
    missed_keys: int = 0
    idle_percent: float | None = None
    memory_mb: float | None = None
    children_mb: float = 0.0
    children: int = 0


@dataclass(frozen=True)
class Effort:
    """How long one round takes."""

    presses: int = 60
    idle_seconds: float = 4.0
    start_seconds: float = 10.0


def measure(subject: Subject, env: Mapping[str, str], effort: Effort) -> Round:
    """Start a program in a terminal of its own and measure it once."""
    result = Round()
    terminal = Terminal(subject.argv, columns=COLUMNS, rows=ROWS, env=env, record=True)
    with terminal:
        watcher = Watcher(terminal)
        seen = watcher.first_sight(subject.marker, effort.start_seconds)
        if seen is None:
            return result
        result.start_ms = (seen - terminal.started) * 1000
        # Also what it cost, a half second later: a busy machine does not change that.
        result.start_cpu_ms = cpu_seconds(terminal.pid) * 1000
        terminal.settle(0.4)
        for key in subject.prepare:
            terminal.press(key)
            terminal.settle(0.25)
        for number in range(effort.presses):
            taken = press(terminal, subject.keys[number % len(subject.keys)])
            if taken is None:
                result.missed_keys += 1
            else:
                result.key_ms.append(taken * 1000)
            # Painted here what would else be painted in the middle of a key that is timed.
            terminal.text()
            time.sleep(_BETWEEN_KEYS)
        # A kiosk reads its choices aloud, which is not rest; a cursor blinks for ever, which is.
        terminal.settle(1.2, timeout=effort.idle_seconds * 2)
        result.idle_percent = idle(terminal.pid, effort.idle_seconds)
        result.memory_mb = megabytes(terminal.pid)
        family = children(terminal.pid)
        result.children, result.children_mb = len(family), sum(map(megabytes, family))
    return result


class Watcher:
    """Finds out when words came on the screen, from the recorded chunks.

    Nothing is drawn while the program writes: drawing takes milliseconds, and would falsify
    the moments at which the next chunks came.
    """

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._emulator = Emulator(terminal.screen.columns, terminal.screen.lines)
        self._drawn = 0

    def first_sight(self, words: tuple[str, ...], timeout: float) -> float | None:
        """Return the moment at which all the words were there first, or None after ``timeout``."""
        deadline = time.perf_counter() + timeout
        while time.perf_counter() < deadline and self._terminal.alive():
            self._terminal.settle(0.4, timeout=2.0)
            for moment, page in self.pages():
                if all(word in page for word in words):
                    return moment
        return None

    def pages(self) -> Iterator[tuple[float, str]]:
        """Draw what was not drawn yet, chunk by chunk: the moment, and what was to be read."""
        while self._drawn < len(self._terminal.chunks):
            moment, data = self._terminal.chunks[self._drawn]
            self._drawn += 1
            self._emulator.feed(data)
            yield moment, folded("\n".join(self._emulator.screen.display))


def press(terminal: Terminal, key: str) -> float | None:
    """Press a key; return the seconds until the last byte of the repaint, or None."""
    chunks = terminal.chunks
    before, pressed = len(chunks), time.perf_counter()
    terminal.press(key)
    while True:
        time.sleep(0.001)
        now = time.perf_counter()
        if len(chunks) == before:
            if now - pressed > _NO_ANSWER:
                return None
            continue
        moment, data = chunks[-1]
        silence = _NOTHING_MORE if data.endswith(_FRAME_END) else _QUIET
        if now - moment > silence or now - pressed > _NO_ANSWER:
            return moment - pressed


def idle(pid: int, seconds: float) -> float:
    """Return the per cent of one core that a process and its children use, left alone."""
    spent, began = cpu_seconds(pid), time.perf_counter()
    time.sleep(seconds)
    return 100 * (cpu_seconds(pid) - spent) / (time.perf_counter() - began)
