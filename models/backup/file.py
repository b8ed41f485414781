"""A back-up as files: the copy, its checksums beside it, the recordings it needs, what is in it.

- ``heard-2026-11-22-154300.db``: the copy of the database
- ``heard-2026-11-22-154300.db.sha256``: checksums, as ``sha256sum -c`` reads them
- ``heard-recordings/<id>.wav``: every recording once, for all the copies in the folder
"""

import contextlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from peewee import PeeweeException

from models.errors import HeardError, NewerDatabaseError, StoreError

__all__ = [
    "POOL",
    "InBackUp",
    "SpaceInBackUp",
    "as_name",
    "check_checksums",
    "checksums_file",
    "count_rows",
    "day_of",
    "describe",
    "digest",
    "is_backup_name",
    "name_of_ours",
    "opened",
    "read_checksums",
    "sealed_name",
    "sync",
    "word_indexes",
]

POOL = "heard-recordings"
SEALED_NAME = re.compile(r"([0-9a-f-]{36})\.[0-9a-f]{16}\.sealed")
_NAME = re.compile(r".+-\d{4}-\d{2}-\d{2}-\d{6}(-\d+)?\.db")
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")
BLOCK = 1 << 20


@dataclass(frozen=True)
class SpaceInBackUp:
    """One space in a copy: its title, its date (YYYY-MM-DD or nothing) and its contributions."""

    title: str
    held_on: str
    state: str
    contributions: int


@dataclass(frozen=True)
class InBackUp:
    """What is in a database file. ``newest`` is the last capture, in UTC milliseconds, 0 for none.

    ``recordings`` are the ids of contributions whose recording belongs to it.
    """

    spaces: tuple[SpaceInBackUp, ...] = ()
    newest: int = 0
    counts: dict[str, int] | None = None
    recordings: tuple[UUID, ...] = ()

    @property
    def contributions(self) -> int:
        """How many contributions there are in all spaces."""
        return sum(space.contributions for space in self.spaces)


def is_backup_name(name: str) -> bool:
    """Say whether a file's name is one that a back-up has."""
    return bool(_NAME.fullmatch(name))


def checksums_file(path: Path) -> Path:
    """Return where the checksums of a back-up are."""
    return path.with_name(f"{path.name}.sha256")


@contextlib.contextmanager
def opened(path: Path, **pragmas: Any) -> Iterator[Any]:
    """Open a database file with an engine of its own, as Heard opens it, and close it again."""
    from models.store.database import _sqlite

    engine, _ = _sqlite(path, pragmas)
    engine.connect()
    try:
        yield engine
    finally:
        engine.close()


def sealed_name(uid: UUID, sha256: str) -> str:
    """Return the name of a sealed recording among back-ups.

    Sealed again it is another file, and older back-ups still need the one before.
    """
    return f"{uid}.{sha256[:16]}.sealed"


def name_of_ours(name: str) -> str:
    """Return the name that a recording among back-ups has beside its database."""
    found = SEALED_NAME.fullmatch(name)
    return f"{found[1]}.sealed" if found else name


def as_name(name: str) -> str:
    """Write the name of a table or a column for SQL, where it cannot be a parameter.

    A file that somebody brings may have any name in it.
    """
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def count_rows(engine: Any) -> dict[str, int]:
    """Count the rows of every table, in the transaction that is on.

    How many rows an index of words needs for itself says nothing, and differs after it was made
    anew.
    """
    tables = engine.execute_sql("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    inner = tuple(f"{name}_" for name in word_indexes(engine))
    return {
        name: int(engine.execute_sql(f"SELECT count(*) FROM {as_name(name)}").fetchone()[0])  # noqa: S608 - quoted
        for (name,) in sorted(tables)
        if not inner or not name.startswith(inner)
    }


def word_indexes(engine: Any) -> list[str]:
    """Return the names of the full-text indexes in a file."""
    found = engine.execute_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL%fts5%'"
    )
    return [name for (name,) in found.fetchall()]


def describe(path: Path) -> InBackUp:
    """Read what is in a database file, and write nothing.

    Raises ``StoreError`` for what is no database of ours, or is damaged, and
    ``NewerDatabaseError`` for one that a newer Heard made.
    """
    from models.store.database import APPLICATION_ID, MIGRATIONS

    try:
        with opened(path, query_only=1) as engine:
            if engine.execute_sql("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise StoreError(f"{path} is not a database of Heard. Nothing was changed.")
            applied = {n for (n,) in engine.execute_sql("SELECT name FROM schema_migration")}
            if applied - {file.stem for file in MIGRATIONS.glob("[0-9]*.py")}:
                raise NewerDatabaseError(
                    f"{path} was made by a newer Heard. Nothing was changed. Use the newer Heard."
                )
            if engine.execute_sql("PRAGMA quick_check").fetchone()[0] != "ok":
                raise StoreError(f"{path} is damaged. Nothing was changed. Use an older back-up.")
            return _described(engine)
    except PeeweeException:
        pass
    except HeardError:
        raise
    except Exception:  # noqa: S110 - each driver has errors of its own, which can quote people
        pass
    raise StoreError(
        f"{path} cannot be read: it is damaged, or no database of Heard. Nothing was changed."
    )


def _described(engine: Any) -> InBackUp:
    counts = count_rows(engine)
    spaces = engine.execute_sql(
        "SELECT title, held_on, state, (SELECT count(*) FROM contribution WHERE space_id = s.uid)"
        " FROM space AS s ORDER BY s.uid"
    ).fetchall()
    newest = engine.execute_sql("SELECT max(created) FROM contribution").fetchone()[0]
    has_any = "recording" in counts
    recordings = (
        engine.execute_sql("SELECT contribution_id FROM recording").fetchall() if has_any else []
    )
    return InBackUp(
        tuple(SpaceInBackUp(*row) for row in spaces),
        int(newest or 0),
        counts,
        tuple(UUID(uid) for (uid,) in recordings),
    )


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, as it is on the disk and not as the system remembers it."""
    import hashlib  # no face waits for it as it starts

    found = hashlib.sha256()
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while block := file.read(BLOCK):
            found.update(block)
    return found.hexdigest()


def read_checksums(path: Path) -> dict[str, str]:
    """Return the checksums beside a back-up, by the name of each file in its folder."""
    try:
        lines = checksums_file(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    found = [match for line in lines if (match := _LINE.fullmatch(line))]
    # A name that leads out of the folder is none of ours.
    return {m[2]: m[1] for m in found if not m[2].startswith("/") and ".." not in m[2].split("/")}


def check_checksums(path: Path) -> str:
    """Return what is wrong with a back-up by its checksums, in words; nothing where it is whole."""
    sums = read_checksums(path)
    if path.name not in sums:
        return f"There are no checksums beside {path}, so nobody can say whether it is whole."
    for name, wanted in sums.items():
        try:
            found = digest(path.parent / name)
        except OSError:
            return f"{path.parent / name} is missing or cannot be read."
        if found != wanted:
            return f"{path.parent / name} is not as it was written: its checksum is another one."
    return ""


def sync(path: Path) -> None:
    """See that a file or a folder is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def day_of(ms: int) -> str:
    """Return the day of a moment here, YYYY-MM-DD."""
    return date.fromtimestamp(ms / 1000).isoformat()
