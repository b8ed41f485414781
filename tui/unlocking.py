"""Having the key of an encrypted database before it is opened: handed on, from a file, asked for.

All of it happens before anything is drawn.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import click

from models.encryption.encryption import (
    NO_LIBRARY,
    WRONG_KEY,
    can_encrypt,
    is_its_key,
    looks_encrypted,
    opens_untouched,
)
from models.encryption.store_key import (
    KEY_FILE,
    check_new_key,
    forget_key,
    held_key,
    inherited_key,
    key_from_file,
    key_from_keyring,
    use_key,
)
from models.errors import RefusedError, StoreError
from models.merge.other_store import refuse_the_open_one
from models.places import database_file
from tui.secret_line import ask_line

__all__ = [
    "ask_new_key",
    "key_of_back_up",
    "key_of_other",
    "key_of_what_is_there",
    "key_source",
    "unlock",
]

TRIES = 3


def unlock(address: str, setting: str, *, create: bool = True) -> None:
    """Take the key of the database at an address, where it needs one.

    A new database needs one where the settings name a source for it. Raises ``HeardError`` where
    there is no key, or a wrong one.
    """
    forget_key()
    path = database_file(address)
    if path is None:
        return
    source = key_source(setting)
    is_new = not path.exists() or not path.stat().st_size
    if looks_encrypted(path):
        use_key(_right_key(path, source))
    elif is_new and create and source:
        use_key(inherited_key() or _new_key(path, source))
    elif source and not is_new:
        click.echo(
            "The database is not encrypted, although the settings name a key. "
            "Encrypt it with: heard encrypt",
            err=True,
        )


def key_source(setting: str) -> str:
    """Return where the key is: as HEARD_KEY_FILE says, else as the settings do."""
    file = os.environ.get(KEY_FILE)
    if file is None:
        return setting
    return f"file:{file}" if file else ""


def _right_key(path: Path, source: str) -> str:
    """Return the key of a database, with three tries where a person types it."""
    kept = inherited_key() or _kept_key(path, source)
    if kept:
        if is_its_key(path, kept):
            return kept
        raise StoreError(WRONG_KEY)
    typed = _typed_key("The key of the database", lambda one: is_its_key(path, one))
    if typed:
        return typed
    raise StoreError("The database stays locked. Nothing was changed. Look for its key.")


def key_of_back_up(path: Path, setting: str, store: Path | None) -> str:
    """Return the key of a back-up of a database; nothing where it is not encrypted.

    It may be an older key. A keyring keeps the key by the name of the database.
    """
    if not looks_encrypted(path):
        return ""
    return _one_of_the_keys(path, setting, store or path) or _asked_for(
        path, f"The key of {path.name}"
    )


def key_of_what_is_there(path: Path, setting: str) -> str:
    """Return the key of the database that a back-up is to replace; nothing where nobody has it."""
    if not looks_encrypted(path) or not can_encrypt():
        return ""
    question = "The key of the database that is there now, or Enter where nobody has it"
    return _one_of_the_keys(path, setting, path) or (
        _typed_key(question, lambda one: not one or is_its_key(path, one))
        if sys.stdin.isatty()
        else ""
    )


def _one_of_the_keys(path: Path, setting: str, store: Path) -> str:
    """Return the first that opens a file, of the keys that are kept somewhere for a database."""
    if not can_encrypt():
        raise StoreError(NO_LIBRARY)
    if _opens(path, inherited_key()):
        return inherited_key()
    for source in dict.fromkeys((key_source(setting), setting)):
        try:
            kept = _kept_key(store, source)
        except RefusedError as refused:  # a stick that is not in, a keyring without it
            click.echo(str(refused), err=True)
            continue
        if _opens(path, kept):
            return kept
    return ""


def _opens(path: Path, key: str) -> bool:
    """Say whether there is a key, and it is the file's."""
    return bool(key) and is_its_key(path, key)


def _asked_for(path: Path, question: str) -> str:
    found = _typed_key(question, lambda one: is_its_key(path, one))
    if found:
        return found
    raise StoreError("The back-up stays locked. Nothing was changed. Look for its key.")


def key_of_other(path: Path, source: str = "") -> str:
    """Return the key of another machine's file; nothing where it is not encrypted.

    The key of the database that is open goes first: kiosks often have the same. ``source`` is as
    in the settings, and says nothing of the database that is open.
    """
    refuse_the_open_one(path)
    if not looks_encrypted(path):
        return ""
    if not can_encrypt():
        raise StoreError(NO_LIBRARY)
    if held_key() and opens_untouched(path, held_key()):
        return held_key()
    kept = _kept_key(path, source)
    if kept and not opens_untouched(path, kept):
        raise StoreError(WRONG_KEY)
    found = kept or _typed_key(f"The key of {path}", lambda one: opens_untouched(path, one))
    if found:
        return found
    raise StoreError(f"{path} stays locked. Nothing was taken from it. Look for its key.")


def _typed_key(question: str, opens: Callable[[str], bool]) -> str:
    """Ask for a key until one opens, three times at most; nothing where none did."""
    for _ in range(TRIES):
        typed = ask_line(question, hidden=True)
        if opens(typed):
            return typed
        click.echo(WRONG_KEY, err=True)
        if not sys.stdin.isatty():
            break
    return ""


def _kept_key(path: Path, source: str) -> str:
    """Return a key that is kept somewhere; nothing where a person has to type it."""
    if source.startswith("file:"):
        return key_from_file(Path(source.removeprefix("file:")).expanduser())
    if source == "keyring":
        return key_from_keyring(path)
    return ""


def _new_key(path: Path, source: str) -> str:
    """Return the key for a database that is made now."""
    return _kept_key(path, source) or ask_new_key()


def ask_new_key() -> str:
    """Ask for a new key, twice; refused where it could be guessed, or the two differ."""
    new = check_new_key(
        ask_line("A new key for the database, 15 characters or more, such as 4 words", hidden=True)
    )
    if check_new_key(ask_line("The same once more", hidden=True)) != new:
        raise RefusedError("The two are not the same. Nothing was changed. Start it again.")
    return new
