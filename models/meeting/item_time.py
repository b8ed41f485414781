"""How much time is left: of a part of the meeting, and of the whole order.

Pure functions of items and of a moment in UTC milliseconds, so that the desk, the room and a test
with a clock of its own get the same answer.
"""

from collections.abc import Sequence
from uuid import UUID

from models.meeting.running_order import MINUTE_MS, Item, ItemKind

__all__ = ["break_is_on", "later_by", "minutes_left", "time_left"]


def time_left(item: Item, now: int) -> int:
    """Return the milliseconds left of an item, below 0 where its time is over.

    Its clock stands still while the meeting is elsewhere; that of a break runs on.
    """
    if item.ends:
        return item.ends - now
    running = max(0, now - item.since) if item.current else 0
    return (item.minutes + item.extra) * MINUTE_MS - item.used - running


def minutes_left(item: Item, now: int) -> int:
    """Return the whole minutes left of an item, rounded up; below 0 where its time is over."""
    return -(-time_left(item, now) // MINUTE_MS)


def break_is_on(item: Item | None, now: int) -> bool:
    """Say whether the meeting is in a break that has not ended yet."""
    return (
        item is not None
        and item.current
        and item.kind is ItemKind.BREAK
        and time_left(item, now) > 0
    )


def later_by(items: Sequence[Item], now: int) -> dict[UUID, int]:
    """Return how many minutes later than planned each part to come begins; below 0 is earlier.

    What was planned counts from the moment at which the first part began. Nothing is returned
    before that, nor for parts that are behind.
    """
    place = next((n for n, item in enumerate(items) if item.current), None)
    begun = min((item.started for item in items if item.started), default=0)
    if place is None or not begun:
        return {}
    planned = begun + sum(item.minutes for item in items[: place + 1]) * MINUTE_MS
    expected = now + max(0, time_left(items[place], now))
    later = {}
    for item in items[place + 1 :]:
        later[item.uid] = round((expected - planned) / MINUTE_MS)
        planned += item.minutes * MINUTE_MS
        expected += max(0, time_left(item, now))
    return later
