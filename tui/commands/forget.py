"""The command that asks about words whose time is over: delete them, or keep them and say why."""

import json
import sys

import click

from models.dates import say_date
from models.erasure.recall import forget_and_look
from models.erasure.retention import WHAT_GOES, Kept, keep_longer, kept_words, words_due
from models.errors import HeardError, RefusedError
from models.space.space import find_space, list_spaces
from tui.completing import complete_space
from tui.secret_line import ask_line
from tui.session import begin

__all__ = ["forget"]


@click.command(short_help="Delete the words of a space whose time is over.")
@click.argument("name", metavar="[SPACE]", default="", shell_complete=complete_space)
@click.option("--keep", "because", metavar="WHY", help="Keep its words another year, and say why.")
@click.option("--json", "as_json", is_flag=True, help="Say until when words are kept, as JSON.")
@click.pass_obj
def forget(data: str | None, name: str, because: str | None, as_json: bool) -> None:
    """Say until when the words of each space are kept, and delete those of one.

    SPACE is the id or the start of the title. Without it, nothing is deleted: it tells until when
    words are kept, and which are past their day.

    The words go for good; numbers, themes and promises stay. A person types yes at a terminal:
    what comes from a pipe or a file is refused.
    """
    begin(data, create=False)
    if as_json:
        click.echo(json.dumps([_plain(kept_words(one.uid)) for one in list_spaces()], indent=2))
    elif not name:
        _tell_all()
    elif because is not None:
        kept = keep_longer(find_space(name).uid, because)
        click.echo(f"The words are kept until {say_date(kept.until)}.")
    else:
        _delete(kept_words(find_space(name).uid))


def _tell_all() -> None:
    due = {one.space.uid for one in words_due()}
    for space in list_spaces():
        kept = kept_words(space.uid)
        if kept.anything:
            past = " PAST ITS DAY." if space.uid in due else ""
            click.echo(f"{' '.join(kept.sentences)}{past}")
    click.echo("To delete the words of one: heard forget SPACE")
    click.echo('To keep them another year: heard forget SPACE --keep "because ..."')


def _delete(kept: Kept) -> None:
    if not kept.anything:
        raise RefusedError("There are no words in this space any more. Nothing was changed.")
    if not sys.stdin.isatty():
        raise HeardError(
            "Nobody is here to type yes, so nothing was deleted. To delete these words, "
            "start it again at a terminal."
        )
    for sentence in (*kept.sentences, *WHAT_GOES):
        click.echo(sentence)
    if ask_line("Type yes to delete these words", may_be_empty=True).strip() != "yes":
        click.echo("They were left as they are.")
        return
    left = forget_and_look(kept.space.uid)
    click.echo("The words of this space are deleted. Numbers and promises stay.")
    for sentence in left.sentences:
        click.echo(sentence)


def _plain(kept: Kept) -> dict[str, object]:
    return {
        "space": kept.space.public_id,
        "title": kept.space.title,
        "kept_until": kept.until,
        "words": kept.words,
        "recordings": kept.recordings,
        "addresses": kept.addresses,
        "kept_longer_because": [one.because for one in kept.longer],
    }
