"""A copy of the database from before it is brought up to date, kept until the next time.

It is made once for an upgrade: where that is cut short, the next start goes on with the upgrade
and keeps the copy from before all of it. On a server there is none: servers have their own.
"""

import contextlib
import os
import shutil
from pathlib import Path
from typing import Any

from peewee import PeeweeException, SqliteDatabase

from models.errors import StoreError
from models.store.base import database

__all__ = ["WITHOUT_COPY", "begin_upgrade", "copies_before", "end_upgrade", "forget_copies_before"]

# Set to 1, an upgrade goes on where there is no room for a copy.
WITHOUT_COPY = "HEARD_NO_COPY"
UNFINISHED = ".unfinished"
SPARE_BYTES = 1_000_000
PRIVATE_FILE = 0o600


def begin_upgrade(version: str) -> Path | None:
    """Make a copy of the open database before it is changed, and return it.

    None where there is nothing to lose: a new database, or one on a server. Refused in words
    where there is no room for a copy, unless ``HEARD_NO_COPY`` is 1; nothing was changed then.
    """
    store = _file()
    if store is None or not _has_spaces():
        return None
    copy = store.with_name(f"{store.name}.before-{version}")
    unfinished = copy.with_name(f"{copy.name}{UNFINISHED}")
    if unfinished.exists():  # an upgrade that was cut short: this is from before all of it
        return copy
    if os.environ.get(WITHOUT_COPY) == "1":
        return None
    part = copy.with_name(f"{copy.name}.part")
    try:
        part.unlink(missing_ok=True)
        if shutil.disk_usage(store.parent).free < store.stat().st_size + SPARE_BYTES:
            raise _no_room(store)
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE))
        # What is encrypted stays so: the copy takes the key of the open database.
        database.execute_sql("VACUUM INTO ?", (str(part),))
        _on_the_disk(part)
        os.replace(part, unfinished)
        _on_the_disk(store.parent)
    except (OSError, PeeweeException):
        raise _no_room(store) from None
    finally:
        with contextlib.suppress(OSError):
            part.unlink()
    return copy


def end_upgrade(copy: Path | None) -> str | None:
    """Keep the copy of an upgrade that is done, and no older one; return where it is, in words."""
    if copy is None:
        return None
    unfinished = copy.with_name(f"{copy.name}{UNFINISHED}")
    with contextlib.suppress(FileNotFoundError):  # another face may have been here first
        os.replace(unfinished, copy)
    for older in copies_before():
        if older != copy:
            older.unlink(missing_ok=True)
    return (
        f"The database was brought up to date. A copy from before it is in {copy}. "
        "Delete it once everything is as it should be."
    )


def copies_before() -> tuple[Path, ...]:
    """Return the copies from before upgrades that lie beside the open database."""
    store = _file()
    return tuple(sorted(store.parent.glob(f"{store.name}.before-*"))) if store else ()


def forget_copies_before() -> None:
    """Delete the copies from before upgrades: somebody took words back that may be in them."""
    from models.recording.files import delete_files

    delete_files(*copies_before())


def _file() -> Path | None:
    engine: Any = database.obj
    name = str(engine.database) if isinstance(engine, SqliteDatabase) else ":memory:"
    return None if name in ("", ":memory:") else Path(name).absolute()


def _has_spaces() -> bool:
    if not database.table_exists("space"):
        return False
    return bool(database.execute_sql("SELECT 1 FROM space LIMIT 1").fetchone())


def _on_the_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _no_room(store: Path) -> StoreError:
    return StoreError(
        "This database has to be brought up to date, and a copy is made before that. "
        f"There is no room for it in {store.parent}. Nothing was changed. Delete or move some "
        f"files, then start again. To go on without a copy: {WITHOUT_COPY}=1"
    )
