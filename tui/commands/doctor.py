"""The doctor, on the command line: whether the record is whole, and what can be mended."""

import json
import sys
from collections.abc import Sequence

import click

from models.errors import HeardError
from models.health import Finding, Health, examine
from models.mending import mend
from models.support_log import Event, log_files, note_event
from tui.session import begin
from tui.stages import Stages, say_size

__all__ = ["doctor"]

WORDS = {Health.FINE: "fine", Health.PROBLEM: "PROBLEM", Health.MENDED: "mended"}
BEFORE_WORDS = 9
RESTORE = "Copy the whole folder first. Then put your newest back-up back: heard restore FILE"


@click.command(short_help="Look whether the record is whole, and mend what can be mended.")
@click.option("--mend", "mends", is_flag=True, help="Mend what is safe to mend.")
@click.option("--log", "shows_log", is_flag=True, help="Say where the log for support is.")
@click.option("--json", "as_data", is_flag=True, help="For scripts.")
@click.pass_obj
def doctor(data: str | None, mends: bool, shows_log: bool, as_data: bool) -> None:
    """Look whether everything that people said is whole, adds up and is safe.

    It only looks. With --mend it mends what loses nothing, after a copy of the database, and says
    what it did. It ends with 0 where all is fine, and with 1 where there is something to do.
    """
    try:
        settings = begin(data, create=False)
    except HeardError as trouble:
        found: tuple[Finding, ...] = (
            Finding("open", Health.PROBLEM, str(trouble), _advice(trouble)),
        )
    else:
        if shows_log:
            _show_log()
            return
        with Stages(quiet=as_data) as stages:
            stages.tell("Looking")
            found = examine(settings.backup)
            if mends:
                stages.tell("Mending")
                found = mend(found)
    bad = sum(one.health is Health.PROBLEM for one in found)
    note_event(Event.EXAMINED, problems=bad)
    if as_data:
        click.echo(json.dumps([_plain(one) for one in found], indent=1))
    else:
        _show(found, bad, mends=mends)
    sys.exit(1 if bad else 0)


def _advice(trouble: HeardError) -> str:
    return RESTORE if "is damaged" in str(trouble) else ""


def _plain(one: Finding) -> dict[str, object]:
    return {
        "name": one.name,
        "health": str(one.health),
        "said": one.said,
        "do": one.do,
        "can_be_mended": one.mend is not None and one.health is Health.PROBLEM,
    }


def _show(found: Sequence[Finding], bad: int, *, mends: bool) -> None:
    width = max(len(one.name) for one in found)
    for one in found:
        click.echo(f"{WORDS[one.health]:<{BEFORE_WORDS}}{one.name:<{width}}  {one.said}")
        if one.do:
            click.echo(f"{'':<{BEFORE_WORDS + width}}  {one.do}")
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
