"""The command that writes the outcome page."""

from pathlib import Path

import click

from models.errors import HeardError
from models.outcome import read_outcome
from models.space import find_space
from outcomes import address_of, write_outcome_page
from tui.session import begin

__all__ = ["outcome"]


@click.command(short_help="Write the outcome page of a space.")
@click.argument("name", metavar="[SPACE]", default="")
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder to write to. Put it on a web server as it is.",
)
@click.pass_obj
def outcome(data: str | None, name: str, folder: Path) -> None:
    """Write the outcome page of a space: you said, we will, we can't because.

    The page is a file of its own, at the address that the space's QR holds.

    SPACE is the id or the start of the title; without it, the open space is used.
    """
    settings = begin(data)
    space = find_space(name)
    address = address_of(settings.address, space.public_id)
    try:
        page = write_outcome_page(read_outcome(space.uid), folder, address=address)
    except OSError:
        raise HeardError(
            f"The page could not be written to {folder}. Nothing was lost. "
            "Choose a folder that may be written."
        ) from None
    click.echo(f"{page}\nIts address is {address}")
