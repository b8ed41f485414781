"""Two versions of the same person's words, where two machines hold them differently.

Nothing is thrown away and nothing overwritten: both are kept, and a person at the desk decides.
"""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from peewee import JOIN, BigIntegerField, ForeignKeyField, TextField, UUIDField

from models.contribution.table import ContributionRow, VersionRow, row_to_change
from models.contribution.types import State
from models.errors import RefusedError
from models.flags.flagging import look_again
from models.flags.table import RedactionRow
from models.identity import new_uid, now_ms
from models.store.base import Base
from models.store.verbs import question, verb
from models.words import one_line

__all__ = [
    "OtherVersion",
    "OtherVersionRow",
    "forget_other_versions",
    "keep_other_version",
    "let_other_stand",
    "let_this_stand",
    "other_versions",
    "to_decide",
]


class OtherVersionRow(Base):
    """The table of other versions. Once decided, the words go, and the fingerprint stays.

    By the fingerprint, the same file merged again asks nothing twice.
    """

    contribution_id: UUID
    uid = UUIDField(primary_key=True, default=new_uid)
    contribution = ForeignKeyField(ContributionRow, on_delete="CASCADE")
    fingerprint = TextField()
    words = TextField()
    language = TextField(default="en")
    place = TextField(default="")  # where it came from: "kiosk 2"
    made = BigIntegerField(default=now_ms)
    decided = BigIntegerField(default=0)

    class Meta:
        table_name = "other_version"
        indexes = ((("contribution", "fingerprint"), True),)


@dataclass(frozen=True)
class OtherVersion:
    """What a person decides about: the words that stand here, and those that came.

    ``made`` is when they came, in UTC milliseconds.
    """

    uid: UUID
    contribution: UUID
    here: str
    other: str
    language: str
    place: str
    made: int


def _fingerprint(uid: UUID, words: str) -> str:
    return hashlib.sha256(uid.bytes + words.encode()).hexdigest()


@verb
def keep_other_version(uid: UUID, words: str, language: str, place: str) -> bool:
    """Keep other words beside a contribution; say no where they were here before, or are its own.

    What was taken back, or redacted here, keeps nothing: the words must not come back that way.
    """
    row = ContributionRow.get_by_id(uid)
    redacted = RedactionRow.select().where(RedactionRow.contribution == uid).exists()
    if not words or row.words == words or row.state == State.WITHDRAWN or redacted:
        return False
    made = (
        OtherVersionRow.insert(
            uid=new_uid(),
            contribution=uid,
            fingerprint=_fingerprint(uid, words),
            words=words,
            language=language,
            place=one_line(place),
        )
        .on_conflict_ignore()
        .as_rowcount()
        .execute()
    )
    return bool(made)


@question
def other_versions(space: UUID | None = None) -> tuple[OtherVersion, ...]:
    """Return what is still to be decided, of one space or of all, the oldest first."""
    rows = (
        OtherVersionRow.select(OtherVersionRow, ContributionRow)
        .join(ContributionRow)
        .where(OtherVersionRow.decided == 0)
        .order_by(OtherVersionRow.uid)
    )
    if space is not None:
        rows = rows.where(ContributionRow.space == space)
    return tuple(
        OtherVersion(
            row.uid,
            row.contribution_id,
            row.contribution.words,
            row.words,
            row.language,
            row.place,
            row.made,
        )
        for row in rows
    )


@question
def to_decide(space: UUID) -> int:
    """Return how many other versions of a space wait for a decision."""
    found: int = (
        OtherVersionRow.select()
        # The order is meant: SQLite would begin with everything that was said.
        .join(ContributionRow, JOIN.CROSS)
        .where(OtherVersionRow.contribution == ContributionRow.uid)
        .where((OtherVersionRow.decided == 0) & (ContributionRow.space == space))
        .count()
    )
    return found


@verb
def let_this_stand(uid: UUID) -> None:
    """Decide for the words that stand here; the other ones go."""
    _decide(_undecided(uid))


@verb
def let_other_stand(uid: UUID) -> None:
    """Decide for the words that came: they stand in place of those here, and wait to be read.

    What was made of the words before, tidied or translated, goes with them.
    """
    other = _undecided(uid)
    row = row_to_change(other.contribution_id)
    if row.state == State.WITHDRAWN:
        raise RefusedError("This was taken back, so nothing can stand for it. Nothing was changed.")
    row.words, row.language = other.words, other.language
    row.state, row.reason, row.cleared = State.WAITING, "", 0
    look_again(row, other.words, other.language)
    row.save()
    VersionRow.delete().where(VersionRow.contribution == row.uid).execute()
    from models.desk.history import forget_steps
    from models.kiosk.own_words import leave_themes  # these stand on this module

    leave_themes(row.uid)
    forget_steps(row.uid)
    _decide(other)


@verb
def forget_other_versions(uid: UUID) -> None:
    """Take every other version of a contribution away: its words were taken back or redacted."""
    OtherVersionRow.delete().where(OtherVersionRow.contribution == uid).execute()


def _undecided(uid: UUID) -> OtherVersionRow:
    row: OtherVersionRow = OtherVersionRow.get_by_id(uid)
    if row.decided:
        raise RefusedError("This was decided already. Nothing was changed.")
    return row


def _decide(row: OtherVersionRow) -> None:
    row.words, row.decided = "", now_ms()
    row.save()
