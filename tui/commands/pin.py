"""The command that sets the PIN of the kiosks."""

import click

from models.errors import HeardError
from models.kiosk.pin import check_new_pin, check_pin, has_pin, replace_pin, set_pin
from tui.secret_line import ask_line
from tui.session import begin

__all__ = ["pin"]


@click.command()
@click.option(
    "--forgotten",
    is_flag=True,
    help="Set a new one without the old one, by this account's recovery key.",
)
@click.pass_obj
def pin(data: str | None, forgotten: bool) -> None:
    """Set the PIN of the kiosks, or change it.

    A kiosk is left only with it, and it gives unfinished answers back.

    It asks for it on the terminal, twice, and never takes it as an argument. A forgotten PIN
    loses no word: whoever holds this account sets a new one with --forgotten.
    """
    begin(data)
    old = ""
    if has_pin() and not forgotten:
        old = ask_line("The PIN that is set now", hidden=True)
        check_pin(old)
    new = check_new_pin(ask_line("A new PIN, 4 to 12 digits", hidden=True))
    if "".join(ask_line("The same once more", hidden=True).split()) != new:
        raise HeardError("The two are not the same. The PIN was not changed. Start it again.")
    if forgotten:
        replace_pin(new)
    else:
        set_pin(new, old)
    click.echo("The PIN is set. It leaves every kiosk.")
