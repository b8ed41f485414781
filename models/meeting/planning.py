"""Planning a meeting: the running order beside the time that is booked, with breaks in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from models.errors import RefusedError
from models.meeting.running_order import Item, ItemKind, ItemRow, add_item, item_from, running_order
from models.space.preparing import prepared
from models.space.prompt import move_row
from models.space.space import SpaceRow
from models.store.verbs import question, verb
from models.words import one_line

__all__ = [
    "LONGEST_WITHOUT_BREAK",
    "MOST_MINUTES",
    "Plan",
    "add_part",
    "change_item",
    "move_item",
    "plan_from",
    "plan_of",
    "remove_item",
    "take_items_away",
]

MOST_MINUTES = 600
# Bristol's checklist: a meeting has breaks; nobody should sit for longer than a long film.
LONGEST_WITHOUT_BREAK = 90


@dataclass(frozen=True)
class Plan:
    """The minutes of a running order, beside those that are booked; 0 where nobody said."""

    planned: int = 0
    booked: int = 0
    without_break: int = 0
    """The longest stretch without a break, in minutes."""
    break_after: str = ""
    """The part in which that stretch grows too long; nothing where it does not."""

    @property
    def sentence(self) -> str:
        """How the two stand to each other, for a person."""
        if not self.booked:
            return f"{self.planned} minutes; say how long is booked."
        left = self.booked - self.planned
        told = f"{self.planned} of {self.booked} minutes"
        if left == 0:
            return f"{told}; it fits."
        return f"{told}; {left} left." if left > 0 else f"{told}; {-left} too many."

    @property
    def fits(self) -> bool:
        """Whether the minutes add up to the time booked."""
        return self.booked == self.planned

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a person should look at; it stops nobody."""
        found = []
        if self.booked and self.planned > self.booked:
            found.append("The parts are longer than the time booked. Make one shorter.")
        elif self.booked and self.planned < self.booked:
            found.append("Some of the time booked has no part yet.")
        if self.break_after:
            found.append(
                f"{self.without_break} minutes go by without a break. "
                f"Put one before the end of: {self.break_after}."
            )
        return tuple(found)


def plan_from(items: Sequence[Item], booked: int) -> Plan:
    """Add up a running order."""
    longest = stretch = 0
    after = stretch_after = ""
    for item in items:
        if item.kind is ItemKind.BREAK:
            stretch, stretch_after = 0, ""
            continue
        stretch += item.minutes
        if stretch > LONGEST_WITHOUT_BREAK and not stretch_after:
            stretch_after = item.title
        if stretch > longest:
            longest, after = stretch, stretch_after
    return Plan(sum(item.minutes for item in items), booked, longest, after)


@question
def plan_of(space: UUID) -> Plan:
    """Return how the running order of a space stands to the time booked."""
    return plan_from(running_order(space), SpaceRow.get_by_id(space).minutes)


def _minutes(minutes: int) -> int:
    if not 0 <= minutes <= MOST_MINUTES:
        raise RefusedError(f"A part lasts up to {MOST_MINUTES} minutes. Nothing was changed.")
    return minutes


@verb
def add_part(
    space: UUID,
    kind: ItemKind,
    title: str,
    minutes: int,
    *,
    prompt: UUID | None = None,
    after: UUID | None = None,
) -> Item:
    """Add a part to the running order, after another one or at the end."""
    prepared(space)
    if not one_line(title):
        raise RefusedError("A part needs a name. Nothing was added.")
    made = add_item(space, kind, title, _minutes(minutes), prompt=prompt)
    if after is not None:
        row = ItemRow.get_by_id(made.uid)
        move_row(row, ItemRow.get_by_id(after).number + 1 - row.number)
    return item_from(ItemRow.get_by_id(made.uid))


@verb
def change_item(item: UUID, *, title: str | None = None, minutes: int | None = None) -> Item:
    """Give a part another name, or other minutes."""
    row = ItemRow.get_by_id(item)
    prepared(row.space_id)
    if title is not None:
        if not one_line(title):
            raise RefusedError("A part needs a name. Nothing was changed.")
        row.title = one_line(title)
    if minutes is not None:
        row.minutes = _minutes(minutes)
    row.save()
    return item_from(row)


@verb
def move_item(item: UUID, steps: int) -> None:
    """Move a part down by so many places, or up; at an end it stays."""
    row = ItemRow.get_by_id(item)
    prepared(row.space_id)
    move_row(row, steps)


@verb
def remove_item(item: UUID) -> None:
    """Take a part away. Refused where the meeting is at it."""
    row = ItemRow.get_by_id(item)
    prepared(row.space_id)
    take_items_away(row.space_id, [item])


def take_items_away(space: UUID, items: Sequence[UUID]) -> None:
    """Take parts away, and number the others anew."""
    for row in ItemRow.select().where(ItemRow.uid << list(items)):
        if row.current:
            raise RefusedError(
                "The meeting is at this part. Nothing was changed. Go on to another part first."
            )
        row.delete_instance()
    left = ItemRow.select().where(ItemRow.space == space).order_by(ItemRow.number).first()
    if left is not None:
        move_row(left, -left.number)
