"""A space: one listening space, with a purpose, a place, a date and its prompts."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from peewee import BigIntegerField, Check, IntegerField, TextField, UUIDField

from models.errors import RefusedError
from models.identity import new_public_id, new_uid, now_ms
from models.store.base import Base
from models.store.verbs import question, verb
from models.words import clean, one_line

__all__ = [
    "Space",
    "SpaceRow",
    "SpaceState",
    "close_space",
    "find_space",
    "list_spaces",
    "new_space",
    "open_space",
]


class SpaceState(StrEnum):
    """Where a space is in its life."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


class SpaceRow(Base):
    """The table of spaces. Times are UTC milliseconds, 0 for not yet."""

    uid = UUIDField(primary_key=True, default=new_uid)
    public_id = TextField(unique=True, default=new_public_id)
    title = TextField()
    purpose = TextField(default="")
    place = TextField(default="")
    held_on = TextField(default="")  # a date, YYYY-MM-DD, or nothing
    language = TextField(default="en")
    languages = TextField(default="")  # the others that it is held in, with a space between
    rules = TextField(default="")  # one rule a line
    help_numbers = TextField(default="")  # one a line
    starts = TextField(default="")  # a time of day, HH:MM, or nothing
    minutes = IntegerField(default=0)  # the time that is booked, 0 where nobody said
    consent_wording = TextField(default="")  # what is read aloud about consent, one sentence a line
    state = TextField(
        default=SpaceState.PLANNED, constraints=[Check("state in ('planned', 'open', 'closed')")]
    )
    created = BigIntegerField(default=now_ms)
    opened = BigIntegerField(default=0)
    closed = BigIntegerField(default=0)
    keep_until = TextField(default="")  # the day on which its words are asked about, or nothing
    forgotten = BigIntegerField(default=0)  # when its words were deleted, their time being over

    class Meta:
        table_name = "space"


@dataclass(frozen=True)
class Space:
    """A space, as everything outside the models sees it."""

    uid: UUID
    public_id: str
    title: str
    purpose: str = ""
    place: str = ""
    held_on: str = ""
    language: str = "en"
    rules: tuple[str, ...] = ()
    state: SpaceState = SpaceState.PLANNED
    languages: tuple[str, ...] = ()
    help_numbers: tuple[str, ...] = ()
    starts: str = ""
    minutes: int = 0
    consent_wording: tuple[str, ...] = ()
    keep_until: str = ""
    forgotten: int = 0


def space_from(row: SpaceRow) -> Space:
    """Turn a row into a plain space."""
    return Space(
        uid=row.uid,
        public_id=row.public_id,
        title=row.title,
        purpose=row.purpose,
        place=row.place,
        held_on=row.held_on,
        language=row.language,
        rules=tuple(line for line in row.rules.splitlines() if line),
        state=SpaceState(row.state),
        languages=tuple(row.languages.split()),
        help_numbers=tuple(line for line in row.help_numbers.splitlines() if line),
        starts=row.starts,
        minutes=row.minutes,
        consent_wording=tuple(line for line in row.consent_wording.splitlines() if line),
        keep_until=row.keep_until,
        forgotten=row.forgotten,
    )


@verb
def new_space(
    title: str,
    *,
    purpose: str = "",
    place: str = "",
    held_on: str = "",
    language: str = "en",
    languages: Sequence[str] = (),
    rules: Sequence[str] = (),
    help_numbers: Sequence[str] = (),
    starts: str = "",
    minutes: int = 0,
    consent_wording: Sequence[str] = (),
    keep_until: str = "",
) -> Space:
    """Make a space. It is planned until somebody opens it.

    ``languages`` are those that its prompts should be written in besides its own; with none,
    they are all that Heard speaks. ``help_numbers`` are shown at a kiosk to somebody whose words
    may be about harm, each a line: who answers, and the number. ``starts`` is a time of day,
    HH:MM; ``minutes`` is the time booked; ``consent_wording`` is read aloud before anybody speaks.
    ``keep_until`` is the day (YYYY-MM-DD) until which words are kept; where nobody
    says it, ``models.erasure.retention`` does.
    """
    title = one_line(title)
    if not title:
        raise RefusedError("A space needs a title. Nothing was made. Give it a few plain words.")
    row = SpaceRow.create(
        title=title,
        purpose=clean(purpose),
        place=one_line(place),
        held_on=held_on,
        language=language,
        languages=" ".join(languages),
        rules=_lines(rules),
        help_numbers=_lines(help_numbers),
        starts=starts,
        minutes=minutes,
        consent_wording=_lines(consent_wording),
        keep_until=keep_until,
    )
    return space_from(row)


def _lines(texts: Sequence[str]) -> str:
    """Return texts as they are stored: one a line, and none that is empty."""
    return "\n".join(filter(None, map(one_line, texts)))


@verb
def open_space(uid: UUID) -> Space:
    """Open a space, so that contributions can come in. Opening twice changes nothing."""
    return _move(uid, SpaceState.OPEN)


@verb
def close_space(uid: UUID) -> Space:
    """Close a space: nothing more can be added until it is opened again."""
    from models.meeting.turn import clear_turns  # it stands on this module

    clear_turns(uid)  # places in the room are nobody's business once it is empty
    return _move(uid, SpaceState.CLOSED)


def _move(uid: UUID, state: SpaceState) -> Space:
    row = SpaceRow.get_by_id(uid)
    if row.state != state:
        row.state = state
        if state is SpaceState.OPEN:
            row.opened = row.opened or now_ms()
        else:
            row.closed = now_ms()
        row.save()
    return space_from(row)


@question
def list_spaces() -> list[Space]:
    """Return every space: open ones first, then the newest first."""
    rows = list(SpaceRow.select().order_by(SpaceRow.uid.desc()))
    rows.sort(key=lambda row: row.state != SpaceState.OPEN)
    return [space_from(row) for row in rows]


@question
def find_space(name: str = "") -> Space:
    """Find a space by its id or by the start of its title; with no name, the one to go on with.

    That is the newest open one, or the newest of all.
    """
    spaces = list_spaces()
    if not spaces:
        raise RefusedError("There is no space yet. Make one with: heard space new TITLE")
    wanted = one_line(name).casefold()
    if not wanted:
        return spaces[0]
    exact = [s for s in spaces if wanted in (s.public_id, s.title.casefold())]
    found = exact or [s for s in spaces if s.title.casefold().startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise RefusedError("No space has that name or id. See them all with: heard space list")
    raise RefusedError("Several spaces begin like that. Use the id from: heard space list")
