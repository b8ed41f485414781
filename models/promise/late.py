"""Last time's promises that are late, and what was said about them."""

from uuid import UUID

from models.errors import RefusedError
from models.promise.promise import Promise, add_update
from models.promise.standing import day_of_meeting, is_late
from models.room.room import last_promises
from models.space.space import SpaceRow, space_from
from models.store.verbs import question, verb
from models.words import one_line

__all__ = ["late_promises", "note_on_late"]


def is_explained(promise: Promise) -> bool:
    """Say whether anybody has told how it is with a promise since it was due."""
    return any(update.made_on >= promise.due for update in promise.updates)


def _day_of(space: UUID) -> str:
    return day_of_meeting(space_from(SpaceRow.get_by_id(space)))


@question
def late_promises(space: UUID) -> tuple[Promise, ...]:
    """Return last time's promises that are late, and of which nobody has said why."""
    day = _day_of(space)
    return tuple(one for one in last_promises(space) if is_late(one, day) and not is_explained(one))


@verb
def note_on_late(space: UUID, promise: UUID, words: str) -> None:
    """Store what was said about a late promise, as its news. It is not done by that."""
    if not one_line(words):
        raise RefusedError("Write what was said about it. Nothing was saved.")
    if promise not in {one.uid for one in last_promises(space)}:
        raise RefusedError("That is not one of last time's promises. Nothing was saved.")
    add_update(promise, words, made_on=_day_of(space))
