"""What the desk sees: everything of one space, read in one go."""

from dataclasses import dataclass, field
from uuid import UUID

from models.contribution import Contribution, State, counts, newest
from models.face import Face, FaceKind, faces_of
from models.promise import Promise, promises_of
from models.room import RoomSees, read_room
from models.running_order import Item, running_order
from models.space import Space, SpaceRow, space_from
from models.theme import Theme, themes_of
from models.verbs import question

__all__ = ["DeskSees", "Tally", "read_desk"]


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

    @property
    def room_is_open(self) -> bool:
        """Whether a room's screen is running."""
        return any(face.kind is FaceKind.ROOM for face in self.faces)

    @property
    def current(self) -> Item | None:
        """The item of the running order that the meeting is at."""
        return next((item for item in self.items if item.current), None)


def tally_of(found: dict[State, int], themes: tuple[Theme, ...]) -> Tally:
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
    )


@question
def read_desk(space: UUID) -> DeskSees:
    """Return what the desk sees now."""
    themes = themes_of(space)
    return DeskSees(
        space=space_from(SpaceRow.get_by_id(space)),
        tally=tally_of(counts(space), themes),
        items=running_order(space),
        contributions=newest(space),
        themes=themes,
        promises=promises_of(space),
        faces=faces_of(space),
        room=read_room(space),
    )
