"""Copying out what can still be read of a damaged database, table by table and row by row.

The copy is a database that Heard opens: indexes and the list of words are made anew with it. A row
that cannot be read is passed over, and so nothing in the copy is made up.
"""

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.backup.file import as_name, opened, sync, word_indexes
from models.encryption.encryption import make_encrypted, make_for_us_alone
from models.errors import HeardError
from models.store.rescue import rescued_file

__all__ = ["Readable", "copy_out", "what_can_be_read"]

BATCH = 200
# A leaf of a table holds fewer rows than this; behind it, larger steps find what comes next.
ONE_BY_ONE = 2000
MOST_ROWS = 1 << 40
# They are made anew from the rest.
MADE_ANEW = ("search_text", "search_stale")


@dataclass(frozen=True)
class Readable:
    """What can be read of a damaged file: how many contributions, and the tables with holes."""

    contributions: int = 0
    holes: tuple[str, ...] = ()


def what_can_be_read(path: Path) -> Readable | None:
    """Read every row of a file; None where not even its tables can be told. It is not changed."""
    if not path.is_file():  # to open it would make it
        return None
    try:
        with opened(path, query_only=1) as engine:
            return _read(engine, None)
    except Exception:  # each driver has errors of its own, which can quote people
        return None


def copy_out(path: Path) -> tuple[Path, Readable]:
    """Copy what can still be read into a new database beside it; return that, and what it has.

    An encrypted one stays encrypted, with the key that this process holds. Nobody may have the
    damaged one open in this process. ``HeardError``: nothing can be read, or there is no room.
    """
    from models.store.database import APPLICATION_ID

    copy = rescued_file(path, path.stat().st_ino if path.is_file() else 0)
    if copy.exists():
        raise HeardError(
            f"There is a copy already: {copy}. Nothing was changed. What to do next: heard doctor"
        )
    part = copy.with_name(f"{copy.name}.{os.getpid()}.part")
    try:
        with opened(path, query_only=1) as engine:
            if getattr(engine, "is_encrypted", False):
                make_encrypted(part, APPLICATION_ID)
            make_for_us_alone(part)
            with opened(part, synchronous="full") as new:
                new.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                with new.atomic():
                    read = _read(engine, new)
        sync(part)
        part.replace(copy)
        sync(copy.parent)
    except HeardError:
        raise
    except Exception:  # as above
        raise HeardError(
            f"Nothing could be copied out of {path}. It was left as it is. Look whether there is "
            "room on the disk. If there is, too much of the file is damaged: put a back-up back."
        ) from None
    finally:
        for end in ("", "-journal"):
            with contextlib.suppress(OSError):
                Path(f"{part}{end}").unlink()
    return copy, read


def _read(engine: Any, new: Any | None) -> Readable:
    """Read all tables, and put their rows into a new file where there is one."""
    tables, others = _tables(engine)
    if "contribution" not in tables:
        raise HeardError(f"{engine.database} has no contributions in it. Nothing was changed.")
    contributions, holes = 0, []
    for name, sql in tables.items():
        put = _putting(new, engine, name, sql) if new is not None else lambda _row: None
        if name in MADE_ANEW:
            continue
        rows = _Rows(engine, name)
        for row in rows:
            contributions += name == "contribution"
            put(row)
        if rows.has_holes:
            holes.append(name)
    if new is not None:
        for sql in others:
            new.execute_sql(sql)
    return Readable(contributions, tuple(holes))


def _tables(engine: Any) -> tuple[dict[str, str], list[str]]:
    """Return how each table is made, and each index and trigger; Heard makes its search anew."""
    schema = engine.execute_sql(
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL"
    ).fetchall()
    words = word_indexes(engine)
    inner = tuple(f"{name}_" for name in words)
    tables, others = {}, []
    for kind, name, table, sql in schema:
        if table in words or (inner and table.startswith(inner)) or name.startswith("sqlite_"):
            continue
        if kind == "table":
            tables[name] = sql
        elif not name.startswith("search_"):
            others.append(sql)
    return tables, others


def _putting(new: Any, engine: Any, name: str, made: str) -> Callable[[Any], Any]:
    """Make a table in the new file, and return what puts a row into it."""
    new.execute_sql(made)
    info = engine.execute_sql(f"PRAGMA table_info({as_name(name)})").fetchall()
    columns = ["rowid", *(one[1] for one in info)]
    named = ", ".join(map(as_name, columns))
    marks = ", ".join("?" * len(columns))
    sql = f"INSERT INTO {as_name(name)} ({named}) VALUES ({marks})"  # noqa: S608 - quoted
    return lambda row: new.execute_sql(sql, tuple(row))


class _Rows:
    """The rows of one table in the order of their numbers; what cannot be read is passed over."""

    def __init__(self, engine: Any, name: str) -> None:
        self._engine = engine
        self._sql = (
            f"SELECT rowid, * FROM {as_name(name)} NOT INDEXED "  # noqa: S608 - quoted
            "WHERE rowid > ? ORDER BY rowid LIMIT ?"
        )
        self.has_holes = False

    def __iter__(self) -> Iterator[Any]:
        last, failed, at_once = 0, 0, BATCH
        while last < MOST_ROWS:
            try:
                rows = self._engine.execute_sql(self._sql, (last, at_once)).fetchall()
            except Exception:  # each driver has errors of its own
                if getattr(self._engine, "is_encrypted", False):
                    # After one page that cannot be read SQLCipher reads no other.
                    self._engine.close()
                    self._engine.connect()
                if at_once > 1:
                    at_once = 1
                    continue
                self.has_holes = True
                failed += 1
                last += 1 if failed < ONE_BY_ONE else last
                continue
            if not rows:
                return
            yield from rows
            last, failed = rows[-1][0], 0
            at_once = min(BATCH, at_once * 2)
