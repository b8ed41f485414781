"""The command that writes the day sheet."""

from pathlib import Path

import click

from models.errors import HeardError
from models.meeting.day_sheet import day_sheet
from models.space.space import find_space
from tui.place import Place
from tui.session import begin

__all__ = ["daysheet"]


@click.command(short_help="Write the day sheet: what people need, by counts.")
@click.argument("name", metavar="[SPACE]", default="")
@click.option(
    "--to",
    "file",
    type=Place(dir_okay=False, path_type=Path),
    help="A file to write it to, to be printed. Without it, it is shown here.",
)
@click.pass_obj
def daysheet(data: str | None, name: str, file: Path | None) -> None:
    """Write the day sheet of a space: place, times, running order, and needs.

    Needs are counts of adjustments. No name and no condition is on the sheet.

    SPACE is the id or the start of the title; without it, the open space is used.
    """
    begin(data, create=False)
    sheet = day_sheet(find_space(name).uid)
    if file is None:
        click.echo(sheet, nl=False)
        return
    try:
        file.write_text(sheet, encoding="utf-8")
    except OSError:
        raise HeardError(
            f"The day sheet could not be written to {file}. Nothing was lost. "
            "Choose a folder that may be written."
        ) from None
    click.echo(file)
