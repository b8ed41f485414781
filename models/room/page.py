"""Which page of a long list the room is at, and how large its screen is.

The layout is found by drawing, so it is not known here. The room tells how much space it has;
with that, the desk lays out the very same pages.
"""

from dataclasses import dataclass
from uuid import UUID

from peewee import ForeignKeyField, IntegerField, TextField, UUIDField

from models.room.stage import StageRow
from models.space.space import SpaceRow
from models.store.base import Base
from models.store.verbs import verb

__all__ = ["RoomPage", "RoomPageRow", "page_of_room", "tell_room_size", "turn_page"]

# Larger than any terminal: a size that a fault made up would have the desk draw for ever.
MOST_CELLS = 1000


class RoomPageRow(Base):
    """The table of pages: one for each space. ``width`` and ``height`` are cells of the stage."""

    space_id: UUID
    space = ForeignKeyField(SpaceRow, primary_key=True, on_delete="CASCADE")
    showing = TextField(default="")  # what the page belongs to: anything else begins at its first
    item = UUIDField(null=True)
    page = IntegerField(default=0)
    width = IntegerField(default=0)
    height = IntegerField(default=0)

    class Meta:
        table_name = "room_page"


@dataclass(frozen=True)
class RoomPage:
    """The page that is shown, counted from 0, and the cells it is laid out in; 0 for unknown."""

    page: int = 0
    width: int = 0
    height: int = 0


def _row(space: UUID) -> RoomPageRow:
    found: RoomPageRow | None = RoomPageRow.get_or_none(RoomPageRow.space == space)
    return found or RoomPageRow.create(space=space)


def page_of_room(space: UUID, showing: str, item: UUID | None) -> RoomPage:
    """Return the page for what is shown; what was just put on begins at its first."""
    row: RoomPageRow | None = RoomPageRow.get_or_none(RoomPageRow.space == space)
    if row is None:
        return RoomPage()
    same = (row.showing, row.item) == (showing, item)
    return RoomPage(row.page if same else 0, row.width, row.height)


@verb
def turn_page(space: UUID, steps: int, *, of: int) -> int:
    """Turn so many pages on, or back, of the ``of`` that there are; return the page it is now."""
    stage: StageRow | None = StageRow.get_or_none(StageRow.space == space)
    row = _row(space)
    showing, item = (stage.showing, stage.item) if stage else ("", None)
    now = row.page if (row.showing, row.item) == (showing, item) else 0
    row.showing, row.item = showing, item
    # After what was shown grew shorter, the page may be one that is not there any more.
    row.page = max(0, min(min(now, of - 1) + steps, of - 1))
    row.save()
    return int(row.page)


@verb
def tell_room_size(space: UUID, width: int, height: int) -> None:
    """Say how many cells the room has for what it shows."""
    row = _row(space)
    size = (min(max(0, width), MOST_CELLS), min(max(0, height), MOST_CELLS))
    if (row.width, row.height) != size:
        row.width, row.height = size
        row.save()
