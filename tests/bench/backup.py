"""A back-up while a kiosk writes: how long it takes, and what the writer notices of it.

``python -m tests.bench.backup`` says it by itself.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from models.backup.backup import make_backup
from models.contribution.table import ContributionRow
from models.identity import new_uid
from models.space.space import new_space, open_space
from models.store.base import database
from models.store.database import close_store, open_store
from tests.bench.figures import aligned

__all__ = ["report"]

WRITER = """
import sys, time
from uuid import UUID
from models.contribution.contribution import capture
from models.store.database import open_store
open_store(sys.argv[1])
print("ready", flush=True)
end = time.monotonic() + float(sys.argv[3])
while time.monotonic() < end:
    time.sleep(0.01)
    before = time.perf_counter()
    capture(UUID(sys.argv[2]), "More time from the carers. " * 8)
    print((time.perf_counter() - before) * 1000, flush=True)
"""
SECONDS = 4.0


def filled(path: Path, number: int) -> str:
    """Make a database with so many contributions; return the id of its space."""
    open_store(str(path))
    space = open_space(new_space("Getting help at home").uid).uid
    with database.atomic():
        for n in range(number):
            ContributionRow.insert(
                uid=new_uid(), space=space, words=f"More time. Number {n}. " * 8, way_in="said"
            ).execute()
    return str(space)


def writer_beside(path: Path, space: str, folder: Path | None) -> tuple[list[float], list[float]]:
    """Return milliseconds of each save, and seconds of each back-up made meanwhile."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), space, str(SECONDS)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    taken: list[float] = []
    while folder and process.poll() is None and len(taken) < 5:
        before = time.perf_counter()
        make_backup(folder)
        taken.append(time.perf_counter() - before)
    saves = sorted(float(line) for line in process.communicate()[0].split())
    return saves, taken


def plain_copy(path: Path, to: Path) -> float:
    """Return the seconds that a bare copy to the disk takes: the physical limit."""
    data = path.read_bytes()
    before = time.perf_counter()
    with to.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return time.perf_counter() - before


def report(folder: Path, sizes: tuple[int, ...] = (1_000, 20_000)) -> tuple[str, dict[str, Any]]:
    """Return a table, and its figures, for databases of several sizes."""
    rows = [("contributions", "MB", "back-up", "bare copy", "save p50", "p99", "beside p50", "p99")]
    figures: dict[str, Any] = {}
    for number in sizes:
        path = folder / f"{number}.db"
        space = filled(path, number)
        alone, _ = writer_beside(path, space, None)
        beside, taken = writer_beside(path, space, folder / "stick")
        bare = plain_copy(path, folder / "bare")
        close_store()
        size = path.stat().st_size / 1e6
        found = {
            "backup_s": statistics.median(taken),
            "bare_copy_s": bare,
            "megabytes": size,
            "save_p50_ms": _at(alone, 0.5),
            "save_p99_ms": _at(alone, 0.99),
            "save_beside_p50_ms": _at(beside, 0.5),
            "save_beside_p99_ms": _at(beside, 0.99),
        }
        figures[str(number)] = found
        rows.append(
            (
                f"{number:,}",
                f"{size:.0f}",
                f"{found['backup_s']:.2f} s",
                f"{bare:.2f} s",
                f"{found['save_p50_ms']:.1f} ms",
                f"{found['save_p99_ms']:.1f} ms",
                f"{found['save_beside_p50_ms']:.1f} ms",
                f"{found['save_beside_p99_ms']:.1f} ms",
            )
        )
    return aligned(rows), figures


def _at(sorted_values: list[float], part: float) -> float:
    return sorted_values[min(len(sorted_values) - 1, int(len(sorted_values) * part))]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="heard-bench-") as name:
        print(report(Path(name))[0])
