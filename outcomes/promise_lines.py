"""A promise in short labelled lines, for the finger and the ear: what, who, and how it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from models.dates import say_date
from models.promise import Promise, PromiseKind, PromiseState, Update
from models.words import stop

__all__ = ["Labelled", "promise_lines", "standing_of"]

_LEADS = {
    PromiseKind.WILL: "We will",
    PromiseKind.CANNOT: "We can't",
    PromiseKind.MORE_TIME: "We need more time",
}
_STANDS = {
    PromiseState.WILL: "not begun yet",
    PromiseState.DOING: "being done",
    PromiseState.DONE: "done",
    PromiseState.LATE: "late",
    PromiseState.MORE_TIME: "more time is needed",
    PromiseState.CANNOT: "it can't be done",
}


@dataclass(frozen=True)
class Labelled:
    """A line: what it is in our words, and what somebody wrote."""

    label: str
    words: str
    ours: bool = False  # whether ``words`` are ours, too: a day, a state


def standing_of(promise: Promise) -> str:
    """Say how it stands with a promise: "done", "late", "being done"."""
    return _STANDS[promise.state]


def promise_lines(promise: Promise) -> tuple[Labelled, ...]:
    """Return a promise line by line, its news oldest first; "not yet" stands beside "done"."""
    return tuple(
        Labelled(line.label, stop(line.words), line.ours)
        for line in _lines(promise)
        if line.words.strip()
    )


def _lines(promise: Promise) -> Iterator[Labelled]:
    yield Labelled(_LEADS[promise.kind], promise.what)
    yield Labelled("Because", promise.because)
    yield Labelled("Who", promise.who)
    yield Labelled("By when", say_date(promise.due), ours=True)
    yield Labelled("It was promised for", say_date(promise.due_before), ours=True)
    if promise.kind is not PromiseKind.CANNOT or promise.state is not PromiseState.CANNOT:
        yield Labelled("How it stands", standing_of(promise), ours=True)
    for update in sorted(promise.updates, key=lambda one: one.made_on):
        yield from _news(update)
    if promise.done and promise.group:
        yield Labelled("Is it done? The group says", promise.group.outside(), ours=True)
    if not promise.done:
        yield Labelled("We look at it again on", say_date(promise.review), ours=True)


def _news(update: Update) -> Iterator[Labelled]:
    lead = "We did" if update.done else "A delay" if update.new_due else "News"
    when = f", on {say_date(update.made_on)}" if update.made_on else ""
    yield Labelled(f"{lead}{when}", update.words)
    yield Labelled("What you can see", update.evidence)
    yield Labelled("The new day", say_date(update.new_due), ours=True)
