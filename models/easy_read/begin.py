"""How an Easy Read part begins by itself: short sentences out of the real words, and a picture.

It is a start for a person to make simpler, and never taken for something that was checked.
"""

import functools
import re
from collections.abc import Iterable, Iterator
from uuid import UUID

from assets.language import _
from models.dates import say_date
from models.easy_read.plain_tables import plain_tables
from models.easy_read.plain_words import LEAST_LETTERS
from models.kiosk.picture import pictures
from models.promise.news import NewsItem
from models.promise.types import Promise, PromiseKind, PromiseState, Update
from models.space.space import Space
from models.theme.suggestions import Wording, suggest
from models.words import one_line, stop

__all__ = [
    "begin_news",
    "begin_opening",
    "begin_promise",
    "begin_theme",
    "picture_for",
    "source_of_news",
    "source_of_opening",
    "source_of_promise",
    "source_of_theme",
]

_ENDS = re.compile(r"(?<=[.!?…])\s+")
# Words of our pictures that are in sentences about anything.
TELL_NOTHING = frozenset(
    {"ask", "different", "feeling", "finding", "going", "help", "keeping", "knowing", "making"}
    | {"saying", "seeing", "times", "using", "well"}
)
_WE_WILL = ("we will ", "we'll ", "we’ll ")


def begin_opening(space: Space) -> tuple[str, ...]:
    """Return what the paper says first: which meeting this was, and what stands here."""
    found = [
        _("We had a meeting."),
        _("It was about: {words}").format(words=stop(space.title)),
    ]
    if space.held_on:
        found.append(_("It was on {day}.").format(day=say_date(space.held_on)))
    if space.place:
        found.append(_("It was here: {words}").format(words=stop(space.place)))
    return (
        *found,
        _("People told us what matters to them."),
        _("This paper tells you what comes next."),
    )


def begin_theme(title: str) -> tuple[str, ...]:
    """Return what the paper says of a theme."""
    return (_("People told us: {words}").format(words=stop(title)),)


def begin_promise(promise: Promise) -> tuple[str, ...]:
    """Return a promise in short sentences: what, who, by when, why not, and its news."""
    found = list(_answer(promise))
    for update in promise.updates:
        found += _news(update)
    return tuple(found)


def begin_news(item: NewsItem) -> tuple[str, ...]:
    """Return what happened to a promise of a meeting before: what it was, and what is new."""
    first, *others = _sentences(item.promise.what) or [""]
    lead = {
        PromiseKind.CANNOT: _("We said that we can’t {what}"),
        PromiseKind.MORE_TIME: _("We said that we need more time to {what}"),
    }.get(item.promise.kind, _("We promised to {what}"))
    found = [*begin_theme(item.theme)] if item.theme else []
    found += [lead.format(what=_inside(first)), *others]
    for update in item.updates:
        found += _news(update)
        if update.new_due:
            found.append(_("The new day is {day}.").format(day=say_date(update.new_due)))
    return tuple(found)


def _answer(promise: Promise) -> list[str]:
    first, *others = _sentences(promise.what) or [""]
    what = _inside(first)
    if promise.kind is PromiseKind.CANNOT:
        because = _sentences(promise.because) or [""]
        return [
            _("We can’t {what}").format(what=what),
            *others,
            _("This is because {words}").format(words=_inside(because[0])),
            *because[1:],
        ]
    if promise.kind is PromiseKind.MORE_TIME:
        found = [_("We need more time to {what}").format(what=what), *others]
        if promise.who:
            found.append(_("{who} will tell you more.").format(who=promise.who))
        hear = _("You will hear from us by {day}.").format(day=say_date(promise.due))
        return [*found, hear] if promise.due else found
    found = [_("We will {what}").format(what=what), *others]
    if promise.who:
        found.append(_("{who} will do this.").format(who=promise.who))
    happens = _("It will happen by {day}.").format(day=say_date(promise.due))
    return [*found, happens] if promise.due else found


def _news(update: Update) -> list[str]:
    lead = _("There is news from {day}.").format(day=say_date(update.made_on))
    found = [lead, *_sentences(update.words)]
    if update.evidence:
        found += [_("This is what you can see."), *_sentences(update.evidence)]
    return found


def _sentences(words: str) -> list[str]:
    """Cut words at the ends of their sentences, each with a stop."""
    return [stop(one) for one in _ENDS.split(one_line(words)) if one]


def _inside(sentence: str) -> str:
    """Return a sentence as it stands inside another one: no capital but that of a name."""
    for opening in _WE_WILL:
        if sentence.casefold().startswith(opening):
            sentence = sentence[len(opening) :]
    first = sentence.partition(" ")[0].strip(".,;:!?")
    short = len(first) < LEAST_LETTERS
    everyday = first[1:].islower() and (short or first.casefold() in plain_tables().common)
    if first == "A" or everyday:
        return sentence[:1].lower() + sentence[1:]
    return sentence


def source_of_opening(space: Space) -> str:
    """Return the real words behind the opening; where they change, what was written is old."""
    return "\n".join((space.title, space.place, space.held_on))


def source_of_theme(title: str) -> str:
    """Return the real words behind a theme."""
    return title


def source_of_promise(promise: Promise) -> str:
    """Return the real words behind a promise, its news among them.

    Not how it stands: a day that passes makes a promise late, and nobody's words old.
    """
    parts = [promise.kind, promise.what, promise.who, promise.due, promise.because]
    return "\n".join([*parts, *_source_of(promise.updates)])


def source_of_news(item: NewsItem) -> str:
    """Return the real words behind news of a promise."""
    promise = item.promise
    return "\n".join([item.theme, promise.kind, promise.what, *_source_of(item.updates)])


def _source_of(updates: Iterable[Update]) -> Iterator[str]:
    for one in updates:
        state = one.state if isinstance(one.state, PromiseState) else ""
        yield from (one.made_on, one.words, str(one.done), state, one.evidence, one.new_due)


@functools.lru_cache(maxsize=1024)
def picture_for(words: str, otherwise: str, language: str = "en") -> str:
    """Return the name of the picture that shares most with some words, or another one."""
    offered = pictures()
    by_number = {UUID(int=number): one for number, one in enumerate(offered)}
    candidates = {number: [Wording(one.words)] for number, one in by_number.items()}
    for found in suggest(Wording(words, language), [], candidates):
        if any(word.casefold() not in TELL_NOTHING for word in found.shared):
            return by_number[found.contribution].name
    return otherwise
