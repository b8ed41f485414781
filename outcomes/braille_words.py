"""The outcome as blocks for braille: each stretch of words with the language it is in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from assets.language import ENGLISH, _, now
from models.dates import say_date
from models.outcome.outcome import Heard, Outcome, Quote
from models.promise.promise import Promise
from models.words import stop
from outcomes.meeting_lines import (
    NEWS,
    about_this,
    how_it_was_lines,
    in_their_language,
    ladder_lines,
    news_lines,
    number_lines,
    said_by,
    tidied_by,
    translated_by,
)
from outcomes.promise_lines import promise_lines

__all__ = ["ADDRESS", "OURS", "Block", "Kind", "Stretch", "blocks_of"]

OURS = ENGLISH  # what the labels of a kiosk, addresses and numbers of pages are in
ADDRESS = "address"  # in place of a language: what is written letter by letter


class Kind(StrEnum):
    """What a block is, which is how it stands on the page."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"


@dataclass(frozen=True)
class Stretch:
    """Words in one language; where it is not told, they are ours, in the language of now."""

    words: str
    language: str = field(default_factory=now)


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading or an item of a list."""

    kind: Kind
    stretches: tuple[Stretch, ...]


def blocks_of(outcome: Outcome, *, address: str = "") -> tuple[Block, ...]:
    """Return everything in an outcome, in the order in which it is read."""
    return tuple(
        block
        for block in _all_of(outcome, address)
        if any(stretch.words.strip() for stretch in block.stretches)
    )


def _all_of(outcome: Outcome, address: str) -> Iterator[Block]:
    space = outcome.space
    theirs = space.language
    yield _block(Kind.TITLE, Stretch(space.title, theirs))
    when = _("On {day}.").format(day=say_date(space.held_on)) if space.held_on else ""
    yield _block(Kind.TEXT, Stretch(_("What was heard, and what will be done.")))
    yield _block(Kind.TEXT, Stretch(stop(space.place), theirs), Stretch(when))
    yield _block(Kind.TEXT, Stretch(stop(space.purpose), theirs))
    for theme in outcome.themes:
        yield from _theme(theme, theirs)
    if outcome.other_promises:
        yield _block(Kind.HEADING, Stretch(_("What else we promise")))
        for promise in outcome.other_promises:
            yield from _promise(promise, theirs)
    for number, (heading, sentences) in enumerate(news_lines(outcome)):
        if not number:
            yield _block(Kind.HEADING, Stretch(_(NEWS)))
        yield _block(Kind.TEXT, Stretch(heading, theirs))
        for sentence in sentences:
            yield _block(Kind.ITEM, Stretch(sentence, theirs))
    yield from _list(_("How was this meeting?"), how_it_was_lines(outcome))
    if outcome.ratings:
        yield _block(Kind.HEADING, Stretch(_("The ladder of participation")))
        for one in ladder_lines(outcome):
            yield _block(Kind.ITEM, Stretch(f"{one.label}:"), Stretch(one.words, theirs))
    yield from _list(_("The numbers"), number_lines(outcome))
    if address:
        yield _block(Kind.HEADING, Stretch(_("Where to find it")))
        yield _block(Kind.TEXT, Stretch(_("The address, letter by letter:")))
        yield _block(Kind.TEXT, Stretch(address, ADDRESS))


def _theme(theme: Heard, theirs: str) -> Iterator[Block]:
    yield _block(Kind.HEADING, Stretch(_("You said:")), Stretch(theme.title, theirs))
    if theme.people:
        yield _block(Kind.TEXT, Stretch(about_this(theme.people)))
    for quote in theme.quotes:
        yield from _quote(quote, theirs)
    if not theme.promises:
        yield _block(Kind.TEXT, Stretch(_("We have not answered this yet.")))
    for promise in theme.promises:
        yield from _promise(promise, theirs)


def _quote(quote: Quote, theirs: str) -> Iterator[Block]:
    """Give the words in the language they were said in, and who made any other wording (D19)."""
    own = quote.language
    named = Stretch(f"{in_their_language(own)}:") if own != theirs else Stretch("")
    late = _("Added after the meeting") if quote.late else ""
    by = ". ".join(one for one in (said_by(quote.role), late) if one)
    yield _block(Kind.ITEM, named, Stretch(f"“{quote.words}”", own), Stretch(stop(by)))
    if quote.original:
        yield _block(
            Kind.ITEM,
            Stretch(tidied_by(quote.tidied_by)),
            Stretch(f"“{quote.original}”", own),
        )
    for version in quote.translations:
        lead = translated_by(version.language, version.made_by)
        yield _block(Kind.ITEM, Stretch(lead), Stretch(f"“{version.words}”", version.language))


def _promise(promise: Promise, theirs: str) -> Iterator[Block]:
    for line in promise_lines(promise):
        yield _block(
            Kind.ITEM,
            Stretch(f"{line.label}:"),
            Stretch(line.words, now() if line.ours else theirs),
        )


def _list(title: str, lines: Iterable[str]) -> Iterator[Block]:
    """Yield a heading with its lines, and nothing where there are none."""
    for number, line in enumerate(lines):
        if not number:
            yield _block(Kind.HEADING, Stretch(title))
        yield _block(Kind.ITEM, Stretch(line))


def _block(kind: Kind, *stretches: Stretch) -> Block:
    return Block(kind, tuple(stretch for stretch in stretches if stretch.words))
