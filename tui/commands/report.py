"""The command that writes the draft report."""

from pathlib import Path

import click

from models.errors import HeardError
from models.outcome.report import note_report, read_report
from models.space.space import find_space
from outcomes import report_text, write_report
from tui.place import Place
from tui.session import begin

__all__ = ["report"]


@click.command(short_help="Write the draft report of a space.")
@click.argument("name", metavar="[SPACE]", default="")
@click.option(
    "--to",
    "file",
    type=Place(dir_okay=False, path_type=Path),
    help="The file to write to; a name that ends in .html makes a page. Without it: the screen.",
)
@click.pass_obj
def report(data: str | None, name: str, file: Path | None) -> None:
    """Write the draft report of a space: numbers, themes, promises, how it was, what broke.

    It is for the people who ran the meeting. It quotes only who agreed to it. A file is noted as
    handed out: after somebody took words back, heard outcome --recall says which to recall.

    SPACE is the id or the start of the title; without it, the open space is used.
    """
    begin(data)
    found = read_report(find_space(name).uid)
    if file is None:
        click.echo(report_text(found), nl=False)
        return
    note_report(found, str(file.absolute()))
    try:
        write_report(found, file)
    except OSError:
        raise HeardError(
            f"The report could not be written to {file}. Nothing was lost. "
            "Choose a file that may be written."
        ) from None
    click.echo(file)
