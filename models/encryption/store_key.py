"""The key of an encrypted database: where it comes from, and how a process that we start gets it.

It is never an argument, a value of the environment, or part of a message. A process that we
start inherits it in a piece of memory that has no name in any folder.
"""

import contextlib
import importlib
import os
import secrets
import shlex
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.errors import HeardError, RefusedError

__all__ = [
    "HANDED_ON",
    "KEY_FILE",
    "another_key",
    "check_new_key",
    "forget_key",
    "handed_on",
    "held_key",
    "inherited_key",
    "key_from_file",
    "key_from_keyring",
    "make_key_file",
    "stretched",
    "use_key",
    "write_to_keyring",
]

KEY_FILE = "HEARD_KEY_FILE"
"""The name of a variable: it names the file that holds the key. Empty: no key is looked for."""
HANDED_ON = "HEARD_KEY_FD"
"""The name of a variable: it holds the number of an open file, and never the key."""
# NIST SP 800-63B asks for 15 characters where nothing but a secret stands in front of the data;
# four short words have more.
SHORTEST_KEY, LONGEST_KEY = 15, 1000
# What SQLCipher 4 itself takes: changing one of these makes every file unreadable.
_ROUNDS, _KEY_BYTES = 256_000, 32
_SALT_DIGITS = 32
_MEMORY = "heard-key"
_SERVICE = "heard"
NO_KEYRING = (
    "There is no keyring that Heard can use here. Nothing was changed. "
    "Install one with: pip install keyring. Or keep the key in a file."
)


class _Held:
    """The key that this process uses. Nothing prints it."""

    __slots__ = ("secret", "stretched")

    def __init__(self) -> None:
        self.secret = ""
        self.stretched: dict[tuple[bytes, bytes], str] = {}


_held = _Held()


def use_key(secret: str) -> None:
    """Open encrypted databases with this key from now on, and make new ones with it."""
    _held.secret = _the_same_everywhere(secret)
    _leave_no_core()


@contextlib.contextmanager
def another_key(secret: str) -> Iterator[None]:
    """Use another key for a while: of a file that is opened beside the database."""
    before, _held.secret = _held.secret, _the_same_everywhere(secret)
    _leave_no_core()
    try:
        yield
    finally:
        _held.secret = before


def held_key() -> str:
    """Return the key that this process uses; nothing where there is none."""
    return _held.secret


def forget_key() -> None:
    """Use no key any more."""
    _held.secret = ""
    _held.stretched.clear()


def stretched(key: str, salt: bytes) -> str:
    """Return a key made slow to guess (PBKDF2-HMAC-SHA512), and its salt, as hexadecimal digits.

    It takes a third of a second on a slow core: so it is done once, for all connections of this
    process and of those that it starts.
    """
    _leave_no_core()
    key = _the_same_everywhere(key)
    known = _held.stretched.get((_named(key), salt))
    if known is None:
        import hashlib

        made = hashlib.pbkdf2_hmac("sha512", key.encode(), salt, _ROUNDS, _KEY_BYTES)
        known = _held.stretched[_named(key), salt] = made.hex() + salt.hex()
    return known


def _named(key: str) -> bytes:
    """Return what a key is known by. A key that somebody tried in vain is kept nowhere."""
    import hashlib

    return hashlib.sha256(key.encode()).digest()


def check_new_key(secret: str) -> str:
    """Return a new key as it is used; refused where it could be guessed."""
    secret = _the_same_everywhere(secret)
    if not SHORTEST_KEY <= len(secret) <= LONGEST_KEY or len(set(secret)) < 6:
        raise RefusedError(
            f"A key has at least {SHORTEST_KEY} letters, digits, signs and spaces. Nothing was "
            "changed. Take four or more words that do not belong together."
        )
    if not secret.isprintable():
        raise RefusedError("A key is one line of plain characters. Nothing was changed.")
    return secret


def _the_same_everywhere(secret: str) -> str:
    """Return a key whose accents are written in one way: keyboards differ."""
    return unicodedata.normalize("NFC", secret)


def _leave_no_core() -> None:
    """See that a crash writes no copy of this process's memory.

    Linux, core(5): a limit of 1 byte also stops what is piped to a program.
    """
    import resource

    with contextlib.suppress(OSError, ValueError):
        _, hard = resource.getrlimit(resource.RLIMIT_CORE)
        limit = 1 if hard == resource.RLIM_INFINITY else min(1, hard)
        resource.setrlimit(resource.RLIMIT_CORE, (limit, limit))


# -- a file ----------------------------------------------------------------------------------


def key_from_file(path: Path) -> str:
    """Return the key in a file; refused where somebody else could read it, or it is not there."""
    try:
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            if stat.S_IMODE(found.st_mode) & 0o077 or not stat.S_ISREG(found.st_mode):
                raise RefusedError(
                    f"Others could read the key file {path}. Nothing was opened. "
                    f"See that it is yours alone: chmod 600 -- {shlex.quote(str(path))}"
                )
            text = file.read(4 * LONGEST_KEY).decode()
    except OSError:
        raise RefusedError(
            f"The key file {path} cannot be read. Nothing was opened. "
            "Look whether its stick is plugged in, and whether the file is yours."
        ) from None
    except UnicodeDecodeError:
        text = ""
    line = text.rstrip("\r\n")
    if not line or not line.isprintable():
        raise RefusedError(
            f"The key file {path} does not hold a key of one line. Nothing was opened. "
            "Look whether it is the right file."
        )
    return line


def make_key_file(path: Path) -> str:
    """Make a file with a new key drawn at random, for its owner alone; return the key."""
    secret = secrets.token_urlsafe(32)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(f"{secret}\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        raise RefusedError(
            f"The key file {path} cannot be made. Nothing was changed. "
            "Look whether its folder is there, and whether a file of that name is there already."
        ) from None
    if key_from_file(path) != secret:
        raise RefusedError(f"The key file {path} was not written rightly. Nothing was changed.")
    return secret


# -- the keyring -----------------------------------------------------------------------------


def key_from_keyring(database: Path) -> str:
    """Return the key of a database from the system's keyring; refused where it has none."""
    try:
        found = _keyring().get_password(_SERVICE, str(database.absolute()))
    except HeardError:
        raise
    except Exception:
        # Each keyring has errors of its own: locked, not running, refused.
        raise RefusedError(NO_KEYRING) from None
    if not found:
        raise RefusedError(
            "The keyring has no key for this database. Nothing was opened. "
            "Unlock the keyring of the account that keeps it, or name the key file."
        )
    return str(found)


def write_to_keyring(database: Path, secret: str) -> None:
    """Keep the key of a database in the system's keyring; refused where it does not come back."""
    try:
        keyring = _keyring()
        keyring.set_password(_SERVICE, str(database.absolute()), secret)
        came_back = keyring.get_password(_SERVICE, str(database.absolute()))
    except HeardError:
        raise
    except Exception:  # as above
        raise RefusedError(NO_KEYRING) from None
    if came_back != secret:
        raise RefusedError(NO_KEYRING)


def _keyring() -> Any:
    try:
        return importlib.import_module("keyring")
    except ImportError:
        raise RefusedError(NO_KEYRING) from None


# -- from one process to the next ------------------------------------------------------------


def handed_on() -> tuple[tuple[int, ...], dict[str, str]]:
    """Return the open files and the variables that a process we start needs to have the key.

    What is open stays open in this process, so that the next one can have it too.
    """
    descriptor = _inherited()
    if descriptor is None and _held.secret:
        descriptor = os.memfd_create(_MEMORY, 0)
        mine = _named(_held.secret)
        known = [made for (name, _), made in _held.stretched.items() if name == mine]
        os.write(descriptor, "\n".join([_held.secret, *known]).encode())
        os.environ[HANDED_ON] = str(descriptor)
    if descriptor is None:
        return (), {}
    os.set_inheritable(descriptor, True)
    return (descriptor,), {HANDED_ON: str(descriptor)}


def inherited_key() -> str:
    """Return the key that the process which started this one handed on; nothing where none."""
    descriptor = _inherited()
    if descriptor is None:
        return ""
    os.set_inheritable(descriptor, False)
    key, *known = os.pread(descriptor, 1 << 16, 0).decode(errors="replace").split("\n")
    for made in known:
        _held.stretched[_named(key), bytes.fromhex(made[-_SALT_DIGITS:])] = made
    return key


def _inherited() -> int | None:
    """Return the open file with the key, where the one that is named is really that."""
    number = os.environ.get(HANDED_ON, "")
    if not number.isascii() or not number.isdecimal():
        return None
    try:
        name = os.readlink(f"/proc/self/fd/{number}")
    except OSError:
        return None
    return int(number) if name.startswith(f"/memfd:{_MEMORY}") else None
