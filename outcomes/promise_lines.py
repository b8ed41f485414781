"""A promise in short labelled lines, for the finger and the ear: what, who, and how it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from assets.language import N_, _
from models.dates import say_date
from models.promise.promise import Promise, PromiseKind, PromiseState, Update
from models.words import stop

__all__ = ["Labelled", "promise_lines", "standing_of"]

_LEADS = {
    PromiseKind.WILL: N_("We will"),
    PromiseKind.CANNOT: N_("We can't"),
    PromiseKind.MORE_TIME: N_("We need more time"),
}
_STANDS = {
    PromiseState.WILL: N_("not begun yet"),
    PromiseState.DOING: N_("being done"),
    PromiseState.DONE: N_("done"),
    PromiseState.LATE: N_("late"),
    PromiseState.MORE_TIME: N_("more time is needed"),
    PromiseState.CANNOT: N_("it can't be done"),
}

# What leads news, without its day and with it.
_DID = (N_("We did"), N_("We did, on {day}"))
_DELAY = (N_("A delay"), N_("A delay, on {day}"))
_NEWS = (N_("News"), N_("News, on {day}"))


@dataclass(frozen=True)
class Labelled:
    """A line: what it is in our words, and what somebody wrote."""

    label: str
    words: str
    ours: bool = False  # whether ``words`` are ours, too: a day, a state
    news: bool = False  # whether it came after the promise, and changed no day of it


def standing_of(promise: Promise) -> str:
    """Say how it stands with a promise: "done", "late", N_("being done")."""
    return _(_STANDS[promise.state])


def promise_lines(promise: Promise) -> tuple[Labelled, ...]:
    """Return a promise line by line, its news oldest first; "not yet" stands beside "done"."""
    return tuple(
        Labelled(line.label, stop(line.words), line.ours, line.news)
        for line in _lines(promise)
        if line.words.strip()
    )


def _lines(promise: Promise) -> Iterator[Labelled]:
    yield Labelled(_(_LEADS[promise.kind]), promise.what)
    yield Labelled(_("Because"), promise.because)
    yield Labelled(_("Who"), promise.who)
    yield Labelled(_("By when"), say_date(promise.due), ours=True)
    yield Labelled(_("It was promised for"), say_date(promise.due_before), ours=True)
    if promise.kind is not PromiseKind.CANNOT or promise.state is not PromiseState.CANNOT:
        yield Labelled(_("How it stands"), standing_of(promise), ours=True)
    for update in sorted(promise.updates, key=lambda one: one.made_on):
        yield from _told(update)
    if promise.done and promise.group:
        yield Labelled(_("Is it done? The group says"), promise.group.outside(), ours=True)
    if not promise.done:
        yield Labelled(_("We look at it again on"), say_date(promise.review), ours=True)


def _told(update: Update) -> Iterator[Labelled]:
    lead, dated = _DID if update.done else _DELAY if update.new_due else _NEWS
    label = _(dated).format(day=say_date(update.made_on)) if update.made_on else _(lead)
    # A delay is told with its reason wherever the new day is.
    yield Labelled(label, update.words, news=not update.new_due)
    yield Labelled(_("What you can see"), update.evidence, news=True)
    yield Labelled(_("The new day"), say_date(update.new_due), ours=True, news=True)
