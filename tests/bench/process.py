"""What a process costs, as Linux counts it (proc(5)): seconds of CPU and megabytes."""

import os
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PROC = Path("/proc")


def children(pid: int) -> list[int]:
    """Return every descendant. A child hangs under the thread that started it."""
    found: list[int] = []
    for task in _tasks(pid):
        found += [int(child) for child in _read(task / "children").split()]
    return found + [younger for child in found for younger in children(child)]


def cpu_seconds(pid: int) -> float:
    """Return user and system seconds of a process and its descendants.

    ``schedstat`` counts nanoseconds but forgets threads that have ended; ``stat`` remembers
    them but counts hundredths of a second: the larger is nearer the truth.
    """
    total = 0.0
    for one in [pid, *children(pid)]:
        fine = sum(int((_read(task / "schedstat") or "0").split()[0]) for task in _tasks(one)) / 1e9
        fields = _read(_PROC / str(one) / "stat").rpartition(") ")[2].split()
        total += max(fine, sum(map(int, fields[11:15])) / _TICKS)
    return total


def megabytes(pid: int) -> float:
    """Return the memory a process has resident (RSS), in MB of 2**20 bytes."""
    for line in _read(_PROC / str(pid) / "smaps_rollup").splitlines():
        if line.startswith("Rss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _tasks(pid: int) -> list[Path]:
    try:
        return list((_PROC / str(pid) / "task").iterdir())
    except OSError:
        return []


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""  # it has just ended
