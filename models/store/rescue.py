"""A copy of a database whose file was deleted or moved while it was open.

Its bytes are still there as long as one program has it open, and that program can copy them out.
"""

import contextlib
import glob
import os
from pathlib import Path
from typing import Any

from peewee import PeeweeException, SqliteDatabase

__all__ = ["rescue", "rescued_file", "rescued_files"]


def rescued_file(store: Path, number: int) -> Path:
    """Return where the copy of a lost file goes. Its inode is in the name: one copy of each."""
    return store.with_name(f"{store.stem} rescued {number}.db")


def rescued_files(store: Path) -> list[Path]:
    """Return the copies that were made of lost files of this name, the newest last."""
    found = store.parent.glob(f"{glob.escape(store.stem)} rescued *.db")
    return sorted(found, key=lambda copy: copy.stat().st_mtime_ns)


def rescue(engine: SqliteDatabase, number: int) -> Path | None:
    """Copy out everything that was saved, once, and return the copy; None where that fails.

    Of several programs with the same file open, the first makes the copy. The thread that asks
    has to have the file open, and no transaction in it.
    """
    store = Path(str(engine.database))
    copy = rescued_file(store, number)
    if copy.exists():
        return copy
    part = copy.with_name(f"{copy.name}.{os.getpid()}.part")
    try:
        if engine.is_closed():
            return None
        connection: Any = engine.connection()  # type: ignore[no-untyped-call]
        if connection.in_transaction:
            return None
        part.parent.mkdir(parents=True, exist_ok=True)
        engine.execute_sql("VACUUM INTO ?", (str(part),))  # type: ignore[no-untyped-call]
        _put_in_place(part, copy)
    except (OSError, PeeweeException):
        return None
    finally:
        with contextlib.suppress(OSError):
            part.unlink()
    return copy


def _put_in_place(part: Path, copy: Path) -> None:
    """Give a finished copy its name, for good; one that was there first stays."""
    with part.open("rb") as written:
        os.fsync(written.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(part, copy)
    folder = os.open(copy.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
