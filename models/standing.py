"""How a promise stands, and how long a break goes on, in the words of the room."""

from datetime import date

from models.dates import say_date
from models.item_time import time_left
from models.promise import Promise, PromiseKind
from models.running_order import Item
from models.space import Space

__all__ = ["LABELS", "day_of_meeting", "is_late", "left_of_break", "standing"]

LABELS = {
    PromiseKind.WILL: ("✓", "We will"),
    PromiseKind.CANNOT: ("✕", "We can't, because"),
    PromiseKind.MORE_TIME: ("…", "We need more time"),
}
SECOND_MS = 1000
MINUTE_S = 60


def day_of_meeting(space: Space) -> str:
    """Return the day by which a meeting judges what is late: its own, or today."""
    return space.held_on or date.today().isoformat()


def is_late(promise: Promise, day: str) -> bool:
    """Say whether a promise was due before a day (YYYY-MM-DD) and is not done."""
    return bool(promise.due) and promise.due < day and not promise.done


def standing(promise: Promise, day: str) -> tuple[str, str]:
    """Return a sign and words for what became of a promise by a day: done, late, not due, can't.

    Late is late: it has a sign and a word of its own, as large as what was done.
    """
    if promise.kind is PromiseKind.CANNOT:
        return LABELS[PromiseKind.CANNOT]
    if promise.done:
        return "✓", "We did"
    if is_late(promise, day):
        return "!", f"Late. It was due on {say_date(promise.due)}"
    return "…", "Not due yet"


def left_of_break(item: Item | None, now: int) -> str:
    """Say how long a break goes on: in minutes, and in seconds only in its last minute."""
    if item is None:
        return ""
    if not item.started:
        return f"{item.minutes} minutes"
    seconds = -(-time_left(item, now) // SECOND_MS)
    if seconds <= 0:
        return "We go on now"
    if seconds < MINUTE_S:
        return f"{seconds} second{'s' if seconds != 1 else ''}"
    minutes = -(-seconds // MINUTE_S)
    return f"{minutes} minute{'s' if minutes != 1 else ''}"
