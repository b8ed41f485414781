"""The poster: a page with the way to the outcome, and sheets beside it with every promise.

The first page is read from across a room. The sheets hold what was promised and what was refused,
in the same large letters. Nobody's own words are on any of it: it hangs where everybody sees it.
"""

from collections.abc import Iterable
from typing import Any

from assets.language import _, ngettext
from models.dates import say_date
from models.errors import HeardError
from models.promise.promise import Promise
from outcomes.large_print import no_address, titled
from outcomes.letters import LetterCase
from outcomes.making import Made, Making
from outcomes.meeting_lines import we_heard
from outcomes.page import promises_in, title_of
from outcomes.page_parts import only_the_day, page_language
from outcomes.papers import paper_named
from outcomes.promise_words import promise_on_paper, square_for
from outcomes.typeset import DoesNotFitError, typeset

__all__ = ["make"]

SHEETS = ("a4", "a3")
# How large everything on the first page is, beside a short title's: the first that fits on it.
SCALES = (1.0, 0.8, 0.65, 0.5)


def make(making: Making) -> list[Made]:
    """Make the poster with its sheets, on A4 and on A3."""
    return [_poster(making, sheet) for sheet in SHEETS]


def _poster(making: Making, sheet: str) -> Made:
    outcome, space = making.outcome, making.outcome.space
    case = LetterCase(language=page_language(making.tongue))
    answers = len(promises_in(outcome))
    data = {
        "sheet": sheet,
        "heading": case.words(title_of(outcome), space.language),
        "place": case.words(space.place, space.language),
        "held_on": say_date(only_the_day(space.held_on)),
        "heard": we_heard(outcome.heard) if outcome.heard else "",
        "answers": _answers(answers) if answers else "",
        "square": square_for(making.address, _("Point the camera of a phone at the square.")),
        "themes": [
            {
                "title": case.words(theme.title, space.language),
                "promises": _promises(theme.promises, making, case),
            }
            for theme in outcome.themes
        ],
        "other": _promises(outcome.other_promises, making, case),
    }
    for scale in SCALES:
        try:
            content = typeset(
                "poster.typ",
                {**data, "scale": scale, "smallest": scale == SCALES[-1]},
                title=titled(outcome),
                language=case.language,
                day=only_the_day(space.held_on),
                paper=paper_named(making.paper),
            )
        except DoesNotFitError:
            continue
        return Made(f"poster-{sheet}.pdf", content, (*case.missing, *no_address(making)))
    raise HeardError(
        "The title is too long for a poster. The other formats are made. Give the meeting a "
        "shorter title."
    )


def _promises(found: Iterable[Promise], making: Making, case: LetterCase) -> list[dict[str, Any]]:
    """Return promises without their news, which the square of each leads to."""
    language = making.outcome.space.language
    return [
        promise_on_paper(one, case, language, making.address_of_promise(one), news=False)
        for one in found
    ]


def _answers(number: int) -> str:
    sentence = ngettext("There is {number} answer.", "There are {number} answers.", number)
    return sentence.format(number=number)
