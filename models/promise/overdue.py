"""What is overdue, across all spaces: promises that are late, and those to be looked at again.

Nobody asks for it: it stands at the front door, and at the beginning of the next meeting.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from models.errors import RefusedError
from models.promise.reading import promises_from, standing_rows
from models.promise.table import PromiseRow, UpdateRow
from models.promise.types import Promise, PromiseState
from models.space.space import Space, SpaceRow, space_from
from models.store.verbs import question
from models.words import one_line

__all__ = [
    "Overdue",
    "find_promise",
    "late_in",
    "overdue",
    "overdue_in_words",
    "promises_in_all",
    "review_is_due",
]


@dataclass(frozen=True)
class Overdue:
    """A promise that needs somebody, and the space in which it was made.

    ``late`` is whether it was due and is not done; ``review`` whether it is to be looked at
    again. One of them is true, or both are.
    """

    promise: Promise
    space: Space
    late: bool = False
    review: bool = False


def review_is_due(promise: Promise, day: str) -> bool:
    """Say whether somebody has to look at a promise again by a day, and nobody has told since."""
    if not promise.review or promise.review > day:
        return False
    return not any(update.made_on >= promise.review for update in promise.updates)


@question
def overdue(day: str = "") -> tuple[Overdue, ...]:
    """Return what is overdue on a day (YYYY-MM-DD, nothing for today), the latest first."""
    day = day or date.today().isoformat()
    found = _with_spaces(list(_may_be_overdue(day)), day)
    return tuple(
        sorted(
            (one for one in found if one.late or one.review),
            key=lambda one: (not one.late, one.promise.due if one.late else one.promise.review),
        )
    )


@question
def promises_in_all(day: str = "") -> tuple[Overdue, ...]:
    """Return all promises of all spaces as they stand on a day, in the order they were made."""
    day = day or date.today().isoformat()
    return tuple(_with_spaces(list(standing_rows()), day))


@question
def find_promise(public_id: str) -> UUID:
    """Return which promise a public id stands for; refused where there is none."""
    row = PromiseRow.get_or_none(
        (PromiseRow.public_id == one_line(public_id).casefold()) & (PromiseRow.removed == 0)
    )
    if row is None:
        raise RefusedError("No promise has that id. See them all with: heard promises")
    found: UUID = row.uid
    return found


def _with_spaces(rows: list[PromiseRow], day: str) -> Iterator[Overdue]:
    """Judge promises by a day, each beside the space in which it was made."""
    spaces = {
        row.uid: space_from(row)
        for row in SpaceRow.select().where(SpaceRow.uid << list({row.space_id for row in rows}))
    }
    for row, promise in zip(rows, promises_from(rows, as_of=day), strict=True):
        yield Overdue(
            promise,
            spaces[row.space_id],
            late=promise.state is PromiseState.LATE,
            review=review_is_due(promise, day),
        )


def late_in(spaces: Iterable[UUID], day: str) -> tuple[Promise, ...]:
    """Return what is late on a day of the promises of some spaces, the longest overdue first."""
    rows = _may_be_overdue(day).where(PromiseRow.space << list(spaces))
    found = [one for one in promises_from(rows, as_of=day) if one.state is PromiseState.LATE]
    return tuple(sorted(found, key=lambda one: one.due))


def _may_be_overdue(day: str) -> Any:
    """Return the query for all that have some day that has come: the rest is judged one by one."""
    moved = UpdateRow.select(UpdateRow.promise).where(
        (UpdateRow.new_due != "") & (UpdateRow.new_due < day)
    )
    return standing_rows().where(
        ((PromiseRow.due != "") & (PromiseRow.due < day))
        | ((PromiseRow.review != "") & (PromiseRow.review <= day))
        | (PromiseRow.uid << moved)
    )


def overdue_in_words(found: Iterable[Overdue], *, short: bool = False) -> str:
    """Say how much is overdue in one sentence, or in few words; nothing where nothing is."""
    found = tuple(found)
    late = sum(one.late for one in found)
    review = sum(not one.late for one in found)
    if short:
        counted = ((late, "late"), (review, "to look at"))
        return ", ".join(f"{number} {what}" for number, what in counted if number)
    parts = []
    if late:
        parts.append(f"{late} promise{' is' if late == 1 else 's are'} late")
    if review:
        what = "" if late else (" promise" if review == 1 else " promises")
        parts.append(f"{review}{what} {'is' if review == 1 else 'are'} to be looked at again")
    return f"{', '.join(parts)}." if parts else ""
