"""Encryption at rest: telling an encrypted file, and the engine that opens it.

SQLCipher encrypts each page of the file and of its log (AES-256, with an HMAC-SHA512 a page).
The key is stretched with PBKDF2 as SQLCipher itself does it, so any tool that knows SQLCipher
opens the file with the same key.
"""

import contextlib
import importlib
import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.encryption.store_key import held_key, stretched
from models.errors import StoreError

__all__ = [
    "WRONG_KEY",
    "can_encrypt",
    "encrypted_engine",
    "is_its_key",
    "looks_encrypted",
    "make_encrypted",
    "make_for_us_alone",
    "new_salt",
    "nobody_opens",
    "opening",
    "opens_untouched",
    "secret_of",
]

PLAIN_HEAD = b"SQLite format 3\0"
SALT_BYTES = 16
PAGE_BYTES = 4096
BUSY_SECONDS = 30
NO_LIBRARY = (
    "This database is encrypted, and Heard has no library here that opens it. It was left as it "
    "is. Install it with: pip install 'sqlcipher3>=0.6.4'"
)
NO_KEY = (
    "The database is encrypted, or is no Heard database. It was left as it is. "
    "Give its key: start Heard in a terminal, or name the key file in HEARD_KEY_FILE."
)
WRONG_KEY = (
    "That is not the key of this database, or it is no Heard database. Nothing was changed. "
    "Look whether it is the key of another database, or an older one."
)
BEING_CHANGED = (
    "The database is in use, or its key is being changed. Nothing was changed. "
    "Close every desk, room and kiosk, then start this again."
)


def can_encrypt() -> bool:
    """Say whether the library is there, without loading it."""
    return importlib.util.find_spec("sqlcipher3") is not None


def looks_encrypted(path: Path) -> bool:
    """Say whether a file could be an encrypted database: it begins with 16 random bytes.

    Never asked while this process has the file open: closing a file lets go of SQLite's locks.
    """
    try:
        with path.open("rb") as file:
            head = file.read(SALT_BYTES)
            size = os.fstat(file.fileno()).st_size
    except OSError:
        return False
    return size >= PAGE_BYTES and _is_random(head)


def _is_random(head: bytes) -> bool:
    """Say whether bytes are no head of SQLite, no text and no zeros."""
    return head != PLAIN_HEAD and any(byte > 126 for byte in head)


def secret_of(path: Path, key: str) -> str:
    """Return what opens an encrypted file: the stretched key and the file's salt, hexadecimal."""
    with path.open("rb") as file:
        return stretched(key, file.read(SALT_BYTES))


def new_salt() -> bytes:
    """Return a salt that is never taken for text."""
    while not _is_random(salt := os.urandom(SALT_BYTES)):
        pass
    return salt


def is_its_key(path: Path, key: str) -> bool:
    """Say whether a key opens an encrypted file; the file is only read."""
    try:
        _library().connect_file(str(path), secret_of(path, key), BUSY_SECONDS).close()
    except StoreError as refused:
        if str(refused) != WRONG_KEY:
            raise
        return False
    return True


def opens_untouched(path: Path, key: str) -> bool:
    """Say whether a key opens another machine's file, on a stick that may not be written to.

    Only its first page is read. Its log is left alone: to close the last connection would write
    the log into the file.
    """
    place = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        _library().connect_file(place, secret_of(path, key), BUSY_SECONDS, is_uri=True).close()
    except StoreError as refused:
        if str(refused) != WRONG_KEY:
            raise
        return False
    return True


def encrypted_engine(path: Path) -> tuple[type, dict[str, Any]] | None:
    """Return the engine for an encrypted file and what it needs; None where the file is plain.

    Raises ``StoreError`` where it is encrypted and the key, or the library, is missing.
    """
    if not looks_encrypted(path):
        return None
    if not can_encrypt():
        raise StoreError(NO_LIBRARY)
    if not held_key():
        raise StoreError(NO_KEY)
    return _library().EncryptedFile, {"secret": secret_of(path, held_key())}


def make_encrypted(path: Path, number: int) -> None:
    """Make a new encrypted database where this process holds a key and there is no file yet.

    ``number`` is written as its application id, so that it is never taken for a foreign file.
    """
    if not held_key() or (path.exists() and path.stat().st_size):
        return
    if not can_encrypt():
        raise StoreError(NO_LIBRARY.replace("This database is", "Databases here are"))
    with nobody_opens(path.parent):
        if path.exists() and path.stat().st_size:  # another process was first
            return
        make_for_us_alone(path)
        connection = _library().connect_file(
            str(path), stretched(held_key(), new_salt()), BUSY_SECONDS
        )
        with contextlib.closing(connection):
            connection.execute(f"PRAGMA application_id = {number}")


def make_for_us_alone(path: Path) -> None:
    """Make the empty file of a new database, which other accounts of the machine cannot read.

    SQLite gives its logs what the file has. Where it cannot be made, opening it says why.
    """
    with contextlib.suppress(OSError):
        path.touch(mode=0o660)


@contextlib.contextmanager
def opening(path: Path) -> Iterator[None]:
    """Hold while a database is opened: no other process puts a new file in its place meanwhile."""
    with _lock_on(path.parent, alone=False):
        yield


@contextlib.contextmanager
def nobody_opens(folder: Path) -> Iterator[None]:
    """Hold while a database is made, or another file takes its place."""
    with _lock_on(folder, alone=True):
        yield


@contextlib.contextmanager
def _lock_on(folder: Path, *, alone: bool) -> Iterator[None]:
    """Hold a lock on a folder. A file of its own for it would be one more to explain."""
    import fcntl

    with contextlib.ExitStack() as held:
        with contextlib.suppress(OSError):  # a file system without such locks does without
            descriptor = os.open(folder, os.O_RDONLY)
            held.callback(os.close, descriptor)
            fcntl.flock(descriptor, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield


def _library() -> Any:
    if not can_encrypt():
        raise StoreError(NO_LIBRARY)
    return importlib.import_module("models.encryption.encrypted_file")
