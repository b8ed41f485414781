"""What broke while a meeting ran: a face that was gone, a face that had no sound."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from peewee import BigIntegerField, Check, ForeignKeyField, TextField, UUIDField

from models.identity import new_uid, now_ms
from models.space.space import SpaceRow, SpaceState
from models.store.base import Base
from models.store.verbs import question

__all__ = ["FaceTrouble", "TroubleKind", "note_trouble", "troubles_of"]


class TroubleKind(StrEnum):
    """What can happen to a face."""

    GONE = "gone"
    NO_SOUND = "no sound"


class TroubleRow(Base):
    """The table of troubles. ``made`` is UTC milliseconds."""

    uid = UUIDField(primary_key=True, default=new_uid)
    space = ForeignKeyField(SpaceRow, on_delete="CASCADE")
    face = TextField()
    what = TextField(constraints=[Check("what in ('gone', 'no sound')")])
    made = BigIntegerField(default=now_ms)

    class Meta:
        table_name = "face_trouble"


@dataclass(frozen=True)
class FaceTrouble:
    """One thing that broke: "kiosk 1" was "gone", when (UTC milliseconds)."""

    face: str
    what: TroubleKind
    made: int


def note_trouble(space: UUID, face: str, what: TroubleKind, made: int = 0) -> None:
    """Note what broke, inside the verb that finds it; only while the space is open."""
    if SpaceRow.get_by_id(space).state == SpaceState.OPEN:
        TroubleRow.create(space=space, face=face, what=what, made=made or now_ms())


@question
def troubles_of(space: UUID) -> tuple[FaceTrouble, ...]:
    """Return what broke while a space was open, in the order in which it happened."""
    rows = TroubleRow.select().where(TroubleRow.space == space).order_by(TroubleRow.uid)
    return tuple(FaceTrouble(row.face, TroubleKind(row.what), row.made) for row in rows)
