"""Promises as they stand on a day, with their updates and what the group says."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from models.promise.table import PromiseRow, UpdateRow
from models.promise.types import Promise, PromiseKind, PromiseState, Update
from models.store.verbs import question

__all__ = ["promise_from", "promises_from", "promises_of"]


def promise_from(row: PromiseRow, updates: tuple[Update, ...] = (), *, as_of: str = "") -> Promise:
    """Turn a row into a plain promise, as it stands on a day; that of today where none is given."""
    moved = [update.new_due for update in updates if update.new_due]
    return Promise(
        uid=row.uid,
        public_id=row.public_id,
        kind=PromiseKind(row.kind),
        what=row.what,
        who=row.who,
        due=moved[-1] if moved else row.due,
        because=row.because,
        theme=row.theme_id,
        updates=updates,
        due_before=row.due if moved else "",
        review=row.review,
        as_of=as_of or date.today().isoformat(),
    )


def promises_from(rows: Iterable[PromiseRow], *, as_of: str = "") -> tuple[Promise, ...]:
    """Turn rows into promises with everything that was said about them since, in their order."""
    found = list(rows)
    updates: dict[UUID, list[Update]] = {}
    told = UpdateRow.select().where(UpdateRow.promise << [row.uid for row in found])
    for one in told.order_by(UpdateRow.made_on, UpdateRow.uid):
        updates.setdefault(one.promise_id, []).append(_update_from(one))
    return _with_the_group(
        [promise_from(row, tuple(updates.get(row.uid, ())), as_of=as_of) for row in found]
    )


def _with_the_group(promises: list[Promise]) -> tuple[Promise, ...]:
    """Put what the group says beside each "done": staff never decide that alone."""
    done = [one.uid for one in promises if one.done]
    if not done:
        return tuple(promises)
    from models.promise.is_it_done import answers_for  # it stands on this module

    said = answers_for(done)
    return tuple(replace(one, group=said.get(one.uid)) for one in promises)


def _update_from(row: UpdateRow) -> Update:
    return Update(
        row.made_on,
        row.words,
        row.done,
        state=PromiseState(row.state) if row.state else None,
        evidence=row.evidence,
        new_due=row.new_due,
    )


def standing_rows() -> Any:
    """Return the query for all promises that were not taken away, in the order they were made."""
    return PromiseRow.select().where(PromiseRow.removed == 0).order_by(PromiseRow.uid)


@question
def promises_of(space: UUID, *, as_of: str = "") -> tuple[Promise, ...]:
    """Return the promises of a space in the order in which they were made.

    ``as_of`` is the day by which they are judged, YYYY-MM-DD; nothing for today.
    """
    return promises_from(standing_rows().where(PromiseRow.space == space), as_of=as_of)
