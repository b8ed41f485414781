"""The command that encrypts the database, changes its key, or takes it off."""

from pathlib import Path

import click

from models.encryption.encryption import can_encrypt, is_its_key, looks_encrypted
from models.encryption.new_key import NO_ENCRYPTION, change_key, left_over, shred
from models.encryption.store_key import (
    check_new_key,
    held_key,
    key_from_file,
    make_key_file,
    use_key,
    write_to_keyring,
)
from models.errors import RefusedError, StoreError
from models.places import database_address, database_file, recordings_beside
from models.recording.after_a_stop import belongs_here
from models.recording.sealing import bring_in_line
from models.settings import read_settings
from models.store.database import close_store, open_store
from models.store.upgrading import forget_copies_before
from tui.place import Place
from tui.session import data_of
from tui.stages import Stages
from tui.unlocking import ask_new_key, unlock

__all__ = ["encrypt"]

QUESTIONS = {
    "encrypt": "Encrypt it? Whoever loses the key loses everything in it",
    "change": "Change its key? The old one opens it no more",
    "off": "Take the key off? Whoever has the file can then read it",
}
DISK_NOTE = "A solid-state disk or a stick may keep parts of it all the same."


@click.command(short_help="Encrypt the database, or change its key.")
@click.option("--change-key", "changes", is_flag=True, help="Give it another key.")
@click.option("--off", is_flag=True, help="Take the key off: the database is plain again.")
@click.option("--shred", "shreds", is_flag=True, help="Shred the copy that an earlier run left.")
@click.option(
    "--key-file",
    metavar="FILE",
    type=Place(dir_okay=False, path_type=Path),
    help="Keep the new key in this file; it is made, with a key drawn at random, if not there.",
)
@click.option("--keyring", is_flag=True, help="Keep the new key in the keyring of this system.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def encrypt(
    data: str | None,
    changes: bool,
    off: bool,
    shreds: bool,
    key_file: Path | None,
    keyring: bool,
    yes: bool,
) -> None:
    """Encrypt the database, so that nobody reads it without its key.

    The key is asked for on the terminal, twice; it is never an argument. Close every desk, room
    and kiosk first. A copy is made, compared row by row, and takes the place of the file.

    Nobody can open the database without its key. Keep the key in two places.
    """
    if changes + off + shreds > 1 or ((off or shreds) and (key_file or keyring)):
        raise click.UsageError("Those do not go together")
    path = _database(data)
    if shreds:
        _shred(path, yes=yes)
        return
    is_encrypted = looks_encrypted(path)
    if is_encrypted != (changes or off):
        raise RefusedError(_not_so(is_encrypted))
    old = _look_at(data, path)
    if not yes and not click.confirm(
        QUESTIONS["off" if off else "change" if changes else "encrypt"], err=True
    ):
        click.echo("Nothing was changed.")
        return
    new = "" if off else _new_key(path, key_file, keyring=keyring)
    if new and new == old:
        raise RefusedError("That is the key that it has already. Nothing was changed.")
    with Stages() as stages:
        replaced = change_key(path, old, new, tell=stages.tell)
    if new and not is_its_key(path, new):
        raise StoreError(
            f"The new file does not open. The old one is whole, in {replaced}. Give it the name "
            f"{path.name} again."
        )
    with Stages() as stages:
        stages.tell("Opening the recordings" if off else "Sealing the recordings")
        left = _recordings_follow(data)
    _tell(left, off=off, key_file=key_file, keyring=keyring)
    _finish_with(replaced, was_plain=not old, yes=yes)
    if not replaced.exists():
        _recordings_follow(data)  # the plain ones belonged to the plain copy


def _recordings_follow(data: str | None) -> int:
    """Have the recordings sealed, or opened, as the database is now; return how many are not."""
    open_store(database_address(data_of(data)), create=False)
    try:
        forget_copies_before()  # one from before an upgrade has the key of then, or none
        return bring_in_line(belongs_here)
    finally:
        close_store()


def _database(data: str | None) -> Path:
    path = database_file(database_address(data_of(data)))
    if path is None:
        raise RefusedError(
            "The database is on a server, and its files belong to the server. Nothing was "
            "changed. Ask whoever looks after the server to encrypt its disk."
        )
    if not path.exists():
        raise StoreError(
            f"There is no Heard database at {path}. Nothing was made. A new one is encrypted "
            "from the start where the settings name a key."
        )
    return path


def _not_so(is_encrypted: bool) -> str:
    if is_encrypted:
        return "It is encrypted already. To give it another key: heard encrypt --change-key"
    return "It is not encrypted. Nothing was changed. To encrypt it: heard encrypt"


def _look_at(data: str | None, path: Path) -> str:
    """Open the database once, as every command does, so that it is ours, whole and of today.

    Returns its key, nothing where it has none.
    """
    if not can_encrypt():
        raise StoreError(NO_ENCRYPTION)
    earlier = left_over(path)
    if earlier:
        raise RefusedError(
            f"A copy of an earlier run is still there: {earlier}. Nothing was changed. "
            "Shred it first: heard encrypt --shred"
        )
    address = database_address(data_of(data))
    settings, _ = read_settings()
    if looks_encrypted(path):
        unlock(address, settings.store.key)
    open_store(address, create=False)
    close_store()
    return held_key() if looks_encrypted(path) else ""


def _new_key(path: Path, key_file: Path | None, *, keyring: bool) -> str:
    """Return the new key, kept where it was asked to be, before anything needs it."""
    if key_file is not None:
        file = key_file.expanduser()
        new = check_new_key(key_from_file(file) if file.exists() else make_key_file(file))
    else:
        new = ask_new_key()
    if keyring:
        write_to_keyring(path, new)
    use_key(new)
    return held_key()


def _tell(left: int, *, off: bool, key_file: Path | None, keyring: bool) -> None:
    if left:
        what = f"{left} recording{'s' if left > 1 else ''}"
        done = "opened" if off else "sealed"
        click.echo(
            f"{what} could not be {done}. Nothing of them is lost. Make room on the disk, and look "
            "at them with: heard doctor"
        )
    if off:
        click.echo("The database is plain again. Take key out of [store] in the settings.")
        return
    click.echo("The database is encrypted with the new key. Everything in it is there.")
    where = f"file:{key_file.expanduser().absolute()}" if key_file else "keyring"
    if key_file or keyring:
        click.echo("So that Heard finds the key, write into the settings:\n")
        click.echo(f'[store]\nkey = "{where}"\n')
    click.echo("Keep the key in a second place. Back-ups made before stay as they are.")


def _finish_with(replaced: Path, *, was_plain: bool, yes: bool) -> None:
    """Shred what was replaced; where it is plain, only after a yes."""
    if was_plain and not yes:
        click.echo(f"The plain copy is still there: {replaced}. {DISK_NOTE}", err=True)
        if not click.confirm("Shred it now?", err=True):
            click.echo("It stays until you shred it: heard encrypt --shred")
            return
    shred(replaced)
    click.echo(f"The old copy is overwritten and deleted. {DISK_NOTE if was_plain else ''}".strip())


def _shred(path: Path, *, yes: bool) -> None:
    earlier = left_over(path)
    if earlier is None:
        click.echo("There is no copy of an earlier run. Nothing was changed.")
    elif yes or click.confirm(f"Shred {earlier}? The database itself stays", err=True):
        shred(earlier)
        click.echo(f"The old copy is overwritten and deleted. {DISK_NOTE}")
        if any(recordings_beside(path).glob("*.wav*")):
            click.echo("The plain copies of recordings go as Heard starts the next time.")
    else:
        click.echo("Nothing was changed.")
