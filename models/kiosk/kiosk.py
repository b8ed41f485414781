"""What a kiosk sees: the space and its prompts, and nobody's words."""

from dataclasses import dataclass, replace
from uuid import UUID

from models.kiosk.draft import is_handed_back
from models.meeting.checkout import checkout_of, is_offered
from models.meeting.running_order import ItemRow
from models.promise.promise import Promise, promises_of
from models.room.stage import Showing, StageRow
from models.space.last_time import last_promises
from models.space.prompt import Prompt, prompts_of
from models.space.space import Space, SpaceRow, SpaceState, space_from
from models.space.wordings import languages_of
from models.store.verbs import question

__all__ = ["KioskSees", "read_kiosk"]


@dataclass(frozen=True)
class KioskSees:
    """The questions a person can answer here, the one the room is at first in line.

    Each prompt brings its forms (``prompt.wording_in``); ``languages`` are those that the space
    is held in, its own first.
    """

    space: Space
    prompts: tuple[Prompt, ...] = ()
    room_is_at: UUID | None = None
    languages: tuple[str, ...] = ()
    is_handed_back: bool = False
    """Whether the desk has handed an unfinished answer to this kiosk."""
    asks_how_it_was: bool = False
    """Whether "How was this meeting?" is offered."""
    problem: UUID | None = None
    """The prompt on what got in the way, once it was made."""
    called_done: tuple[Promise, ...] = ()
    """Promises that staff call done, of this space and of the meetings before it."""

    @property
    def is_closed(self) -> bool:
        """Whether the meeting is over: then only who was here before finds something to do."""
        return self.space.state is SpaceState.CLOSED

    @property
    def help_numbers(self) -> tuple[str, ...]:
        """The numbers to show to somebody whose words may be about harm, as the space has them."""
        return self.space.help_numbers


@question
def read_kiosk(space: UUID, face: UUID | None = None) -> KioskSees:
    """Return what a kiosk sees now; ``face`` is its own id."""
    stage = StageRow.get_or_none(StageRow.space == space)
    item = ItemRow.get_or_none((ItemRow.space == space) & (ItemRow.current == 1))
    blank = stage is not None and stage.showing == Showing.BLANK
    at = item.prompt_id if item is not None and not blank else None
    found = space_from(SpaceRow.get_by_id(space))
    handed = face is not None and is_handed_back(face)
    return KioskSees(
        found,
        prompts_of(space),
        at,
        languages_of(found),
        handed,
        asks_how_it_was=is_offered(space),
        problem=checkout_of(space).prompt,
        called_done=_called_done(space),
    )


def _called_done(space: UUID) -> tuple[Promise, ...]:
    """Return what is called done, without what the group says to it: nobody is led by others."""
    found = (*last_promises(space), *promises_of(space))
    return tuple(replace(one, group=None) for one in found if one.done)
