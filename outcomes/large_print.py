"""The outcome in large print: a PDF of 18 or 24 points, which screen readers read too.

It follows what the UK Association for Accessible Formats asks of large print, and says what the
web page says.
"""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from assets.language import N_, _, now
from assets.language_names import note_on
from models.dates import say_date
from models.errors import RefusedError
from models.outcome.outcome import Outcome, Quote
from models.promise.promise import Promise
from outcomes.letters import ASK, LetterCase
from outcomes.making import Made, Making
from outcomes.meeting_lines import (
    NEWS,
    about_this,
    said_by,
    said_nothing,
    tidied_by,
    translated_by,
    we_heard,
)
from outcomes.page import promises_in, title_of
from outcomes.page_parts import only_the_day, page_language
from outcomes.papers import paper_named
from outcomes.promise_words import KINDS, promise_on_paper, square_for
from outcomes.typeset import typeset

__all__ = ["SIZES", "make", "no_address", "titled"]

# In points. Large print begins at 16, and 18 is what most people ask for.
SIZES = (18, 24)
SET_ASIDE = N_("We count these, and do not use them.")


def make(making: Making) -> list[Made]:
    """Make the PDF, and say what is not in it."""
    if making.large not in SIZES:
        raise RefusedError("Large print is 18 or 24 points. Nothing was made. Choose one of them.")
    space = making.outcome.space
    case = LetterCase(language=page_language(making.tongue), elsewhere=_elsewhere(making))
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
    return _("{title}: you said, we will").format(title=f"{title_of(outcome)}{day}")


def no_address(making: Making) -> tuple[str, ...]:
    """Say what is missing where the outcome has no address, and what to do."""
    if making.address:
        return ()
    return ("There is no square to scan, since no address is set. Write one in the settings.",)


def _elsewhere(making: Making) -> str:
    if making.address:
        return _("They are on the web page. Its address is at the end.")
    return _(ASK)


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
                "about": about_this(theme.people) if theme.people else "",
                "quotes": [_quote(quote, case) for quote in theme.quotes],
                "promises": answers(theme.promises),
            }
            for theme in outcome.themes
        ],
        "other": answers(outcome.other_promises),
        "news_heading": _(NEWS),
        "news": [
            {
                "heading": case.words(heading, space.language),
                "items": [
                    [case.words(sentence, space.language) for sentence in item.told]
                    for item in items
                ],
            }
            for heading, items in groupby(outcome.news, key=lambda item: item.heading)
        ],
        "numbers": _numbers(outcome),
        "note": note_on(now()),
        "square": square_for(making.address, _("Scan this for the newest news.")),
    }


def _heard(outcome: Outcome) -> list[str]:
    """Return the sentences that begin the document."""
    if not outcome.heard:
        return [_("We have not heard anything yet.")]
    return [f"{we_heard(outcome.heard)} {_('Thank you to everyone who spoke.')}"]


def _tally(promises: list[Promise]) -> list[dict[str, Any]]:
    """Return how many of each answer there are, and how many are done."""
    found = [
        (sum(one.kind is kind for one in promises), words, sign)
        for kind, (words, sign) in KINDS.items()
    ]
    found.append((sum(one.done for one in promises), N_("Done so far"), "done"))
    not_yet = sum(bool(one.done and one.group and one.group.disagrees) for one in promises)
    found.append((not_yet, N_("Not yet, some of the group say"), "more_time"))
    return [
        {"number": str(number), "words": _(words), "sign": sign}
        for number, words, sign in found
        if number
    ]


def _quote(quote: Quote, case: LetterCase) -> dict[str, Any]:
    """Return somebody's words, and what stands beside them: each with who made it."""
    beside = []
    if quote.original:
        beside.append((tidied_by(quote.tidied_by), quote.original, ""))
    beside += [
        (translated_by(one.language, one.made_by), one.words, one.language)
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
    late = _("Added after the meeting") if quote.late else ""
    return ". ".join(one for one in (said_by(quote.role), late) if one)


def _numbers(outcome: Outcome) -> list[dict[str, str]]:
    """Return what became of everything that was said, each with its number."""
    if not (outcome.heard or outcome.withdrawn):
        return []
    nothing = f" {said_nothing(outcome.said_nothing)}" if outcome.said_nothing else ""
    rest = outcome.heard - outcome.set_aside - outcome.held
    rows = (
        (outcome.heard, _("Heard."), _("Each one is counted, whatever became of it.")),
        (rest, _("Read, or waiting to be read."), _("The themes come from these.")),
        (outcome.set_aside, _("Set aside."), f"{_(SET_ASIDE)}{nothing}"),
        (outcome.held, _("Held."), _("We show these nowhere until a person decides.")),
        (outcome.withdrawn, _("Taken back."), _("These words are gone.")),
    )
    return [{"number": str(number), "what": what, "words": words} for number, what, words in rows]
