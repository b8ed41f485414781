"""Opening the database: the right engine, the right settings, the right tables."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from shlex import quote
from typing import Any
from uuid import UUID

from peewee import ImproperlyConfigured, PeeweeException, PostgresqlDatabase, SqliteDatabase

from models.encryption.encryption import (
    encrypted_engine,
    make_encrypted,
    make_for_us_alone,
    nobody_opens,
    opening,
)
from models.errors import HeardError, NewerDatabaseError, StoreError
from models.identity import MOST_AHEAD_MS, begin_after, now_ms
from models.store.ballast import keep_reserve
from models.store.base import database
from models.store.guarded import Guarded, guarded
from models.store.rescue import rescued_files
from models.store.troubles import in_words

__all__ = ["CATCH_UP", "close_store", "open_as_it_lies", "open_store", "sqlite_is_sound"]

MIGRATIONS = Path(__file__).parents[1] / "migrations"
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
# Beside a back-up that was put back: what has to be taken back in it again.
CATCH_UP = ".catch-up"


def open_store(address: str, *, create: bool = True) -> str | None:
    """Open the database at a path or a server's URL, and bring its tables up to date.

    Returns a warning in words, or nothing. Raises ``StoreError`` with a sentence when the
    database cannot be used; it is then left as it was.
    """
    warning = open_as_it_lies(address, create=create)
    if isinstance(database.obj, SqliteDatabase):
        path = Path(str(database.obj.database))
        if path.with_name(path.name + CATCH_UP).exists():
            from models.backup.restore import finish_restore

            finish_restore(path)
    return warning


def open_as_it_lies(address: str, *, create: bool = True) -> str | None:
    """Do the same, and leave it to a restore to take back again what was taken back."""
    close_store()
    try:
        if address.startswith(("postgres://", "postgresql://")):
            from models.store.server import server_at  # a face on a file does without it

            database.initialize(server_at(address))
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
        told = _bring_up_to_date()
        _go_on_from_the_newest()
        _mend_search()
        _tidy_recordings()
        _finish_erasures()
        if isinstance(database.obj, Guarded):
            keep_reserve(database.obj.path)
    except ImproperlyConfigured:  # how Peewee says that a driver is not installed
        from models.store.server import NO_DRIVER

        close_store()
        raise StoreError(NO_DRIVER) from None
    except PeeweeException as trouble:
        close_store()
        raise in_words(trouble) from None
    except HeardError:
        close_store()
        raise
    return " ".join(filter(None, (warning, told))) or None


def close_store() -> None:
    """Close this thread's connection and forget the database."""
    if database.obj is not None:
        with contextlib.suppress(PeeweeException):
            database.close()
        database.initialize(None)


def sqlite_is_sound(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """Say whether a version of SQLite is free of the fault of 3.7.0 to 3.51.2."""
    return version >= SOUND_SQLITE


def _open_file(path: Path, *, create: bool) -> str | None:
    if not path.exists() or (create and path.is_file() and not path.stat().st_size):
        _refuse_to_forget_a_copy(path)
    if not path.exists():
        if not create:
            raise StoreError(f"There is no Heard database at {path}. Nothing was made.")
        try:
            path.parent.mkdir(mode=0o770, parents=True, exist_ok=True)
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
    make_encrypted(path, APPLICATION_ID)
    if not path.exists() and str(path) != ":memory:":
        make_for_us_alone(path)
    # To turn a new file to a log waits for nobody (measured): two at once, and one is refused.
    is_new = path.exists() and not path.stat().st_size
    with nobody_opens(path.parent) if is_new else opening(path):
        _refuse_foreign_file(path)
        engine, warning = _sqlite(path, PRAGMAS)
        database.initialize(engine)
        database.connect(reuse_if_open=True)
        if database.execute_sql("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            database.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    engine.know_file()
    return warning


def _refuse_to_forget_a_copy(path: Path) -> None:
    """Refuse to begin anew where a database was lost: beside its copy, or with back-ups of it."""
    copies = rescued_files(path)
    if copies:
        raise StoreError(
            f"The database {path} is gone, but all that was saved in it is in {copies[-1]}. "
            f"Give that copy the name {path.name}, then start again. "
            "To begin anew, move the copy to another folder."
        )
    from models.backup.places import backups_on_disk, known_places  # where something is wrong

    found = [one for one in backups_on_disk(path, known_places(path)) if one.path.is_file()]
    if found:
        raise StoreError(
            f"The database {path} is gone, and there are back-ups of it. Nothing was made. "
            f"Put the newest back: heard restore {quote(str(found[0].path))}. Or look at all of "
            "them: heard backup --list. To begin anew, name another folder with --data."
        )


def _sqlite(path: Path, pragmas: dict[str, Any]) -> tuple[Any, str | None]:
    settings: dict[str, Any] = {
        "pragmas": pragmas,
        "timeout": BUSY_SECONDS,
        "lock_type": "IMMEDIATE",
        "autoconnect": False,
    }
    encrypted = encrypted_engine(path)
    if encrypted:
        engine, key = encrypted
        return guarded(engine)(str(path), **key, **settings), None
    try:
        from playhouse.cysqlite_ext import CySqliteDatabase

        made = guarded(CySqliteDatabase)
        return made(str(path), rank_functions=False, **settings), None
    except ImportError:
        warning = None
        if not sqlite_is_sound():
            warning = (
                "This system's SQLite is older than 3.51.3 and can damage a database that "
                "several programs use at once. Everything works; make back-ups often, "
                "or install cysqlite."
            )
        # An older FTS5 is unsafe to it, and the index that finds words is one.
        settings["pragmas"] = {k: v for k, v in pragmas.items() if k != "trusted_schema"}
        return guarded(SqliteDatabase)(str(path), **settings), warning


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


def _bring_up_to_date() -> str | None:
    """Run the migrations that are missing, one process at a time; refuse a newer database.

    A copy is made before that; what is returned says in words where it is.
    """
    shipped = {file.stem for file in MIGRATIONS.glob("[0-9]*.py")}
    if _applied() == shipped:
        return None
    with _only_one_migrates():
        applied = _applied()
        if applied - shipped:
            raise NewerDatabaseError(
                "This database was made by a newer Heard. It was left as it is. "
                "Use the newer Heard, or another folder with --data."
            )
        if shipped - applied:
            from playhouse.migrations import Runner

            from models.store.upgrading import begin_upgrade, end_upgrade

            copy = begin_upgrade(max(shipped).partition("_")[0])
            Runner(database.obj, str(MIGRATIONS)).up()
            return end_upgrade(copy)
    return None


def _go_on_from_the_newest() -> None:
    """See that nothing is dated before what is on record, where the clock was set back meanwhile.

    An identity holds its moment, so the newest row is found by its key. One that is too far
    ahead to be true is passed over.
    """
    mark = database.obj.param
    latest = UUID(int=((now_ms() + MOST_AHEAD_MS) << 80) - 1)
    found = [database.execute_sql("SELECT max(seen) FROM face").fetchone()[0] or 0]
    for table in ("contribution", "act"):
        newest = database.execute_sql(
            f"SELECT uid FROM {table} WHERE uid <= {mark} ORDER BY uid DESC LIMIT 1",  # noqa: S608
            (latest.hex,),
        ).fetchone()
        if newest:
            found.append(UUID(str(newest[0])).int >> 80)
    begin_after(max(found))


def _mend_search() -> None:
    """See that words can be found: a migration that copies a table loses the index's triggers."""
    from models.search.index import ensure_index, has_index

    if not has_index():
        with _only_one_migrates():
            ensure_index()


def _finish_erasures() -> None:
    """Erase the last traces that stayed because somebody was reading, or because of a stop."""
    from models.erasure.erasure import finish_erasures

    with contextlib.suppress(HeardError):
        finish_erasures()


def _tidy_recordings() -> None:
    """Finish with recordings what a stop interrupted; where there are none, nothing is loaded."""
    from models.places import recordings_folder

    if recordings_folder().is_dir():
        from models.recording.after_a_stop import tidy_recordings

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
        from models.store.server import only_one_migrates

        with only_one_migrates():
            yield
        return
    if not isinstance(database.obj, SqliteDatabase) or name == ":memory:":
        yield
        return
    import fcntl

    with Path(f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
