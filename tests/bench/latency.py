"""From one person's words at a desk to everybody's eyes in the room, across two processes."""

import random
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bench.figures import quantile
from tests.bench.measure import Watcher
from tests.bench.subjects import ROOT, heard
from tui.terminal import Terminal

# Below 17 rows the room writes in plain letters, which can be read off the screen.
COLUMNS, ROWS = 58, 16


@dataclass(frozen=True)
class Latency:
    """Milliseconds until the words were painted; counted from the call, and from the save."""

    said: int
    seen: int
    from_call_p50_ms: float | None
    from_call_p99_ms: float | None
    from_save_p50_ms: float | None
    from_save_p99_ms: float | None


def capture_to_room(data: Path, env: Mapping[str, str], times: int) -> Latency:
    """Have a second process save words, and watch the room's terminal for them."""
    from_call, from_save = [], []
    argv = [sys.executable, "-m", "tests.bench.store", str(data)]
    pauses = random.Random(7)  # the same each run
    with (
        subprocess.Popen(
            argv,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as desk,
        Terminal(heard("room"), columns=COLUMNS, rows=ROWS, env=env, record=True) as room,
    ):
        assert desk.stdin is not None
        assert desk.stdout is not None
        if desk.stdout.readline().strip() != "ready":
            raise RuntimeError("the second process could not open the store")
        watcher = Watcher(room)
        watcher.first_sight(("go to",), 10)
        for number in range(times):
            # Not in step with the room's own clock, and slower than it paints.
            time.sleep(0.5 + pauses.random() * 0.25)
            words = f"Heard number {number}."
            desk.stdin.write(f"{words}\n")
            desk.stdin.flush()
            began, saved = map(float, desk.stdout.readline().split())
            seen = watcher.first_sight((words,), 3)
            if seen is not None:
                from_call.append((seen - began) * 1000)
                from_save.append((seen - saved) * 1000)
        desk.stdin.close()
    return Latency(
        times,
        len(from_call),
        quantile(from_call, 0.5),
        quantile(from_call, 0.99),
        quantile(from_save, 0.5),
        quantile(from_save, 0.99),
    )
