"""The command that puts a back-up back."""

import sys
from pathlib import Path

import click

from models.backup.file import SpaceInBackUp, describe
from models.backup.restore import (
    Restored,
    ToPutBack,
    look_at_backup_file,
    refuse_where_it_cannot_be_put,
)
from models.backup.restore import restore as put_back
from models.dates import say_date
from models.doctor.support_log import log_to
from models.encryption.encryption import looks_encrypted
from models.encryption.store_key import another_key, forget_key, use_key
from models.errors import HeardError
from models.places import database_address
from models.settings import read_settings
from tui.place import Place
from tui.session import folder_of
from tui.stages import Stages, say_moment
from tui.unlocking import key_of_back_up, key_of_what_is_there

__all__ = ["restore"]

SHOWN = 8


@click.command(short_help="Put a back-up back.")
@click.argument("file", type=Place(dir_okay=False, path_type=Path))
@click.option(
    "--to",
    type=Place(file_okay=False, path_type=Path),
    help="Put it into this folder instead, to look at it: heard --data DIR.",
)
@click.option("--unchecked", is_flag=True, help="Take a file that has no checksums beside it.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def restore(data: str | None, file: Path, to: Path | None, unchecked: bool, yes: bool) -> None:
    """Put a back-up back in the place of the database. It says what is in it, and asks.

    What is there now is kept, in a folder beside it. What people took back since is taken back
    again. Leave every desk, room and kiosk first.

    FILE is a back-up, such as heard-2026-11-22-154300.db. See them with: heard backup --list
    """
    settings, _ = read_settings()
    address = str(to / "heard.db") if to else database_address(folder_of(data, settings))
    if "://" in address.removeprefix("sqlite:///"):
        raise HeardError(
            "The words are on a database server, so its own tools put a back-up back. "
            "Nothing was changed. Put it into a folder to look at it: --to DIR"
        )
    path = Path(address.removeprefix("sqlite:///")).expanduser().absolute()
    if to is None:
        log_to(path.parent)
    file = file.expanduser().absolute()
    refuse_where_it_cannot_be_put(file, path)
    forget_key()
    key = key_of_back_up(file, settings.store.key, path)
    key_there = key_of_what_is_there(path, settings.store.key)
    use_key(key)
    with Stages() as stages:
        stages.tell("Checking the back-up")
        found = look_at_backup_file(file, unchecked=unchecked)
    with another_key(key_there):
        _say_what(found, path)
    if looks_encrypted(path) and not key:
        click.echo("The back-up is not encrypted. Encrypt it afterwards: heard encrypt")
    if not yes and not click.confirm("Put it back?", err=True):
        click.echo("Nothing was changed.")
        sys.exit(1)
    with Stages() as stages:
        stages.tell("Putting it back")
        done = put_back(found, path, key_there=key_there)
    _say_done(done)


def _say_what(found: ToPutBack, path: Path) -> None:
    """Say what is in the back-up, and what is in its place now."""
    if found.has_checksums:
        click.echo(f"This back-up was made on {say_moment(found.made)}. It is whole.")
    else:
        click.echo(
            f"This file is from {say_moment(found.made)}, and can be read. It has no checksums, "
            "so nobody can say whether it is as it was made."
        )
        if found.inside.recordings:
            click.echo("Without them its recordings are not put back.")
    click.echo("In it:")
    _list(found.inside.spaces)
    if not path.exists():
        click.echo(f"It goes to {path}. Nothing is there now.")
        return
    click.echo(f"It goes to {path}. That holds now:")
    try:
        _list(describe(path).spaces)
    except HeardError:
        click.echo("  something that cannot be read")
    click.echo("That is kept, in a folder beside it.")


def _list(spaces: tuple[SpaceInBackUp, ...]) -> None:
    if not spaces:
        click.echo("  no space")
    for space in spaces[-SHOWN:]:
        day = f", {say_date(space.held_on)}" if space.held_on else ""
        click.echo(f"  {space.title}{day}: {space.contributions} contributions")
    if len(spaces) > SHOWN:
        click.echo(f"  and {len(spaces) - SHOWN} older spaces")


def _say_done(done: Restored) -> None:
    click.echo(f"It is put back: {done.path}")
    if done.aside:
        click.echo(f"What was there before is in: {done.aside}")
    if done.recordings:
        click.echo(f"Recordings put back: {done.recordings}.")
    if done.taken_back:
        click.echo(f"Taken back since, and now taken back again: {done.taken_back}.")
    if done.held:
        click.echo(f"Redacted since, and now held: {done.held}. Look at them at the desk.")
    if done.forgotten:
        click.echo(f"Spaces whose words were deleted since, and now again: {done.forgotten}.")
    if not done.knows_what_was_taken_back:
        click.echo(
            "What was there could not be read. So words that people took back since may be in "
            "it again. Take them out at the desk, by your own notes."
        )
