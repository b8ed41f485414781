"""The day sheet: what the room needs on the day, as plain text. No name, no condition."""

from collections.abc import Sequence
from uuid import UUID

from models.dates import say_date
from models.meeting.needs import Met, Need, needs_of
from models.meeting.running_order import running_order
from models.space.space import Space, SpaceRow, space_from
from models.store.verbs import question

__all__ = ["day_sheet", "needs_sentence"]


def needs_sentence(needs: Sequence[Need]) -> str:
    """Return the needs in one line, counted by kind: "2 large print, 1 Polish"."""
    counted: dict[str, int] = {}
    for need in needs:
        counted[need.kind] = counted.get(need.kind, 0) + need.how_many
    return ", ".join(f"{how_many} {kind}" for kind, how_many in counted.items())


@question
def day_sheet(space: UUID) -> str:
    """Return the sheet for one space, to be shown and printed.

    It holds the place and the times, the running order, and each need with how it stands.
    """
    found = space_from(SpaceRow.get_by_id(space))
    needs = needs_of(space)
    lines = ["Day sheet", found.title, *filter(None, [_when_and_where(found)]), ""]
    lines += ["Needs", needs_sentence(needs) or "No needs are written down.", ""]
    lines += [f"[{_mark(need)}] {need.count}: {need.standing}" for need in needs]
    items = running_order(space)
    if items:
        lines += ["", "Running order"]
        lines += [f"{item.minutes:>4} min  {item.title}" for item in items]
    lines += ["", "This sheet holds no names. Please write none on it."]
    return "\n".join(lines) + "\n"


def _when_and_where(space: Space) -> str:
    booked = f"{space.minutes} minutes" if space.minutes else ""
    return ", ".join(filter(None, [say_date(space.held_on), space.starts, booked, space.place]))


def _mark(need: Need) -> str:
    """Return a box to tick, or one that is ticked: by pen on paper, too."""
    return {Met.MET: "x", Met.PARTLY: "-"}.get(need.met, " ")
