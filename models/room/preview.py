"""What the room would see: looked at by the desk before anybody else does.

The very verbs that show it are done, looked at through the room's own reading, and taken back
before anything is committed. So a preview cannot differ from what is shown, nor be seen.
"""

import contextlib
from collections.abc import Callable
from uuid import UUID

from models.room.room import RoomSees, read_room
from models.room.stage import show_contribution, show_item
from models.store.base import database
from models.store.verbs import verb

__all__ = ["preview_contribution", "preview_item"]


class _TakenBackError(Exception):
    """Ends a look: whatever was done for it is rolled back."""


def preview_item(space: UUID, item: UUID) -> RoomSees:
    """Return what the room would see at an item of the running order."""
    return _looked_at(space, lambda: show_item(space, item))


def preview_contribution(space: UUID, uid: UUID) -> RoomSees:
    """Return what the room would see of one contribution. Refused where it may not be seen."""
    return _looked_at(space, lambda: show_contribution(space, uid))


def _looked_at(space: UUID, act: Callable[[], None]) -> RoomSees:
    found: list[RoomSees] = []

    @verb
    def look() -> None:
        # A transaction of its own, also inside another one: only this is taken back.
        with database.atomic():
            act()
            found.append(read_room(space))
            # Not committed with nothing in it: that would wake everybody who watches.
            raise _TakenBackError

    with contextlib.suppress(_TakenBackError):
        look()
    return found[0]
