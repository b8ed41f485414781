"""Giving a database a key, another key, or none: a checked copy takes the place of the file.

The copy is whole, compared row by row, and on the disk before it takes the old file's name in one
step. So whatever stops this, there is one database that opens: with the old key, or the new one.
SQLCipher can also change a key in place; a program that is killed then needs its log to be right.
"""

import contextlib
import os
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from models.encryption.encryption import (
    BEING_CHANGED,
    can_encrypt,
    looks_encrypted,
    new_salt,
    nobody_opens,
    secret_of,
)
from models.encryption.store_key import stretched
from models.errors import HeardError, NotSavedError, RefusedError, StoreError

__all__ = ["NO_ENCRYPTION", "change_key", "left_over", "old_copy", "shred"]

NO_ENCRYPTION = (
    "Heard cannot encrypt anything here: the library sqlcipher3 is missing. Nothing was changed. "
    "Install it with: pip install 'sqlcipher3>=0.6.4'"
)
NO_ROOM = (
    "The copy could not be written: the disk is full, or may not be written. "
    "The database is as it was. Make room for a second copy of it, then start this again."
)
DIFFERENT = (
    "The copy is not the same as the database, so it was thrown away. The database is as it was. "
    "Let Heard look at it first: heard doctor"
)
_CHUNK = 1 << 20  # bytes


def old_copy(path: Path) -> Path:
    """Return where the file stays that was replaced, until it is shredded."""
    return path.with_name(f"{path.name}.before")


def left_over(path: Path) -> Path | None:
    """Return the file that an earlier change replaced, where nobody has shredded it yet.

    A change that was stopped in the middle may have left a second name of the database itself:
    that name is taken away, and the file stays.
    """
    earlier = old_copy(path)
    if not earlier.exists():
        return None
    if path.exists() and earlier.samefile(path):
        earlier.unlink()
        return None
    return earlier


def change_key(
    path: Path, old: str, new: str, *, tell: Callable[[str], None] = lambda _: None
) -> Path:
    """Copy a database to another key, check the copy, and put it in the file's place.

    ``old`` is the key it has and ``new`` the one that it gets; "" means not encrypted. ``tell``
    hears each step. Returns the replaced file, still whole: somebody has to ``shred`` it. No
    process may have the database open, this one included. Raises ``HeardError`` in words; the
    database is then as it was.
    """
    if not can_encrypt():
        raise StoreError(NO_ENCRYPTION)
    earlier = left_over(path)
    if earlier:
        raise RefusedError(
            f"An earlier copy is still there: {earlier}. Nothing was changed. "
            "Shred it first, with: heard encrypt --shred"
        )
    secret = secret_of(path, old) if old else ""
    part = path.with_name(f"{path.name}.part")
    with nobody_opens(path.parent), _alone(path, secret) as connection:
        _leave_no_part(part)
        try:
            tell("Copying")
            _copy(connection, part, stretched(new, new_salt()) if new else "")
            tell("Comparing the copy, row by row")
            _compare(connection)
            connection.execute("DETACH copy")
            tell("Putting the copy in its place")
            _swap(path, part)
        except BaseException:
            _leave_no_part(part)
            raise
    return old_copy(path)


def shred(path: Path) -> None:
    """Overwrite a file and delete it. A solid-state disk may keep what was overwritten."""
    try:
        with path.open("r+b") as file:
            left = os.fstat(file.fileno()).st_size
            while left > 0:
                file.write(os.urandom(min(left, _CHUNK)))
                left -= _CHUNK
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        _sync_folder(path.parent)
    except OSError:
        raise HeardError(
            f"The old copy {path} could not be shredded. The database itself is safe. "
            "Look whether the file may be written, then: heard encrypt --shred"
        ) from None


@contextlib.contextmanager
def _alone(path: Path, secret: str) -> Iterator[Any]:
    """Yield a connection that keeps everybody else out; refused while somebody has it open."""
    from models.encryption.encrypted_file import connect_file, dbapi2

    connection = connect_file(str(path), secret, 2.0)
    with contextlib.closing(connection):
        try:
            # SQLite leaves its log only where no other connection is open: that is the test.
            connection.execute("PRAGMA journal_mode = delete").fetchone()
            connection.execute("PRAGMA locking_mode = exclusive").fetchone()
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
        except dbapi2.OperationalError:
            raise StoreError(BEING_CHANGED) from None
        try:
            yield connection
        except dbapi2.DatabaseError:  # its own message could quote words, and is not chained
            raise NotSavedError(NO_ROOM) from None


def _copy(connection: Any, part: Path, secret: str) -> None:
    """Copy everything into a new file, attached as ``copy``."""
    from models.encryption.encrypted_file import key_words

    def attach() -> None:
        connection.execute(f"ATTACH ? AS copy KEY {key_words(secret)}", (str(part),))

    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    attach()
    connection.execute("SELECT sqlcipher_export('copy')").fetchone()
    for number in ("application_id", "user_version"):
        [value] = connection.execute(f"PRAGMA main.{number}").fetchone()
        connection.execute(f"PRAGMA copy.{number} = {value}")
    # What was read so far may still be in memory: what counts is what the file says.
    connection.execute("DETACH copy")
    attach()


def _compare(connection: Any) -> None:
    """Refuse a copy that differs: in what there is, in one row, or in its own check."""
    schema = "SELECT type, name, tbl_name, sql FROM {}.sqlite_master ORDER BY type, name"
    _same(connection, schema)
    tables = connection.execute(
        "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' "
        "AND type IN ('table', 'shadow') AND name NOT IN ('sqlite_schema', 'sqlite_stat1', "
        "'sqlite_stat4') ORDER BY name"
    ).fetchall()
    for name, without_rowid in tables:
        quoted = '"' + name.replace('"', '""') + '"'
        order, first = ("", "*") if without_rowid else (" ORDER BY rowid", "rowid, *")
        if name.startswith("sqlite_"):  # SQLite's own, in any order
            order, first = " ORDER BY 1, 2", "*"
        # Names of our own tables, quoted: none can be a parameter.
        _same(connection, f"SELECT {first} FROM {{}}.{quoted}{order}")  # noqa: S608
    faults = [row for (row,) in connection.execute("PRAGMA copy.integrity_check")]
    broken = connection.execute("PRAGMA copy.cipher_integrity_check").fetchall()
    if faults != ["ok"] or broken:
        raise StoreError(DIFFERENT)


def _same(connection: Any, query: str) -> None:
    ours, theirs = (connection.cursor().execute(query.format(one)) for one in ("main", "copy"))
    if any(one != other for one, other in zip_longest(ours, theirs)):
        raise StoreError(DIFFERENT)


def _swap(path: Path, part: Path) -> None:
    """Give the copy the file's name in one step; the old file keeps another name."""
    try:
        with part.open("rb") as written:
            os.fsync(written.fileno())
        os.chmod(part, path.stat().st_mode & 0o777)
        os.link(path, old_copy(path))
        os.replace(part, path)
        _sync_folder(path.parent)
    except OSError:
        with contextlib.suppress(OSError):
            if part.exists():  # the name was not given
                old_copy(path).unlink()
        raise NotSavedError(NO_ROOM) from None


def _leave_no_part(part: Path) -> None:
    for file in (part, part.with_name(f"{part.name}-journal")):
        with contextlib.suppress(OSError):
            if looks_encrypted(file) or not file.stat().st_size:
                file.unlink()
            else:
                shred(file)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
