"""The outcome as tables, for whoever counts and compares.

``outcomes.codebook`` says what is in them, and ``outcomes.table_files`` makes files of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from models.meeting.checkout import SCORES
from models.meeting.ladder import RUNGS
from models.outcome.outcome import Heard, Quote
from models.promise.promise import Promise
from outcomes.codebook import (
    HOW,
    NEWS,
    NUMBERS,
    PROMISES,
    QUOTES,
    SHEETS,
    THEMES,
    UPDATES,
    Sheet,
)
from outcomes.making import Making
from outcomes.page_parts import printable

__all__ = ["Filled", "tables_of"]

Cell = str | int
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Filled:
    """A table with its rows, each as long as the table has columns."""

    sheet: Sheet
    rows: tuple[Row, ...]


def tables_of(making: Making) -> tuple[Filled, ...]:
    """Return every table of an outcome."""
    rows = {
        QUOTES: _quotes(making),
        THEMES: _themes(making),
        PROMISES: _promises(making),
        UPDATES: _updates(making),
        NEWS: _news(making),
        NUMBERS: _numbers(making),
        HOW: _how_it_was(making),
    }
    return tuple(Filled(sheet, tuple(map(_cleaned, rows[sheet]))) for sheet in SHEETS)


def _cleaned(row: Row) -> Row:
    return tuple(printable(cell) for cell in row)


def _quotes(making: Making) -> Iterator[Row]:
    number = 0
    for theme in making.outcome.themes:
        for quote in theme.quotes:
            number += 1
            for words, wording, language, made_by in _wordings(quote):
                yield (
                    number,
                    theme.public_id,
                    theme.title,
                    words,
                    wording,
                    language,
                    made_by,
                    quote.role,
                    "yes" if quote.late else "",
                )


def _wordings(quote: Quote) -> Iterator[tuple[str, str, str, str]]:
    """Yield the words with what stands beside them, and who made that (D19)."""
    if quote.original:
        yield quote.original, "as given", quote.language, ""
        yield quote.words, "tidied", quote.language, quote.tidied_by
    else:
        yield quote.words, "as given", quote.language, ""
    for version in quote.translations:
        yield version.words, "translated", version.language, version.made_by


def _themes(making: Making) -> Iterator[Row]:
    for theme in making.outcome.themes:
        yield (
            theme.public_id,
            theme.title,
            theme.people,
            len(theme.quotes),
            len(theme.promises),
        )


def _with_themes(making: Making) -> Iterator[tuple[Heard | None, Promise]]:
    for theme in making.outcome.themes:
        for promise in theme.promises:
            yield theme, promise
    for promise in making.outcome.other_promises:
        yield None, promise


def _promises(making: Making) -> Iterator[Row]:
    for theme, promise in _with_themes(making):
        yield (
            promise.public_id,
            theme.public_id if theme else "",
            theme.title if theme else "",
            str(promise.kind),
            promise.what,
            promise.who,
            promise.due,
            promise.due_before,
            promise.because,
            str(promise.state),
            promise.review,
            promise.group.outside() if promise.group else "",
            making.address_of_promise(promise),
        )


def _updates(making: Making) -> Iterator[Row]:
    for _theme, promise in _with_themes(making):
        for update in promise.updates:
            state = str(update.state or ("done" if update.done else ""))
            yield (
                promise.public_id,
                update.made_on,
                update.words,
                state,
                update.evidence,
                update.new_due,
            )


def _news(making: Making) -> Iterator[Row]:
    for item in making.outcome.news:
        for sentence in item.told:
            yield item.promise.public_id, item.heading, sentence


def _numbers(making: Making) -> Iterator[Row]:
    outcome = making.outcome
    yield "things said, without what was withdrawn", outcome.heard
    yield "set aside", outcome.set_aside
    yield "of these: people who said nothing", outcome.said_nothing
    yield "held back", outcome.held
    yield "withdrawn", outcome.withdrawn
    yield "themes", len(outcome.themes)
    yield "answers", sum(1 for _ in _with_themes(making))


def _how_it_was(making: Making) -> Iterator[Row]:
    outcome = making.outcome
    for asked in outcome.how_it_was:
        numbers = asked.answers or ("not told",) * len(SCORES)
        for answer, number in zip(SCORES, numbers, strict=True):
            yield asked.value, asked.question, answer, "everybody", number, ""
    for rating in outcome.ratings:
        step = f"{rating.rung.name}, step {rating.rung.number} of {len(RUNGS)}"
        question = "Where on the ladder of participation was this meeting?"
        yield "ladder", question, step, str(rating.side), "", rating.reason
