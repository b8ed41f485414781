"""A break: what the room's voice says of it, and why one was ended early."""

from uuid import UUID

from models.errors import RefusedError
from models.identity import now_ms
from models.meeting.item_time import break_is_on, minutes_left, time_left
from models.meeting.running_order import Item, ItemKind, ItemRow, item_from
from models.store.verbs import verb
from models.words import one_line

__all__ = ["CUT_SHORT", "break_is_to_be_told", "cut_break_short", "tell_of_break"]

WARNING_MS = 2 * 60_000
# How far the voice has come with a break: the number that is stored with it.
NOTHING, WARNED, OVER = range(3)
# Why a break is ended early; a person may write another reason.
CUT_SHORT = (
    "everybody is back",
    "we have little time left",
    "somebody has to leave soon",
    "the room is needed",
)


def break_is_to_be_told(item: Item | None, now: int) -> bool:
    """Say whether the room's voice has something to say of the break, and has not said it."""
    return item is not None and item.current and _due(item, now) > item.told


def _due(item: Item, now: int) -> int:
    """Return how far the voice should have come by now."""
    if item.kind is not ItemKind.BREAK or not item.ends:
        return NOTHING
    left = time_left(item, now)
    if left <= 0:
        return OVER
    # Who is told "two minutes" as a break of two minutes begins learns nothing by it.
    is_short = item.minutes + item.extra <= WARNING_MS // 60_000
    return WARNED if left <= WARNING_MS and not is_short else NOTHING


@verb
def tell_of_break(space: UUID, now: int | None = None) -> str:
    """Return what is to be said of the break now, and note that it is said; or nothing.

    Of all rooms and desks that ask at one moment, one gets the words.
    """
    row = ItemRow.get_or_none((ItemRow.space == space) & (ItemRow.current == 1))
    now = now_ms() if now is None else now
    if row is None or not break_is_to_be_told(item_from(row), now):
        return ""
    row.told = _due(item_from(row), now)
    row.save()
    if row.told == OVER:
        return "The break is over. We go on."
    minutes = minutes_left(item_from(row), now)
    return f"{minutes} minute{'s' if minutes != 1 else ''} of the break left."


@verb
def cut_break_short(item: UUID, because: str) -> None:
    """Store why a break ends before its time. Refused without a reason."""
    because = one_line(because)
    if not because:
        raise RefusedError("Say why the break ends early. It goes on until then.")
    row = ItemRow.get_by_id(item)
    if break_is_on(item_from(row), now_ms()):
        row.cut_short = because
        row.save()
