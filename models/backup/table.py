"""The register of back-ups: where each is, when it was made, and what is wrong with a place.

It holds no words. Whoever takes words back can be told which copies still hold them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peewee import BigIntegerField, IntegerField, TextField, UUIDField

from models.backup.file import is_backup_name
from models.identity import new_uid, now_ms
from models.store.base import Base
from models.store.verbs import question, verb

__all__ = [
    "BackUp",
    "backup_trouble",
    "backups",
    "newest_backup",
    "note_backed_up",
    "note_backup_gone",
    "note_backup_trouble",
    "take_over",
]


class BackUpRow(Base):
    """The table of back-ups that this database was copied to."""

    uid = UUIDField(primary_key=True, default=new_uid)
    made = BigIntegerField(default=now_ms)
    place = TextField()  # the folder
    name = TextField()
    sha256 = TextField()
    bytes = BigIntegerField()
    contributions = IntegerField()
    gone = BigIntegerField(default=0)  # when Heard deleted it, 0 while it is there

    class Meta:
        table_name = "back_up"


class BackUpPlaceRow(Base):
    """The table of folders that back-ups go to, with why it does not work now, or nothing."""

    place = TextField(primary_key=True)
    trouble = TextField(default="")
    since = BigIntegerField(default=0)

    class Meta:
        table_name = "back_up_place"


@dataclass(frozen=True)
class BackUp:
    """One back-up. ``made`` is UTC milliseconds, ``bytes`` the size of the database's copy.

    ``without`` counts recordings whose file was not on this machine, and ``damaged`` those whose
    file is not as it was recorded: both are known only of a back-up that was just made.
    """

    path: Path
    made: int
    sha256: str
    bytes: int
    contributions: int
    recordings: int = 0
    without: int = 0
    damaged: int = 0


@verb
def note_backed_up(done: BackUp) -> None:
    """Note a back-up that is done and checked; its place works."""
    place = str(done.path.parent)
    BackUpRow.create(
        made=done.made,
        place=place,
        name=done.path.name,
        sha256=done.sha256,
        bytes=done.bytes,
        contributions=done.contributions,
    )
    BackUpPlaceRow.delete().where(BackUpPlaceRow.place == place).execute()


@verb
def note_backup_trouble(place: Path, sentence: str) -> bool:
    """Note why a place does not work, "" that it does; return whether that is new."""
    row = BackUpPlaceRow.get_or_none(BackUpPlaceRow.place == str(place))
    if (row.trouble if row else "") == sentence:
        return False
    BackUpPlaceRow.delete().where(BackUpPlaceRow.place == str(place)).execute()
    if sentence:
        BackUpPlaceRow.create(place=str(place), trouble=sentence, since=now_ms())
    return True


@verb
def note_backup_gone(path: Path) -> None:
    """Note that a back-up was deleted."""
    of_it = (BackUpRow.place == str(path.parent)) & (BackUpRow.name == path.name)
    BackUpRow.update(gone=now_ms()).where(of_it & (BackUpRow.gone == 0)).execute()


@question
def backups(place: Path | None = None, *, since: int = 0, until: int = 0) -> tuple[BackUp, ...]:
    """Return the back-ups that were not deleted, newest first: of a place, or of all.

    With ``since`` and ``until`` (UTC milliseconds), those that were made between: they hold what
    was said by then, and has been taken back since.
    """
    rows = BackUpRow.select().where(BackUpRow.gone == 0)
    if place is not None:
        rows = rows.where(BackUpRow.place == str(place))
    if until:
        rows = rows.where(BackUpRow.made <= until)
    if since:
        rows = rows.where(BackUpRow.made >= since)
    return tuple(_from(row) for row in rows.order_by(BackUpRow.made.desc(), BackUpRow.uid.desc()))


@question
def newest_backup(place: Path | None = None) -> BackUp | None:
    """Return the newest back-up of a place, or of all; what a restore set aside is none."""
    return next((one for one in backups(place) if is_backup_name(one.path.name)), None)


@question
def backup_trouble() -> str:
    """Return why back-ups cannot be made now, for the desk; nothing where all is well."""
    rows = BackUpPlaceRow.select().order_by(BackUpPlaceRow.since)
    return next((row.trouble for row in rows), "")


@verb
def take_over(rows: Sequence[dict[str, Any]]) -> None:
    """Take over lines of the register that another copy of this database had; twice is once."""
    for row in rows:
        BackUpRow.insert(**row).on_conflict_ignore().execute()


def _from(row: BackUpRow) -> BackUp:
    path = Path(row.place) / row.name
    return BackUp(path, row.made, row.sha256, row.bytes, row.contributions)
