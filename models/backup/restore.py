"""Putting a back-up back: whole or not at all, and never without a copy of what is there.

What people took back since the back-up was made is taken back again.
"""

import contextlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.backup.backup import SPARE_BYTES, one_at_a_time
from models.backup.file import (
    POOL,
    InBackUp,
    check_checksums,
    checksums_file,
    describe,
    digest,
    is_backup_name,
    name_of_ours,
    read_checksums,
    sync,
)
from models.backup.since import Since, catch_up, read_since
from models.backup.table import BackUp, backups, note_backed_up
from models.doctor.support_log import Event, note_event
from models.encryption.encryption import nobody_opens
from models.encryption.store_key import another_key, held_key
from models.errors import HeardError
from models.places import recordings_beside
from models.recording.files import SEALED
from models.store.database import CATCH_UP, close_store, open_as_it_lies

__all__ = [
    "RestoreError",
    "Restored",
    "ToPutBack",
    "finish_restore",
    "look_at_backup_file",
    "refuse_where_it_cannot_be_put",
    "restore",
]

# Where SQLite's own locks are in a file (os_unix.c): who has it open holds some of these bytes.
LOCK_FROM, LOCK_BYTES = 0x40000000, 512


class RestoreError(HeardError):
    """A back-up could not be put back. What is there is as it was."""


@dataclass(frozen=True)
class ToPutBack:
    """A back-up that could be put back. ``made`` is UTC milliseconds, as its file says.

    It was read, and each of its pages is in order. Only with checksums is it known to be whole.
    """

    path: Path
    inside: InBackUp
    made: int
    has_checksums: bool


@dataclass(frozen=True)
class Restored:
    """What a restore did. ``aside`` is where what was there before is now; None for nothing."""

    path: Path
    aside: Path | None
    recordings: int = 0
    taken_back: int = 0  # contributions whose words are gone again
    held: int = 0  # contributions that were redacted since
    forgotten: int = 0  # spaces whose words were deleted since
    knows_what_was_taken_back: bool = True


def look_at_backup_file(path: Path, *, unchecked: bool = False) -> ToPutBack:
    """Look whether a back-up is whole, and at what is in it. Nothing is changed.

    Raises a sentence where its checksum is another one, or it is damaged. Without checksums it is
    refused, unless it may be ``unchecked``.
    """
    if not path.is_file():
        raise RestoreError(
            f"There is no back-up at {path}. Nothing was changed. "
            "See those that there are: heard backup --list"
        )
    has_checksums = checksums_file(path).is_file()
    wrong = check_checksums(path) if has_checksums or not unchecked else ""
    if wrong:
        advice = "Use an older back-up." if has_checksums else "If you trust it: --unchecked"
        raise RestoreError(f"{wrong} Nothing was changed. {advice}")
    return ToPutBack(path, describe(path), int(path.stat().st_mtime * 1000), has_checksums)


def refuse_where_it_cannot_be_put(found: Path, path: Path) -> None:
    """Refuse what can be told before anybody is asked: in use, no room, not to be written.

    ``path`` is where the back-up ``found`` would go. Nothing is made or changed.
    """
    folder = next(one for one in path.parents if one.exists())
    if path.is_dir() or not folder.is_dir():
        raise RestoreError(
            f"A back-up cannot be put at {path}: a {'folder' if path.is_dir() else 'file'} is in "
            "the way. Nothing was changed. Name another folder with --to."
        )
    try:
        with _nobody_uses(path):
            pass
        may_write = os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        may_write = False
    if not may_write:
        raise RestoreError(
            f"Nothing can be written to {folder}. Nothing was changed. "
            "Make it writable, or name another folder with --to."
        )
    if found.is_file() and shutil.disk_usage(folder).free < found.stat().st_size + SPARE_BYTES:
        raise RestoreError(
            f"There is no room for the back-up in {folder}. Nothing was changed. "
            "Delete or move some files there, or name another folder with --to."
        )


def restore(found: ToPutBack, path: Path, *, key_there: str = "") -> Restored:
    """Put a back-up in the place of a database file; open the database afterwards.

    ``key_there`` opens what is there now, where that has another key than the back-up.

    What is there goes into a folder of its own beside it. Raises ``RestoreError`` while a face is
    open on it, and where the copy does not come out as it should: all is then as it was.

    What has to be taken back in it again is written down before it gets its name. So a machine that
    stops in between does it at the next start: nobody's words come back.
    """
    close_store()
    path = path.absolute()
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.restoring")
    try:
        with one_at_a_time(path):
            with another_key(key_there or held_key()):
                since = read_since(path)
            _copy(found, part)
            with nobody_opens(path.parent), _nobody_uses(path):
                aside = _set_aside(path)
                since.aside = str(aside or "")
                since.recordings = _put_recordings(found.path, path, aside)
                _write_down(path, since)
                _put_in_place(part, path)
    except OSError as fault:
        raise RestoreError(
            f"The back-up could not be put at {path}. Nothing was lost. "
            f"Look whether there is room, and whether it may be written. ({type(fault).__name__})"
        ) from None
    finally:
        part.unlink(missing_ok=True)
    open_as_it_lies(str(path))
    done = finish_restore(path)
    _note_where_it_came_from(found)
    note_event(Event.RESTORED, contributions=found.inside.contributions, recordings=done.recordings)
    return done


def _note_where_it_came_from(found: ToPutBack) -> None:
    """Note the back-up in the register that was put back: made before it was, it is not in there.

    It holds what people said, and whoever takes words back later has to be told of it.
    """
    if is_backup_name(found.path.name) and found.path not in {one.path for one in backups()}:
        wanted = read_checksums(found.path).get(found.path.name, "")
        size = found.path.stat().st_size
        number = found.inside.contributions
        note_backed_up(BackUp(found.path, found.made, wanted, size, number))


def finish_restore(path: Path) -> Restored:
    """Take back again, in the database that is open, what is written down beside it."""
    note = path.with_name(path.name + CATCH_UP)
    since = Since.from_json(note.read_text())
    taken_back, held, forgotten = catch_up(path, since)
    aside = Path(since.aside) if since.aside else None
    is_known = since.is_known
    done = Restored(path, aside, since.recordings, taken_back, held, forgotten, is_known)
    note.unlink(missing_ok=True)  # two that start at the same moment both do it
    return done


def _write_down(path: Path, since: Since) -> None:
    """Write down what has to be taken back: all of it, or nothing where the machine stops."""
    part = path.with_name(f"{path.name}{CATCH_UP}.part")
    part.write_text(since.as_json())
    part.chmod(0o600)
    sync(part)
    part.replace(path.with_name(path.name + CATCH_UP))
    sync(path.parent)


def _copy(found: ToPutBack, part: Path) -> None:
    """Copy the file, and look at the copy as it was looked at the back-up."""
    shutil.copyfile(found.path, part)
    part.chmod(0o600)
    sync(part)
    wanted = read_checksums(found.path).get(found.path.name)
    if (wanted and digest(part) != wanted) or describe(part) != found.inside:
        raise RestoreError(
            "The copy is not like the back-up. Nothing was changed. Look at the disk, then try "
            "again."
        )


def _put_recordings(backup: Path, path: Path, aside: Path | None) -> int:
    """Put back the recordings that are not there; return how many. One that is there stays.

    One that was sealed with another key than the back-up knows is set aside with its database.
    """
    sums = read_checksums(backup)
    names = [name for name in sums if name.startswith(f"{POOL}/")]
    folder, done = recordings_beside(path), 0
    if names:
        folder.mkdir(mode=0o700, exist_ok=True)
    for name in names:
        to = folder / name_of_ours(Path(name).name)
        if aside and to.suffix == SEALED and to.exists() and digest(to) != sums[name]:
            to.replace(aside / to.name)
        if not to.exists():
            part = to.with_name(f"{to.name}.restoring")
            shutil.copyfile(backup.parent / name, part)
            part.chmod(0o600)
            sync(part)
            part.replace(to)
            done += 1
    return done


@contextlib.contextmanager
def _nobody_uses(path: Path) -> Iterator[None]:
    """Hold the file as only one process can: whoever has it open stands in the way, and is told.

    Nobody can open it meanwhile. In here nothing of ours may open it either: closing it would let
    go of the lock.
    """
    import fcntl

    if not path.exists():
        yield
        return
    with path.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, LOCK_BYTES, LOCK_FROM)
        except OSError:
            raise RestoreError(
                "Heard is open on that database. Nothing was changed. "
                "Leave every desk, room and kiosk, then do it again."
            ) from None
        yield


def _set_aside(path: Path) -> Path | None:
    """Keep the database that is there in a folder of its own, with its log."""
    files = [one for end in ("-wal", "-shm", "") if (one := Path(f"{path}{end}")).exists()]
    if not files:
        return None
    stamp = datetime.now().strftime("%Y-%m-%d %H-%M-%S")
    aside = path.parent / f"before the restore of {stamp}"
    number = 1
    while aside.exists():
        number += 1
        aside = path.parent / f"before the restore of {stamp} ({number})"
    aside.mkdir(mode=0o700)
    for file in files:
        _link_or_copy(file, aside / file.name)
    # Copies from before an upgrade, or another key, are of the database that is set aside.
    for copy in path.parent.glob(f"{path.name}.before*"):
        copy.replace(aside / copy.name)
    sync(aside)
    sync(path.parent)
    return aside


def _link_or_copy(file: Path, to: Path) -> None:
    """Give a file a second name; on a disk that cannot, a copy. The first name goes at once."""
    try:
        os.link(file, to)
    except OSError:
        shutil.copyfile(file, to)
        to.chmod(0o600)
        sync(to)


def _put_in_place(part: Path, path: Path) -> None:
    """Give the copy its name. The old log goes first: it would be read into the new file."""
    for end in ("-wal", "-shm"):
        Path(f"{path}{end}").unlink(missing_ok=True)
    part.replace(path)
    sync(path.parent)
