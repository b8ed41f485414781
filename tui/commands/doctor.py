"""The doctor, on the command line: whether the record is whole, and what can be mended."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from models.backup.places import backups_on_disk, known_places
from models.doctor.damage import as_one
from models.doctor.finding import Finding, Health
from models.doctor.health import examine
from models.doctor.mending import mend
from models.doctor.salvage import copy_out
from models.doctor.support_log import Event, log_files, note_event
from models.errors import DamagedError, HeardError, RefusedError
from models.places import database_address, database_file
from models.settings import Settings, read_settings
from models.store.database import close_store
from tui.session import begin, folder_of
from tui.stages import Stages, say_size

__all__ = ["doctor"]

WORDS = {Health.FINE: "fine", Health.PROBLEM: "PROBLEM", Health.MENDED: "mended"}
BEFORE_WORDS = 9


@click.command(short_help="Look whether the record is whole, and mend what can be mended.")
@click.option("--mend", "mends", is_flag=True, help="Mend what is safe to mend.")
@click.option(
    "--rescue", "rescues", is_flag=True, help="Copy out what can be read of a damaged database."
)
@click.option("--log", "shows_log", is_flag=True, help="Say where the log for support is.")
@click.option("--json", "as_data", is_flag=True, help="For scripts.")
@click.pass_obj
def doctor(data: str | None, mends: bool, rescues: bool, shows_log: bool, as_data: bool) -> None:
    """Look whether everything that people said is whole, adds up and is safe.

    It only looks. With --mend it mends what loses nothing, after a copy of the database, and says
    what it did. It ends with 0 where all is fine, and with 1 where there is something to do.
    """
    settings = read_settings()[0]
    store = database_file(database_address(folder_of(data, settings)))
    store = store.absolute() if store is not None else None
    trouble = None
    try:
        settings = begin(data, create=False)
    except HeardError as refused:
        trouble = refused
    if rescues:
        if trouble is None and not any(one.is_damage for one in examine(settings.backup)):
            raise RefusedError(
                "The database can be read, so there is nothing to rescue. Nothing was changed. "
                "Make a back-up: heard backup TO"
            )
        _rescue(store)
        return
    if shows_log and trouble is None:
        _show_log()
        return
    with Stages(quiet=as_data) as stages:
        stages.tell("Looking")
        found = (_not_opened(trouble, store, settings),) if trouble else examine(settings.backup)
        if store is not None and any(one.is_damage for one in found):
            places = known_places(store, settings.backup.to)
            found = as_one(found, store, backups_on_disk(store, places))
        if mends and trouble is None:
            stages.tell("Mending")
            found = mend(found)
    bad = sum(one.health is Health.PROBLEM for one in found)
    note_event(Event.EXAMINED, problems=bad)
    if as_data:
        click.echo(json.dumps([_plain(one) for one in found], indent=1))
    else:
        _show(found, bad, mends=mends)
    sys.exit(1 if bad else 0)


def _not_opened(trouble: HeardError, store: Path | None, settings: Settings) -> Finding:
    """Return what is said where the database does not open; one that is gone was there before."""
    is_gone = store is not None and not store.exists()
    was_there = is_gone and store and known_places(store, settings.backup.to)
    is_damage = isinstance(trouble, DamagedError) or bool(
        store and was_there and backups_on_disk(store, was_there)
    )
    return Finding("open", Health.PROBLEM, str(trouble), is_damage=is_damage)


def _rescue(store: Path | None) -> None:
    """Copy out what can be read of the database, whether it opens or not."""
    close_store()
    if store is None or not store.is_file():
        raise RefusedError(
            "There is no database file here to copy out of. Nothing was changed. "
            "Look for a back-up: heard backup --list"
        )
    with Stages() as stages:
        stages.tell("Copying out what can be read")
        copy, read = copy_out(store)
    click.echo(f"{copy}\n{read.contributions} contributions. The database is as it was.")
    if read.holes:
        click.echo(f"Parts of these could not be read: {', '.join(read.holes)}.")
    click.echo("It holds what people said. What to do next: heard doctor")


def _plain(one: Finding) -> dict[str, object]:
    return {
        "name": one.name,
        "health": str(one.health),
        "said": one.said,
        "do": one.do,
        "safe": one.safe,
        "steps": list(one.steps),
        "because_of": one.because,
        "can_be_mended": one.mend is not None and one.health is Health.PROBLEM,
    }


def _show(found: Sequence[Finding], bad: int, *, mends: bool) -> None:
    found = [one for one in found if not one.because]
    bad = sum(one.health is Health.PROBLEM for one in found)
    width = max(len(one.name) for one in found)
    for one in found:
        click.echo(f"{WORDS[one.health]:<{BEFORE_WORDS}}{one.name:<{width}}  {one.said}")
        if one.do:
            click.echo(f"{'':<{BEFORE_WORDS + width}}  {one.do}")
        for line in (one.safe, *(f"{n}. {step}" for n, step in enumerate(one.steps, 1))):
            if line:
                click.echo(f"{'':<{BEFORE_WORDS + width}}  {line}")
    if not bad:
        click.echo("\nAll is well.")
        return
    click.echo(f"\n{bad} thing{'s' if bad > 1 else ''} to do.")
    if not mends and any(one.mend is not None for one in found):
        click.echo("Heard can mend some of it: heard doctor --mend")


def _show_log() -> None:
    files = log_files()
    if not files:
        click.echo("There is no log yet.")
    for path in files:
        click.echo(f"{path}   {say_size(path.stat().st_size)}")
    click.echo(
        "It holds names of events, numbers, and kinds of faults with places in the program. "
        "No words, no names, no ids are in it. You can read it before you send it."
    )
