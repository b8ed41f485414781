"""After a space is closed, nothing is added to it but what is marked as late (D42)."""

from uuid import UUID

from assets.language import _
from models.desk.history import ActKind, note
from models.errors import RefusedError
from models.space.space import SpaceRow, SpaceState

__all__ = ["LATE", "SpaceClosedError", "refuse_unless_open"]

# How it is marked wherever it stands.
LATE = "late addition"


class SpaceClosedError(RefusedError):
    """The space is closed, so this has to be a late addition or nothing."""


def refuse_unless_open(space: UUID, *, late: bool = False, at_desk: bool = False) -> bool:
    """Refuse an addition to a space that is not open; return whether it is a late one.

    A closed space takes what is ``late``; what comes in while a space is open is never late.
    """
    state = SpaceRow.get_by_id(space).state
    if state == SpaceState.OPEN:
        return False
    if state == SpaceState.CLOSED and late:
        note(space, ActKind.ADDED_LATE)
        return True
    if state == SpaceState.CLOSED:
        raise SpaceClosedError(
            "This space is closed, so nothing was saved. Press Enter again to add it late."
            if at_desk
            else _("This space is closed, so nothing was saved. At the desk it can be added late.")
        )
    raise RefusedError(
        _("This space is not open, so nothing was saved. Open the space, then save again.")
    )
