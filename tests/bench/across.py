"""From a capture in one process to what another process has read for its room.

A writer captures and clears, as a desk does. A second process follows the space as a room does,
and stamps the moment in which it has the words. Both clocks are the system's monotonic one, which
is the same for all processes. ``python -m tests.bench.across DATABASE`` says it by itself.
"""

import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import IO
from uuid import UUID

from models.room.room import RoomSees, read_room
from models.space.template import first_space
from models.store.database import close_store, open_store
from models.store.watch import follow
from tests.bench.figures import quantile
from tests.bench.store import say_and_show, show_a_question
from tests.bench.subjects import ROOT

__all__ = ["capture_to_another_process"]

TIMES = 100
LONGEST_SECONDS = 20.0
# Slower than a screen paints, and not in step with it.
PAUSE_SECONDS = 0.3
WORDS = "Heard number {number}."


def capture_to_another_process(address: str, times: int = TIMES) -> dict[str, float]:
    """Return milliseconds from the call, and from the save, until another process has the words.

    Raises ``RuntimeError`` where that process ends, or does not see one within 20 seconds.
    """
    open_store(address)
    space = first_space().uid
    prompt = show_a_question(space)
    from_call, from_save = [], []
    pauses = random.Random(7)
    with _reader(address, space) as seen:
        for number in range(1, times + 1):
            time.sleep(PAUSE_SECONDS + 0.1 * pauses.random())
            words = WORDS.format(number=number)
            began = time.perf_counter()
            say_and_show(space, prompt, words)
            saved = time.perf_counter()
            moment = _when(seen, words)
            from_call.append((moment - began) * 1000)
            from_save.append((moment - saved) * 1000)
    close_store()
    return {
        "seen": len(from_call),
        "p50_ms": quantile(from_call, 0.5) or 0,
        "p99_ms": quantile(from_call, 0.99) or 0,
        "from_save_p50_ms": quantile(from_save, 0.5) or 0,
        "from_save_p99_ms": quantile(from_save, 0.99) or 0,
    }


@contextmanager
def _reader(address: str, space: UUID) -> "Iterator[SimpleQueue[str]]":
    """Start the second process, and yield what it says: a moment and the words, a line each."""
    argv = [sys.executable, "-m", "tests.bench.across", address, str(space)]
    lines: SimpleQueue[str] = SimpleQueue()
    with subprocess.Popen(argv, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        if process.stdout.readline().strip() != "ready":
            raise RuntimeError("the second process could not follow the space")
        threading.Thread(target=_hand_on, args=(process.stdout, lines), daemon=True).start()
        try:
            yield lines
        finally:
            process.kill()


def _hand_on(out: IO[str], lines: "SimpleQueue[str]") -> None:
    for line in out:
        lines.put(line)


def _when(seen: "SimpleQueue[str]", words: str) -> float:
    """Return the moment in which the other process had these words."""
    try:
        while True:
            moment, _, found = seen.get(timeout=LONGEST_SECONDS).rstrip("\n").partition(" ")
            if found == words:
                return float(moment)
    except Empty:
        raise RuntimeError("the second process did not see what was captured") from None


def _follow(address: str, space: UUID) -> None:
    """Follow the space as a room does, and print each contribution when it is first there."""
    open_store(address)
    known: set[UUID] = set()

    def deliver(sees: RoomSees) -> None:
        moment = time.perf_counter()
        new = [one for one in sees.contributions if one.uid not in known]
        known.update(one.uid for one in new)
        for one in new:
            print(f"{moment!r} {one.shown}", flush=True)

    before = read_room(space)
    known.update(one.uid for one in before.contributions)
    print("ready", flush=True)
    follow(lambda: read_room(space), deliver, lambda: False)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        _follow(sys.argv[1], UUID(sys.argv[2]))
    else:
        print(capture_to_another_process(sys.argv[1]))
