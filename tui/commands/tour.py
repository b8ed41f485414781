"""The command that shows the whole of Heard without anybody's hands."""

from pathlib import Path

import click

from tui.place import Place

__all__ = ["tour"]


@click.command(short_help="Run a short listening space by itself.")
@click.option(
    "--to",
    "folder",
    type=Place(file_okay=False, path_type=Path),
    default=Path("tour"),
    show_default=True,
    help="The folder for the pictures and the outcome page.",
)
def tour(folder: Path) -> None:
    """Run a short listening space by itself, and leave its pictures.

    It starts the real desk, room and kiosk in terminals of their own, presses their keys from
    the welcome to the close, and says line by line what happens. It needs no terminal, and
    touches no data of yours.
    """
    import os

    from models.encryption.store_key import KEY_FILE
    from tui.tour import Tour

    os.environ[KEY_FILE] = ""  # its words are made up, and no key is asked for
    Tour(folder.resolve(), click.echo).run()
    click.echo(f"The tour is over. Its pictures and the outcome page are in {folder}")
