"""Opening the database: the right engine, the right settings, the right tables."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from peewee import ImproperlyConfigured, PeeweeException, PostgresqlDatabase, SqliteDatabase

from models.base import database
from models.errors import HeardError, NewerDatabaseError, StoreError
from models.troubles import in_words

__all__ = ["close_store", "open_store", "sqlite_is_sound"]

MIGRATIONS = Path(__file__).parent / "migrations"
# In the header of every database of ours ("HERD" in ASCII), so that another program's file is
# never taken for one.
APPLICATION_ID = 0x48455244
# With FULL nothing acknowledged was lost in 400 simulated power cuts; with NORMAL, 4,999 rows.
PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": 1,
    "secure_delete": 1,
    "journal_size_limit": 16_000_000,
    "recursive_triggers": 1,
    "trusted_schema": 0,
}
# Before 3.51.3 SQLite could corrupt a database that several processes wrote and checkpointed.
SOUND_SQLITE = (3, 51, 3)
BUSY_SECONDS = 30
NO_DRIVER = (
    "Heard has no driver for that database here. Nothing was changed. "
    "Install it with: pip install 'psycopg[binary]'"
)


def open_store(address: str, *, create: bool = True) -> str | None:
    """Open the database at a path or a server's URL, and bring its tables up to date.

    Returns a warning in words, or nothing. Raises ``StoreError`` with a sentence when the
    database cannot be used; it is then left as it was.
    """
    close_store()
    try:
        if address.startswith(("postgres://", "postgresql://")):
            database.initialize(_server(address))
            warning = None
        elif "://" in address.removeprefix("sqlite:///"):
            raise StoreError(
                "That kind of database is not one that Heard can use. Nothing was made. "
                "Name a folder with --data, or a postgresql:// address in HEARD_DATABASE."
            )
        else:
            path = Path(address.removeprefix("sqlite:///"))
            warning = _open_file(path, create=create)
        database.connect(reuse_if_open=True)
        _bring_up_to_date()
        _tidy_recordings()
    except ImproperlyConfigured:  # how Peewee says that a driver is not installed
        close_store()
        raise StoreError(NO_DRIVER) from None
    except PeeweeException as trouble:
        close_store()
        raise in_words(trouble) from None
    except HeardError:
        close_store()
        raise
    return warning


def close_store() -> None:
    """Close this thread's connection and forget the database."""
    if database.obj is not None:
        with contextlib.suppress(PeeweeException):
            database.close()
        database.initialize(None)


def sqlite_is_sound(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """Say whether a version of SQLite is free of the fault of 3.7.0 to 3.51.2."""
    return version >= SOUND_SQLITE


def _server(address: str) -> Any:
    from playhouse.db_url import connect

    try:
        return connect(
            address,
            unquote_user=True,
            unquote_password=True,
            prefer_psycopg3=True,
            autoconnect=False,
        )
    except ImportError:
        raise StoreError(NO_DRIVER) from None


def _open_file(path: Path, *, create: bool) -> str | None:
    if not path.exists():
        if not create:
            raise StoreError(f"There is no Heard database at {path}. Nothing was made.")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            raise StoreError(
                f"The folder {path.parent} cannot be made. Choose another one with --data."
            ) from None
    elif path.is_dir():
        raise StoreError(f"{path} is a folder, not a database. Choose another one with --data.")
    elif not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise StoreError(
            f"The database {path} may only be read, so nothing could be saved. It was left as it "
            "is. Make the file and its folder writable, or choose another folder with --data."
        )
    _refuse_foreign_file(path)
    engine, warning = _sqlite(path, PRAGMAS)
    database.initialize(engine)
    database.connect(reuse_if_open=True)
    if database.execute_sql("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        database.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    return warning


def _sqlite(path: Path, pragmas: dict[str, Any]) -> tuple[Any, str | None]:
    settings: dict[str, Any] = {
        "pragmas": pragmas,
        "timeout": BUSY_SECONDS,
        "lock_type": "IMMEDIATE",
        "autoconnect": False,
    }
    try:
        from playhouse.cysqlite_ext import CySqliteDatabase

        return CySqliteDatabase(str(path), rank_functions=False, **settings), None
    except ImportError:
        warning = None
        if not sqlite_is_sound():
            warning = (
                "This system's SQLite is older than 3.51.3 and can damage a database that "
                "several programs use at once. Everything works; make back-ups often, "
                "or install cysqlite."
            )
        return SqliteDatabase(str(path), **settings), warning


def _refuse_foreign_file(path: Path) -> None:
    """Refuse a file that some other program made; an empty one is ours to fill.

    Looked at without our settings: asking for a WAL would already change the file.
    """
    if not path.exists():
        return
    engine, _ = _sqlite(path, {})
    with contextlib.closing(engine):
        engine.connect()
        found = engine.execute_sql("PRAGMA application_id").fetchone()[0]
        tables = engine.execute_sql("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if found not in (0, APPLICATION_ID) or (tables and not found):
        raise StoreError(
            f"{path} belongs to another program. It was left as it is. "
            "Choose another folder with --data."
        )


def _bring_up_to_date() -> None:
    """Run the migrations that are missing, one process at a time; refuse a newer database."""
    shipped = {file.stem for file in MIGRATIONS.glob("[0-9]*.py")}
    if _applied() == shipped:
        return
    with _only_one_migrates():
        applied = _applied()
        if applied - shipped:
            raise NewerDatabaseError(
                "This database was made by a newer Heard. It was left as it is. "
                "Use the newer Heard, or another folder with --data."
            )
        if shipped - applied:
            from playhouse.migrations import Runner

            Runner(database.obj, str(MIGRATIONS)).up()


def _tidy_recordings() -> None:
    """Finish with recordings what a stop interrupted; where there are none, nothing is loaded."""
    from models.places import recordings_folder

    if recordings_folder().is_dir():
        from models.recording import tidy_recordings

        tidy_recordings()


def _applied() -> set[str]:
    if not database.table_exists("schema_migration"):
        return set()
    return {name for (name,) in database.execute_sql("SELECT name FROM schema_migration")}


@contextlib.contextmanager
def _only_one_migrates() -> Iterator[None]:
    """Hold a lock, on the server or beside the file: several faces may start at one moment."""
    name = str(database.obj.database)
    if isinstance(database.obj, PostgresqlDatabase):
        database.execute_sql("SELECT pg_advisory_lock(%s)", (APPLICATION_ID,))
        try:
            yield
        finally:
            database.execute_sql("SELECT pg_advisory_unlock(%s)", (APPLICATION_ID,))
        return
    if not isinstance(database.obj, SqliteDatabase) or name == ":memory:":
        yield
        return
    import fcntl

    with Path(f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
