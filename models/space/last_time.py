"""Last time: which meetings one goes on from, and the promises that it begins with."""

from uuid import UUID

from models.promise.overdue import late_in
from models.promise.promise import Promise, promises_of
from models.promise.standing import day_of_meeting
from models.space.space import SpaceRow, SpaceState, space_from
from models.store.verbs import question

__all__ = ["last_promises", "meetings_before"]


@question
def meetings_before(space: UUID) -> tuple[UUID, ...]:
    """Return the closed spaces that this one goes on from, newest first.

    Those at the same place or with the same title; where there is none, the last one of all.
    """
    this = SpaceRow.get_or_none(SpaceRow.uid == space)
    if this is None:
        return ()
    rows = list(
        SpaceRow.select()
        .where((SpaceRow.state == SpaceState.CLOSED) & (SpaceRow.uid < space))
        .order_by(SpaceRow.uid.desc())
    )
    series = [row.uid for row in rows if _goes_on(this, row)]
    return tuple(series or [row.uid for row in rows[:1]])


def _goes_on(this: SpaceRow, before: SpaceRow) -> bool:
    place, title = this.place.casefold(), this.title.casefold()
    return (bool(place) and before.place.casefold() == place) or before.title.casefold() == title


@question
def last_promises(space: UUID) -> tuple[Promise, ...]:
    """Return the promises that a meeting begins with, as they stand on its day.

    First what is late from any earlier meeting that it goes on from, the longest overdue first;
    then all of the last one's, in the order in which they were made.
    """
    before = meetings_before(space)
    if not before:
        return ()
    day = day_of_meeting(space_from(SpaceRow.get_by_id(space)))
    return (*late_in(before[1:], day), *promises_of(before[0], as_of=day))
