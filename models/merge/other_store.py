"""Another database beside the one that is open: a file from a stick, read by way of a copy.

The file itself is left as it was: it is copied, and the copy is mended, brought up to date, read
and overwritten. A file that cannot be used is refused with a sentence.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from peewee import PeeweeException

from models.encryption.encryption import (
    NO_LIBRARY,
    WRONG_KEY,
    can_encrypt,
    looks_encrypted,
    opens_untouched,
    secret_of,
)
from models.encryption.store_key import held_key
from models.errors import NewerDatabaseError, StoreError
from models.places import DATABASE_NAME, data_folder
from models.store.base import database
from models.store.database import APPLICATION_ID, MIGRATIONS, PRAGMAS

__all__ = [
    "file_engine",
    "file_in",
    "needs_a_key",
    "new_file",
    "opened_copy",
    "overwrite_folder",
    "refuse_the_open_one",
]

MAGIC = b"SQLite format 3\0"
LEFT = "It was left as it is, and nothing was taken from it."
DAMAGED = (
    "{path} is damaged. {left} Copy it once more from the kiosk, or take the kiosk's own back-up."
)
ENCRYPTED = (
    "{path} is encrypted, and not with the key of this machine. {left} "
    "On the command line Heard asks for its key: heard merge FILE"
)


def file_in(path: Path) -> Path:
    """Return the database that a path means: a folder stands for the ``heard.db`` in it."""
    return path / DATABASE_NAME if path.is_dir() else path


def needs_a_key(path: Path) -> bool:
    """Say whether a file is encrypted, and not with the key of this machine.

    Refused where it is the database that is open here.
    """
    refuse_the_open_one(path)
    if not looks_encrypted(path) or not can_encrypt():
        return False
    return not (held_key() and opens_untouched(path, held_key()))


def file_engine(path: Path, key: str = "") -> Any:
    """Return an engine for a database in a file, with our settings; nothing is opened yet.

    ``key`` is the key of one that is encrypted.
    """
    settings: dict[str, Any] = {"pragmas": PRAGMAS, "timeout": 30, "lock_type": "IMMEDIATE"}
    if key:
        from models.encryption.encrypted_file import EncryptedFile

        return EncryptedFile(str(path), secret=secret_of(path, key), **settings)
    try:
        from playhouse.cysqlite_ext import CySqliteDatabase
    except ImportError:
        from peewee import SqliteDatabase

        return SqliteDatabase(str(path), **settings)
    return CySqliteDatabase(str(path), rank_functions=False, **settings)


def new_file(path: Path) -> Any:
    """Make a new database in a file and return its engine, open on this thread."""
    from playhouse.migrations import Runner

    engine = file_engine(path)
    engine.connect()
    engine.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    Runner(engine, str(MIGRATIONS)).up()
    return engine


@contextlib.contextmanager
def opened_copy(path: Path, key: str = "") -> Iterator[Any]:
    """Copy a database's file with what is in its log, and yield the copy's engine, up to date.

    A folder stands for the ``heard.db`` in it. The recordings beside the file are found beside
    the copy. The copy of an encrypted one is encrypted too; ``key`` opens it, else the key of the
    database that is open. ``StoreError``: there is none, it is damaged, another program's, a newer
    Heard's, the one that is open, or the key is another one.
    """
    path = file_in(path)
    _refuse_at_sight(path)
    key = _key_of(path, key)
    home = data_folder()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="merging-", dir=home))
    try:
        copy = _copied(path, folder)
        engine = file_engine(copy, key)
        try:
            _bring_up_to_date(engine, path)
            yield engine
        finally:
            engine.close()
    finally:
        overwrite_folder(folder)


def refuse_the_open_one(path: Path) -> None:
    """Refuse the database that is open here, before anything else looks into its file.

    To close any handle of it would let go of all the locks that SQLite holds on it.
    """
    name = str(getattr(database.obj, "database", "")) if database.obj is not None else ""
    if name and Path(name).exists() and path.exists() and os.path.samefile(name, path):
        raise StoreError(f"{path} is the database that is open here. There is nothing to merge.")


def _refuse_at_sight(path: Path) -> None:
    """Refuse what can be told from the outside, before anything is copied."""
    refuse_the_open_one(path)
    if path.exists() and not path.is_file():
        raise StoreError(f"{path} is not a file. {LEFT} Name the heard.db of the other machine.")
    try:
        with path.open("rb") as file:
            begins = file.read(len(MAGIC))
    except FileNotFoundError:
        raise StoreError(
            f"There is no file {path}. Nothing was merged. Look at the name."
        ) from None
    except OSError:
        raise StoreError(
            f"{path} cannot be read. {LEFT} Look whether the stick is in, then try again."
        ) from None
    if begins != MAGIC and not looks_encrypted(path):
        raise StoreError(f"{path} is not a Heard database, or it is damaged. {LEFT}")


def _key_of(path: Path, key: str) -> str:
    """Return the key that opens a file; nothing where it is not encrypted."""
    if not looks_encrypted(path):
        return ""
    if not can_encrypt():
        raise StoreError(NO_LIBRARY)
    for one in filter(None, (key, held_key())):
        if opens_untouched(path, one):
            return one
    raise StoreError(WRONG_KEY if key else ENCRYPTED.format(path=path, left=LEFT))


def _copied(path: Path, folder: Path) -> Path:
    """Copy the file and its log. The index of the log is made anew by whoever opens it."""
    copy = folder / DATABASE_NAME
    try:
        shutil.copyfile(path, copy)
        log = path.with_name(path.name + "-wal")
        if log.exists():
            shutil.copyfile(log, folder / f"{DATABASE_NAME}-wal")
    except OSError:
        raise StoreError(
            f"{path} could not be copied. {LEFT} Look whether the stick is in and there is room "
            "on the disk, then try again."
        ) from None
    own = "recordings" if path.name == DATABASE_NAME else f"recordings of {path.stem}"
    if (path.absolute().parent / own).is_dir():
        (folder / "recordings").symlink_to(path.absolute().parent / own)
    return copy


def _bring_up_to_date(engine: Any, path: Path) -> None:
    """Look whether the copy is ours, whole and no newer than this Heard; run what it lacks."""
    from playhouse.migrations import Runner

    shipped = {file.stem for file in MIGRATIONS.glob("[0-9]*.py")}
    try:
        engine.connect()
        whole = engine.execute_sql("PRAGMA quick_check").fetchone()[0] == "ok"
        ours = engine.execute_sql("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        there = engine.table_exists("schema_migration")
        rows = engine.execute_sql("SELECT name FROM schema_migration").fetchall() if there else []
    except (PeeweeException, ValueError):
        raise StoreError(DAMAGED.format(path=path, left=LEFT)) from None
    if not ours or not there:
        raise StoreError(f"{path} belongs to another program. {LEFT}")
    if not whole:
        raise StoreError(DAMAGED.format(path=path, left=LEFT))
    applied = {name for (name,) in rows}
    if applied - shipped:
        raise NewerDatabaseError(
            f"{path} was made by a newer Heard. {LEFT} Bring this Heard up to date, then try again."
        )
    if shipped - applied:
        Runner(engine, str(MIGRATIONS)).up()


def overwrite_folder(folder: Path) -> None:
    """Overwrite and delete a copy: people's words were in it."""
    for file in folder.iterdir():
        if file.is_symlink():
            file.unlink()
            continue
        with contextlib.suppress(OSError), file.open("r+b") as opened:
            size = os.fstat(opened.fileno()).st_size
            for _ in range(0, size, 1 << 20):
                opened.write(bytes(min(1 << 20, size - opened.tell())))
            opened.flush()
            os.fsync(opened.fileno())
    shutil.rmtree(folder, ignore_errors=True)
