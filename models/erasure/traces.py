"""Traces: what is left in files of words that were taken back, looked for byte by byte.

The words are in memory for as long as it takes, and in no message, no log and no table.
"""

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from peewee import SqliteDatabase

from models.encryption.new_key import old_copy
from models.store.base import database

__all__ = ["Traces", "files_beside", "traces_of"]

# A word of fewer letters stands in any text by chance.
FEWEST_LETTERS = 5
# Of a text, this many letters at a time: what is left of it holds one of these pieces whole.
PIECE = 24
SHORTEST_PIECE = 8
# Bytes to read, times fragments to look for: about two seconds.
MOST_WORK = 2_000_000_000
FEWEST_FRAGMENTS = 8
CHUNK = 4 << 20
LOG_ENDINGS = ("", "-wal", "-shm", "-journal")
_WORD = re.compile(rf"\w{{{FEWEST_LETTERS},}}")


class Traces:
    """The fragments of some words, to be looked for. ``repr`` never shows them."""

    def __init__(self, pieces: Iterable[str], words: Iterable[str]) -> None:
        self._pieces = sorted({one for one in pieces if one}, key=len, reverse=True)
        self._whole = frozenset(self._pieces)
        self._words = sorted({one for one in words if one}, key=len, reverse=True)

    def __repr__(self) -> str:
        """Say how many there are, and nothing more."""
        return f"<{len(self)} traces>"

    def __len__(self) -> int:
        """Count the fragments."""
        return len(self._pieces) + len(self._words)

    def left(self) -> tuple[Path, ...]:
        """Return the files of the open database in which something is still left.

        What also stands in somebody else's words, in a theme or a prompt, is not theirs alone, and
        so does not count.
        """
        own = _own_files()
        found = []
        for path in files_beside():
            # Any English word may stand in some other file: there, only whole pieces count.
            fragments = self._pieces + (self._words if path in own else [])
            if self._is_in(path, fragments):
                found.append(path)
        return tuple(found)

    def _is_in(self, path: Path, fragments: list[str]) -> bool:
        try:
            size = path.stat().st_size
            most = max(FEWEST_FRAGMENTS, MOST_WORK // max(1, size))
            wanted = {one: one.encode() for one in fragments[:most]}
            for chunk in _chunks(path, max(map(len, wanted.values()), default=0) + 1):
                for fragment, what in list(wanted.items()):
                    if what in chunk and (fragment in self._whole or _by_itself(what, chunk)):
                        del wanted[fragment]
                        if not _stands_elsewhere(fragment):
                            return True
        except FileNotFoundError:  # a log goes with the last connection
            return False
        return False


def traces_of(*texts: str) -> Traces:
    """Return the fragments of texts: pieces of them, their words, and both as an index folds them.

    Nothing shorter than five letters is among them.
    """
    pieces: set[str] = set()
    words: set[str] = set()
    for text in texts:
        for form in {text, folded(text)}:
            starts = range(0, max(1, len(form) - SHORTEST_PIECE + 1), PIECE)
            pieces.update(
                part for at in starts if len(part := form[at : at + PIECE]) >= SHORTEST_PIECE
            )
            words.update(_WORD.findall(form))
    return Traces(pieces, words)


def folded(text: str) -> str:
    """Return a text as a search index holds it: small letters, and no marks on them."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c)))


def files_beside() -> tuple[Path, ...]:
    """Return the files that Heard wrote beside the open database, itself and its logs first.

    Recordings are sound, and each has a file of its own. Back-ups and other whole copies are not
    among them: they are of a moment, and are named to whoever has to call them back.
    """
    own = _own_files()
    if not own:
        return ()
    others = [
        one for one in sorted(own[0].parent.glob("*")) if one not in own and _is_ours(one, own[0])
    ]
    return tuple(one for one in (*own, *others) if one.is_file())


def _is_ours(one: Path, store: Path) -> bool:
    """Say whether a file belongs to this database: a lock, an outbox, a log for support."""
    if one == old_copy(store):
        return False
    return one.name.startswith((f"{store.name}.", f"{store.stem}.", "outbox", "support"))


def _own_files() -> tuple[Path, ...]:
    """Return the open database's file and its logs, whether they are there or not."""
    name = str(database.obj.database) if isinstance(database.obj, SqliteDatabase) else ":memory:"
    if name in ("", ":memory:"):
        return ()
    path = Path(name).absolute()
    return tuple(path.with_name(path.name + ending) for ending in LOG_ENDINGS)


_kept: dict[tuple[int, int], int] = {}


def _chunks(path: Path, overlap: int) -> Iterator[bytes]:
    """Read a file in parts that overlap, so that nothing is cut in two."""
    before, at, file = b"", 0, _kept_open(path)
    while part := os.pread(file, CHUNK, at):
        yield before + part
        before = part[-overlap:] if overlap else b""
        at += len(part)


def _kept_open(path: Path) -> int:
    """Open a file to be read, and never close it.

    To close any one handle of a file lets go of all locks that the process has on it: those of
    SQLite too, which other processes would then take for gone (sqlite.org/howtocorrupt.html, 2.2).
    """
    found = path.stat()
    key = found.st_dev, found.st_ino
    if key not in _kept:
        _kept[key] = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    return _kept[key]


def _by_itself(word: bytes, chunk: bytes) -> bool:
    """Say whether a word stands between bytes that are no letters.

    A record has no gaps between its texts: the end of one and the start of the next can make a
    word that nobody said.
    """
    whole = re.compile(rb"(?<![\w\x80-\xff])" + re.escape(word) + rb"(?![\w\x80-\xff])")
    return whole.search(chunk) is not None


def _stands_elsewhere(fragment: str) -> bool:
    """Say whether somebody else's words, a title or the database's own plan hold it too."""
    if _holds("sqlite_master", ["sql", "name"], fragment):
        return True
    return any(_holds(table, columns, fragment) for table, columns in _text_columns())


def _holds(table: str, columns: list[str], fragment: str) -> bool:
    where = " OR ".join(f'instr("{column}", ?)' for column in columns)
    sql = f'SELECT 1 FROM "{table}" WHERE {where} LIMIT 1'  # noqa: S608 - names of our tables
    return database.execute_sql(sql, [fragment] * len(columns)).fetchone() is not None


def _text_columns() -> list[tuple[str, list[str]]]:
    """Return the columns of each table that hold text; an index has none of its own."""
    tables: list[Any] = database.execute_sql("PRAGMA table_list").fetchall()
    found = []
    for _schema, table, kind, *_rest in tables:
        if kind == "table" and not table.startswith("sqlite_"):
            columns = database.execute_sql(f'PRAGMA table_info("{table}")').fetchall()
            texts = [
                name
                for _n, name, data, *_more in columns
                if data.upper() in ("TEXT", "BLOB", "ANY")
            ]
            if texts:
                found.append((table, texts))
    return found
