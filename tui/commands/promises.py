"""The command that lists promises, shows what is late, and adds news to one."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import click

from models.dates import read_date, say_date
from models.errors import RefusedError
from models.promise.news import News, read_news, say_update
from models.promise.overdue import Overdue, find_promise, overdue, overdue_in_words, promises_in_all
from models.promise.promise import PromiseState, add_update, set_review
from models.promise.standing import moved, state_sign
from models.space.space import find_space
from models.words import stop
from tui.session import begin

__all__ = ["promises"]

STATES = {
    "doing": PromiseState.DOING,
    "done": PromiseState.DONE,
    "late": PromiseState.LATE,
    "cannot": PromiseState.CANNOT,
}
NEVER = "never"


@click.group(invoke_without_command=True)
@click.option("--space", "name", default="", help="Only those of one space, by its id or title.")
@click.option("--late", is_flag=True, help="Only what is late, or to be looked at again.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for other programs.")
@click.pass_context
def promises(ctx: click.Context, name: str, late: bool, as_json: bool) -> None:
    """List promises with how they stand. With --late: what is overdue in all spaces.

    "heard promises add" adds news to one, "heard promises news" tells what happened.
    """
    begin(ctx.obj)
    if ctx.invoked_subcommand is not None:
        return
    found: Sequence[Overdue] = overdue() if late else promises_in_all()
    if name:
        space = find_space(name).uid
        found = [one for one in found if one.space.uid == space]
    if as_json:
        click.echo(json.dumps([_as_data(one) for one in found], ensure_ascii=False, indent=2))
        return
    for one in found:
        for line in _lines(one):
            click.echo(line)
    if late:
        click.echo(overdue_in_words(found) or "Nothing is late.")
    elif not found:
        click.echo("There is no promise yet.")


def _lines(one: Overdue) -> list[str]:
    promise = one.promise
    due = f", by {say_date(promise.due)}" if promise.due else ""
    lines = [
        f"{promise.public_id}  {state_sign(promise)}",
        f"  {promise.kind}: {stop(promise.what)} {promise.who}{due}".rstrip(),
        f"  Promised in: {one.space.title}",
    ]
    if promise.because:
        lines.append(f"  Because: {stop(promise.because)}")
    if promise.due_before:
        lines.append(f"  {moved(promise)}")
    lines += [f"  {' '.join(say_update(update))}" for update in promise.updates]
    if promise.group and promise.group.outside():
        lines.append(f"  The group says: {promise.group.outside()}.")
    if promise.review:
        again = "To be looked at again since" if one.review else "Looked at again on"
        lines.append(f"  {again} {say_date(promise.review)}.")
    return lines


def _as_data(one: Overdue) -> dict[str, Any]:
    """Return a promise for other programs: days as YYYY-MM-DD, and no number of the group's."""
    promise = one.promise
    return {
        "id": promise.public_id,
        "space": one.space.public_id,
        "kind": str(promise.kind),
        "what": promise.what,
        "who": promise.who,
        "due": promise.due,
        "due_before": promise.due_before,
        "because": promise.because,
        "state": str(promise.state),
        "late": one.late,
        "review": promise.review,
        "review_is_due": one.review,
        "group": promise.group.outside() if promise.group else "",
        "updates": [
            {
                "made_on": update.made_on,
                "words": update.words,
                "state": str(update.state or ""),
                "evidence": update.evidence,
                "new_due": update.new_due,
            }
            for update in promise.updates
        ],
    }


@promises.command("add")
@click.argument("promise")
@click.argument("words")
@click.option("--state", type=click.Choice(list(STATES)), help="How it stands now.")
@click.option("--evidence", default="", help='For "done": what people can see of it.')
@click.option("--new-day", default="", help='For "late": the new day, such as 30 June 2027.')
@click.option("--on", "made_on", default="", help="The day of the news. Without it: today.")
def add(
    promise: str, words: str, state: str | None, evidence: str, new_day: str, made_on: str
) -> None:
    """Add news to a promise, also where its space is closed.

    PROMISE is its id, from "heard promises". WORDS say what changed, or why it takes longer.
    """
    now = add_update(
        find_promise(promise),
        words,
        made_on=read_date(made_on) if made_on else date.today().isoformat(),
        state=STATES[state] if state else None,
        evidence=evidence,
        new_due=new_day,
    )
    click.echo(f"The news is saved. {state_sign(now)}")


@promises.command("review")
@click.argument("promise")
@click.argument("day")
def review(promise: str, day: str) -> None:
    """Say when a promise is looked at again.

    PROMISE is its id, as the list shows it. DAY is such as 30 June 2027, or "never".
    """
    now = set_review(find_promise(promise), "" if day.casefold() == NEVER else day)
    click.echo(
        f"Looked at again on {say_date(now.review)}." if now.review else "No day is set any more."
    )


@promises.command("news")
@click.argument("name", metavar="[SPACE]", default="")
@click.option("--since", default="", help="The day to begin with. Without it: the last meeting.")
@click.option("--all", "in_all", is_flag=True, help="The news of all spaces.")
def news(name: str, since: str, in_all: bool) -> None:
    """Tell what happened to promises since the last meeting.

    SPACE is the id or the start of the title; without it, the open space is used.
    """
    if in_all and name:
        raise RefusedError("Name a space, or use --all, and not both. Nothing was done.")
    day = read_date(since) if since else ""
    found: News = read_news(None if in_all else find_space(name).uid, day)
    for sentence in found.told():
        click.echo(sentence)
