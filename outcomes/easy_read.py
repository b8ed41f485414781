"""The outcome in Easy Read: a PDF with a picture on the left and short sentences beside it.

What stands in it is decided by ``models.easy_read.easy_read``; here it is laid out.
"""

from collections.abc import Iterator
from typing import Any

from assets.language import _, ngettext, now
from assets.language_names import note_on
from models.dates import say_date
from models.easy_read.easy_read import EasyItem, EasyPart, EasyRead, easy_read_from
from models.kiosk.picture import pictures
from outcomes.letters import LetterCase
from outcomes.making import Made, Making
from outcomes.page import title_of
from outcomes.page_parts import page_language
from outcomes.papers import Paper, paper_named
from outcomes.picture_shapes import picture_svg
from outcomes.promise_words import square_for
from outcomes.typeset import DoesNotFitError, typeset

__all__ = ["MOST_PAGES", "NAME", "make"]

NAME = "easy-read.pdf"
FONT = "Andika"
TEMPLATE = "easy_read.typ"
# More is no longer easy to read.
MOST_PAGES = 24
# Width of a picture in centimetres, and the space after a part in ems: the first that fits.
LAYOUTS = ((3.8, 1.6), (3.0, 0.9))
TOO_LONG = (
    f"The Easy Read paper has more than {MOST_PAGES} pages. "
    "Say less in it, or leave promises out with a reason."
)


def make(making: Making) -> list[Made]:
    """Make the PDF, and say what is missing in it: a signature, easy words, a promise."""
    easy = easy_read_from(making.outcome, making.language)
    case = LetterCase(FONT, language=page_language(making.tongue))
    paper = paper_named(making.paper)
    data = _data(easy, case, paper, making.address, title_of(making.outcome))
    title = f"{title_of(making.outcome)}: {_('Easy Read')}"

    def page(layout: tuple[float, float], most: int) -> bytes:
        picture, air = layout
        return typeset(
            TEMPLATE,
            {**data, "picture": picture, "air": air, "most": most},
            title=title,
            language=case.language,
            day=easy.space.held_on,
            paper=paper,
        )

    for layout in LAYOUTS:
        try:
            made = Made(NAME, page(layout, MOST_PAGES), (*easy.missing, *case.missing))
        except DoesNotFitError:
            continue
        return [made]
    missing = (*easy.missing, TOO_LONG, *case.missing)
    return [Made(NAME, page(LAYOUTS[-1], most=0), missing)]


def _data(
    easy: EasyRead, case: LetterCase, paper: Paper, address: str, heading: str
) -> dict[str, Any]:
    language = easy.space.language

    def part(item: EasyItem) -> dict[str, Any]:
        return _part(item, case, language, paper)

    def answers(found: tuple[EasyItem, ...]) -> list[dict[str, Any]]:
        return [part(one) for one in found if not (one.left_out or one.waits)]

    return {
        "heading": case.words(heading, language),
        "draft": _draft(easy),
        "opening": part(easy.opening),
        "you_said": [
            _("You said: {number} of {all}").format(number=number, all=len(easy.parts))
            for number in range(1, len(easy.parts) + 1)
        ],
        "themes": [
            {
                "theme": part(one.theme),
                "promises": answers(one.promises),
                "left_out": _left_out_of(one),
                "unanswered": not one.promises,
            }
            for one in easy.parts
        ],
        "others": answers(easy.others),
        "news": answers(easy.news),
        "late": _late(easy.late) if easy.late else "",
        "left_out": [*_left_out(easy)],
        "waiting": _sign("waiting", paper),
        "ask": _sign("who-to-ask", paper),
        "words": [
            {"word": case.words(one.word, language), "means": case.words(one.means, language)}
            for one in easy.words
        ],
        "signed": _signed(easy) if easy.signed else "",
        "signed_by": case.words(easy.signed_by if easy.signed else ""),
        "credits": [case.words(one) for one in _credits(easy)],
        "square": square_for(address, _("Scan this with a phone.")),
    }


def _part(item: EasyItem, case: LetterCase, language: str, paper: Paper) -> dict[str, Any]:
    return {
        "svg": picture_svg(item.picture, paper) if item.picture else "",
        "alt": item.picture.shown_alt if item.picture else "",
        "lines": [
            {"words": case.words(one.words, language), "explains": bool(one.explains)}
            for one in item.said
        ],
        "now": [case.words(one) for one in item.now],
    }


def _sign(name: str, paper: Paper) -> dict[str, str]:
    """Return one of our pictures, for what the paper says by itself."""
    found = next(one for one in pictures() if one.name == name)
    return {"svg": picture_svg(found, paper), "alt": found.shown_alt}


def _left_out_of(part: EasyPart) -> str:
    """Say of a theme how many answers to it are not in the paper."""
    number = sum(bool(one.left_out) for one in part.promises)
    if not number:
        return ""
    return ngettext(
        "{number} answer is not in this paper.", "{number} answers are not in this paper.", number
    ).format(number=number)


def _draft(easy: EasyRead) -> list[str]:
    if easy.signed:
        return []
    found = [_("Draft: nobody has checked it yet.")]
    return [*found, _("Somebody checked an older one.")] if easy.signed_by else found


def _signed(easy: EasyRead) -> str:
    return _("The day was {day}.").format(day=say_date(easy.signed_on))


def _credits(easy: EasyRead) -> list[str]:
    """Say whose pictures these are, and who translated our sentences."""
    found = [_("Pictures: {names}.").format(names=one) for one in easy.credits]
    return [*found, note] if (note := note_on(now())) else found


def _left_out(easy: EasyRead) -> Iterator[str]:
    if easy.left_out:
        yield ngettext(
            "There is {number} more promise that is not in this paper. Ask us about it.",
            "There are {number} more promises that are not in this paper. Ask us about them.",
            easy.left_out,
        ).format(number=easy.left_out)
    if easy.news_left_out:
        yield ngettext(
            "There is {number} more piece of news that is not in this paper. Ask us about it.",
            "There are {number} more pieces of news that are not in this paper. Ask us about them.",
            easy.news_left_out,
        ).format(number=easy.news_left_out)


def _late(number: int) -> str:
    return ngettext(
        "{number} older promise is late. There is no news. Ask us about it.",
        "{number} older promises are late. There is no news. Ask us about them.",
        number,
    ).format(number=number)
