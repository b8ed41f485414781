"""What is prepared of a space, read in one go."""

from dataclasses import dataclass
from uuid import UUID

from models.kiosk.pin import has_pin
from models.meeting.attendance import Came, how_many_came
from models.meeting.needs import Need, needs_of
from models.meeting.planning import Plan, plan_from
from models.meeting.running_order import Item, running_order
from models.meeting.team import Member, team_of
from models.space.agreed import Agreed, agreed_for
from models.space.prompt import Prompt, prompts_of
from models.space.space import Space, SpaceRow, space_from
from models.space.wordings import MissingForm, missing_forms
from models.store.verbs import question

__all__ = ["PrepareSees", "read_prepare"]


@dataclass(frozen=True)
class PrepareSees:
    """Everything that the pages of "Prepare" draw."""

    space: Space
    prompts: tuple[Prompt, ...]
    items: tuple[Item, ...]
    plan: Plan
    team: tuple[Member, ...]
    needs: tuple[Need, ...]
    came: tuple[Came, ...]
    agreed: Agreed
    missing: tuple[MissingForm, ...]
    has_pin: bool

    def lacks(self, prompt: Prompt) -> tuple[str, ...]:
        """Return the names of the forms that one prompt lacks: "Easy Read", "Polish"."""
        return tuple(one.name for one in self.missing if prompt.number in one.prompts)


@question
def read_prepare(space: UUID) -> PrepareSees:
    """Return what is prepared now."""
    found = space_from(SpaceRow.get_by_id(space))
    items = running_order(space)
    return PrepareSees(
        space=found,
        prompts=prompts_of(space),
        items=items,
        plan=plan_from(items, found.minutes),
        team=team_of(space),
        needs=needs_of(space),
        came=how_many_came(space),
        agreed=agreed_for(space),
        missing=missing_forms(space),
        has_pin=has_pin(),
    )
