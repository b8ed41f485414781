"""What is measured: the faces, the words of their first full frame, and their goals.

Change the markers here when a face's first frame changes.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
COLUMNS, ROWS = 120, 40


@dataclass(frozen=True)
class Subject:
    """One program. ``marker``: words that are all there once the first frame is full.

    ``prepare`` are keys that lead to where typing is natural, and ``keys`` the ones that are
    then pressed in turn and timed: each must change something on the screen. ``start_goal`` is
    the cold start allowed, as a multiple of the floor's.
    """

    name: str
    argv: tuple[str, ...]
    marker: tuple[str, ...]
    keys: tuple[str, ...]
    prepare: tuple[str, ...] = ()
    start_goal: float | None = None


@dataclass(frozen=True)
class Goals:
    """What holds for every face, beside the floor in the same run."""

    key_p50: float | None = 4.0  # times the floor's
    key_p99: float | None = 4.0  # times the floor's
    memory: float | None = 1.6  # times the floor's
    idle_percent: float | None = 0.5  # of one core


NO_GOALS = Goals(None, None, None, None)


def heard(*words: str) -> tuple[str, ...]:
    """Return how a person starts heard: the installed command where there is one."""
    command = Path(sys.executable).with_name("heard")
    if command.exists():
        return (str(command), *words)
    return (sys.executable, "-c", "from tui.cli import main; main()", *words)


def module(name: str) -> tuple[str, ...]:
    """Return how an app of the bench is started: imported, as heard is, so from its cache."""
    return (sys.executable, "-c", f"from tests.bench.{name} import main; main()")


FLOOR = Subject("floor", module("floor"), ("Hello, world",), ("x",))

FACES = (
    FLOOR,
    Subject(
        "heard",
        heard(),
        ("What matters to you", "6 Another space", "9 Leave"),
        keys=("down", "up"),
        start_goal=1.5,
    ),
    # The rules and not the title, whose large block letters are not text.
    Subject(
        "heard room",
        heard("room"),
        ("You can take your words back", "go to"),
        keys=("down", "up"),
        prepare=("8",),
        start_goal=1.5,
    ),
    Subject(
        "heard kiosk",
        heard("kiosk"),
        ("What matters to you", "Press any key to begin", "0 Help"),
        keys=("down", "up"),
        prepare=("enter",),
        start_goal=1.5,
    ),
    Subject(
        "heard desk",
        heard("desk"),
        ("Welcome", "4 Needs a person", "Type what was said", "F1 Keys"),
        keys=("a", "b", "c", "backspace", "backspace", "backspace"),
        start_goal=2.0,
    ),
)

# The bench, tried on what is known: the floor beside itself must come out as 1.00.
MACHINERY = (
    FLOOR,
    Subject("floor again", module("floor"), ("Hello, world",), ("x",), start_goal=1.5),
    Subject(
        "sample, typing",
        module("sample"),
        ("Everything is here", "Line 9"),
        keys=("a", "b", "backspace", "backspace"),
        start_goal=2.0,
    ),
    Subject(
        "sample, list",
        module("sample"),
        ("Everything is here", "Line 9"),
        keys=("down", "down", "up"),
        prepare=("tab",),
        start_goal=2.0,
    ),
)
