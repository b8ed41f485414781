"""The outcome for the ear: chapters of plain sentences, for a voice to read into a file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assets.language import N_, _
from models.contribution.types import Version
from models.dates import say_date
from models.outcome.outcome import Heard, Outcome, Quote
from models.promise.promise import Promise
from models.words import stop
from outcomes.meeting_lines import (
    NEWS,
    about_this,
    how_it_was_lines,
    ladder_lines,
    named,
    news_lines,
    number_lines,
    said_by,
    tidied_by,
)
from outcomes.promise_lines import promise_lines

__all__ = ["Chapter", "outcome_chapters", "promise_aloud"]

ELSEWHERE = N_("One person said it in another language. Their words are on the page.")


@dataclass(frozen=True)
class Chapter:
    """One stretch of the recording: its title is said first."""

    title: str
    text: str


def outcome_chapters(outcome: Outcome, language: str = "") -> list[Chapter]:
    """Return an outcome as it is read aloud: first what it is, then theme by theme.

    ``language`` is that of the voice, "" for the space's own; our own sentences are in the
    language of now.
    """
    space = outcome.space
    when = _("On {day}.").format(day=say_date(space.held_on)) if space.held_on else ""
    opening = [stop(space.place), when, stop(space.purpose), *number_lines(outcome)]
    chapters = [Chapter(space.title, _joined(opening))]
    chapters += [
        Chapter(
            _("You said: {words}").format(words=theme.title),
            _theme(theme, language or space.language),
        )
        for theme in outcome.themes
    ]
    if outcome.other_promises:
        more = map(promise_aloud, outcome.other_promises)
        chapters.append(Chapter(_("What else we promise"), _joined(more)))
    news = [line for heading, told in news_lines(outcome) for line in (stop(heading), *told)]
    if news:
        chapters.append(Chapter(_(NEWS), _joined(news)))
    meeting = [*how_it_was_lines(outcome)]
    meeting += [f"{one.label}: {one.words}" for one in ladder_lines(outcome)]
    if meeting:
        chapters.append(Chapter(_("How was this meeting?"), _joined(meeting)))
    return chapters


def promise_aloud(promise: Promise) -> str:
    """Return a promise as it is read aloud, with all its news and what the group says."""
    return _joined(f"{line.label}: {line.words}" for line in promise_lines(promise))


def _theme(theme: Heard, language: str) -> str:
    return _joined(_of_theme(theme, language))


def _of_theme(theme: Heard, language: str) -> Iterator[str]:
    if theme.people:
        yield about_this(theme.people)
    for quote in theme.quotes:
        yield from _quote(quote, language)
    if not theme.promises:
        yield _("We have not answered this yet.")
    yield from map(promise_aloud, theme.promises)


def _quote(quote: Quote, language: str) -> list[str]:
    """Say what somebody said, and what stands beside it, each with who made it (D19).

    A voice in the middle of another is hard to follow, and may be missing: of words in another
    language, this one says where they are.
    """
    others = [one for one in quote.translations if one.language != language]
    if quote.language == language:
        said = [stop(quote.words)]
        if quote.original:
            said.append(f"{tidied_by(quote.tidied_by)} {stop(quote.original)}")
    else:
        own = next((one for one in quote.translations if one.language == language), None)
        said = [_translation(own, quote)] if own else [_(ELSEWHERE)]
    said += [
        _("In {language}, translated by {name}, it is on the page.").format(
            language=named(one.language), name=one.made_by
        )
        for one in others
    ]
    if quote.late:
        said.append(_("This is a late addition."))
    return [*said, stop(said_by(quote.role))]


def _translation(own: Version, quote: Quote) -> str:
    """Say somebody's words as they were translated, and by whom."""
    told = _(
        "Said in {language}, translated by {name}. The words as they were said are on the page."
    )
    return f"{stop(own.words)} {told.format(language=named(quote.language), name=own.made_by)}"


def _joined(parts: Iterable[str]) -> str:
    return " ".join(part for part in parts if part)
