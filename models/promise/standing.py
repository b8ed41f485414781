"""How a promise stands, and how long a break goes on, in the words of the room."""

from datetime import date

from models.dates import say_date
from models.meeting.item_time import time_left
from models.meeting.running_order import Item
from models.promise.promise import Promise, PromiseKind, PromiseState
from models.space.space import Space

__all__ = [
    "LABELS",
    "STATES",
    "day_of_meeting",
    "is_late",
    "left_of_break",
    "moved",
    "standing",
    "state_sign",
]

LABELS = {
    PromiseKind.WILL: ("✓", "We will"),
    PromiseKind.CANNOT: ("✕", "We can't, because"),
    PromiseKind.MORE_TIME: ("…", "We need more time"),
}
# A shape of its own for each, so that none is told by its colour or its word alone.
STATES = {
    PromiseState.WILL: ("…", "not begun"),
    PromiseState.DOING: ("»", "being done"),
    PromiseState.DONE: ("✓", "done"),
    PromiseState.LATE: ("!", "late"),
    PromiseState.MORE_TIME: ("…", "more time needed"),
    PromiseState.CANNOT: ("✕", "can't"),
}
NO_LONGER = ("✕", "We can't do this any more")
SECOND_MS = 1000
MINUTE_S = 60


def day_of_meeting(space: Space) -> str:
    """Return the day by which a meeting judges what is late: its own, or today."""
    return space.held_on or date.today().isoformat()


def is_late(promise: Promise, day: str) -> bool:
    """Say whether a promise was due before a day (YYYY-MM-DD) and is not done."""
    return promise.state_on(day) is PromiseState.LATE


def state_sign(promise: Promise) -> str:
    """Return the sign and the word for how a promise stands: "! late"."""
    return " ".join(STATES[promise.state])


def moved(promise: Promise) -> str:
    """Say which day it was promised for first, where that was another; else nothing."""
    if not promise.due_before:
        return ""
    why = promise.delays[-1].words.strip().rstrip(".") if promise.delays else ""
    return (
        f"It was promised for {say_date(promise.due_before)}, now for {say_date(promise.due)}"
        f"{f', because: {why}' if why else ''}."
    )


def standing(promise: Promise, day: str) -> tuple[str, str]:
    """Return a sign and words for what became of a promise by a day.

    Done, late, being done, not due, can't. Late is late: it has a sign and a word of its own, as
    large as what was done.
    """
    state = promise.state_on(day)
    if state is PromiseState.CANNOT:
        return LABELS[PromiseKind.CANNOT] if promise.kind is PromiseKind.CANNOT else NO_LONGER
    if state is PromiseState.DONE:
        return "✓", "We did"
    if state is PromiseState.LATE:
        return "!", f"Late. It was due on {say_date(promise.due)}"
    return "…", "Being done" if state is PromiseState.DOING else "Not due yet"


def answer_head(promise: Promise, day: str) -> tuple[str, str]:
    """Return a sign and words for an answer: what it is, or what became of it where that is known.

    A promise that was just made is "we will", and nothing more.
    """
    unknown = (PromiseState.WILL, PromiseState.MORE_TIME)
    if promise.state_on(day) in unknown:
        return LABELS[promise.kind]
    return standing(promise, day)


def group_says(promise: Promise) -> str:
    """Say what the group says beside a "done", in words as they stand outside the desk; else ""."""
    said = promise.group.outside() if promise.done and promise.group else ""
    return f"People say {said}" if said else ""


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
