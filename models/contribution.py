"""A contribution: one thing one person told us, and what may become of it."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from peewee import (
    BigIntegerField,
    BooleanField,
    Check,
    ForeignKeyField,
    TextField,
    UUIDField,
    fn,
)

from models.base import Base, database
from models.errors import RefusedError
from models.identity import new_uid, now_ms
from models.prompt import PromptRow
from models.space import SpaceRow, SpaceState
from models.verbs import question, verb
from models.words import clean, one_line

__all__ = [
    "ANNOUNCED_CONSENT",
    "MOVES",
    "NO_CONSENT",
    "Consent",
    "Contribution",
    "ContributionRow",
    "Mover",
    "Role",
    "State",
    "Version",
    "VersionKind",
    "VersionRow",
    "WayIn",
    "add_version",
    "capture",
    "contribution",
    "counts",
    "describe",
    "move",
    "newest",
    "set_consent",
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


class Role(StrEnum):
    """What a person is here as. Never a name."""

    UNKNOWN = ""
    USES_SERVICES = "uses services"
    CARER = "a carer"
    STAFF = "staff"
    ADVOCATE = "an advocate"
    OTHER = "someone else"


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


class ContributionRow(Base):
    """The table of contributions. ``uid`` is made at capture, so saving twice saves once."""

    space_id: UUID
    prompt_id: UUID | None
    uid = UUIDField(primary_key=True)
    space = ForeignKeyField(SpaceRow, backref="contributions", on_delete="CASCADE")
    prompt = ForeignKeyField(PromptRow, null=True, on_delete="SET NULL")
    words = TextField()  # as the person gave them, for ever; other versions stand beside them
    language = TextField(default="en")
    way_in = TextField(
        constraints=[Check("way_in in ('said', 'typed', 'pictures', 'recorded', 'paper')")]
    )
    face = TextField(default="desk")  # where it was captured; never leaves in public
    role = TextField(default="")
    state = TextField(
        default=State.WAITING,
        constraints=[Check("state in ('waiting', 'cleared', 'held', 'set aside', 'withdrawn')")],
    )
    reason = TextField(default="")  # why it is held
    consent_room = BooleanField(default=False)
    consent_report = BooleanField(default=False)
    consent_quote = BooleanField(default=False)
    created = BigIntegerField(default=now_ms)
    cleared = BigIntegerField(default=0)

    class Meta:
        table_name = "contribution"
        indexes = ((("space", "state", "uid"), False), (("space", "uid"), False))


class VersionRow(Base):
    """The table of tidied and translated versions; the original is never overwritten."""

    contribution_id: UUID
    uid = UUIDField(primary_key=True, default=new_uid)
    contribution = ForeignKeyField(ContributionRow, backref="versions", on_delete="CASCADE")
    kind = TextField(constraints=[Check("kind in ('tidied', 'translated')")])
    words = TextField()
    language = TextField(default="en")
    made_by = TextField(default="the scribe")
    created = BigIntegerField(default=now_ms)

    class Meta:
        table_name = "contribution_version"


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

    ``created`` is UTC milliseconds and is for the desk only: no output shows it.
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

    @property
    def shown(self) -> str:
        """The words to show: the newest tidied version where there is one, else the original."""
        tidied = [v.words for v in self.versions if v.kind is VersionKind.TIDIED]
        return tidied[-1] if tidied else self.words


def contribution_from(row: ContributionRow) -> Contribution:
    """Turn a row, with its versions, into a plain contribution."""
    return Contribution(
        uid=row.uid,
        words=row.words,
        language=row.language,
        way_in=WayIn(row.way_in),
        face=row.face,
        role=row.role,
        state=State(row.state),
        reason=row.reason,
        consent=Consent(row.consent_room, row.consent_report, row.consent_quote),
        prompt=row.prompt_id,
        created=row.created,
    )


@verb
def capture(
    space: UUID,
    words: str,
    *,
    uid: UUID | None = None,
    prompt: UUID | None = None,
    way_in: WayIn = WayIn.SAID,
    role: str = "",
    consent: Consent = ANNOUNCED_CONSENT,
    language: str = "en",
    face: str = "desk",
) -> Contribution:
    """Save what one person told us. It waits until somebody at the desk clears it.

    Saving the same ``uid`` again changes nothing and returns what is there, so a caller who did
    not hear the answer may simply try again. Refused: no words, or a space that is not open.
    """
    words = clean(words)
    if not words:
        raise RefusedError("There are no words yet. Nothing was saved. Type what was said first.")
    if uid is not None and ContributionRow.get_or_none(ContributionRow.uid == uid):
        return contribution(uid)
    if SpaceRow.get_by_id(space).state != SpaceState.OPEN:
        raise RefusedError(
            "This space is not open, so nothing was saved. Open the space, then save again."
        )
    uid = uid or new_uid()
    ContributionRow.insert(
        uid=uid,
        space=space,
        prompt=prompt,
        words=words,
        way_in=way_in,
        role=one_line(role),
        language=language,
        face=one_line(face),
        consent_room=consent.room,
        consent_report=consent.report,
        consent_quote=consent.quote,
    ).on_conflict_ignore().execute()
    return contribution(uid)


@question
def contribution(uid: UUID) -> Contribution:
    """Return one contribution with its versions."""
    return with_versions([contribution_from(ContributionRow.get_by_id(uid))])[0]


@verb
def move(uid: UUID, to: State, *, reason: str = "", mover: Mover = Mover.DESK) -> Contribution:
    """Move a contribution to another state, as far as the table of moves allows.

    Holding needs a reason. Withdrawing takes the words, the role and every version away.
    """
    row = _row_to_change(uid)
    now = State(row.state)
    if now is to and to is not State.HELD:
        return contribution(uid)
    if now is not to and mover not in MOVES.get((now, to), frozenset()):
        raise RefusedError(f"A contribution that is {now} cannot become {to}. Nothing was changed.")
    if to is State.HELD and not one_line(reason):
        raise RefusedError("Holding needs a reason. Nothing was changed. Choose why.")
    row.state = to
    row.reason = one_line(reason) if to is State.HELD else ""
    if to is State.CLEARED:
        row.cleared = now_ms()
    if to is State.WITHDRAWN:
        row.words, row.role, row.prompt = "", "", None
        VersionRow.delete().where(VersionRow.contribution == uid).execute()
    row.save()
    return contribution(uid)


def _row_to_change(uid: UUID) -> ContributionRow:
    """Return a row for changing; on a server, whoever else wants to change it waits."""
    query = ContributionRow.select().where(ContributionRow.uid == uid)
    found: ContributionRow = (query.for_update() if database.for_update else query).get()
    return found


@verb
def set_consent(uid: UUID, consent: Consent) -> Contribution:
    """Change what a contribution may be used for."""
    row = _row_to_change(uid)
    row.consent_room, row.consent_report, row.consent_quote = (
        consent.room,
        consent.report,
        consent.quote,
    )
    row.save()
    return contribution(uid)


@verb
def describe(uid: UUID, *, role: str, consent: Consent) -> Contribution:
    """Save what the person said of themselves after their words: a role, and each consent."""
    row = ContributionRow.get_by_id(uid)
    row.role = one_line(role)
    row.save()
    return set_consent(uid, consent)


@verb
def add_version(
    uid: UUID, kind: VersionKind, words: str, *, language: str = "en", made_by: str = "the scribe"
) -> Contribution:
    """Put a tidied or translated version beside the original words."""
    words = clean(words)
    if not words:
        raise RefusedError("There are no words yet. Nothing was saved.")
    if _row_to_change(uid).state == State.WITHDRAWN:
        raise RefusedError("This contribution was withdrawn. Nothing can be added to it.")
    VersionRow.create(
        contribution=uid, kind=kind, words=words, language=language, made_by=one_line(made_by)
    )
    return contribution(uid)


@question
def newest(space: UUID, *, most: int = 200) -> tuple[Contribution, ...]:
    """Return the newest contributions that were not withdrawn, newest first."""
    rows = (
        ContributionRow.select()
        .where((ContributionRow.space == space) & (ContributionRow.state != State.WITHDRAWN))
        .order_by(ContributionRow.uid.desc())
        .limit(most)
    )
    return with_versions([contribution_from(row) for row in rows])


@question
def counts(space: UUID) -> dict[State, int]:
    """Return how many contributions are in each state, zeros included."""
    rows: Any = (
        ContributionRow.select(ContributionRow.state, fn.COUNT(ContributionRow.uid))
        .where(ContributionRow.space == space)
        .group_by(ContributionRow.state)
        .tuples()
    )
    found = {State(state): number for state, number in rows}
    return {state: found.get(state, 0) for state in State}


def with_versions(found: list[Contribution]) -> tuple[Contribution, ...]:
    """Add their versions to contributions, in one query."""
    if not found:
        return ()
    versions: dict[UUID, list[Version]] = {}
    uids = [one.uid for one in found]
    for row in VersionRow.select().where(VersionRow.contribution << uids).order_by(VersionRow.uid):
        versions.setdefault(row.contribution_id, []).append(
            Version(VersionKind(row.kind), row.words, row.language, row.made_by)
        )
    return tuple(
        replace(one, versions=tuple(versions[one.uid])) if one.uid in versions else one
        for one in found
    )
