"""What a kiosk sees: the space and its prompts, and nobody's words."""

from dataclasses import dataclass
from uuid import UUID

from models.prompt import Prompt, prompts_of
from models.running_order import ItemRow
from models.space import Space, SpaceRow, space_from
from models.stage import Showing, StageRow
from models.verbs import question

__all__ = ["KioskSees", "read_kiosk"]


@dataclass(frozen=True)
class KioskSees:
    """The questions a person can answer here, the one the room is at first in line."""

    space: Space
    prompts: tuple[Prompt, ...] = ()
    room_is_at: UUID | None = None


@question
def read_kiosk(space: UUID) -> KioskSees:
    """Return what a kiosk sees now."""
    stage = StageRow.get_or_none(StageRow.space == space)
    item = ItemRow.get_or_none((ItemRow.space == space) & (ItemRow.current == 1))
    blank = stage is not None and stage.showing == Showing.BLANK
    at = item.prompt_id if item is not None and not blank else None
    return KioskSees(space_from(SpaceRow.get_by_id(space)), prompts_of(space), at)
