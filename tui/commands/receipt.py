"""The command that finds one contribution by its receipt."""

from uuid import UUID

import click

from models.contribution.contribution import State
from models.contribution.fate import Fate, what_became_of
from models.erasure.recall import take_back_and_look
from models.kiosk.own_words import change_words
from models.kiosk.receipt import find_by_receipt
from models.space.space import find_space
from tui.completing import complete_space
from tui.secret_line import ask_line
from tui.session import begin

__all__ = ["receipt"]

LEAVE, READ, CHANGE, TAKE_BACK = "", "read", "change", "take back"


@click.command(short_help="Find one contribution by its four words.")
@click.argument("name", metavar="[SPACE]", default="", shell_complete=complete_space)
@click.pass_obj
def receipt(data: str | None, name: str) -> None:
    """Find one contribution by its four words, for the person whose it is.

    It asks for the words on the terminal, and tells what became of it. Then it can be read,
    changed or taken back. The words are never arguments: a shell keeps those.

    SPACE is the id or the start of the title; without it, all spaces are looked through.
    """
    begin(data, create=False)
    space = find_space(name).uid if name else None
    words = ask_line("The four words")
    found = what_became_of(find_by_receipt(space, words, face="the command line").uid)
    _tell(found)
    if found.state is not State.WITHDRAWN:
        _offer(found.uid)


def _tell(fate: Fate) -> None:
    for sentence in fate.told():
        click.echo(sentence)


def _offer(uid: UUID) -> None:
    """Ask what to do, until there is nothing more to do."""
    while True:
        click.echo("Type: read, change, or take back. Enter alone leaves it as it is.")
        wanted = ask_line("What now", may_be_empty=True).strip().casefold()
        if wanted == LEAVE:
            return
        if wanted == READ:
            click.echo(what_became_of(uid).words)
        elif wanted == CHANGE:
            change_words(uid, ask_line("The new words"))
            click.echo("Changed. The old words are gone. A person reads the new ones first.")
        elif wanted == TAKE_BACK:
            if ask_line("This cannot be undone. Type yes to take it back") == "yes":
                left = take_back_and_look(uid)
                click.echo("The words are taken back. One contribution was withdrawn.")
                for sentence in left.sentences:
                    click.echo(sentence)
                return
            click.echo("It was left as it is.")
        else:
            click.echo("That is none of the three.")
