"""Sealed recordings: beside an encrypted database no plain sound is ever on the disk.

Each recording has a key of its own, drawn at random and kept in the encrypted database. So there
is no second secret to remember, another key of the database changes no recording, and where words
are taken back their key goes too: what an old block of a disk still holds is then noise.
"""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from peewee import BigIntegerField, IntegerField, TextField, UUIDField

from models.errors import RefusedError
from models.identity import now_ms
from models.recording.files import PART, is_sealed_name, uid_in
from models.store.base import Base, database
from models.store.verbs import question, verb

__all__ = [
    "DAMAGED",
    "Seal",
    "SealRow",
    "forget_seal",
    "is_sealing",
    "key_for",
    "new_seal",
    "note_sealed",
    "read_file",
    "seal_for",
    "seal_of",
]

DAMAGED = (
    "The recording is damaged, or it was sealed for another database, so it cannot be opened. "
    "What is written down of it is safe. To look for a good copy in the back-ups: "
    "heard doctor --mend"
)


class SealRow(Base):
    """The table of keys. ``uid`` is the contribution's, which there may not be yet.

    ``sha256`` and ``bytes`` are those of the sealed file; nothing while it is not whole.
    """

    uid = UUIDField(primary_key=True)
    key = TextField()
    sha256 = TextField(default="")
    bytes = IntegerField(default=0)
    made = BigIntegerField(default=now_ms)

    class Meta:
        table_name = "recording_seal"


@dataclass(frozen=True)
class Seal:
    """The key of one recording (hexadecimal digits), and what its sealed file is, in its bytes."""

    key: str
    sha256: str = ""
    bytes: int = 0

    def __repr__(self) -> str:
        """Say nothing of the key."""
        return f"Seal(bytes={self.bytes})"


def is_sealing() -> bool:
    """Say whether what is recorded for the open database is sealed: where that is encrypted."""
    return bool(getattr(database.obj, "is_encrypted", False))


@verb
def seal_for(uid: UUID) -> str:
    """Return a new key for what is about to be recorded; nothing where it is not to be sealed."""
    return new_seal(uid) if is_sealing() else ""


@verb
def new_seal(uid: UUID) -> str:
    """Draw a new key for a recording and return it; a key that it had is forgotten."""
    from assets.sealed_sound import new_sound_key

    key = new_sound_key()
    SealRow.delete().where(SealRow.uid == uid).execute()
    SealRow.create(uid=uid, key=key)
    return key


@verb
def note_sealed(uid: UUID, sha256: str, size: int) -> None:
    """Save that the sealed file of a recording is whole, and what it is."""
    SealRow.update(sha256=sha256, bytes=size).where(SealRow.uid == uid).execute()


@verb
def forget_seal(uid: UUID) -> None:
    """Forget the key of a recording: nobody opens its sealed file any more."""
    SealRow.delete().where(SealRow.uid == uid).execute()


@question
def seal_of(uid: UUID) -> Seal | None:
    """Return the key of a recording; None where it was never sealed here."""
    row = SealRow.get_or_none(SealRow.uid == uid)
    return Seal(row.key, row.sha256, row.bytes) if row else None


@question
def key_for(path: Path) -> str:
    """Return the key that opens the file of a recording; nothing where it is plain.

    Refused where it is sealed and its key is not in this database.
    """
    if not is_sealed_name(path):
        return ""
    uid = uid_in(path)
    seal = seal_of(uid) if uid else None
    if seal is None:
        raise RefusedError(DAMAGED)
    return seal.key


def read_file(path: Path) -> bytes:
    """Return the sound in the file of a recording, opened in memory where it is sealed.

    Refused, in words, where a sealed one cannot be opened. Raises ``OSError``.
    """
    key = key_for(path)
    if not key:
        return path.read_bytes()
    from assets.sealed_sound import SealedSoundError, open_sound

    try:
        return open_sound(path, key, may_be_cut=path.name.endswith(PART))
    except SealedSoundError:
        raise RefusedError(DAMAGED) from None
