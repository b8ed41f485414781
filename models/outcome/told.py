"""The register of what was handed out: when, where to, which formats, and whose words were in it.

It holds ids of contributions and never their words. After somebody took words back, it says which
files to recall.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from peewee import BigIntegerField, Check, ForeignKeyField, IntegerField, TextField, UUIDField, fn

from models.contribution.table import ContributionRow
from models.contribution.visibility import Where, seen_in
from models.dates import say_date
from models.flags.table import RedactionRow
from models.identity import new_uid, now_ms
from models.outcome.asked_for import PostTo, PostToRow, post_to_whom
from models.outcome.outcome import Outcome, read_outcome
from models.space.space import SpaceRow
from models.store.base import Base
from models.store.verbs import question, verb
from models.theme.theme import MemberRow, ThemeRow
from models.words import one_line

__all__ = [
    "ADDRESSES",
    "CAME_IN",
    "NOT_TAKEN",
    "Addresses",
    "HandOut",
    "HandOutRow",
    "HandOutWordsRow",
    "How",
    "Recall",
    "ToHandOut",
    "drop_hand_out",
    "handed_out",
    "note_addresses",
    "note_handed_out",
    "note_publish",
    "note_recalled",
    "outcome_to_hand_out",
    "quoted_in",
    "to_recall",
]

# Rows in one statement: SQLite takes so many values at most, and a space can have thousands.
ROWS_AT_ONCE = 200
# Files that an import read, and those that it wrote of rows which it could not take.
CAME_IN, NOT_TAKEN = "import", "not-taken"
# A file of names and addresses to post to.
ADDRESSES = "addresses"


DELETE_SOURCE = "Heard only read it. Delete the words there, and in the tool that it came from."


class How(StrEnum):
    """How something left."""

    MADE = "made"
    PUBLISHED = "published"
    PRINTED = "printed"


class HandOutRow(Base):
    """The table of what was handed out. ``formats`` and ``with_words`` are names, spaces between.

    ``place`` says in words where to. ``recalled`` is the day on which a person last said that all
    of it that had to come back is back.
    """

    space_id: UUID
    uid = UUIDField(primary_key=True, default=new_uid)
    space = ForeignKeyField(SpaceRow, backref="hand_outs", on_delete="CASCADE")
    how = TextField(constraints=[Check("how in ('made', 'published', 'printed')")])
    day = TextField()
    place = TextField()
    formats = TextField()
    with_words = TextField(default="")
    copies = IntegerField(default=1, constraints=[Check("copies > 0")])
    recalled = TextField(default="")
    created = BigIntegerField(default=now_ms)

    class Meta:
        table_name = "hand_out"


class HandOutWordsRow(Base):
    """The table of the contributions whose words were in it, and have not been recalled."""

    hand_out_id: UUID
    uid = UUIDField(primary_key=True, default=new_uid)
    hand_out = ForeignKeyField(HandOutRow, backref="words", on_delete="CASCADE")
    contribution = ForeignKeyField(ContributionRow, on_delete="CASCADE")

    class Meta:
        table_name = "hand_out_words"
        indexes = ((("hand_out", "contribution"), True),)


class HandOutAddressRow(Base):
    """The table of the addresses that were in it, by their ids alone."""

    hand_out_id: UUID
    uid = UUIDField(primary_key=True, default=new_uid)
    hand_out = ForeignKeyField(HandOutRow, backref="addresses", on_delete="CASCADE")
    address = UUIDField()

    class Meta:
        table_name = "hand_out_address"
        indexes = ((("hand_out", "address"), True),)


@dataclass(frozen=True)
class Addresses:
    """Names and addresses that go into a file, and its line in the register; None for none."""

    listed: tuple[PostTo, ...] = ()
    hand_out: UUID | None = None


@dataclass(frozen=True)
class ToHandOut:
    """An outcome that is about to leave, and the contributions whose words are in it."""

    outcome: Outcome
    contributions: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class HandOut:
    """One line of the register. ``with_words`` are the formats that hold people's words."""

    uid: UUID
    how: How
    day: str
    place: str
    formats: tuple[str, ...]
    with_words: tuple[str, ...] = ()
    copies: int = 1
    replaced: bool = False  # something newer was put in its place since

    @property
    def sentence(self) -> str:
        """What left, when and where to, in words."""
        if CAME_IN in self.formats:
            return f"{say_date(self.day)}: read for an import. From: {self.place}"
        copies = f"{self.copies} copies" if self.copies > 1 else "1 copy"
        how = f"{self.how}, {copies}" if self.how is How.PRINTED else str(self.how)
        return f"{say_date(self.day)}: {how}. {', '.join(self.formats)}. To: {self.place}"


@dataclass(frozen=True)
class Recall:
    """What is to come back: of this hand-out, and why. The numbers count contributions."""

    hand_out: HandOut
    taken_back: int = 0  # withdrawn, held again, or not agreed to any more
    redacted: int = 0
    addresses: int = 0  # of names and addresses, not of contributions

    @property
    def sentences(self) -> tuple[str, ...]:
        """What to recall, why, and what to do."""
        why = [
            f"{number} {'contribution' if number == 1 else 'contributions'} in it "
            f"{'was' if number == 1 else 'were'} {what} since."
            for number, what in ((self.taken_back, "taken back"), (self.redacted, "redacted"))
            if number
        ]
        out = self.hand_out
        if ADDRESSES in out.formats:
            gone = "1 was" if self.addresses == 1 else f"{self.addresses} were"
            do = "Delete this file once all is posted, and every copy of it."
            if out.replaced:
                do = "It was written anew there since. Delete copies that were made before."
            return (
                f"{say_date(out.day)}, names and addresses. To: {out.place}",
                f"{gone} deleted here since.",
                do,
            )
        if CAME_IN in out.formats:
            return (f"{say_date(out.day)}, import. From: {out.place}", *why, DELETE_SOURCE)
        if NOT_TAKEN in out.formats:
            do = "Delete this file there, and every copy of it. Mend what is left in it first."
        elif out.how is How.PRINTED:
            do = "Ask for the paper back, and shred it."
        elif out.replaced:
            do = "It was made anew there since. Ask back copies that were taken before."
        elif out.how is How.PUBLISHED:
            do = "Publish again: those words are gone then. Ask back copies that were taken before."
        else:
            do = "Delete these files there, and make them again. Ask back copies."
        return (
            f"{say_date(out.day)}, {out.how}: {', '.join(out.with_words)}. To: {out.place}",
            *why,
            do,
        )


@question
def outcome_to_hand_out(space: UUID) -> ToHandOut:
    """Return the outcome, and whose words are in it, as one moment's picture."""
    return ToHandOut(read_outcome(space), quoted_in(space))


@question
def quoted_in(space: UUID) -> frozenset[UUID]:
    """Return the contributions whose words are in the outcome, for the register."""
    rows = (
        ContributionRow.select(ContributionRow.uid)
        .join(MemberRow)
        .join(ThemeRow)
        .where((ThemeRow.space == space) & seen_in(Where.QUOTE))
        .distinct()
    )
    return frozenset(row.uid for row in rows)


@verb
def note_handed_out(
    space: UUID,
    how: How,
    place: str,
    formats: Iterable[str],
    *,
    with_words: Iterable[str] = (),
    contributions: Iterable[UUID] = (),
    copies: int = 1,
) -> HandOut:
    """Note that something leaves. Do so before it does: what left and is not noted is lost.

    ``place`` says where to, for a person: a folder, a printer, an address. ``with_words`` are
    those of the ``formats`` that hold people's words, and ``contributions`` whose.
    """
    holding = sorted(set(with_words))
    row = HandOutRow.create(
        space=space,
        how=How(how),
        day=date.today().isoformat(),
        place=one_line(place),
        formats=" ".join(sorted(set(formats))),
        with_words=" ".join(holding),
        copies=copies,
    )
    rows = [
        {"uid": new_uid(), "hand_out": row.uid, "contribution": uid}
        for uid in (sorted(set(contributions)) if holding else ())
    ]
    for start in range(0, len(rows), ROWS_AT_ONCE):
        HandOutWordsRow.insert_many(rows[start : start + ROWS_AT_ONCE]).execute()
    return _from(row)


def note_publish(
    to_hand_out: ToHandOut, place: str, formats: Iterable[str], *, with_words: Iterable[str]
) -> HandOut:
    """Note that a space is published at a place, with the formats that stand there."""
    return note_handed_out(
        to_hand_out.outcome.space.uid,
        How.PUBLISHED,
        place,
        formats,
        with_words=with_words,
        contributions=to_hand_out.contributions,
    )


@question
def handed_out(space: UUID) -> tuple[HandOut, ...]:
    """Return the register of a space, newest first."""
    rows = HandOutRow.select().where(HandOutRow.space == space).order_by(HandOutRow.uid.desc())
    newer: dict[tuple[str, str], set[str]] = {}
    found = []
    for row in rows:
        made_anew = newer.setdefault((row.how, row.place), set())
        words = row.with_words.split()
        found.append(_from(row, replaced=bool(words) and made_anew.issuperset(words)))
        if row.how != How.PRINTED:  # a page on paper stays, whatever is printed later
            made_anew.update(row.formats.split())
    return tuple(found)


@question
def to_recall(space: UUID) -> tuple[Recall, ...]:
    """Return what left with words in it that may not be seen any more, newest first."""
    gone = _count(_is_gone(), space)
    redacted = _count(_redacted_since() & ~_is_gone(), space)
    addresses = _addresses_gone(space)
    return tuple(
        Recall(one, gone.get(one.uid, 0), redacted.get(one.uid, 0), addresses.get(one.uid, 0))
        for one in handed_out(space)
        if one.uid in gone or one.uid in redacted or one.uid in addresses
    )


@verb
def note_addresses(space: UUID, place: str) -> Addresses:
    """Return the names and addresses of a space, and note that they are written to a file.

    Where they cannot be written after all, ``drop_hand_out`` takes the note back.
    """
    listed = post_to_whom(space)
    if not listed:
        return Addresses()
    noted = note_handed_out(space, How.MADE, place, [ADDRESSES], with_words=[ADDRESSES])
    for one in listed:
        HandOutAddressRow.create(hand_out=noted.uid, address=one.uid)
    return Addresses(listed, noted.uid)


@verb
def drop_hand_out(hand_out: UUID) -> None:
    """Take back that something was begun to be handed out: nothing of it is left."""
    HandOutRow.delete().where(HandOutRow.uid == hand_out).execute()


@verb
def note_recalled(hand_out: UUID) -> None:
    """Note that what had to come back of a hand-out is back. Other words of it may follow later."""
    row = HandOutRow.get_by_id(hand_out)
    settled = _words(HandOutWordsRow.uid).where(
        (HandOutWordsRow.hand_out == hand_out) & (_is_gone() | _redacted_since())
    )
    HandOutWordsRow.delete().where(HandOutWordsRow.uid << [one.uid for one in settled]).execute()
    HandOutAddressRow.delete().where(HandOutAddressRow.hand_out == hand_out).execute()
    row.recalled = date.today().isoformat()
    row.save()


def _words(*columns: Any) -> Any:
    """Select from the words that are out there, with their contribution and their hand-out."""
    return (
        HandOutWordsRow.select(*columns)
        .join(HandOutRow)
        .switch(HandOutWordsRow)
        .join(ContributionRow)
    )


def _is_gone() -> Any:
    """Ask the one rule whether words may still be where they were.

    A file of an import holds them whatever they may be used for: there, until they are erased.
    """
    of_an_import = HandOutRow.formats << (CAME_IN, NOT_TAKEN)
    erased = ContributionRow.words == ""
    return (of_an_import & erased) | (~of_an_import & ~(seen_in(Where.QUOTE)))


def _redacted_since() -> Any:
    return fn.EXISTS(
        RedactionRow.select(RedactionRow.uid).where(
            (RedactionRow.contribution == ContributionRow.uid)
            & (RedactionRow.made_at >= HandOutRow.created)
        )
    )


def _addresses_gone(space: UUID) -> dict[UUID, int]:
    """Return how many of the addresses in a file, which is still out there, are deleted here."""
    rows: Any = (
        HandOutAddressRow.select(HandOutAddressRow.hand_out, fn.COUNT(HandOutAddressRow.uid))
        .join(HandOutRow)
        .where(HandOutRow.space == space)
        .where(HandOutAddressRow.address.not_in(PostToRow.select(PostToRow.uid)))
        .group_by(HandOutAddressRow.hand_out)
        .tuples()
    )
    return dict(rows)


def _count(which: Any, space: UUID) -> dict[UUID, int]:
    rows = (
        _words(HandOutWordsRow.hand_out, fn.COUNT(HandOutWordsRow.uid))
        .where((HandOutRow.space == space) & which)
        .group_by(HandOutWordsRow.hand_out)
        .tuples()
    )
    return dict(rows)


def _from(row: HandOutRow, *, replaced: bool = False) -> HandOut:
    return HandOut(
        row.uid,
        How(row.how),
        row.day,
        row.place,
        tuple(row.formats.split()),
        tuple(row.with_words.split()),
        row.copies,
        replaced,
    )
