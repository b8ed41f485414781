"""Stand-ins for a sound card, and ears: what the voice told and what reached the player."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from voice import Speaker, VoiceEvent

# Takes sound as fast as a sound card plays it, and writes down when and how much.
PACED_PLAYER = """#!{python} -IS
import os, sys, time
log = open({log!r}, "a", buffering=1)
def note(*what): print(time.monotonic(), os.getpid(), *what, file=log)
note("START")
first, taken = None, 0
while sound := os.read(0, 4096):
    if first is None:
        first = time.monotonic()
        note("FIRST")
    taken += len(sound)
    if {paced}: time.sleep(max(0, taken / 44100 - (time.monotonic() - first) - 0.1))
if first and {paced}: time.sleep(max(0, taken / 44100 - (time.monotonic() - first)))
note("END", taken / 44100)
"""

# Complains as aplay 1.2.8 does on a machine with no sound card, until there is one.
PLAYER_WITHOUT_A_CARD = """#!{python} -IS
import os, sys
if not os.path.exists({card!r}):
    print("ALSA lib confmisc.c:855:(parse_card) cannot find card '0'", file=sys.stderr)
    print("aplay: main:831: audio open error: No such file or directory", file=sys.stderr)
    sys.exit(1)
while os.read(0, 4096): pass
"""


class Ears:
    """Collects the events of a voice, and waits for one."""

    def __init__(self) -> None:
        self.events: list[tuple[float, VoiceEvent]] = []
        self._news = threading.Condition()

    def __call__(self, event: VoiceEvent) -> None:
        with self._news:
            self.events.append((time.monotonic(), event))
            self._news.notify_all()

    def wait_for(
        self, kind: str, request: int | None = None, *, after: int = 0, seconds: float = 20
    ) -> VoiceEvent:
        """Return the first event of that kind among those from number `after` on."""

        def find() -> VoiceEvent | None:
            for _, event in self.events[after:]:
                if event.kind == kind and request in (None, event.request):
                    return event
            return None

        with self._news:
            found = self._news.wait_for(find, timeout=seconds)
        if found is None:
            kinds = [(event.kind, event.request) for _, event in self.events[-5:]]
            raise AssertionError(f"no {kind} of {request} came; the last events: {kinds}")
        return found

    def of(self, kind: str, request: int | None = None) -> list[VoiceEvent]:
        return [
            event
            for _, event in self.events
            if event.kind == kind and request in (None, event.request)
        ]


class Box:
    """A loudspeaker box: a voice, its ears and its player."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "player.log"
        self.ears = Ears()
        self.speaker = Speaker(self.ears)

    def put_player(self, *, paced: bool = True) -> None:
        """Install the stand-in as `aplay` in the only folder on PATH."""
        write_program(
            self.folder / "bin" / "aplay",
            PACED_PLAYER.format(python=sys.executable, log=str(self.log), paced=paced),
        )

    def players(self, what: str) -> list[tuple[float, int, list[str]]]:
        """Return (time, process, rest of the line) of each START, FIRST or END."""
        if not self.log.exists():
            return []
        lines = [line.split() for line in self.log.read_text().splitlines()]
        return [(float(line[0]), int(line[1]), line[3:]) for line in lines if line[2] == what]

    @property
    def player(self) -> int:
        """The number of the one player that has sound by now."""
        assert until(lambda: self.players("FIRST"))
        [(_, pid, _)] = self.players("FIRST")
        return pid

    @property
    def worker(self) -> int:
        pid = self.speaker._keeper.child_pid
        assert pid is not None
        return pid

    def say_to_the_end(self, text: str, language: str = "en") -> VoiceEvent:
        return self.ears.wait_for("end", self.speaker.say(text, language=language))


def write_program(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o755)


def is_alive(pid: int) -> bool:
    """Whether the process runs: one that is dead but not yet waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def until(true: Callable[[], object], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.005)
    return bool(true())


@pytest.fixture
def silent_box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Box]:
    """A voice on a machine where no player is installed.

    Its watchdog is asleep: a process that forgets to answer must not be healed by it, and a
    slow machine must not wake it.
    """
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr("voice.keeper._STOP_SECONDS", 60.0)
    monkeypatch.setattr("voice.keeper._BEGIN_SECONDS", 60.0)
    box = Box(tmp_path)
    yield box
    box.speaker.close()


@pytest.fixture
def box(silent_box: Box) -> Box:
    """A voice with a player that takes as long as the sound does."""
    silent_box.put_player()
    return silent_box


@pytest.fixture
def quick_box(silent_box: Box) -> Box:
    """A voice with a player that swallows sound at once."""
    silent_box.put_player(paced=False)
    return silent_box


@pytest.fixture
def real_aplay() -> str:
    path = "/usr/bin/aplay"
    if not os.access(path, os.X_OK):
        pytest.skip("there is no /usr/bin/aplay here (Debian's alsa-utils)")
    return path
