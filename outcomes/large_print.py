"""The outcome in large print: a PDF of 18 or 24 points, which screen readers read too.

It follows what the UK Association for Accessible Formats asks of large print, and says what the
web page says.
"""

from collections.abc import Iterable
from typing import Any

from assets.language_names import language_name
from models.dates import say_date
from models.errors import RefusedError
from models.outcome import Heard, Outcome, Quote
from models.promise import Promise
from outcomes.letters import LetterCase
from outcomes.making import Made, Making
from outcomes.meeting_lines import NEWS, news_lines
from outcomes.page import promises_in, title_of
from outcomes.page_parts import only_the_day, page_language
from outcomes.papers import paper_named
from outcomes.promise_words import KINDS, promise_on_paper, square_for
from outcomes.typeset import typeset

__all__ = ["SIZES", "make", "no_address", "titled"]

# In points. Large print begins at 16, and 18 is what most people ask for.
SIZES = (18, 24)


def make(making: Making) -> list[Made]:
    """Make the PDF, and say what is not in it."""
    if making.large not in SIZES:
        raise RefusedError("Large print is 18 or 24 points. Nothing was made. Choose one of them.")
    space = making.outcome.space
    case = LetterCase(language=page_language(space.language), elsewhere=_elsewhere(making))
    content = typeset(
        "large_print.typ",
        _data(making, case),
        title=titled(making.outcome),
        language=case.language,
        day=only_the_day(space.held_on),
        paper=paper_named(making.paper),
    )
    return [Made(f"large-print-{making.large}.pdf", content, (*case.missing, *no_address(making)))]


def titled(outcome: Outcome) -> str:
    """Return the title of a document, by which somebody finds it among others."""
    held_on = say_date(only_the_day(outcome.space.held_on))
    day = f", {held_on}" if held_on else ""
    return f"{title_of(outcome)}{day}: you said, we will"


def no_address(making: Making) -> tuple[str, ...]:
    """Say what is missing where the outcome has no address, and what to do."""
    if making.address:
        return ()
    return ("There is no square to scan, since no address is set. Write one in the settings.",)


def _elsewhere(making: Making) -> str:
    if making.address:
        return "They are on the web page. Its address is at the end."
    return "Ask the people who ran this meeting for them."


def _data(making: Making, case: LetterCase) -> dict[str, Any]:
    outcome, space = making.outcome, making.outcome.space

    def answers(found: Iterable[Promise]) -> list[dict[str, Any]]:
        return [
            promise_on_paper(one, case, space.language, making.address_of_promise(one))
            for one in found
        ]

    return {
        "size": making.large,
        "heading": case.words(title_of(outcome), space.language),
        "place": case.words(space.place, space.language),
        "held_on": say_date(only_the_day(space.held_on)),
        "purpose": case.words(space.purpose, space.language),
        "heard": _heard(outcome),
        "tally": _tally(promises_in(outcome)),
        "themes": [
            {
                "title": case.words(theme.title, space.language),
                "about": _about(theme),
                "quotes": [_quote(quote, case) for quote in theme.quotes],
                "promises": answers(theme.promises),
            }
            for theme in outcome.themes
        ],
        "other": answers(outcome.other_promises),
        "news_heading": NEWS,
        "news": [
            {
                "heading": case.words(heading, space.language),
                "told": [case.words(sentence, space.language) for sentence in told],
            }
            for heading, told in news_lines(outcome)
        ],
        "numbers": _numbers(outcome),
        "square": square_for(making.address, "Scan this for the newest news."),
    }


def _heard(outcome: Outcome) -> list[str]:
    """Return the sentences that begin the document."""
    if not outcome.heard:
        return ["We have not heard anything yet."]
    things = "thing" if outcome.heard == 1 else "things"
    return [f"We heard {outcome.heard} {things}. Thank you to everyone who spoke."]


def _tally(promises: list[Promise]) -> list[dict[str, Any]]:
    """Return how many of each answer there are, and how many are done."""
    found = [
        (sum(one.kind is kind for one in promises), words, sign)
        for kind, (words, sign) in KINDS.items()
    ]
    found.append((sum(one.done for one in promises), "Done so far", "done"))
    return [
        {"number": str(number), "words": words, "sign": sign}
        for number, words, sign in found
        if number
    ]


def _about(theme: Heard) -> str:
    if not theme.people:
        return ""
    things = "thing that we heard is" if theme.people == 1 else "things that we heard are"
    return f"{theme.people} {things} about this."


def _quote(quote: Quote, case: LetterCase) -> dict[str, Any]:
    """Return somebody's words, and what stands beside them: each with who made it."""
    beside = []
    if quote.original:
        beside.append((f"Tidied by {quote.tidied_by}. As it was said:", quote.original, ""))
    beside += [
        (f"In {language_name(one.language)}, translated by {one.made_by}:", one.words, one.language)
        for one in quote.translations
    ]
    return {
        "words": case.words(quote.words, quote.language),
        "beside": [
            {"label": case.words(label), "words": case.words(words, language or quote.language)}
            for label, words, language in beside
        ],
        "by": _by(quote),
    }


def _by(quote: Quote) -> str:
    who = {"uses services": "Someone who uses services", "staff": "A member of staff"}.get(
        quote.role, quote.role[:1].upper() + quote.role[1:]
    )
    late = "Added after the meeting" if quote.late else ""
    return ". ".join(one for one in (who, late) if one)


def _numbers(outcome: Outcome) -> list[dict[str, str]]:
    """Return what became of everything that was said, each with its number."""
    if not (outcome.heard or outcome.withdrawn):
        return []
    nothing = "person" if outcome.said_nothing == 1 else "people"
    said_nothing = (
        f" {outcome.said_nothing} {nothing} said nothing." if outcome.said_nothing else ""
    )
    rest = outcome.heard - outcome.set_aside - outcome.held
    rows = (
        (outcome.heard, "Heard", "Each one is counted, whatever became of it."),
        (rest, "Read, or waiting to be read", "The themes come from these."),
        (outcome.set_aside, "Set aside", f"We count these, and do not use them.{said_nothing}"),
        (outcome.held, "Held", "We show these nowhere until a person decides."),
        (outcome.withdrawn, "Taken back", "These words are gone."),
    )
    return [{"number": str(number), "what": what, "words": words} for number, what, words in rows]
