"""The command that writes what may leave of a space, word for word, as a table."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import click

from models.exchange.exporting import (
    begin_export,
    how_many_may_leave,
    note_export,
    send_rows,
)
from models.outcome.told import HandOut, drop_hand_out
from models.space.space import find_space
from outcomes.export_files import Writing, format_of
from tui.completing import complete_space
from tui.place import Place
from tui.session import begin

__all__ = ["export"]


@click.command(short_help="Write what may leave of a space as a table.")
@click.argument("name", metavar="[SPACE]", default="", shell_complete=complete_space)
@click.option(
    "--to",
    "file",
    required=True,
    type=Place(dir_okay=False, path_type=Path),
    help="The file to write. Its name ends in .csv, .jsonl or .xlsx.",
)
@click.option(
    "--raw",
    is_flag=True,
    help="No apostrophe before what could be a formula: for another program, not for Excel.",
)
@click.pass_obj
def export(data: str | None, name: str, file: Path, raw: bool) -> None:
    """Write what people said in a space, a row each, for whoever counts and compares.

    Only what was cleared, and what its person agreed to have quoted word for word. No name, no
    time and no order of arrival is in it. It is noted as handed out: after somebody took words
    back, heard outcome --recall says which files to recall.

    SPACE is the id or the start of the title; without it, the open space is used.
    """
    form = format_of(file)
    begin(data)
    space = find_space(name)
    number = how_many_may_leave(space.uid)
    with (
        _noted(space.uid, str(file.absolute()), form) as begun,
        # Only where somebody watches: a script reads what is written, and waits for the end.
        click.progressbar(
            length=number, label="Writing", file=sys.stderr, hidden=not sys.stderr.isatty()
        ) as bar,
        Writing(file, raw=raw, tell=bar.update) as writing,
    ):
        sent = send_rows(space, writing.write)
        note_export(space.uid, str(file.absolute()), form, sent, begun=begun)
        writing.put_in_place()
        bar.update(number - bar.pos)
    click.echo(file)
    if writing.cut:
        click.echo(
            f"A cell of a workbook holds 32,767 characters, so {writing.cut} of its texts "
            "are cut short. A .csv file has all of them.",
            err=True,
        )
    if not number:
        click.echo("Nobody's words may leave yet, so there is no row in it.", err=True)


@contextmanager
def _noted(space: UUID, place: str, form: str) -> Iterator[HandOut]:
    """Have the file in the register from its first word on, and not where it came to nothing."""
    begun = begin_export(space, place, form)
    try:
        yield begun
    except BaseException:
        drop_hand_out(begun.uid)
        raise
