"""Who is told in which format: how many asked for it, got it, and still have to be sent it.

Counts, and nothing of a person. A name and an address stand apart, where somebody gave them for
this: for the desk alone, and deleted once it is posted.
"""

from dataclasses import dataclass
from uuid import UUID

from peewee import Check, ForeignKeyField, IntegerField, TextField, UUIDField

from models.erasure.erasure import erase
from models.erasure.table import WhyErased
from models.errors import RefusedError
from models.identity import new_uid
from models.meeting.needs import MOST_PEOPLE, needs_of
from models.space.space import SpaceRow
from models.store.base import Base
from models.store.verbs import question, verb
from models.words import clean

__all__ = [
    "AskedFor",
    "PostTo",
    "asked_for",
    "change_copies",
    "forget_address",
    "note_copies_made",
    "note_posted",
    "post_to",
    "post_to_whom",
    "set_asked",
]

# Which needs of the day ask for a format of the outcome, as far as they say so by themselves.
BY_NEED = {"large print": "large-18", "Easy Read": "easy-read", "braille": "braille"}
LONGEST_ADDRESS = 300


class AskedForRow(Base):
    """The table of counts by format. ``asked`` is nothing where the needs of the day say it."""

    uid = UUIDField(primary_key=True, default=new_uid)
    space = ForeignKeyField(SpaceRow, backref="asked_for", on_delete="CASCADE")
    format = TextField()
    asked = IntegerField(null=True, constraints=[Check("asked >= 0")])
    made = IntegerField(default=0, constraints=[Check("made >= 0")])
    handed_out = IntegerField(default=0, constraints=[Check("handed_out >= 0")])
    posted = IntegerField(default=0, constraints=[Check("posted >= 0")])

    class Meta:
        table_name = "asked_for"
        indexes = ((("space", "format"), True),)


class PostToRow(Base):
    """The table of names and addresses that were given to be posted to. Never in any output."""

    uid = UUIDField(primary_key=True, default=new_uid)
    space = ForeignKeyField(SpaceRow, on_delete="CASCADE")
    format = TextField()
    address = TextField(constraints=[Check("length(trim(address)) > 0")])

    class Meta:
        table_name = "post_to"


@dataclass(frozen=True)
class AskedFor:
    """One format: how many people asked for it, and how many copies were made, handed out, sent.

    ``addresses`` is how many gave one to post it to.
    """

    format: str
    asked: int = 0
    made: int = 0
    handed_out: int = 0
    posted: int = 0
    addresses: int = 0

    @property
    def to_post(self) -> int:
        """How many people have not got it yet."""
        return max(self.addresses, self.asked - self.handed_out - self.posted, 0)


@dataclass(frozen=True)
class PostTo:
    """Where one copy is to be posted: a name and an address, as they were given."""

    uid: UUID
    format: str
    address: str


@question
def asked_for(space: UUID) -> tuple[AskedFor, ...]:
    """Return the counts of each format that somebody asked for or got, by its name."""
    found = {row.format: row for row in AskedForRow.select().where(AskedForRow.space == space)}
    needs: dict[str, int] = {}
    for need in needs_of(space):
        if need.kind in BY_NEED:
            name = BY_NEED[need.kind]
            needs[name] = needs.get(name, 0) + need.how_many
    addresses: dict[str, int] = {}
    for one in PostToRow.select(PostToRow.format).where(PostToRow.space == space):
        addresses[one.format] = addresses.get(one.format, 0) + 1
    told = []
    for name in sorted({*found, *needs, *addresses}):
        row = found.get(name) or AskedForRow(format=name)
        asked = needs.get(name, 0) if row.asked is None else row.asked
        told.append(
            AskedFor(name, asked, row.made, row.handed_out, row.posted, addresses.get(name, 0))
        )
    return tuple(one for one in told if any((one.asked, one.made, one.handed_out, one.posted)))


@verb
def set_asked(space: UUID, form: str, how_many: int) -> None:
    """Write down how many people asked for a format; it then counts instead of the needs."""
    if not 0 <= how_many <= MOST_PEOPLE:
        raise RefusedError("How many people asked for it? Write a number. Nothing was changed.")
    row = _row(space, form)
    row.asked = how_many
    row.save()


@verb
def note_copies_made(space: UUID, form: str, copies: int = 1) -> None:
    """Note that so many copies of a format were made for people: printed, or put on a stick."""
    row = _row(space, form)
    row.made += copies
    row.save()


@verb
def change_copies(space: UUID, form: str, by: int) -> None:
    """Note that copies were handed out (1), or that one was not after all (-1)."""
    row = _row(space, form)
    row.handed_out = max(0, row.handed_out + by)
    row.save()


@verb
def post_to(space: UUID, form: str, address: str) -> PostTo:
    """Keep a name and an address that somebody gave to get a format by post.

    Whoever writes it down has asked first. It is deleted once it is posted.
    """
    address = clean(address)
    if not address:
        raise RefusedError("There is no address yet. Nothing was saved. Write a name and where.")
    if len(address) > LONGEST_ADDRESS:
        raise RefusedError(
            f"An address is at most {LONGEST_ADDRESS} letters. Nothing was saved. Write it shorter."
        )
    row = PostToRow.create(space=space, format=form, address=address)
    asked = _row(space, form)
    there = PostToRow.select().where((PostToRow.space == space) & (PostToRow.format == form))
    known = next((one.asked for one in asked_for(space) if one.format == form), 0)
    if known < there.count() + asked.posted + asked.handed_out:
        asked.asked = there.count() + asked.posted + asked.handed_out
        asked.save()
    return PostTo(row.uid, row.format, row.address)


@question
def post_to_whom(space: UUID) -> tuple[PostTo, ...]:
    """Return the names and addresses of a space, for the desk alone."""
    rows = PostToRow.select().where(PostToRow.space == space).order_by(PostToRow.uid)
    return tuple(PostTo(row.uid, row.format, row.address) for row in rows)


@verb
def note_posted(space: UUID, form: str, address: UUID | None = None) -> None:
    """Note that one copy was posted; its name and address are deleted."""
    if address is not None:
        _delete(address)
    row = _row(space, form)
    row.posted += 1
    row.save()


@verb
def forget_address(address: UUID) -> None:
    """Delete a name and an address with nothing posted: somebody does not want it any more."""
    _delete(address)


def _delete(address: UUID) -> None:
    row = PostToRow.get_by_id(address)
    erase(address, WhyErased.ADDRESS, [row.address])
    row.delete_instance()


def _row(space: UUID, form: str) -> AskedForRow:
    found: AskedForRow = AskedForRow.get_or_none(
        (AskedForRow.space == space) & (AskedForRow.format == form)
    ) or AskedForRow.create(space=space, format=form)
    return found
