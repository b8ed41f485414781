"""What the theme board lists, page by page: as quick with ten thousand as with ten.

What is in no theme comes first, then the rest, each part in order of time.
"""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any
from uuid import UUID

from models.contribution.lists import PAGE, Which
from models.contribution.table import ContributionRow, contribution_from
from models.contribution.types import Contribution, Kind, State
from models.desk.desk import DeskSees, read_desk
from models.flags.table import with_flags
from models.store.verbs import question
from models.theme.theme import MemberRow

__all__ = ["BoardSees", "OnBoard", "Part", "place_on_board", "read_board"]


class Part(StrEnum):
    """Which contributions the board lists."""

    ALL = "all"
    NOT_YET = "not yet in a theme"
    BEHIND = "behind one theme"
    THESE = "these"


@dataclass(frozen=True)
class OnBoard:
    """Which contributions are listed: behind ``theme``, or those of ``these`` that are not.

    ``kept`` is one in a theme that is listed all the same.
    """

    part: Part = Part.ALL
    theme: UUID | None = None
    these: tuple[UUID, ...] = ()
    kept: UUID | None = None


EVERYTHING = OnBoard()


@dataclass(frozen=True)
class BoardSees(DeskSees):
    """What the desk sees, with a page of the board: ``board`` says of which list."""

    board: OnBoard = EVERYTHING


def _in_a_theme() -> Any:
    return ContributionRow.uid.in_(MemberRow.select(MemberRow.contribution))


def _parts(space: UUID, on: OnBoard) -> list[Any]:
    """Return the list as expressions on the table of contributions, one part after the other."""
    listed: Any = (
        (ContributionRow.space == space)
        & (ContributionRow.state == State.CLEARED)
        & (ContributionRow.kind == Kind.HEARD)
    )
    behind = MemberRow.select(MemberRow.contribution).where(MemberRow.theme == on.theme)
    if on.part is Part.THESE:
        return [listed & (ContributionRow.uid << on.these) & ContributionRow.uid.not_in(behind)]
    if on.part is Part.BEHIND:
        return [listed & ContributionRow.uid.in_(behind)]
    not_yet = listed & ~_in_a_theme()
    if on.part is Part.ALL:
        return [not_yet, listed & _in_a_theme()]
    if on.kept is None:
        return [not_yet]
    return [listed & (~_in_a_theme() | (ContributionRow.uid == on.kept))]


def _page(space: UUID, on: OnBoard, start: int, limit: int) -> tuple[list[UUID], int, int]:
    """Return a page, the place of its first, and how many there are."""
    parts = _parts(space, on)
    counts = [ContributionRow.select().where(part).count() for part in parts]
    total = sum(counts)
    start = max(0, min(start, total - limit))
    here: list[UUID] = []
    before = start
    for part, count in zip(parts, counts, strict=True):
        rest = limit - len(here)
        if before < count and rest > 0:
            query: Any = (
                ContributionRow.select(ContributionRow.uid)
                .where(part)
                .order_by(ContributionRow.uid)
                .offset(before)
                .limit(rest)
            )
            here += [uid for (uid,) in query.tuples()]
        before = max(0, before - count)
    return here, start, total


def _in_order(on: OnBoard, uids: list[UUID]) -> list[UUID]:
    """Return what was suggested in the order of the suggestions."""
    if on.part is not Part.THESE:
        return uids
    here = frozenset(uids)
    return [uid for uid in on.these if uid in here]


@question
def read_board(
    space: UUID, on: OnBoard = EVERYTHING, *, start: int = 0, limit: int = PAGE
) -> BoardSees:
    """Return what the desk sees now, with a page of what the board lists."""
    if on.part is Part.THESE:  # never many, and in an order of their own
        every, _, total = _page(space, on, 0, len(on.these))
        start = max(0, min(start, total - limit))
        uids = _in_order(on, every)[start : start + limit]
    else:
        uids, start, total = _page(space, on, start, limit)
    sees = read_desk(space, Which(state=State.CLEARED), limit=0)
    values = {one.name: getattr(sees, one.name) for one in fields(sees)}
    values |= {"contributions": _read(uids), "start": start, "total": total}
    return BoardSees(**values, board=on)


def _read(uids: list[UUID]) -> tuple[Contribution, ...]:
    rows = {row.uid: row for row in ContributionRow.select().where(ContributionRow.uid << uids)}
    return tuple(with_flags([contribution_from(rows[uid]) for uid in uids]))


@question
def place_on_board(space: UUID, uid: UUID, on: OnBoard = EVERYTHING) -> int | None:
    """Return where one contribution is in the list, counted from 0; None where it is not."""
    before = 0
    for part in _parts(space, on):
        here = ContributionRow.select().where(part)
        if here.where(ContributionRow.uid == uid).exists():
            return before + int(here.where(ContributionRow.uid < uid).count())
        before += int(here.count())
    return None
