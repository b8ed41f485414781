"""The command that finds words in what was said."""

import json

import click

from models.contribution.contribution import Contribution, State
from models.errors import RefusedError
from models.search.finding import Found
from models.search.finding import search as find
from models.search.query import parse
from models.space.space import find_space
from tui.completing import complete_space
from tui.session import begin

__all__ = ["search"]

STATES = {str(state).replace(" ", "-"): state for state in State if state is not State.WITHDRAWN}


@click.command(short_help="Find words in what was said.")
@click.argument("words", metavar="WORDS")
@click.argument("name", metavar="[SPACE]", default="", shell_complete=complete_space)
@click.option("--state", type=click.Choice(list(STATES)), help="Only what is in this state.")
@click.option("--most", type=click.IntRange(1), default=60, help="How many at most; 60 without it.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each, for a script.")
@click.pass_obj
def search(
    data: str | None, words: str, name: str, state: str | None, most: int, as_json: bool
) -> None:
    """Find words in what was said, the newest first.

    It shows what may be seen at the desk, so look at it alone. Capitals and accents do not
    matter. Write a minus sign before a word to leave it out, and "--" before WORDS that begin
    with one.

    \b
        heard search 'time visit'         both words
        heard search '"more time"'        in a row
        heard search 'time -bus'          without that one
        heard search 'carer*'             the beginning of a word

    Nothing found ends with 1.

    SPACE is the id or the start of the title; without it, the open space is used.
    """  # noqa: D301 (the library's own mark for lines that stay as they are)
    begin(data, create=False)
    space = find_space(name)
    if parse(words).is_empty:
        raise RefusedError("There are no words to look for. Type at least one letter or digit.")
    found = find(space.uid, words, state=STATES[state] if state else None, limit=most)
    for one in found.contributions:
        click.echo(json.dumps(_plain(one), ensure_ascii=False) if as_json else _line(one))
    if as_json:
        return
    _tell(found)


def _plain(one: Contribution) -> dict[str, object]:
    """Return what a script may want of one contribution."""
    return {
        "id": str(one.uid),
        "created_ms": one.created,
        "state": str(one.state),
        "reason": one.reason,
        "role": str(one.role),
        "language": one.language,
        "words": one.words,
        "versions": [
            {"kind": str(version.kind), "language": version.language, "words": version.words}
            for version in one.versions
        ],
    }


def _line(one: Contribution) -> str:
    state = f"held: {one.reason}" if one.state is State.HELD else str(one.state)
    role = f", {one.role}" if one.role else ""
    beside = "".join(f"\n    {version.kind}: {version.words}" for version in one.versions)
    return f"{state}{role}: {one.words}{beside}"


def _tell(found: Found) -> None:
    """Say how many there are, beside them: a script reads the others."""
    if found.more:
        click.echo("There are more. --most shows more of them.", err=True)
    if not found.contributions:
        click.echo("Nothing has these words in it.", err=True)
        click.get_current_context().exit(1)
