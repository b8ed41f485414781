"""A storm of requests, with kills in between: each gets one end, and nothing is left behind."""

from __future__ import annotations

import gc
import os
import random
import signal
import threading
import time
import wave
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.bench.process import children, megabytes
from tests.voice.conftest import Box, until, write_program
from voice import Speaker, VoiceEvent

# Inherited by the speaking processes and their players: whoever has it is one of ours.
MARK = "HEARD_STORM"
# Swallows sound at once, and starts in a millisecond.
SWALLOW = "#!/bin/sh\nexec /bin/cat > /dev/null\n"

TEXTS = (
    "Thank you.",
    "2 of 3. Write it.",
    "Is this what you want to say?",
    "You can take your words back at any time. " * 4,
    "The bus never comes on a Sunday, and nobody phones me back. " * 40,
    "",
    "...",
    "😀 \u202eabc\x00def \x1b[31m",
)
# What a storm is made of, and how often each comes. Kills are dealt out apart.
MOVES = {
    "interrupt": 35,
    "wait in turn": 25,
    "pause": 8,
    "go on": 8,
    "stop": 6,
    "set": 8,
    "repeat": 6,
    "save": 4,
}
PAUSES = (0, 0, 0.001, 0.005, 0.02, 0.06)  # seconds
# Growth in MB that is no leak: memory is taken in large pieces, and a thread may get its own.
LEVEL = 5.0


class Storm:
    """Asks a voice for things at random, and keeps the book of what was asked and answered."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.asked: set[int] = set()
        self.ends: Counter[int] = Counter()
        self.completed: set[int] = set()
        self.files: dict[int, Path] = {}
        self._folder = folder
        self._random = random.Random(seed)
        self._news = threading.Condition()
        self.speaker = Speaker(self._hear)

    def _hear(self, event: VoiceEvent) -> None:
        with self._news:
            if event.kind == "end" and event.request is not None:
                self.ends[event.request] += 1
                if event.completed:
                    self.completed.add(event.request)
            self._news.notify_all()

    def blow(self, requests: int, kills: int = 0) -> None:
        """Ask for that many things; every so often a process is killed or stopped."""
        moves = [self._one_more] * requests
        for kill in self._kills(kills):
            moves.insert(self._random.randrange(len(moves)), kill)
        for move in moves:
            move()
            time.sleep(self._random.choice(PAUSES))

    def _one_more(self) -> None:
        chance = self._random
        [move] = chance.choices([*MOVES], [*MOVES.values()])
        text = chance.choice(TEXTS)
        language = chance.choice(("en", "en", "pl", "ar"))
        number: int | None = None
        match move:
            case "interrupt":
                number = self.speaker.say(text, language=language)
            case "wait in turn":
                number = self.speaker.say(text, interrupt=False, language=language)
            case "repeat":
                number = self.speaker.repeat()
            case "save":
                path = self._folder / f"{len(self.files)}.wav"
                number = self.speaker.save(text, path)
                self.files[number] = path
            case "pause":
                self.speaker.pause()
            case "go on":
                self.speaker.go_on()
            case "stop":
                self.speaker.stop()
            case "set":
                self.speaker.set(rate=chance.randrange(0, 600), volume=chance.random() * 3)
        if number is not None:
            self.asked.add(number)

    def _kills(self, count: int) -> list[Callable[[], None]]:
        ways = (
            lambda: self._strike(self.worker, signal.SIGKILL),
            lambda: self._strike(self.worker, signal.SIGSTOP),
            lambda: self._strike(self.worker, signal.SIGSEGV),
            lambda: self._strike(self._player(), signal.SIGKILL),
        )
        return [ways[number % len(ways)] for number in range(count)]

    @property
    def worker(self) -> int | None:
        return self.speaker._keeper.child_pid

    def _player(self) -> int | None:
        worker = self.worker
        return next(iter(children(worker)), None) if worker else None

    def _strike(self, pid: int | None, how: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            if pid:
                os.kill(pid, how)

    def calm(self) -> None:
        """Have one last text said, and wait until every request has ended."""
        self.speaker.set(rate=150, volume=1.0)
        last = self.speaker.say("Thank you.")
        self.asked.add(last)
        with self._news:
            self._news.wait_for(lambda: self.ends.keys() >= self.asked, timeout=60)
        missing = sorted(self.asked - self.ends.keys())
        assert not missing, f"{len(missing)} of {len(self.asked)} have no end: {missing[:9]}"
        assert last in self.completed


def processes_of(mark: str) -> list[int]:
    """Return the processes of a storm that still run."""
    wanted = f"{MARK}={mark}".encode()
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):  # it has just ended, or is not ours to look at
            if wanted in path.read_bytes().split(b"\0"):
                found.append(int(path.parent.name))
    return found


def open_files() -> int:
    gc.collect()
    return len(os.listdir("/proc/self/fd"))


@pytest.mark.parametrize(
    ("requests", "kills"),
    [
        (200, 8),
        pytest.param(2000, 60, marks=[pytest.mark.soak, pytest.mark.timeout(900)]),
    ],
)
def test_a_storm_is_weathered(
    silent_box: Box, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, requests: int, kills: int
) -> None:
    monkeypatch.setenv(MARK, str(tmp_path))
    # What hangs is found, and one that dies often is not given up: it is killed on purpose.
    monkeypatch.setattr("voice.keeper._STOP_SECONDS", 0.2)
    monkeypatch.setattr("voice.keeper._BEGIN_SECONDS", 1.0)
    monkeypatch.setattr("voice.keeper._READY_SECONDS", 3.0)
    monkeypatch.setattr("voice.keeper._A_MINUTE", 0.0)
    write_program(silent_box.folder / "bin" / "aplay", SWALLOW)
    threads = set(threading.enumerate())
    files = open_files()

    storm = Storm(tmp_path, seed=2022)
    try:
        storm.blow(requests // 4, kills // 4)
        storm.calm()
        before = megabytes(os.getpid())
        storm.blow(requests // 2, kills - kills // 4)
        storm.calm()
        # One process lives on to the end: it is given a while to find its size, then watched.
        worker = storm.worker
        assert worker is not None
        storm.blow(requests // 8)
        storm.calm()
        size = megabytes(worker)
        storm.blow(requests // 8)
        storm.calm()
        if storm.worker == worker:  # on a slow machine the watchdog may have taken it
            assert megabytes(worker) - size < LEVEL
        assert megabytes(os.getpid()) - before < LEVEL
    finally:
        storm.speaker.close()

    assert set(storm.ends.values()) == {1}
    assert storm.ends.keys() == storm.asked
    assert len(storm.asked) > requests / 2  # it was a storm
    for number in storm.files.keys() & storm.completed:
        assert is_whole(storm.files[number])
    assert not list(tmp_path.glob("*.part*"))
    assert until(lambda: not processes_of(str(tmp_path))), processes_of(str(tmp_path))
    assert until(lambda: not [one for one in threading.enumerate() if one not in threads])
    assert until(lambda: open_files() <= files)


def test_a_kill_leaves_no_half_file(silent_box: Box) -> None:
    """Half a file holds somebody's words, and nobody would come to delete it."""
    path = silent_box.folder / "long.wav"
    half = path.with_name("long.wav.part")
    request = silent_box.speaker.save("Nobody phones me back. " * 2000, path)
    assert until(half.exists)
    os.kill(silent_box.worker, signal.SIGKILL)
    assert not silent_box.ears.wait_for("end", request).completed
    assert not list(silent_box.folder.glob("long*"))


def is_whole(path: Path) -> bool:
    """Whether a file is there with all the sound that its head promises."""
    with wave.open(str(path)) as file:
        frames = file.getnframes()
        return bool(len(file.readframes(frames)) == 2 * frames)
