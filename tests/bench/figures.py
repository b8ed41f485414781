"""From rounds to figures, and from figures to one table that is read in a terminal."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.measure import Round
from tests.bench.subjects import FLOOR, NO_GOALS, Goals, Subject


@dataclass(frozen=True)
class Figures:
    """The medians of one program; milliseconds, per cent of a core, MB."""

    rounds: int
    start_ms: float | None
    start_cpu_ms: float | None
    key_p50_ms: float | None
    key_p99_ms: float | None
    missed_keys: int
    idle_percent: float | None
    memory_mb: float | None
    children_mb: float


def figures(rounds: Sequence[Round]) -> Figures:
    """Take the median of every figure; the keys of all rounds are taken together."""
    keys = [key for one in rounds for key in one.key_ms]
    return Figures(
        rounds=len(rounds),
        start_ms=_median([one.start_ms for one in rounds]),
        start_cpu_ms=_median([one.start_cpu_ms for one in rounds]),
        key_p50_ms=quantile(keys, 0.5),
        key_p99_ms=quantile(keys, 0.99),
        missed_keys=sum(one.missed_keys for one in rounds),
        idle_percent=_median([one.idle_percent for one in rounds]),
        memory_mb=_median([one.memory_mb for one in rounds]),
        children_mb=_median([one.children_mb for one in rounds]) or 0.0,
    )


def quantile(values: Sequence[float], share: float) -> float | None:
    """Return the value below which ``share`` of the values are."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else None


def _median(values: Sequence[float | None]) -> float | None:
    found = [value for value in values if value is not None]
    return statistics.median(found) if found else None


HEADINGS = ("", "first frame", "its CPU", "key p50", "key p99", "idle CPU", "memory", "children")


def table(subjects: Sequence[Subject], found: dict[str, Figures]) -> str:
    """Lay the figures side by side: each with its ratio to the floor, and the goal."""
    floor = found[FLOOR.name]
    rows: list[Sequence[str]] = [HEADINGS]
    for subject in subjects:
        mine = found[subject.name]
        goal = NO_GOALS if subject is FLOOR else Goals()
        rows.append(
            (
                subject.name,
                _beside(mine.start_ms, floor.start_ms, "ms", subject.start_goal),
                _beside(mine.start_cpu_ms, floor.start_cpu_ms, "ms", None),
                _beside(mine.key_p50_ms, floor.key_p50_ms, "ms", goal.key_p50),
                _beside(mine.key_p99_ms, floor.key_p99_ms, "ms", goal.key_p99),
                _alone(mine.idle_percent, "%", goal.idle_percent),
                _beside(mine.memory_mb, floor.memory_mb, "MB", goal.memory),
                f"{mine.children_mb:.1f} MB" if mine.children_mb else "-",
            )
        )
    return aligned(rows)


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Put rows of words in columns, the first row underlined."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "   ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    lines.insert(1, "-" * max(map(len, lines)))
    return "\n".join(lines)


def _beside(value: float | None, floor: float | None, unit: str, goal: float | None) -> str:
    if value is None:
        return "not seen"
    said = f"{value:6.1f} {unit}"
    if not floor or value is floor:
        return said
    if goal is None:
        return f"{said} {value / floor:5.2f}x"
    return f"{said} {value / floor:5.2f} of {goal:g}x{_over(value / floor, goal)}"


def _alone(value: float | None, unit: str, goal: float | None) -> str:
    if value is None:
        return "not seen"
    said = f"{value:5.2f} {unit}"
    return said if goal is None else f"{said} of {goal:g}{_over(value, goal)}"


def _over(value: float, goal: float) -> str:
    return " OVER" if value > goal else ""
