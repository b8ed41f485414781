"""The commands that open a face: front door, desk, room, kiosk, and the demo."""

import os
import sys
from collections.abc import Callable
from typing import Any

import click

from models.doctor.log_of_runs import run_noted
from models.settings import Settings
from models.space.space import Space, find_space, list_spaces
from tui.completing import complete_space
from tui.environment import forget_developer_switches
from tui.place import Place
from tui.session import begin, begin_kiosk, need_terminal

__all__ = ["demo", "desk", "door", "kiosk", "room"]


def run(data: str | None, face: str, name: str = "", *, with_door: bool = False) -> None:
    """Open a face and stay until a person leaves it."""
    need_terminal()
    forget_developer_switches(at_kiosk=face == "kiosk")
    settings, end = begin_kiosk(data, name) if face == "kiosk" else (begin(data), _nothing)
    try:
        if not list_spaces():
            from models.space.template import first_space

            first_space()
        show(settings, face, find_space(name), with_door=with_door, data=data)
    finally:
        end()


def _nothing() -> None:
    """End a face that has nothing to end."""


def show(settings: Settings, face: str, space: Space, *, with_door: bool, data: str | None) -> None:
    """Run the application with one face first."""
    from tui.app import HeardApp
    from tui.faces import FACES, LEFT_BY_A_PERSON
    from tui.machine.signals import LEFT, WINDOW_LETTERS

    make: Callable[[], Any] = FACES[face](settings, space)
    app = HeardApp(settings, make, door=with_door)
    with run_noted(face) as noted:
        asked_for = app.run()
        noted["status"] = app.return_code or 0
    if asked_for == "demo":
        run_demo(data)
    if asked_for == LEFT_BY_A_PERSON and os.environ.get(WINDOW_LETTERS):
        sys.exit(LEFT)  # whoever started us for this machine does not start us again
    sys.exit(app.return_code or 0)


def run_plain(data: str | None, name: str) -> None:
    """Open the kiosk on plain lines: a terminal will do, and so will a pipe."""
    from tui.plain import run_plain_kiosk

    _settings, end = begin_kiosk(data, name)
    try:
        if not list_spaces():
            from models.space.template import first_space

            first_space()
        with run_noted("kiosk") as noted:
            run_plain_kiosk(find_space(name).uid)
            noted["status"] = 0
    finally:
        end()


def run_demo(data: str | None) -> None:
    """Open the demo, started clean."""
    from models.space.template import demo_space
    from tui.demo import clean_demo_folder

    settings = begin(str(clean_demo_folder(data)), made_up=True)
    show(settings, "door", demo_space(), with_door=True, data=data)


@click.command()
@click.pass_obj
def door(data: str | None) -> None:
    """Open the front door."""
    run(data, "door", with_door=True)


@click.command()
@click.argument("space", default="", shell_complete=complete_space)
@click.pass_obj
def desk(data: str | None, space: str) -> None:
    """Open the desk, where the facilitator and the scribe work.

    SPACE is the id or the start of the title; without it, the open space is used.
    """
    run(data, "desk", space)


@click.command()
@click.argument("space", default="", shell_complete=complete_space)
@click.option("--driven", is_flag=True, help="One machine, one screen: lead from the room itself.")
@click.pass_obj
def room(data: str | None, space: str, driven: bool) -> None:
    """Open the room: the shared screen that everyone sees.

    With --driven it has a line of keys at the bottom, and the desk opens from it with the PIN.

    SPACE is the id or the start of the title; without it, the open space is used.
    """
    run(data, "driven room" if driven else "room", space)


@click.command()
@click.argument("space", default="", shell_complete=complete_space)
@click.option(
    "--letters",
    metavar="POINTS",
    type=click.FloatRange(10, 120),
    help="Open it with letters of this size: in a window of its own, or on the console.",
)
@click.option("--plain", is_flag=True, help="On plain lines, for braille and screen readers.")
@click.option("--print", "shows", is_flag=True, help="Show what --install writes; write nothing.")
@click.option("--install", is_flag=True, help="Have this machine start as a kiosk. It asks first.")
@click.option("--uninstall", is_flag=True, help="Take back what --install did. It asks first.")
@click.option("--console", is_flag=True, help="With these: for a machine with no windows.")
@click.option(
    "--into",
    metavar="DIR",
    type=Place(exists=True, file_okay=False, resolve_path=True),
    help="With these: prepare the system whose files are in this folder.",
)
@click.option("--yes", is_flag=True, help="With these: do not ask.")
@click.pass_obj
def kiosk(
    data: str | None,
    space: str,
    letters: float | None,
    plain: bool,
    shows: bool,
    install: bool,
    uninstall: bool,
    console: bool,
    into: str | None,
    yes: bool,
) -> None:
    """Open a kiosk, where one person at a time says something.

    To leave it, type the word leave on its first page, or 999. It asks for the PIN.

    SPACE is the id or the start of the title; without it, the open space is used.
    """
    if shows or install or uninstall:
        from tui.commands import machine

        machine.run(
            what="print" if shows else "install" if install else "uninstall",
            console=console,
            letters=letters,
            into=into,
            yes=yes,
        )
        return
    if plain:
        run_plain(data, space)
        return
    if letters:
        from tui.machine.opening import open_with_letters

        open_with_letters(letters, data, space)
    run(data, "kiosk", space)


@click.command(short_help="See Heard with a made-up space.")
@click.option("--only-load", is_flag=True, help="Load the demo and say where; open nothing.")
@click.pass_obj
def demo(data: str | None, only_load: bool) -> None:
    """See Heard with a made-up space, complete from rules to promises.

    It lives in a folder of its own and starts clean each time, so nothing you do there stays.
    """
    if not only_load:
        need_terminal()
        run_demo(data)
    from models.space.template import demo_space
    from tui.demo import clean_demo_folder

    folder = clean_demo_folder(data)
    begin(str(folder), made_up=True)
    demo_space()
    click.echo(f"The demo is in {folder}\nOpen it with: heard --data {folder} desk")
