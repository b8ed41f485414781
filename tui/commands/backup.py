"""The command that makes a back-up."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click
from peewee import PeeweeException

from models.backup.backup import README, default_place, make_backup, store_path
from models.backup.file import check_checksums, describe, is_backup_name
from models.backup.keeping import tidy_place
from models.backup.places import backups_on_disk, known_places
from models.backup.table import BackUp, backups
from models.encryption.store_key import use_key
from models.errors import HeardError
from models.places import database_address, database_file
from models.settings import read_settings
from models.store.database import close_store
from models.store.troubles import in_words
from tui.place import Place
from tui.session import begin, folder_of
from tui.stages import Stages, say_moment, say_size
from tui.unlocking import key_of_back_up

__all__ = ["backup"]


@click.command(short_help="Copy everything that people said to a safe place.")
@click.argument("to", required=False, type=Place(file_okay=False, path_type=Path))
@click.option("--list", "lists", is_flag=True, help="Show the back-ups that there are.")
@click.option(
    "--check",
    "checks",
    metavar="FILE",
    type=Place(dir_okay=False, path_type=Path),
    help="Look whether a back-up is whole; copy nothing.",
)
@click.option("--json", "as_data", is_flag=True, help="For scripts.")
@click.pass_obj
def backup(
    data: str | None, to: Path | None, lists: bool, checks: Path | None, as_data: bool
) -> None:
    """Copy everything that people said, recordings too, and check the copy.

    TO is a folder, such as one on a stick. Without it: the folder in the settings, else one beside
    the database. Everybody can go on meanwhile.

    Keep it as safe as the meeting itself. Put it back with: heard restore FILE
    """
    if checks is not None:
        settings = read_settings()[0]
        store = database_file(database_address(folder_of(data, settings)))
        use_key(key_of_back_up(checks, settings.store.key, store))
        _check(checks, as_data=as_data)
        return
    if lists:
        _list(data, as_data=as_data)
        return
    settings = begin(data, create=False)
    store_path()
    place = (to or Path(settings.backup.to or default_place())).expanduser().absolute()
    with Stages(quiet=as_data) as stages:
        done = make_backup(place, tell=stages.tell)
        gone = tidy_place(place, keep=settings.backup.keep, days=settings.backup.days)
    if as_data:
        click.echo(json.dumps(_plain(done) | {"deleted": gone}, indent=1))
        return
    click.echo(
        f"{done.path}\n{done.contributions} contributions, {done.recordings} recordings, "
        f"{say_size(done.bytes)}. Checked: it is whole and can be put back."
    )
    if gone:
        click.echo(f"{gone} older back-up{'s' if gone > 1 else ''} deleted.")
    for number, what in ((done.without, "not on this machine"), (done.damaged, "damaged")):
        if number:
            click.echo(f"{number} recordings are {what}, so they are not in it. See: heard doctor")
    if done.without or done.damaged:
        sys.exit(1)


def _plain(one: BackUp) -> dict[str, object]:
    return {
        "file": str(one.path),
        "made": one.made,
        "sha256": one.sha256,
        "bytes": one.bytes,
        "contributions": one.contributions,
        "recordings": one.recordings,
        "recordings_not_here": one.without,
        "recordings_damaged": one.damaged,
    }


def _list(data: str | None, *, as_data: bool) -> None:
    found, trouble = _found(data)
    if as_data:
        lines = [
            {"file": str(one.path), "made": one.made, "here": one.path.is_file()} for one in found
        ]
        click.echo(json.dumps(lines, indent=1))
        return
    if not found and trouble:
        click.echo("No back-up was found. Plug in the sticks that you have, then do it again.")
        sys.exit(1)
    if not found:
        click.echo("There is no back-up yet. Make one with: heard backup TO")
    for one in found:
        here = "" if one.path.is_file() else "   not here now: it is elsewhere, or was deleted"
        if not is_backup_name(one.path.name):
            here = "   what a restore kept: to put it back, add --unchecked"
        click.echo(f"{say_moment(one.made)}   {one.path}{here}")


def _found(data: str | None) -> tuple[Sequence[BackUp], bool]:
    """Return the back-ups, and whether there is trouble: then they are looked for on sticks, too.

    A damaged or missing database is what back-ups are for, so it does not stand in the way.
    """
    from outcomes.sticks import sticks

    settings = read_settings()[0]
    store = database_file(database_address(folder_of(data, settings)))
    registered: Sequence[BackUp] = ()
    is_trouble = False
    try:
        begin(data, create=False)
        registered = backups()
        close_store()
    except (HeardError, PeeweeException) as trouble:
        close_store()
        if store is None:
            raise
        is_trouble = True
        click.echo(str(trouble if isinstance(trouble, HeardError) else in_words(trouble)), err=True)
    if store is None:
        return registered, False
    # A register may have begun anew, and know nothing of those that were made before.
    places = known_places(store, settings.backup.to)
    if is_trouble:
        places += [place for stick in sticks() for place in (stick, *_folders_in(stick))]
    every = {one.path: one for one in (*backups_on_disk(store, places), *registered)}
    return sorted(every.values(), key=lambda one: (one.made, one.path), reverse=True), is_trouble


def _folders_in(stick: Path) -> list[Path]:
    try:
        return [one for one in stick.iterdir() if (one / README).is_file()]
    except OSError:
        return []


def _check(path: Path, *, as_data: bool) -> None:
    """Say whether a back-up is whole, and what is in it."""
    wrong = "" if path.is_file() else f"There is no back-up at {path}."
    wrong = wrong or check_checksums(path)
    spaces: list[dict[str, object]] = []
    if not wrong:
        try:
            found = describe(path)
        except HeardError as error:
            wrong = str(error)
        else:
            spaces = [
                {"title": s.title, "day": s.held_on, "contributions": s.contributions}
                for s in found.spaces
            ]
    if as_data:
        click.echo(json.dumps({"whole": not wrong, "wrong": wrong, "spaces": spaces}, indent=1))
    elif not wrong:
        click.echo(f"{path} is whole: {len(spaces)} space{'s' if len(spaces) != 1 else ''}.")
        for space in spaces:
            click.echo(f"  {space['title']}: {space['contributions']} contributions")
    if wrong:
        if not as_data:
            click.echo(wrong, err=True)
        sys.exit(1)
