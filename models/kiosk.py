"""What a kiosk sees: the space and its prompts, and nobody's words."""

from dataclasses import dataclass
from uuid import UUID

from models.prompt import Prompt, prompts_of
from models.room import read_room
from models.space import Space, SpaceRow, space_from
from models.stage import Showing
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
    sees = read_room(space)
    at = sees.item.prompt if sees.item and sees.showing is not Showing.BLANK else None
    return KioskSees(space_from(SpaceRow.get_by_id(space)), prompts_of(space), at)
