"""The command that writes the outcome of a space, in the formats that people need."""

import sys
from pathlib import Path

import click

from models.braille_size import read_cells
from models.errors import HeardError
from models.outcome.asked_for import asked_for
from models.outcome.told import (
    drop_hand_out,
    note_addresses,
    note_recalled,
    outcome_to_hand_out,
    to_recall,
)
from models.space.space import Space, find_space
from outcomes import address_of
from outcomes.handing_out import HandedOut, hand_out
from outcomes.making import FORMATS, Making, formats_named
from outcomes.tongues import language_named
from tui.completing import complete_space
from tui.place import Place
from tui.recording_outcome import makers
from tui.session import begin

__all__ = ["outcome"]


@click.command(short_help="Write the outcome of a space, in every format.")
@click.argument("name", metavar="[SPACE]", default="", shell_complete=complete_space)
@click.option(
    "--to",
    "folder",
    type=Place(file_okay=False, path_type=Path),
    help="The folder to write to. Put it on a web server as it is.",
)
@click.option(
    "--formats",
    default="page",
    metavar="NAMES",
    help="all, or names with commas between. Without it: page. --list shows them.",
)
@click.option(
    "--paper", default="white", metavar="NAME", help="The paper to print on, such as cream."
)
@click.option(
    "--language", metavar="NAME", help="The language, such as pl. Without it, the space's own."
)
@click.option("--braille", metavar="CELLSxLINES", help="A page of braille, such as 40x25.")
@click.option("--sound", type=click.Choice(["mp3", "wav"]), help="Write it to listen to as well.")
@click.option("--list", "lists", is_flag=True, help="List the formats, and write nothing.")
@click.option("--recall", is_flag=True, help="Say which files that were handed out to recall.")
@click.option(
    "--recalled", is_flag=True, help="Note that everything to recall is back, or is deleted."
)
@click.option(
    "--to-post",
    type=Place(dir_okay=False, path_type=Path),
    help="Write a list of how many of each format are to be posted.",
)
@click.option(
    "--addresses",
    type=Place(dir_okay=False, path_type=Path),
    help="Write the names and addresses to post to, in a file for you alone.",
)
@click.pass_obj
def outcome(
    data: str | None,
    name: str,
    folder: Path | None,
    formats: str,
    paper: str,
    language: str | None,
    braille: str | None,
    sound: str | None,
    lists: bool,
    recall: bool,
    recalled: bool,
    to_post: Path | None,
    addresses: Path | None,
) -> None:
    """Write the outcome of a space: you said, we will, we can't because.

    Without --formats it is the web page, at the address that the space's QR holds. A list of
    what is there lies beside the files: what-is-here.txt.

    With --language, our own sentences are in that language, and names of files tell it:
    outcome-pl.html. What people wrote stays in the language that they wrote it in.

    It is noted what is handed out. After somebody took words back, --recall says which files
    hold them.

    SPACE is the id or the start of the title; without it, the open space is used.
    """
    if lists:
        for one in FORMATS:
            click.echo(f"{one.name:<12} {one.words}")
        return
    if folder is None and not (recall or recalled or to_post or addresses):
        raise click.MissingParameter(
            ctx=click.get_current_context(), param_hint="'--to'", param_type="option"
        )
    asked = formats_named(f"{formats},{sound}" if sound else formats)
    settings = begin(data)
    space = find_space(name)
    if recall or recalled:
        _recall(space, done=recalled)
    if to_post or addresses:
        _write_lists(space, to_post, addresses)
    if folder is None:
        return
    going_out = outcome_to_hand_out(space.uid)
    making = Making(
        going_out.outcome,
        address=address_of(settings.address, space.public_id),
        paper=_paper(paper),
        braille=read_cells(braille or settings.outcome.braille),
        settings=settings,
        language=language_named(language) if language else "",
    )
    # Only where somebody watches: a script reads what is written, and waits for the end.
    with click.progressbar(
        length=len(asked), label="Making", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        done = hand_out(
            going_out,
            making,
            asked,
            folder,
            makers=makers(settings),
            tell=lambda _: bar.update(1),
        )
    _tell(done, making.address)


def _tell(done: HandedOut, address: str) -> None:
    """Say what is there, and what is not; not all of it there ends with 1."""
    for result in done.results:
        for made in (*result.files[1:], *result.files[:1]):  # what it is about stands last
            click.echo(done.folder / made.name)
        if result.format.name == "page" and result.files:
            click.echo(f"Its address is {address}" if address else "It has no address yet.")
    for sentence in done.missing:
        click.echo(sentence, err=True)
    if done.troubles:
        there = "The other files are there." if done.files else "Nothing was written."
        raise HeardError("\n".join([*done.troubles, there]))


def _recall(space: Space, *, done: bool) -> None:
    """Say what to recall, and where a person says so, note that it is back."""
    found = to_recall(space.uid)
    for one in found:
        click.echo("\n".join([one.sentences[0], *(f"  {line}" for line in one.sentences[1:])]))
        if done:
            note_recalled(one.hand_out.uid)
    if not found:
        click.echo("There is nothing to recall: nobody took back words that were handed out.")
    elif done:
        click.echo("Noted: all of this is back, or is deleted.")
    else:
        click.echo("When it is done, run this again with --recalled.")


def _written(space: Space, path: Path) -> Path:
    """Write the addresses to a file that is noted before; a file that was not made is not."""
    from outcomes.posting import write_addresses

    noted = note_addresses(space.uid, str(path.absolute()))
    try:
        return write_addresses(space, noted.listed, path)
    except OSError:
        if noted.hand_out:
            drop_hand_out(noted.hand_out)
        raise


def _write_lists(space: Space, counts: Path | None, addresses: Path | None) -> None:
    from outcomes.posting import write_post_list

    try:
        if counts:
            click.echo(write_post_list(space, asked_for(space.uid), counts))
        if addresses:
            click.echo(_written(space, addresses))
    except OSError:
        raise HeardError(
            "The list could not be written there. Nothing was lost. "
            "Choose a file in a folder that may be written."
        ) from None


def _paper(name: str) -> str:
    from outcomes.papers import paper_named

    return paper_named(name).name
