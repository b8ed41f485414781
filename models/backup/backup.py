"""Making a back-up: a copy that is checked before it is called done, while everybody goes on.

It runs on a connection of its own, so neither the writer nor a screen waits for it. The rows are
counted in the very moment that is copied: the copy has to have as many of each.
"""

import contextlib
import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from peewee import SqliteDatabase

from models.backup.file import (
    BLOCK,
    POOL,
    checksums_file,
    count_rows,
    describe,
    digest,
    opened,
    sealed_name,
    sync,
    word_indexes,
)
from models.backup.places import back_up_folder, remember_place
from models.backup.table import BackUp, note_backed_up
from models.doctor.support_log import Event, log_fault, note_event
from models.errors import HeardError, StoreError
from models.identity import now_ms
from models.places import recordings_folder
from models.recording.files import PLAIN, SEALED
from models.store.base import connect, database
from models.store.guarded import Guarded

__all__ = [
    "README",
    "BackUpBusyError",
    "BackUpError",
    "copy_database",
    "default_place",
    "make_backup",
    "not_there",
    "one_at_a_time",
    "store_path",
]

PART = ".part"
# A sealed recording is copied as it is: its key is in the copy of the database.
RECORDED = """
    SELECT r.contribution_id, COALESCE(NULLIF(s.sha256, ''), r.sha256),
        CASE WHEN s.sha256 <> '' THEN s.bytes ELSE r.bytes END, COALESCE(s.sha256, '') <> ''
    FROM recording r LEFT JOIN recording_seal s ON s.uid = r.contribution_id
"""
README = "READ ME - back-ups of Heard.txt"
ABOUT = """This folder holds back-ups of Heard, a program for listening spaces.
They hold what people said in confidence. Keep them as safe as the meeting itself.

To put one back, on a machine with Heard:

    heard restore FILE

To see whether one is whole, without Heard:

    sha256sum -c FILE.sha256

Keep the folder heard-recordings with them. This file tells Heard that it is the right place.
"""
SPARE_BYTES = 1_000_000
NO_SERVER = (
    "The words are on a database server, so its own tools make the back-ups. Nothing was copied. "
    "See docs/backup.md: pg_dump."
)


class BackUpError(HeardError):
    """A back-up could not be made. What is in the database is as it was."""


class BackUpBusyError(BackUpError):
    """Somebody else is making one at this moment."""


def store_path() -> Path:
    """Return the file of the database that is open; a sentence where there is none."""
    name = str(database.obj.database) if database.obj is not None else ""
    if not isinstance(database.obj, SqliteDatabase) or name in ("", ":memory:"):
        raise StoreError(NO_SERVER)
    return Path(name).absolute()


def default_place() -> Path:
    """Return the folder for back-ups where nobody named another one: beside the database."""
    return back_up_folder(store_path())


@contextlib.contextmanager
def one_at_a_time(path: Path, *, wait: bool = False) -> Iterator[None]:
    """Hold the lock of whoever makes or puts back a back-up of this database."""
    import fcntl

    with Path(f"{path}.backup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except OSError:
            raise BackUpBusyError(
                "Another back-up is being made at this moment. Nothing was copied. "
                "Wait a little, then do it again."
            ) from None
        yield


def make_backup(
    to: Path | None = None,
    *,
    make_folder: bool = True,
    tell: Callable[[str], None] = lambda _: None,
) -> BackUp:
    """Copy the database and its recordings into a folder, check the copy, and note it.

    ``tell`` gets what is being done, in words. Raises ``BackUpError`` with a sentence: then there
    is no new copy, and everything that was there is untouched.
    """
    connect()
    if isinstance(database.obj, Guarded):
        database.obj.refuse_if_lost()
    path, folder = store_path(), (to or default_place()).expanduser().absolute()
    try:
        with one_at_a_time(path):
            done = _make(path, folder, make_folder=make_folder, tell=tell)
    except HeardError:
        note_event(Event.BACK_UP_FAILED)
        raise
    except Exception as fault:
        # Each driver has errors of its own, and what they say can hold people's words.
        note_event(Event.BACK_UP_FAILED)
        log_fault(fault)
        raise BackUpError(_why(fault, folder)) from None
    remember_place(path, folder)
    note_backed_up(done)
    note_event(
        Event.BACKED_UP,
        bytes=done.bytes,
        contributions=done.contributions,
        recordings=done.recordings,
    )
    return done


def _make(path: Path, folder: Path, *, make_folder: bool, tell: Callable[[str], None]) -> BackUp:
    if make_folder:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    elif not folder.is_dir():
        raise BackUpError(not_there(folder))
    _refuse_where_no_room(path, folder)
    made = now_ms()
    copy = _free_name(folder, path.stem, made)
    part = copy.with_name(copy.name + PART)
    try:
        tell("Copying")
        counts = copy_database(part)
        sync(part)
        tell("Checking the copy")
        _check(part, counts)
        wanted = digest(part)
        sums, without, damaged = _copy_recordings(part, folder, tell)
        _write(checksums_file(copy), _lines({copy.name: wanted} | sums))
        if not (folder / README).exists():
            _write(folder / README, ABOUT)
        # Last of all: a copy that bears its name is whole, and has everything that it needs.
        part.replace(copy)
        sync(folder)
    finally:
        part.unlink(missing_ok=True)
        if not copy.exists():
            checksums_file(copy).unlink(missing_ok=True)
    return BackUp(
        copy,
        made,
        wanted,
        copy.stat().st_size,
        counts.get("contribution", 0),
        len(sums),
        without,
        damaged,
    )


def copy_database(part: Path) -> dict[str, int]:
    """Copy the database as it is at one moment, and count its rows at that moment.

    In one go: in steps it would begin anew at each write of somebody else.
    """
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    # On this thread's own connection: the file may not be opened a second time in this process,
    # since closing it would let go of SQLite's locks on it.
    source, copy = database.obj, _empty_copy(part)
    copy.connect()
    with contextlib.closing(copy):
        source.execute_sql("BEGIN")
        try:
            counts = count_rows(source)
            source.connection().backup(copy.connection(), pages=-1)
        finally:
            source.execute_sql("ROLLBACK")
        # It goes to places where no log can stand beside it, and may be opened where nothing
        # can be written.
        copy.execute_sql("PRAGMA journal_mode = delete")
    return counts


def _empty_copy(part: Path) -> Any:
    """Return an engine for the copy, like the one that is open: what is encrypted stays so."""
    engine = database.obj
    secret = getattr(engine, "_secret", None)
    key = {"secret": secret} if secret else {}
    return type(engine)(str(part), autoconnect=False, **key)


def _check(part: Path, counts: dict[str, int]) -> None:
    """Look whether a copy is whole, and try to use it as a restore would."""
    with opened(part) as copy:
        for name in word_indexes(copy):
            _mend_words(copy, name)
        found = [text for (text,) in copy.execute_sql("PRAGMA integrity_check").fetchall()]
        if found != ["ok"]:
            raise BackUpError(
                "The copy is not whole, so it was thrown away. Older back-ups are as they were. "
                "Look whether the database is damaged: heard doctor"
            )
    # Read with nothing but what is in the file, as somebody will who puts it back.
    if describe(part).counts != counts:
        raise BackUpError(
            "The copy has not as many rows as the database, so it was thrown away. "
            "Older back-ups are as they were. Make it again."
        )


def _mend_words(copy: Any, name: str) -> None:
    """See that an index of words is whole in the copy; it is made anew where it is not.

    Words are never lost with it, so it is no reason to have no back-up.
    """
    # The name is our own index's: no parameter can stand in its place.
    command = f'INSERT INTO "{name}" ("{name}") VALUES (?)'  # noqa: S608
    try:
        copy.execute_sql(command, ("integrity-check",))
    except Exception:  # each driver has errors of its own
        copy.execute_sql(command, ("rebuild",))
        copy.execute_sql(command, ("integrity-check",))


def _copy_recordings(
    part: Path, folder: Path, tell: Callable[[str], None]
) -> tuple[dict[str, str], int, int]:
    """Copy the recordings that are not there yet; return checksums, and how many lack or differ.

    A recording never changes, so one file serves every back-up of the folder.
    """
    with opened(part, query_only=1) as copy:
        rows = copy.execute_sql(RECORDED).fetchall()
    sums: dict[str, str] = {}
    without = damaged = 0
    pool, ours = folder / POOL, recordings_folder()
    if rows:
        pool.mkdir(exist_ok=True, mode=0o700)
    for number, (found, wanted, size, is_sealed) in enumerate(rows, 1):
        uid = UUID(found)
        name = sealed_name(uid, wanted) if is_sealed else f"{uid}{PLAIN}"
        kept = pool / name
        if not (kept.is_file() and kept.stat().st_size == size):
            tell(f"Copying recordings: {number} of {len(rows)}")
            own = f"{uid}{SEALED if is_sealed else PLAIN}"
            file = next((p for p in (ours / own, ours / f"{own}{PART}") if p.is_file()), None)
            if file is None:
                without += 1
                continue
            if _copy_file(file, kept) != wanted:
                kept.unlink()  # or the next back-up would take it for the right one
                damaged += 1
                continue
        sums[f"{POOL}/{name}"] = wanted
    if rows:
        sync(pool)
    return sums, without, damaged


def _copy_file(file: Path, to: Path) -> str:
    """Copy a file whole or not at all; return the SHA-256 of what was copied."""
    part, found = to.with_name(to.name + PART), hashlib.sha256()
    try:
        with file.open("rb") as source, part.open("wb") as copy:
            while block := source.read(BLOCK):
                found.update(block)
                copy.write(block)
            copy.flush()
            os.fsync(copy.fileno())
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)
    return found.hexdigest()


def _write(path: Path, text: str) -> None:
    part = path.with_name(path.name + PART)
    with part.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _lines(sums: dict[str, str]) -> str:
    return "".join(f"{found}  {name}\n" for name, found in sums.items())


def _free_name(folder: Path, stem: str, made: int) -> Path:
    """Return a name that nothing has yet: two in one second, or a clock that was set back."""
    stamp = datetime.fromtimestamp(made / 1000).strftime("%Y-%m-%d-%H%M%S")
    names = [f"{stem}-{stamp}.db", *(f"{stem}-{stamp}-{n}.db" for n in range(2, 100))]
    return next(path for path in map(folder.joinpath, names) if not path.exists())


def _refuse_where_no_room(path: Path, folder: Path) -> None:
    needed = path.stat().st_size + SPARE_BYTES
    if shutil.disk_usage(folder).free < needed:
        raise BackUpError(_no_room(folder))


def _no_room(folder: Path) -> str:
    return (
        f"There is no room for a back-up in {folder}. Nothing was lost; older back-ups are as they "
        "were. Delete or move some files there, or name another place."
    )


def not_there(folder: Path) -> str:
    """Say that the folder for back-ups is not there."""
    return f"No back-up: plug in the stick. Heard then makes one by itself, in {folder}."


def _why(fault: Exception, folder: Path) -> str:
    """Say why a back-up could not be made; what a driver says is never repeated."""
    full = isinstance(fault, OSError) and fault.errno == errno.ENOSPC
    if full or "is full" in str(fault):
        return _no_room(folder)
    if "malformed" in str(fault).lower():
        return (
            "A damaged page was met, so there is no new back-up. Older back-ups are as they were. "
            "Look whether the database is whole: heard doctor. If it is, name another place."
        )
    return (
        f"The back-up could not be written to {folder}. Nothing was lost; older back-ups are as "
        "they were. Look whether it may be written, or name another place. "
        f"({type(fault).__name__})"
    )
