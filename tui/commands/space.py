"""The commands that make, list, show, save, open and close spaces."""

from pathlib import Path

import click

from models.contribution.contribution import State, counts
from models.dates import read_date, say_date
from models.errors import HeardError
from models.meeting.planning import plan_of
from models.meeting.running_order import ItemKind, add_item, running_order
from models.outbox.pack import unpack, write_pack
from models.space.prompt import add_prompt, prompts_of
from models.space.space import (
    Space,
    SpaceState,
    close_space,
    find_space,
    list_spaces,
    new_space,
    open_space,
)
from models.space.template import load_template
from models.space.template_writing import save_template, space_like
from models.space.wordings import missing_wordings
from models.store.verbs import verb
from tui.backing_up import back_up_after_close
from tui.completing import complete_space
from tui.place import Place
from tui.session import begin

__all__ = ["space"]


@click.group()
def space() -> None:
    """Make, list, show, save, open and close spaces."""


@verb
def make(title: str, place: str, date: str, prompts: tuple[str, ...]) -> Space:
    """Make a space with its prompts and a running order around them, in one transaction."""
    made = new_space(title, place=place, held_on=read_date(date) if date else "")
    add_item(made.uid, ItemKind.WELCOME, "Welcome", 10)
    add_item(made.uid, ItemKind.PROMISES, "Last time's promises", 5)
    for text in prompts or ("What matters to you?",):
        prompt = add_prompt(made.uid, text)
        add_item(made.uid, ItemKind.PROMPT, f"Prompt {prompt.number}", 20, prompt=prompt.uid)
    add_item(made.uid, ItemKind.BREAK, "Break", 15)
    add_item(made.uid, ItemKind.THEMES, "Themes", 20)
    add_item(made.uid, ItemKind.OUTCOME, "We will", 15)
    return made


def make_like(like: str, title: str, place: str, date: str) -> Space:
    """Make a space that is planned as another one was."""
    held_on = read_date(date) if date else ""
    return space_like(find_space(like).uid, title, place=place, held_on=held_on)


@space.command("new")
@click.argument("title", default="")
@click.option("--place", default="", help="Where it is held.")
@click.option("--date", default="", help="When it is held: 30 April 2027.")
@click.option("--prompt", "prompts", multiple=True, help="A question. Give it once for each.")
@click.option(
    "--from",
    "template",
    type=Place(dir_okay=False, path_type=Path),
    help="A template file that holds all of it.",
)
@click.option(
    "--like",
    default="",
    metavar="SPACE",
    shell_complete=complete_space,
    help="Plan it as another space was.",
)
@click.pass_obj
def new(
    data: str | None,
    title: str,
    place: str,
    date: str,
    prompts: tuple[str, ...],
    template: Path | None,
    like: str,
) -> None:
    """Make a space called TITLE, or from a template file.

    With --like it is planned as another space was: its prompts with all their
    forms, its running order, rules and numbers. Nobody's words are taken along.
    """
    if template and (title or place or date or prompts or like):
        raise HeardError(
            "A template holds all of a space, its title too. Nothing was made. "
            "Give either a template or a title with its options."
        )
    if like and prompts:
        raise HeardError(
            "The prompts are those of the other space. Nothing was made. "
            "Give either --like or --prompt; prompts can be changed at the desk."
        )
    begin(data)
    if template:
        made = load_template(template)
    elif like:
        made = make_like(like, title, place, date)
    else:
        made = make(title, place, date, prompts)
    click.echo(f"{made.public_id}  {made.title}")
    for sentence in missing_wordings(made.uid):
        click.echo(sentence)
    click.echo(f"Open it with: heard space open {made.public_id}")


@space.command("save")
@click.argument("file", metavar="FILE", type=Place(dir_okay=False, path_type=Path))
@click.argument("name", metavar="[SPACE]", default="", shell_complete=complete_space)
@click.pass_obj
def save(data: str | None, file: Path, name: str) -> None:
    """Save what is prepared as a template.

    FILE is its name, which ends in .toml. It holds nobody's words.
    Make a space of it with: heard space new --from FILE

    SPACE is the id or the start of the title; without it, the open space is used.
    """
    begin(data, create=False)
    found = find_space(name)
    click.echo(f"{save_template(found.uid, file)}  {found.title}")


@space.command("pack")
@click.argument("name", metavar="SPACE", shell_complete=complete_space)
@click.argument("file", metavar="FILE", type=Place(dir_okay=False, path_type=Path))
@click.pass_obj
def pack(data: str | None, name: str, file: Path) -> None:
    """Write what a kiosk on another laptop needs, as a file for a stick.

    It holds the prompts with all their forms, the pictures and the locked PIN, and
    nobody's words. On the other laptop: heard space unpack FILE, then: heard kiosk
    Afterwards bring that laptop's heard.db back, and here: heard merge FILE

    SPACE is the id or the start of the title.
    """
    begin(data, create=False)
    written = write_pack(find_space(name).uid, file)
    click.echo(f"{file}  {written.title}")
    click.echo("On the other laptop: heard space unpack FILE, then: heard kiosk")


@space.command("unpack")
@click.argument("file", metavar="FILE", type=Place(path_type=Path))
@click.pass_obj
def unpack_(data: str | None, file: Path) -> None:
    """Take in a kiosk pack, for a kiosk of another laptop's space.

    FILE is what heard space pack wrote. It is left as it was. Taken in again, it brings
    the prompts up to date; what was said here is never touched.
    """
    begin(data)
    found = unpack(file)
    click.echo(f"{found.public_id}  {found.title}")
    if found.state is not SpaceState.OPEN:
        click.echo(f"Open it with: heard space open {found.public_id}")


@space.command("list")
@click.pass_obj
def list_(data: str | None) -> None:
    """List all spaces, open ones first."""
    begin(data)
    spaces = list_spaces()
    for one in spaces:
        date = say_date(one.held_on) if one.held_on else "no date"
        click.echo(f"{one.public_id}  {one.state:<8} {one.title}  ({date})")
    if not spaces:
        click.echo("There is no space yet. Make one with: heard space new TITLE")


@space.command("show")
@click.argument("name", metavar="[SPACE]", default="", shell_complete=complete_space)
@click.pass_obj
def show(data: str | None, name: str) -> None:
    """Show one space: its prompts, its running order and its counts. Nobody's words.

    SPACE is the id or the start of the title; without it, the open space is used.
    """
    begin(data)
    one = find_space(name)
    click.echo(f"{one.title}  ({one.public_id}, {one.state})")
    for line in (one.purpose, one.place, say_date(one.held_on)):
        if line:
            click.echo(line)
    for prompt in prompts_of(one.uid):
        click.echo(f"Prompt {prompt.number}: {prompt.text}")
    items = running_order(one.uid)
    for item in items:
        click.echo(f"{item.minutes:>4} min  {item.title}")
    if items:
        plan = plan_of(one.uid)
        click.echo(f"{plan.planned:>4} min  in all")
        for sentence in (plan.sentence if plan.booked else "", *plan.warnings):
            if sentence:
                click.echo(sentence)
    found = counts(one.uid)
    click.echo(", ".join(f"{found[state]} {state}" for state in State))


@space.command("open")
@click.argument("name", metavar="[SPACE]", default="", shell_complete=complete_space)
@click.pass_obj
def open_(data: str | None, name: str) -> None:
    """Open a space, so that contributions can come in.

    SPACE is the id or the start of the title; without it, the newest is opened.
    """
    begin(data)
    opened = open_space(find_space(name).uid)
    click.echo(f"{opened.title} is open.")


@space.command("close")
@click.argument("name", metavar="[SPACE]", default="", shell_complete=complete_space)
@click.pass_obj
def close(data: str | None, name: str) -> None:
    """Close a space: nothing can be added until it is opened again.

    SPACE is the id or the start of the title; without it, the open space is used.
    """
    settings = begin(data)
    found = find_space(name)
    if found.state is SpaceState.CLOSED:
        click.echo(f"{found.title} was closed already.")
        return
    close_space(found.uid)
    click.echo(f"{found.title} is closed.")
    made, trouble = back_up_after_close(settings.backup)
    if made:
        click.echo(made)
    if trouble:
        click.echo(trouble, err=True)
