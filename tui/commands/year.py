"""The command that writes the report of a year, or of any other period."""

from collections.abc import Iterable
from pathlib import Path

import click

from models.errors import HeardError, RefusedError
from models.outcome.year import Year, read_year
from models.period import read_period
from models.theme.alike import fold_title, keep_apart, put_together
from tui.place import Place
from tui.session import begin

__all__ = ["year"]


@click.command(short_help="Write the report of a year: all spaces, all promises.")
@click.argument("period", metavar="[PERIOD]", default="")
@click.option(
    "--to",
    "folder",
    type=Place(file_okay=False, path_type=Path),
    help="The folder to write to: text, page, large print and table. Without it: the screen.",
)
@click.option(
    "--same",
    nargs=2,
    multiple=True,
    metavar="NAME NAME",
    help="Count two themes as one from now on; the second name stands. Can be given again.",
)
@click.option("--apart", multiple=True, metavar="NAME", help="Count a theme by itself again.")
@click.pass_obj
def year(
    data: str | None,
    period: str,
    folder: Path | None,
    same: tuple[tuple[str, str], ...],
    apart: tuple[str, ...],
) -> None:
    """Write the report of all spaces of a period: themes, promises, and who was not in the room.

    PERIOD is 2026, or 2026-01..2026-06, or 2026/27 for April to March, or "spring 2026". Without
    it, this year is used. A number of people under 5 is told as "fewer than 5".

    Themes of the same name are counted as one. Others only where you say so with --same.
    """
    from outcomes.year import write_year, year_text  # what makes pages, once there is a report

    first, last = read_period(period)
    begin(data)
    if same or apart:
        _refuse_a_slip([*(name for pair in same for name in pair), *apart], read_year(first, last))
    for title, other in same:
        put_together(title, other)
    for title in apart:
        keep_apart(title)
    found = read_year(first, last)
    if folder is None:
        click.echo(year_text(found), nl=False)
        return
    try:
        files = write_year(found, folder)
    except OSError:
        raise HeardError(
            f"The report could not be written to {folder}. Nothing was lost. "
            "Choose a folder that may be written."
        ) from None
    for file in files:
        click.echo(file)


def _refuse_a_slip(names: Iterable[str], of: Year) -> None:
    """Refuse a name that is no theme of the report: a slip in it would change nothing, unseen."""
    there = {fold_title(name) for theme in of.themes for name in (theme.title, *theme.titles)}
    if not {fold_title(name) for name in names} <= there:
        raise RefusedError(
            "No theme of this report has one of these names. Nothing was changed. "
            "Write each name as the report has it."
        )
