"""Sealing the recordings of a database that was encrypted, and opening them where its key went.

One at a time: the new file is written, read back, and on the disk before the database knows of it,
and only then does the old one go. So a stop at any moment leaves one that can be heard, and the
next opening of the database goes on from there.
"""

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

from models.backup.file import digest
from models.encryption.new_key import old_copy
from models.errors import HeardError, RefusedError
from models.places import recordings_folder
from models.recording.files import (
    PART,
    PLAIN,
    SEALED,
    delete_files,
    files_like,
    rename_durably,
    sync_folder,
    uid_in,
    write_durably,
)
from models.recording.seal import (
    DAMAGED,
    forget_seal,
    is_sealing,
    new_seal,
    note_sealed,
    read_file,
    seal_of,
)
from models.store.base import database

__all__ = ["bring_in_line", "out_of_line", "plain_ones_stay", "seal_bytes"]

# Seven seconds of sound at a time.
_PIECE = 1 << 18
# What is being made has a name of its own until it is whole.
_UNFINISHED = ".sealing"


def out_of_line(known: Callable[[UUID], bool]) -> list[Path]:
    """Return the files that are plain where they should be sealed, or the other way round.

    Only those of recordings that ``known`` knows: others may belong to another copy of the
    database.
    """
    ending = PLAIN if is_sealing() else SEALED
    found = files_like(ending, f"{ending}{PART}")
    return [path for path in found if (uid := uid_in(path)) and known(uid)]


def bring_in_line(
    known: Callable[[UUID], bool], *, tell: Callable[[int, int], None] = lambda *_: None
) -> int:
    """Seal what is plain beside an encrypted database; open what is sealed beside a plain one.

    Returns how many could not be done: each is as it was. ``tell`` hears how far it is. While
    another process does the same, nothing is done here.
    """
    wanted = out_of_line(known)
    if not wanted:
        return 0
    failed = 0
    with _alone() as is_alone:
        for number, path in enumerate(wanted, 1) if is_alone else ():
            tell(number, len(wanted))
            try:
                (_seal if is_sealing() else _open)(path)
            except (HeardError, OSError):
                failed += 1
    return failed


def seal_bytes(to: Path, key: str, sound: bytes) -> tuple[str, int]:
    """Write sound into a sealed file, whole and on the disk; return its SHA-256 and its bytes."""
    from assets.sealed_sound import Sealer

    sealer, found, size = Sealer(key), hashlib.sha256(), 0
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
    with os.fdopen(os.open(to, flags, 0o600), "wb") as file:
        pieces = (sound[at : at + _PIECE] for at in range(0, len(sound), _PIECE))
        for piece in (sealer.head, *map(sealer.seal, pieces), sealer.seal(b"", last=True)):
            file.write(piece)
            found.update(piece)
            size += len(piece)
        file.flush()
        os.fsync(file.fileno())
    return found.hexdigest(), size


def _seal(plain: Path) -> None:
    from assets.sealed_sound import open_sound, with_its_length

    uid = _uid_of(plain)
    sealed = plain.with_name(plain.name.replace(PLAIN, SEALED, 1))
    if not _is_done(uid, sealed):
        key, last_heard = new_seal(uid), plain.stat().st_mtime_ns
        sound = with_its_length(plain.read_bytes())
        new = sealed.with_name(f"{uid}{_UNFINISHED}")
        try:
            made = seal_bytes(new, key, sound)
            if open_sound(new, key) != sound:
                raise RefusedError(DAMAGED)
            os.utime(new, ns=(last_heard, last_heard))
            rename_durably(new, sealed)
        finally:
            new.unlink(missing_ok=True)
        note_sealed(uid, *made)
    if not plain_ones_stay():
        delete_files(plain)


def _is_done(uid: UUID, sealed: Path) -> bool:
    """Say whether an earlier run sealed it already, and the file is the one that it made."""
    seal = seal_of(uid)
    return bool(seal and seal.sha256 and sealed.is_file() and seal.sha256 == digest(sealed))


def plain_ones_stay() -> bool:
    """Say whether the plain copy of the database is still there, to which the plain ones belong."""
    return old_copy(Path(str(database.obj.database))).exists()


def _open(sealed: Path) -> None:
    uid = _uid_of(sealed)
    plain = sealed.with_name(sealed.name.replace(SEALED, PLAIN, 1))
    if seal_of(uid) is None:  # opened before: what is left of it opens with no key
        if plain.is_file():
            delete_files(sealed)
        return
    last_heard = sealed.stat().st_mtime_ns
    new = plain.with_name(f"{uid}{_UNFINISHED}")
    try:
        write_durably(new, read_file(sealed))
        os.utime(new, ns=(last_heard, last_heard))
        rename_durably(new, plain)
    finally:
        new.unlink(missing_ok=True)
    forget_seal(uid)
    delete_files(sealed)


def _uid_of(path: Path) -> UUID:
    uid = uid_in(path)
    if uid is None:
        raise RefusedError(DAMAGED)
    return uid


@contextlib.contextmanager
def _alone() -> Iterator[bool]:
    """Hold the folder; say no where another process holds it."""
    import fcntl

    folder = os.open(recordings_folder(), os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
        sync_folder(recordings_folder())
    finally:
        os.close(folder)
