"""Going on in the running order: what must not be passed over, and what it needs."""

from uuid import UUID

from models.desk.history import ActKind, Step, note, step
from models.errors import RefusedError
from models.identity import now_ms
from models.meeting.breaks import cut_break_short
from models.meeting.item_time import break_is_on, minutes_left
from models.meeting.running_order import Item, ItemKind, running_order
from models.promise.late import late_promises
from models.promise.promise import Promise
from models.room.stage import show_item
from models.store.verbs import question, verb

__all__ = ["go_back_to", "go_on", "go_on_unless_late", "passes_over_late"]


@question
def passes_over_late(space: UUID, item: UUID) -> bool:
    """Say whether going to an item passes over late promises of which nobody has said why."""
    items = running_order(space)
    at = next((one.number for one in items if one.current), 0)
    to = next((one.number for one in items if one.uid == item), 0)
    passed = any(one.kind is ItemKind.PROMISES and at <= one.number < to for one in items)
    return passed and bool(late_promises(space))


@verb
def go_on(space: UUID, item: UUID, *, because: str = "") -> Item:
    """Go to an item of the running order and show it in the room.

    A break that is on ends early only with a reason, and a promise that is late is not passed
    over before somebody has said how it is with it. Both are refused with what to do.
    """
    items = running_order(space)
    at = next((one for one in items if one.current), None)
    if at is not None and at.uid != item:
        if break_is_on(at, now_ms()):
            if not because.strip():
                left = minutes_left(at, now_ms())
                raise RefusedError(
                    f"The break has {left} minute{'s' if left != 1 else ''} left. "
                    "To end it early, go on at the desk and say why."
                )
            cut_break_short(at.uid, because)
        note(
            space,
            ActKind.WENT_TO,
            item,
            undo=[Step.of(go_back_to, space=space, item=at.uid)],
            redo=[Step.of(go_back_to, space=space, item=item)],
        )
    if passes_over_late(space, item):
        raise RefusedError(
            "A promise of last time is late, and nobody has said why. "
            "Go on at the desk: it asks what was said."
        )
    show_item(space, item)
    return next(one for one in running_order(space) if one.uid == item)


@verb
def go_on_unless_late(space: UUID, item: UUID, *, because: str = "") -> tuple[Promise, ...]:
    """Go on, and return nothing; or stay, and return the late promises to be spoken of first."""
    if passes_over_late(space, item):
        return late_promises(space)
    go_on(space, item, because=because)
    return ()


@step
@verb
def go_back_to(space: UUID, item: UUID) -> None:
    """Go to an item as it was gone to before: what that asked has been answered."""
    show_item(space, item)
