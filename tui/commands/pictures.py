"""The command for pictures to answer with: an organisation's own, and whose they all are."""

from pathlib import Path

import click

from models.errors import HeardError
from models.kiosk.picture import (
    Picture,
    credits_of,
    own_pictures,
    remove_pictures,
    save_pictures,
)
from models.kiosk.picture import pictures as shipped
from models.words import stop
from tui.place import Place
from tui.session import begin

__all__ = ["pictures"]

ALL = "all"
ROWS = 12


@click.command(short_help="List the pictures to answer with, or add your own.")
@click.argument("folder", required=False, type=Place(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--credits", "whose", is_flag=True, help="Print credits and licences of all pictures."
)
@click.option("--show", metavar="NAME", help="Draw one picture as the kiosk draws it.")
@click.option(
    "--remove",
    "names",
    metavar="NAME",
    multiple=True,
    help='Remove an own picture. "all" removes all of them.',
)
@click.pass_obj
def pictures(
    data: str | None, folder: Path | None, whose: bool, show: str | None, names: tuple[str, ...]
) -> None:
    """List the pictures to answer with, or add your own from FOLDER.

    FOLDER holds PNG or JPEG images, and pictures.csv with the columns file, words, alt, licence
    and credit. Own pictures come first at the kiosk.
    """
    if sum(map(bool, (folder, whose, show, names))) > 1:
        raise HeardError(
            "A folder, --credits, --show and --remove are asked for one at a time. "
            "Nothing was done. Give only one of them."
        )
    begin(data)
    if folder:
        add(folder)
    elif whose:
        print_credits()
    elif show:
        draw(show)
    elif names:
        remove(names)
    else:
        list_all()


def add(folder: Path) -> None:
    """Add the pictures of a folder, and tell which rows were left out and why."""
    from tui.picture_folder import read_folder

    found = read_folder(folder)
    there = save_pictures(found.pictures)
    for sentence in found.wrong:
        click.echo(sentence, err=True)
    click.echo(f"{len(found.pictures)} saved, {len(found.wrong)} left out, {there} own in all.")
    if found.wrong:
        raise HeardError(
            "Some rows were left out; all others are saved. Mend those rows, then do it again."
        )


def remove(names: tuple[str, ...]) -> None:
    """Remove own pictures."""
    if ALL in names:
        names = tuple(one.name for one in own_pictures())
    click.echo(f"{remove_pictures(names)} removed. Answers that were given with them stay.")


def list_all() -> None:
    """List all pictures, own ones first."""
    own = own_pictures()
    for one in own:
        click.echo(f"{one.name}  {one.words}  (own)")
    for one in shipped():
        click.echo(f"{one.name}  {one.words}")
    click.echo(f"{len(own)} own, {len(shipped())} that ship with Heard.")


def print_credits() -> None:
    """Print whose the pictures are, each with its licence."""
    for credit, licence, words in credits_of():
        click.echo(f"{credit}. Licence: {licence}. {len(words)}: {', '.join(words)}.")


def draw(name: str) -> None:
    """Draw one picture in cells, with its words and what it shows."""
    from screens.widgets.picture_cells import cells_of

    one = next((one for one in (*own_pictures(), *shipped()) if one.name == name), None)
    if one is None:
        raise HeardError(f'There is no picture "{name}". See their names with: heard pictures')
    for row in cells_of(one.look, ROWS):
        click.echo("".join(click.style(block, reverse=changed) for block, changed in row))
    click.echo(told(one))


def told(one: Picture) -> str:
    """Return a picture in words."""
    return (
        f"{stop(one.words)} {stop(one.alt)} Licence: {stop(one.licence)} Credit: {stop(one.credit)}"
    )
