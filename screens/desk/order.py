"""How the desk writes the running order: what is left, and how much later the rest begins."""

from collections.abc import Sequence
from uuid import UUID

from models.meeting.item_time import later_by, minutes_left
from models.meeting.running_order import Item
from screens.widgets.line_list import Entry

__all__ = ["left_words", "order_entries"]


def left_words(item: Item, now: int) -> str:
    """Write in a few words how much time a part has left: "12 min left", "3 min over"."""
    left = minutes_left(item, now)
    return f"{left} min left" if left >= 0 else f"{-left} min over"


def order_entries(items: Sequence[Item], now: int) -> list[Entry[UUID]]:
    """Write each part with a sign for done and for now, its minutes, and how much later it is.

    The minutes that were planned always stand there; what was given on top stands beside them.
    """
    later = later_by(items, now)
    return [_entry(item, now, later.get(item.uid, 0)) for item in items]


def _entry(item: Item, now: int, later: int) -> Entry[UUID]:
    sign = "▶" if item.current else "✓" if item.started else " "
    planned = f"{item.minutes}+{item.extra}" if item.extra else str(item.minutes)
    spoken = f"{item.title}, {item.minutes} minutes"
    if item.extra:
        spoken += f" and {item.extra} more"
    right = planned
    if item.current:
        left = minutes_left(item, now)
        right = f"{left} of {planned}" if left >= 0 else f"{-left} over {planned}"
        spoken += f". Now, {left} left of them" if left >= 0 else f". Now, {-left} over"
    elif later:
        right += f", {later} late" if later > 0 else f", {-later} early"
        spoken += f", {abs(later)} {'late' if later > 0 else 'early'}"
    if item.started and not item.current:
        spoken += ". Done"
    return Entry(item.uid, f"{sign} {item.title}", strong=item.current, right=right, spoken=spoken)
