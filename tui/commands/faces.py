"""The commands that open a face: front door, desk, room, kiosk, and the demo."""

import sys
from collections.abc import Callable
from typing import Any

import click

from models.settings import Settings
from models.space import Space, find_space, list_spaces
from tui.session import begin, need_terminal

__all__ = ["demo", "desk", "door", "kiosk", "room"]


def run(data: str | None, face: str, name: str = "", *, with_door: bool = False) -> None:
    """Open a face and stay until a person leaves it."""
    need_terminal()
    settings = begin(data)
    if not list_spaces():
        from models.template import first_space

        first_space()
    show(settings, face, find_space(name), with_door=with_door, data=data)


def show(settings: Settings, face: str, space: Space, *, with_door: bool, data: str | None) -> None:
    """Run the application with one face first."""
    from tui.app import HeardApp
    from tui.faces import FACES

    make: Callable[[], Any] = FACES[face](settings, space)
    app = HeardApp(settings, make, door=with_door)
    asked_for = app.run()
    if asked_for == "demo":
        run_demo(data)
    sys.exit(app.return_code or 0)


def run_demo(data: str | None) -> None:
    """Open the demo, started clean."""
    from models.template import demo_space
    from tui.demo import clean_demo_folder

    settings = begin(str(clean_demo_folder(data)))
    show(settings, "door", demo_space(), with_door=True, data=data)


@click.command()
@click.pass_obj
def door(data: str | None) -> None:
    """Open the front door."""
    run(data, "door", with_door=True)


@click.command()
@click.argument("space", default="")
@click.pass_obj
def desk(data: str | None, space: str) -> None:
    """Open the desk, where the facilitator and the scribe work.

    SPACE is the id or the start of the title; without it, the open space is used.
    """
    run(data, "desk", space)


@click.command()
@click.argument("space", default="")
@click.pass_obj
def room(data: str | None, space: str) -> None:
    """Open the room: the shared screen that everyone sees.

    SPACE is the id or the start of the title; without it, the open space is used.
    """
    run(data, "room", space)


@click.command()
@click.argument("space", default="")
@click.pass_obj
def kiosk(data: str | None, space: str) -> None:
    """Open a kiosk, where one person at a time says something.

    To leave it, type the word leave on its first page.

    SPACE is the id or the start of the title; without it, the open space is used.
    """
    run(data, "kiosk", space)


@click.command()
@click.option("--only-load", is_flag=True, help="Load the demo and say where; open nothing.")
@click.pass_obj
def demo(data: str | None, only_load: bool) -> None:
    """See Heard with a made-up space, complete from rules to promises.

    It lives in a folder of its own and starts clean each time, so nothing you do there stays.
    """
    if not only_load:
        need_terminal()
        run_demo(data)
    from models.template import demo_space
    from tui.demo import clean_demo_folder

    folder = clean_demo_folder(data)
    begin(str(folder))
    demo_space()
    click.echo(f"The demo is in {folder}\nOpen it with: heard --data {folder} desk")
