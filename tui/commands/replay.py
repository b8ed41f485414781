"""The command that replays a real meeting from a file, at its own pace."""

import csv
import io
import math
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

from models.contribution.contribution import ANNOUNCED_CONSENT, Consent, Role, WayIn, capture
from models.errors import HeardError, RefusedError
from models.room.room import read_room
from models.space.space import find_space
from models.words import clean
from tui.place import Place
from tui.session import begin

__all__ = ["Told", "pauses", "read_file", "replay", "wanted_ids"]

COLUMNS = ("timestamp", "comment-id", "comment-body")
# The csv module refuses a field of more than 131,072 characters, as if nobody talked so long.
LONGEST_FIELD = 1 << 30
LAST_MOMENT = 1 << 43  # in the year 2248; a larger number is no time in milliseconds
LONGEST_PAUSE = 7 * 24 * 3600.0


@dataclass(frozen=True)
class Told:
    """One line of the file: when, in UTC milliseconds, its number, and the words."""

    at: int
    number: int
    words: str


def read_file(path: Path) -> list[Told]:
    """Read a file of comments, oldest first. The form is that of Polis exports, in UTF-8."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise HeardError(f"There is no file {path}. Nothing was added.") from None
    except IsADirectoryError:
        raise HeardError(f"{path} is a folder, not a file. Nothing was added.") from None
    except OSError:
        raise HeardError(f"The file {path} cannot be read. Nothing was added.") from None
    except UnicodeDecodeError:
        raise HeardError(
            f"The file {path} is not in UTF-8. Nothing was added. "
            "Save it again as CSV in UTF-8, then try again."
        ) from None
    csv.field_size_limit(LONGEST_FIELD)
    # Strict: otherwise a quotation mark that is never closed makes one field of all that follows.
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
        if missing:
            raise HeardError(
                f"The file {path} has no column {missing[0]}. Nothing was added. "
                f"It needs the columns {', '.join(COLUMNS)}."
            )
        told = [_told(row, rows.line_num, path) for row in rows]
    except csv.Error:
        raise HeardError(
            f"Line {rows.line_num} of {path} is not CSV. Nothing was added. Mend the line."
        ) from None
    return sorted(told, key=lambda one: (one.at, one.number))


def _told(row: dict[str | Any, str | Any], line: int, path: Path) -> Told:
    if None in row or None in row.values():
        raise HeardError(
            f"Line {line} of {path} has more parts or fewer than the first line. "
            "Nothing was added. Put words with commas in quotation marks."
        )
    try:
        told = Told(int(row["timestamp"]), int(row["comment-id"]), row["comment-body"] or "")
        if not 0 <= told.at <= LAST_MOMENT:
            raise ValueError
        return told
    except (TypeError, ValueError):
        raise HeardError(
            f"Line {line} of {path} has no number where a time or an id should be. "
            "Nothing was added. Mend the line."
        ) from None


def wanted_ids(text: str) -> list[range] | None:
    """Read ``15-38`` or ``1,4,7-9``; nothing means all."""
    if not text:
        return None
    wanted = []
    try:
        for part in text.split(","):
            first, dash, last = part.partition("-")
            wanted.append(range(int(first), int(last if dash else first) + 1))
    except ValueError:
        raise HeardError("--ids takes numbers like 15-38 or 1,4,7-9. Nothing was added.") from None
    return wanted


def pauses(told: list[Told], speed: float, gap: float | None) -> list[float]:
    """Return how many seconds to wait before each: none before the first."""
    longest = LONGEST_PAUSE if gap is None else min(gap, LONGEST_PAUSE)
    between = [(two.at - one.at) / 1000 / speed for one, two in pairwise(told)]
    return [0.0, *(min(pause, longest) for pause in between)]


def consent_of(uses: str) -> Consent:
    """Read ``room,report,quote``, or ``none``."""
    names = {part.strip() for part in uses.split(",")} - {"", "none"}
    if names - {"room", "report", "quote"}:
        raise HeardError("--consent takes room, report, quote or none. Nothing was added.")
    return Consent(room="room" in names, report="report" in names, quote="quote" in names)


@click.command(short_help="Replay the comments of a file into a space.")
@click.argument("file", type=Place(path_type=Path))
@click.option(
    "--space", "name", metavar="SPACE", default="", help="The space; without it, the open one."
)
@click.option("--ids", metavar="IDS", default="", help="Only these ids: 15-38, or 1,4,7-9.")
@click.option(
    "--speed",
    metavar="NUMBER",
    type=click.FloatRange(min=0, min_open=True),
    default=1.0,
    show_default=True,
    help="How many times faster than it was.",
)
@click.option(
    "--gap",
    metavar="SECONDS",
    type=click.FloatRange(min=0),
    default=None,
    help="The longest pause between two, in seconds.",
)
@click.option(
    "--consent",
    metavar="USES",
    default="room,report",
    show_default=True,
    help="What it may be used for: room, report, quote, or none.",
)
@click.option(
    "--role",
    metavar="ROLE",
    type=click.Choice([role.value for role in Role if role]),
    default=None,
    help="What the people are here as: " + ", ".join(role.value for role in Role if role) + ".",
)
@click.pass_obj
def replay(
    data: str | None,
    file: Path,
    name: str,
    ids: str,
    speed: float,
    gap: float | None,
    consent: str,
    role: str | None,
) -> None:
    """Replay the comments of FILE into a space, with the pauses that they had.

    FILE is a CSV in UTF-8 with the columns timestamp (UTC milliseconds), comment-id and
    comment-body. Everything waits to be cleared, as at a kiosk.
    """
    begin(data)
    wanted, uses = wanted_ids(ids), consent_of(consent) if consent else ANNOUNCED_CONSENT
    if not math.isfinite(speed):
        raise HeardError("--speed takes a number such as 2 or 60. Nothing was added.")
    told = [
        one for one in read_file(file) if wanted is None or any(one.number in r for r in wanted)
    ]
    told = [one for one in told if clean(one.words)]
    if not told:
        which = " with these ids" if ids else ""
        raise HeardError(f"There is nothing to replay{which}. Nothing was added.")
    space = find_space(name)
    for place, (one, pause) in enumerate(zip(told, pauses(told, speed, gap), strict=True)):
        if pause:
            time.sleep(pause)
        item = read_room(space.uid).item
        try:
            capture(
                space.uid,
                one.words,
                prompt=item.prompt if item else None,
                way_in=WayIn.TYPED,
                role=role or "",
                consent=uses,
                face="replay",
            )
        except RefusedError:
            raise HeardError(
                f"The space is not open. {place} of {len(told)} were added before that. "
                "Open it with: heard space open"
            ) from None
        click.echo(f"{place + 1} of {len(told)}: comment {one.number}")
