"""The kit check, on the command line."""

import shutil

import click

from tui.session import begin

__all__ = ["check"]


@click.command(short_help="Look whether everything is ready.")
@click.pass_obj
def check(data: str | None) -> None:
    """Look whether everything is ready, and say what to do where it is not.

    What is merely missing, such as a sound player, does not stop a meeting.
    """
    from tui.kit import check_kit

    settings = begin(data)
    size = shutil.get_terminal_size()
    for line in check_kit(settings, size.columns, size.lines):
        click.echo(f"{'pass   ' if line.ok else 'PROBLEM'}  {line.name}: {line.found}")
        if line.do:
            click.echo(f"         {line.do}")
