"""Addresses that were given out and lead nowhere any more: each says so, and none is a gap."""

from uuid import UUID

from models.promise.table import PromiseRow
from models.store.verbs import question

__all__ = ["promise_ids_of", "removed_promise_ids_of"]


@question
def promise_ids_of(space: UUID) -> tuple[str, ...]:
    """Return the public id of each promise that a space ever had, those removed among them."""
    rows = PromiseRow.select(PromiseRow.public_id).where(PromiseRow.space == space)
    return tuple(sorted(row.public_id for row in rows))


@question
def removed_promise_ids_of(space: UUID) -> tuple[str, ...]:
    """Return the public ids of promises that were taken away: squares of them may be out there."""
    removed = (PromiseRow.space == space) & (PromiseRow.removed != 0)
    rows = PromiseRow.select(PromiseRow.public_id).where(removed)
    return tuple(sorted(row.public_id for row in rows))
