"""What a contribution is, as plain data: its states and moves, its consents, its versions."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from models.flags.types import FlagKind

__all__ = [
    "ANNOUNCED_CONSENT",
    "MOVES",
    "NO_CONSENT",
    "ROLES",
    "THE_LEADER",
    "Consent",
    "Contribution",
    "Kind",
    "Mover",
    "Role",
    "State",
    "Version",
    "VersionKind",
    "WayIn",
    "is_leader",
]


class State(StrEnum):
    """Where a contribution stands."""

    WAITING = "waiting"
    CLEARED = "cleared"
    HELD = "held"
    SET_ASIDE = "set aside"
    WITHDRAWN = "withdrawn"


class Mover(StrEnum):
    """Who moves a contribution: somebody at the desk, or the person whose words they are."""

    DESK = "desk"
    PERSON = "person"


BOTH = frozenset(Mover)
DESK = frozenset({Mover.DESK})

# Every move there is: from where, to where, and who may make it. A move that is not here is
# refused. Withdrawn is the end: the words are gone.
MOVES: dict[tuple[State, State], frozenset[Mover]] = {
    (State.WAITING, State.CLEARED): DESK,
    (State.WAITING, State.HELD): DESK,
    (State.WAITING, State.SET_ASIDE): DESK,
    (State.WAITING, State.WITHDRAWN): BOTH,
    (State.CLEARED, State.WAITING): DESK,
    (State.CLEARED, State.HELD): DESK,
    (State.CLEARED, State.SET_ASIDE): DESK,
    (State.CLEARED, State.WITHDRAWN): BOTH,
    (State.HELD, State.WAITING): DESK,
    (State.HELD, State.CLEARED): DESK,
    (State.HELD, State.SET_ASIDE): DESK,
    (State.HELD, State.WITHDRAWN): BOTH,
    (State.SET_ASIDE, State.WAITING): DESK,
    (State.SET_ASIDE, State.CLEARED): DESK,
    (State.SET_ASIDE, State.HELD): DESK,
    (State.SET_ASIDE, State.WITHDRAWN): BOTH,
}


class WayIn(StrEnum):
    """How the words came to us."""

    SAID = "said"
    TYPED = "typed"
    PICTURES = "pictures"
    RECORDED = "recorded"
    PAPER = "paper"
    IMPORTED = "imported"


class Role(StrEnum):
    """What a person is here as. Never a name."""

    UNKNOWN = ""
    USES_SERVICES = "uses services"
    CARER = "a carer"
    STAFF = "staff"
    ADVOCATE = "an advocate"
    OTHER = "someone else"


# Said of the leader in place of a role, wherever the words are shown.
THE_LEADER = "the leader"
# What one key steps through at the desk: whoever is typed in with the last is no attendee.
ROLES: tuple[str, ...] = (*map(str, Role), THE_LEADER)


def is_leader(role: str) -> bool:
    """Say whether it is the leader who speaks, and not somebody who came to be heard."""
    return role == THE_LEADER


class Kind(StrEnum):
    """Whose words they are: people's who came to be heard, or the leader's who came to listen.

    What the leader says is never counted as "you said".
    """

    HEARD = "heard"
    LEADER = "leader"


class VersionKind(StrEnum):
    """What stands beside the original words."""

    TIDIED = "tidied"
    TRANSLATED = "translated"


@dataclass(frozen=True)
class Consent:
    """What a person's words may be used for, each asked by itself."""

    room: bool = False
    report: bool = False
    quote: bool = False


NO_CONSENT = Consent()
# What is announced at the start of a space for words said aloud or written on paper: they may
# be used in the room and in the report, but not quoted word for word.
ANNOUNCED_CONSENT = Consent(room=True, report=True, quote=False)


@dataclass(frozen=True)
class Version:
    """A tidied or translated version, and who made it."""

    kind: VersionKind
    words: str
    language: str
    made_by: str


@dataclass(frozen=True)
class Contribution:
    """A contribution, as everything outside the models sees it.

    ``created`` is UTC milliseconds and is for the desk only: no output shows it. ``flags`` are
    what no person decided about yet; ``redacted`` says why and by whom words were taken out.
    """

    uid: UUID
    words: str
    language: str = "en"
    way_in: WayIn = WayIn.SAID
    face: str = "desk"
    role: str = ""
    state: State = State.WAITING
    reason: str = ""
    consent: Consent = NO_CONSENT
    prompt: UUID | None = None
    created: int = 0
    versions: tuple[Version, ...] = ()
    flags: frozenset[FlagKind] = frozenset()
    redacted: str = ""
    kind: Kind = Kind.HEARD
    late: bool = False  # added after the space was closed
    forgotten: bool = False  # its words were deleted, as their time was over; it still counts

    @property
    def by_leader(self) -> bool:
        """Whether the leader said it: it is then in no count, no theme and no quote."""
        return self.kind is Kind.LEADER

    @property
    def may_be_harm(self) -> bool:
        """Whether it is held as possible harm, and no person has decided yet."""
        return self.state is State.HELD and FlagKind.HARM in self.flags

    @property
    def tidied(self) -> Version | None:
        """The newest tidied wording, with who made it."""
        found = [one for one in self.versions if one.kind is VersionKind.TIDIED]
        return found[-1] if found else None

    @property
    def translations(self) -> tuple[Version, ...]:
        """The newest translation into each language, with who made it."""
        found = [one for one in self.versions if one.kind is VersionKind.TRANSLATED]
        return tuple({one.language: one for one in found}.values())

    @property
    def shown(self) -> str:
        """The words to show: the newest tidied version where there is one, else the original."""
        return self.tidied.words if self.tidied else self.words
