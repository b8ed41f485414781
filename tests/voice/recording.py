"""Stand-ins for a microphone, and ears for what a recorder tells."""

import sys
import threading
from array import array
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tests.voice.conftest import write_program
from voice.microphone import RECORDERS
from voice.recorder import RecorderEvent
from voice.wave_file import BYTES_A_SECOND, HERTZ

# Gives the sound of a file as fast as a microphone does, or `times` as fast, then what stands at
# its end again and again. Writes down its number, so that a test can look for it.
FAKE_ARECORD = """#!{python} -IS
import os, sys, time
open({log!r}, "a").write(f"{{os.getpid()}}\\n")
sound = open({sound!r}, "rb").read()
start = time.monotonic()
given = 0
while True:
    piece = sound[given:given + 1600] or sound[-1600:]
    os.write(1, piece)
    given += len(piece)
    if given >= {most}:
        print({complaint!r}, file=sys.stderr)
        sys.exit(1)
    time.sleep(max(0, given / {speed} - (time.monotonic() - start)))
"""


def loud(seconds: float, height: int = 8000) -> bytes:
    """Return a buzz of 200 Hz."""
    period = HERTZ // 400
    wave = ([height] * period + [-height] * period) * int(seconds * 200 + 1)
    return array("h", wave[: int(seconds * HERTZ)]).tobytes()


def silent(seconds: float) -> bytes:
    return bytes(int(seconds * BYTES_A_SECOND) // 2 * 2)


class Microphone:
    """A folder that is all of PATH, with a stand-in for arecord in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.recordings = folder / "recordings"
        self.log = folder / "arecord.log"

    def put(
        self,
        sound: bytes,
        *,
        times: float = 20,
        most: float = 10_000,
        complaint: str = "",
        program: str = "",
    ) -> None:
        """Install the stand-in: it breaks off after `most` seconds with a complaint."""
        (self.folder / "sound.raw").write_bytes(sound)
        write_program(
            self.folder / "bin" / (program or RECORDERS[0][0]),
            FAKE_ARECORD.format(
                python=sys.executable,
                log=str(self.log),
                sound=str(self.folder / "sound.raw"),
                most=int(most * BYTES_A_SECOND),
                complaint=complaint,
                speed=times * BYTES_A_SECOND,
            ),
        )

    @property
    def pids(self) -> list[int]:
        """The numbers of all recording programs that were started."""
        return [int(line) for line in self.log.read_text().split()] if self.log.exists() else []


class News:
    """Collects what a recorder or a playback tells, and waits for it."""

    def __init__(self) -> None:
        self.events: list[RecorderEvent] = []
        self._news = threading.Condition()

    def __call__(self, event: RecorderEvent) -> None:
        with self._news:
            self.events.append(event)
            self._news.notify_all()

    def wait_for(
        self, kind: str, true: Callable[[RecorderEvent], bool] = lambda _: True
    ) -> RecorderEvent:
        """Return the first event of a kind for which something is true."""

        def find() -> RecorderEvent | None:
            return next((one for one in self.events if one.kind == kind and true(one)), None)

        with self._news:
            found = self._news.wait_for(find, timeout=30)
        assert found is not None, [one.kind for one in self.events[-5:]]
        return found

    def of(self, kind: str) -> list[RecorderEvent]:
        return [one for one in self.events if one.kind == kind]


def children_of_this_process() -> set[int]:
    """Return each child; one that ended and that nobody waited for is among them."""
    found: set[int] = set()
    for task in Path("/proc/self/task").iterdir():
        with suppress(FileNotFoundError):  # a thread may end while we look
            found.update(map(int, (task / "children").read_text().split()))
    return found


__all__ = ["Microphone", "News", "children_of_this_process", "loud", "silent"]
