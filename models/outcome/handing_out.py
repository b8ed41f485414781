"""What the desk sees of handing out: who asked for what, where it went, what to recall."""

from dataclasses import dataclass
from uuid import UUID

from models.outcome.asked_for import AskedFor, asked_for
from models.outcome.told import HandOut, Recall, handed_out, to_recall
from models.space.space import Space, SpaceRow, space_from
from models.store.verbs import question

__all__ = ["HandingOutSees", "read_handing_out"]


@dataclass(frozen=True)
class HandingOutSees:
    """Counts and places; no name, no address and nobody's words."""

    space: Space
    asked: tuple[AskedFor, ...] = ()
    handed_out: tuple[HandOut, ...] = ()
    recalls: tuple[Recall, ...] = ()

    def of(self, form: str) -> AskedFor:
        """Return the counts of a format; all are 0 where nobody asked for it."""
        return next((one for one in self.asked if one.format == form), AskedFor(form))


@question
def read_handing_out(space: UUID) -> HandingOutSees:
    """Return it as it stands now."""
    return HandingOutSees(
        space_from(SpaceRow.get_by_id(space)),
        asked_for(space),
        handed_out(space),
        to_recall(space),
    )
