"""What the desk sees: everything of one space, read in one go."""

from dataclasses import dataclass, field
from uuid import UUID

from models.backup.table import backup_trouble
from models.contribution.contribution import Contribution, State, about_harm, counts
from models.contribution.lists import EVERYTHING, Which, list_page
from models.desk.face import Face, FaceKind, faces_of
from models.kiosk.draft import Draft, drafts, drafts_trouble
from models.meeting.running_order import Item, running_order
from models.meeting.turn import Turn, turns_of
from models.merge.other_version import to_decide
from models.promise.promise import Promise, promises_of
from models.recording.recording import Recording, recordings_of
from models.room.room import RoomSees, read_room
from models.space.space import Space, SpaceRow, space_from
from models.space.wordings import MissingForm, missing_forms
from models.store.state import store_warning
from models.store.verbs import question
from models.theme.theme import Theme, themes_of

__all__ = ["DeskSees", "Tally", "read_desk"]

# What a screen that shows no part of a list gets of it.
MOST_LISTED = 200


@dataclass(frozen=True)
class Tally:
    """Where everything that was heard is now. The parts always add up to ``heard``."""

    heard: int = 0
    waiting: int = 0
    held: int = 0
    set_aside: int = 0
    in_themes: int = 0
    not_in_a_theme: int = 0
    withdrawn: int = 0
    may_be_harm: int = 0  # of those that are held

    @property
    def cleared(self) -> int:
        """How many are cleared, in a theme or not."""
        return self.in_themes + self.not_in_a_theme


@dataclass(frozen=True)
class DeskSees:
    """Everything that the desk draws."""

    space: Space
    tally: Tally = Tally()
    items: tuple[Item, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    themes: tuple[Theme, ...] = ()
    promises: tuple[Promise, ...] = ()
    faces: tuple[Face, ...] = ()
    room: RoomSees | None = field(default=None)
    recordings: dict[UUID, Recording] = field(default_factory=dict, hash=False)
    drafts: tuple[Draft, ...] = ()  # what nobody is typing any more
    drafts_trouble: str = ""
    missing: tuple[MissingForm, ...] = ()  # what some prompts lack: Easy Read, a language
    turns: tuple[Turn, ...] = ()  # who speaks, and who waits to
    other_versions: int = 0  # other words of the same contribution, which wait for a decision
    start: int = 0  # the place of the first contribution here in the whole list
    total: int = 0  # how many there are in it
    which: Which = EVERYTHING
    backup_trouble: str = ""  # why no back-up can be made at the place that was named
    store_warning: str = ""  # the disk is full, or the database's file is gone
    kept_back: int = 0  # how much needs a person and is not here: the room can see this desk

    @property
    def room_is_open(self) -> bool:
        """Whether a room's screen is running."""
        return any(face.kind is FaceKind.ROOM for face in self.faces)

    @property
    def current(self) -> Item | None:
        """The item of the running order that the meeting is at."""
        return next((item for item in self.items if item.current), None)


def tally_of(found: dict[State, int], themes: tuple[Theme, ...], may_be_harm: int = 0) -> Tally:
    """Count where everything is. A contribution in two themes counts once."""
    in_themes = len(frozenset[UUID]().union(*(theme.members for theme in themes)))
    return Tally(
        heard=sum(found.values()) - found[State.WITHDRAWN],
        waiting=found[State.WAITING],
        held=found[State.HELD],
        set_aside=found[State.SET_ASIDE],
        in_themes=in_themes,
        not_in_a_theme=found[State.CLEARED] - in_themes,
        withdrawn=found[State.WITHDRAWN],
        may_be_harm=may_be_harm,
    )


@question
def read_desk(
    space: UUID, which: Which = EVERYTHING, *, start: int = 0, limit: int = MOST_LISTED
) -> DeskSees:
    """Return what the desk sees now, with a part of its list: ``limit`` from ``start``."""
    page = list_page(space, which, start=start, limit=limit)
    themes = themes_of(space)
    harm = about_harm(space)
    return DeskSees(
        space=space_from(SpaceRow.get_by_id(space)),
        tally=tally_of(counts(space), themes, sum(not one.by_leader for one in harm)),
        items=running_order(space),
        contributions=page.contributions,
        start=page.start,
        total=page.total,
        which=which,
        themes=themes,
        promises=promises_of(space),
        faces=faces_of(space),
        room=read_room(space),
        recordings=recordings_of(space),
        drafts=drafts(space),
        drafts_trouble=drafts_trouble(),
        missing=missing_forms(space),
        turns=turns_of(space),
        other_versions=to_decide(space),
        store_warning=store_warning(),
        backup_trouble=backup_trouble(),
    )
