"""The command that writes the key card for the table."""

from pathlib import Path

import click

from tui.place import Place

__all__ = ["keycard"]


@click.command(short_help="Write a page with all keys, to print for the table.")
@click.option(
    "--to",
    "file",
    metavar="FILE",
    required=True,
    type=Place(dir_okay=False, path_type=Path),
    help="The PDF file to write.",
)
def keycard(file: Path) -> None:
    """Write the keys of desk, room and kiosk on one page, in large print.

    It is a PDF with letters of 16 points and more. The keys are read from the program itself.
    """
    from tui.keycard import write_card

    paper = write_card(file)
    click.echo(f"Written: {file} (1 page, {paper})")
