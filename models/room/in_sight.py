"""What the desk may show while the room can see it: one machine, one screen.

Counts stay, and what may be in the room anyway. Held and waiting words, who asks for help, kiosks
and unfinished answers are not there at all, so no screen can draw them and no voice say them.
"""

from dataclasses import replace

from models.contribution.contribution import Contribution
from models.contribution.visibility import Where, only_seen
from models.desk.desk import DeskSees

__all__ = ["in_sight_of_room"]


def in_sight_of_room(sees: DeskSees) -> DeskSees:
    """Return what the desk may show while the room can see it."""
    found = tuple(_without_traces(one) for one in only_seen(sees.contributions, Where.ROOM))
    here = {one.uid for one in found}
    return replace(
        sees,
        # How many may be about harm is a hint at somebody who sits there; the held are counted.
        tally=replace(sees.tally, may_be_harm=0),
        contributions=found,
        start=0,
        total=len(found),
        faces=tuple(replace(face, asks_help=False, sound_off="") for face in sees.faces),
        recordings={uid: one for uid, one in sees.recordings.items() if uid in here},
        drafts=(),
        drafts_trouble="",
        backup_trouble="",
        missing=(),
        kept_back=sees.kept_back or _kept_back(sees),
    )


def _without_traces(one: Contribution) -> Contribution:
    """Leave out at which kiosk it was told: everybody saw who sat there."""
    return replace(one, face="", flags=frozenset(), reason="")


def _kept_back(sees: DeskSees) -> int:
    """Count what needs a person, without saying what it is."""
    asking = sum(face.asks_help for face in sees.faces)
    return asking + len(sees.drafts) + (1 if sees.tally.may_be_harm else 0)
