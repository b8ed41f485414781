"""The faces that are open: which desks, rooms and kiosks, and how each of them is."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from peewee import (
    BigIntegerField,
    BooleanField,
    Check,
    ForeignKeyField,
    IntegerField,
    TextField,
    UUIDField,
)

from models.desk.face_trouble import TroubleKind, note_trouble
from models.identity import now_ms
from models.space.space import SpaceRow
from models.store.base import Base
from models.store.shared_clock import shared_ms
from models.store.verbs import question, verb
from models.words import one_line

__all__ = ["Face", "FaceKind", "FaceRow", "ask_for_help", "close_face", "faces_of", "report_face"]

# Every report makes every other face look again, so they are few; one that is closed says so
# at once, and three reports missed count as gone.
REPORT_SECONDS = 15
GONE_AFTER_MS = 3 * REPORT_SECONDS * 1000


class FaceKind(StrEnum):
    """The three faces of the application."""

    DESK = "desk"
    ROOM = "room"
    KIOSK = "kiosk"


class FaceRow(Base):
    """The table of open faces."""

    space_id: UUID
    uid = UUIDField(primary_key=True)
    space = ForeignKeyField(SpaceRow, backref="faces", on_delete="CASCADE")
    kind = TextField(constraints=[Check("kind in ('desk', 'room', 'kiosk')")])
    name = TextField()
    sound_off = TextField(default="")  # why there is no sound, or nothing
    asks_help = BooleanField(default=False)
    seen = BigIntegerField(default=now_ms)
    public_key = TextField(default="")  # a kiosk's, so that words can be given back to it alone
    kept = IntegerField(default=0)  # what is on this kiosk's own disk and not here yet
    kept_since = BigIntegerField(default=0)

    class Meta:
        table_name = "face"


@dataclass(frozen=True)
class Face:
    """A face that is open now."""

    uid: UUID
    kind: FaceKind
    name: str
    sound_off: str = ""
    asks_help: bool = False
    public_key: str = ""
    kept: int = 0
    """How much is on this kiosk's own disk and not here yet; it comes by itself."""
    kept_since: int = 0
    """When the oldest of it was said, in UTC milliseconds."""


def face_from(row: FaceRow) -> Face:
    """Turn a row into a plain face."""
    return Face(
        row.uid,
        FaceKind(row.kind),
        row.name,
        row.sound_off,
        row.asks_help,
        row.public_key,
        row.kept,
        row.kept_since,
    )


@verb
def report_face(
    uid: UUID, space: UUID, kind: FaceKind, *, sound_off: str = "", public_key: str = ""
) -> Face:
    """Say that a face is open. The first report gives it a name: "kiosk 1", "kiosk 2".

    A report without a ``public_key`` leaves the one that was told before.
    """
    row = FaceRow.get_or_none(FaceRow.uid == uid)
    if row is None:
        _forget_the_gone()
        taken = {one.name for one in FaceRow.select().where(FaceRow.kind == kind)}
        number = next(n for n in range(1, len(taken) + 2) if f"{kind} {n}" not in taken)
        row = FaceRow.create(uid=uid, space=space, kind=kind, name=f"{kind} {number}")
    if sound_off and not row.sound_off:
        note_trouble(space, row.name, TroubleKind.NO_SOUND)
    row.space_id, row.sound_off, row.seen = space, one_line(sound_off), shared_ms(now_ms())
    row.public_key = public_key or row.public_key
    row.save()
    return face_from(row)


def _forget_the_gone() -> None:
    """Forget the faces that stopped without saying so; what broke stays known."""
    for row in gone_faces():
        note_trouble(row.space_id, row.name, TroubleKind.GONE, row.seen)
        row.delete_instance()


def gone_faces(space: UUID | None = None) -> list[FaceRow]:
    """Return the faces, of one space or of all, that have not been heard of for too long."""
    gone = FaceRow.select().where(FaceRow.seen < shared_ms(now_ms()) - GONE_AFTER_MS)
    return list(gone if space is None else gone.where(FaceRow.space == space))


@verb
def ask_for_help(uid: UUID, *, asks: bool = True) -> None:
    """Ask a person to come to this face, or say that somebody came."""
    FaceRow.update(asks_help=asks).where(FaceRow.uid == uid).execute()


@verb
def close_face(uid: UUID) -> None:
    """Say that a face was closed."""
    FaceRow.delete().where(FaceRow.uid == uid).execute()


@question
def faces_of(space: UUID) -> tuple[Face, ...]:
    """Return the faces of a space that are open now."""
    rows = FaceRow.select().where(
        (FaceRow.space == space) & (FaceRow.seen >= shared_ms(now_ms()) - GONE_AFTER_MS)
    )
    # "kiosk 10" comes after "kiosk 9".
    in_order = sorted(rows, key=lambda row: (row.kind, len(row.name), row.name))
    return tuple(face_from(row) for row in in_order)
