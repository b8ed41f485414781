"""The outcome for the ear: chapters of plain sentences, for a voice to read into a file."""

from dataclasses import dataclass

from assets.language_names import language_name
from models.aloud import say_promise
from models.dates import say_date
from models.outcome import Heard, Outcome, Quote
from models.words import stop

__all__ = ["Chapter", "outcome_chapters"]


@dataclass(frozen=True)
class Chapter:
    """One stretch of the recording: its title is said first."""

    title: str
    text: str


def outcome_chapters(outcome: Outcome) -> list[Chapter]:
    """Return an outcome as it is read aloud: first what it is, then theme by theme."""
    space = outcome.space
    when = f"On {say_date(space.held_on)}." if space.held_on else ""
    counted = f"{outcome.heard} things were said."
    kept_back = [
        f"{number} {'was' if number == 1 else 'were'} {what}."
        for number, what in (
            (outcome.held, "held back"),
            (outcome.set_aside, "set aside"),
            (outcome.withdrawn, "withdrawn"),
        )
        if number
    ]
    if outcome.said_nothing:
        people = "person" if outcome.said_nothing == 1 else "people"
        kept_back.append(f"{outcome.said_nothing} {people} said nothing.")
    opening = [stop(space.place), when, stop(space.purpose), counted, *kept_back]
    chapters = [Chapter(space.title, _joined(opening))]
    chapters += [
        Chapter(f"You said: {theme.title}", _theme(theme, space.language))
        for theme in outcome.themes
    ]
    if outcome.other_promises:
        more = [say_promise(promise) for promise in outcome.other_promises]
        chapters.append(Chapter("What else we promise", _joined(more)))
    return chapters


def _theme(theme: Heard, language: str) -> str:
    parts = []
    if theme.people:
        things = "thing that we heard is" if theme.people == 1 else "things that we heard are"
        parts.append(f"{theme.people} {things} about this.")
    for quote in theme.quotes:
        parts += _quote(quote, language)
    parts += [say_promise(promise) for promise in theme.promises]
    return _joined(parts)


def _quote(quote: Quote, language: str) -> list[str]:
    """Say what somebody said, and what stands beside it, each with who made it (D19).

    A voice in the middle of another is hard to follow, and may be missing: of words in another
    language, this one says where they are.
    """
    others = [one for one in quote.translations if one.language != language]
    if quote.language == language:
        said = [stop(quote.words)]
        if quote.original:
            said.append(f"Tidied by {quote.tidied_by}. As it was said: {stop(quote.original)}")
    else:
        own = next((one for one in quote.translations if one.language == language), None)
        said = [
            f"{stop(own.words)} Said in {language_name(quote.language)}, "
            f"translated by {own.made_by}. The words as they were said are on the page."
            if own
            else "One person said it in another language. Their words are on the page."
        ]
    said += [
        f"In {language_name(one.language)}, translated by {one.made_by}, it is on the page."
        for one in others
    ]
    if quote.late:
        said.append("This is a late addition.")
    return [*said, stop(quote.role)]


def _joined(parts: list[str]) -> str:
    return " ".join(part for part in parts if part)
