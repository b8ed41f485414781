"""The lines of the kit check: what was found, how it is meant, and what to do."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from models.settings import Settings
from models.space.space import Space
from tui.asking import Answers

__all__ = [
    "Around",
    "Finding",
    "Line",
    "Verdict",
    "as_json",
    "is_blocked",
    "lacks",
    "passes",
    "problem",
    "stops",
]

JSON_FORM = 1
"""The number of the form of ``--json``; it changes when a script would have to."""


class Verdict(StrEnum):
    """How a line is meant. Only what loses words stops a meeting."""

    PASS = "pass"  # noqa: S105 (no password: all is well)
    WITHOUT = "without"  # merely missing: the meeting goes on without it
    PROBLEM = "problem"
    STOP = "stop"


@dataclass(frozen=True)
class Finding:
    """What one look found. ``do`` says what to do, where there is something to do."""

    verdict: Verdict
    found: str
    do: str = ""


@dataclass(frozen=True)
class Line:
    """One thing that was looked at, by its name in commands and its title for a person."""

    name: str
    title: str
    verdict: Verdict
    found: str
    do: str = ""

    @property
    def blocks(self) -> bool:
        """Return whether a meeting should not begin like this."""
        return self.verdict is Verdict.STOP


@dataclass(frozen=True)
class Around:
    """What the looks go by: settings, the terminal, the space, and why there is no database.

    ``distance`` and ``screen_height`` are in metres, 0 where nobody said.
    """

    settings: Settings
    columns: int = 80
    rows: int = 24
    answers: Answers | None = None
    space: Space | None = None
    trouble: str = ""
    distance: float = 0.0
    screen_height: float = 0.0


def passes(found: str) -> Finding:
    """Return the finding that all is well."""
    return Finding(Verdict.PASS, found)


def lacks(found: str, do: str = "") -> Finding:
    """Return the finding that something is not here, and that the meeting goes on without it."""
    return Finding(Verdict.WITHOUT, found, do)


def problem(found: str, do: str) -> Finding:
    """Return the finding that something is wrong, with what to do."""
    return Finding(Verdict.PROBLEM, found, do)


def stops(found: str, do: str) -> Finding:
    """Return the finding that words could be lost, with what to do first."""
    return Finding(Verdict.STOP, found, do)


def is_blocked(lines: list[Line]) -> bool:
    """Return whether one of the lines stops a meeting."""
    return any(line.blocks for line in lines)


def as_json(lines: list[Line]) -> dict[str, Any]:
    """Return the lines for a script: the form that docs/kit-check.md describes."""
    return {
        "form": JSON_FORM,
        "blocked": is_blocked(lines),
        "lines": [{**asdict(line), "verdict": str(line.verdict)} for line in lines],
    }
