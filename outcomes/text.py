"""The outcome as plain text: for any reader, any machine and any printer, 72 columns wide."""

import textwrap
from collections.abc import Iterator

from assets.language import _, now
from assets.language_names import note_on
from models.dates import say_date
from models.outcome.outcome import Heard, Outcome, Quote
from models.promise.promise import Promise
from outcomes.making import Made, Making
from outcomes.meeting_lines import (
    NEWS,
    about_this,
    how_it_was_lines,
    in_their_language,
    ladder_lines,
    news_lines,
    number_lines,
    said_by,
    translated_by,
)
from outcomes.page import printable
from outcomes.promise_lines import promise_lines

__all__ = ["make", "outcome_text"]

# As wide as a line is read with ease, and as a letter is printed.
COLUMNS = 72


def make(making: Making) -> list[Made]:
    """Make the text. A byte order mark at its start has old programs read the letters right."""
    text = outcome_text(making)
    return [Made("outcome.txt", text.encode("utf-8-sig"))]


def outcome_text(making: Making) -> str:
    """Return an outcome as plain text, each line of at most 72 characters but for addresses."""
    outcome = making.outcome
    lines = [*_opening(outcome)]
    for theme in outcome.themes:
        lines += ["", *_theme(theme, making)]
    if outcome.other_promises:
        lines += ["", *_heading(_("What else we promise"))]
        for promise in outcome.other_promises:
            lines += ["", *_promise(promise, making)]
    lines += [*_news(outcome), *_how_it_was(outcome), *_end(making)]
    return str(printable("\n".join(lines))) + "\n"


def _promise(promise: Promise, making: Making) -> list[str]:
    """Return one promise: what, who, by when, how it stands, its news, and its own address."""
    what, *rest = promise_lines(promise)
    lines = _wrapped(f"{what.label.upper()}: {what.words}")
    for one in rest:
        lines += _wrapped(f"{one.label}: {one.words}", "  ")
    address = making.address_of_promise(promise)
    return [*lines, f"  {address}"] if address else lines


def _opening(outcome: Outcome) -> Iterator[str]:
    space = outcome.space
    yield from _wrapped(space.title)
    yield "=" * COLUMNS
    yield from _wrapped(_("You said, we will"))
    for words in (space.place, say_date(space.held_on[:10]), space.purpose):
        yield from _wrapped(words)
    yield ""
    for sentence in number_lines(outcome):
        yield from _wrapped(sentence)
    if not outcome.themes:
        yield from _wrapped(_("There are no themes yet. They are made from what you said."))


def _theme(theme: Heard, making: Making) -> list[str]:
    lines = _heading(_("You said: {words}").format(words=theme.title))
    if theme.people:
        lines += _wrapped(about_this(theme.people))
    for quote in theme.quotes:
        lines += ["", *_quote(quote, making.outcome.space.language)]
    for promise in theme.promises:
        lines += ["", *_promise(promise, making)]
    if not theme.promises:
        lines += ["", _("We have not answered this yet.")]
    return lines


def _quote(quote: Quote, language: str) -> list[str]:
    """Return somebody's words, and what stands beside them, each with who made it (D19)."""
    lines = _wrapped(f'"{quote.words}"', "  ")
    about = []
    if quote.role:
        about.append(said_by(quote.role))
    if quote.language != language:
        about.append(in_their_language(quote.language))
    if quote.late:
        about.append(_("Added after the meeting"))
    if quote.original:
        about.append(_("Tidied by {name}").format(name=quote.tidied_by))
    if about:
        lines += _wrapped(". ".join(about), "    ")
    if quote.original:
        lines += _wrapped(f'{_("As it was said:")} "{quote.original}"', "    ")
    for one in quote.translations:
        lines += _wrapped(f'{translated_by(one.language, one.made_by)} "{one.words}"', "    ")
    return lines


def _news(outcome: Outcome) -> Iterator[str]:
    """Yield what happened to promises since the last meeting, under what people said."""
    for number, (heading, sentences) in enumerate(news_lines(outcome)):
        if not number:
            yield ""
            yield from _heading(_(NEWS))
        yield ""
        yield from _wrapped(heading)
        for sentence in sentences:
            yield from _wrapped(sentence, "  ")


def _how_it_was(outcome: Outcome) -> Iterator[str]:
    lines = [*how_it_was_lines(outcome)]
    lines += [f"{one.label}: {one.words}" for one in ladder_lines(outcome)]
    if lines:
        yield ""
        yield from _heading(_("How was this meeting?"))
    for line in lines:
        yield from _wrapped(line)


def _end(making: Making) -> list[str]:
    lines = ["", *_heading(_("What happens next"))]
    lines += _wrapped(_("We add news when a promise is kept or changes."))
    back = _("Do you want to take your words back? Tell the people who ran this meeting.")
    lines += _wrapped(back)
    if making.address:
        lines += ["", _("You find this, with its news, here:"), making.address]
    note = note_on(now())
    if note:
        lines += ["", *_wrapped(note)]
    return lines


def _heading(words: str) -> list[str]:
    return [*_wrapped(words), "-" * COLUMNS]


def _wrapped(words: str, indent: str = "") -> list[str]:
    """Wrap words at the column, and keep the lines that somebody made; none for no words."""
    lines: list[str] = []
    for line in words.splitlines():
        lines += textwrap.wrap(
            line,
            COLUMNS,
            initial_indent=indent,
            subsequent_indent=indent,
            break_on_hyphens=False,
        )
    return lines
