"""The outcome in Easy Read: a PDF with a picture on the left and short sentences beside it.

What stands in it is decided by ``models.easy_read``; here it is laid out.
"""

from typing import Any

from models.dates import say_date
from models.easy_read import EasyItem, EasyPart, EasyRead, easy_read_from
from models.picture import pictures
from outcomes.letters import LetterCase
from outcomes.making import Made, Making
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
    easy = easy_read_from(making.outcome)
    case = LetterCase(FONT)
    paper = paper_named(making.paper)
    data = _data(easy, case, paper, making.address)
    title = f"{easy.space.title.strip() or 'A listening space'}: Easy Read"

    def page(layout: tuple[float, float], most: int) -> bytes:
        picture, air = layout
        return typeset(
            TEMPLATE,
            {**data, "picture": picture, "air": air, "most": most},
            title=title,
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


def _data(easy: EasyRead, case: LetterCase, paper: Paper, address: str) -> dict[str, Any]:
    language = easy.space.language

    def part(item: EasyItem) -> dict[str, Any]:
        return _part(item, case, language, paper)

    def answers(found: tuple[EasyItem, ...]) -> list[dict[str, Any]]:
        return [part(one) for one in found if not one.left_out]

    return {
        "heading": case.words(easy.space.title, language),
        "draft": _draft(easy),
        "opening": part(easy.opening),
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
        "left_out": _left_out(easy.left_out),
        "waiting": _sign("waiting", paper),
        "ask": _sign("who-to-ask", paper),
        "words": [
            {"word": case.words(one.word, language), "means": case.words(one.means, language)}
            for one in easy.words
        ],
        "signed": say_date(easy.signed_on) if easy.signed else "",
        "signed_by": case.words(easy.signed_by if easy.signed else ""),
        "credits": [case.words(f"Pictures: {one}.") for one in easy.credits],
        "square": square_for(address, "Scan this with a phone."),
    }


def _part(item: EasyItem, case: LetterCase, language: str, paper: Paper) -> dict[str, Any]:
    return {
        "svg": picture_svg(item.picture, paper) if item.picture else "",
        "alt": item.picture.alt if item.picture else "",
        "lines": [
            {"words": case.words(one.words, language), "explains": bool(one.explains)}
            for one in item.said
        ],
        "now": [case.words(one) for one in item.now],
    }


def _sign(name: str, paper: Paper) -> dict[str, str]:
    """Return one of our pictures, for what the paper says by itself."""
    found = next(one for one in pictures() if one.name == name)
    return {"svg": picture_svg(found, paper), "alt": found.alt}


def _left_out_of(part: EasyPart) -> str:
    """Say of a theme how many answers to it are not in the paper."""
    number = sum(bool(one.left_out) for one in part.promises)
    if not number:
        return ""
    return f"{number} answer{' is' if number == 1 else 's are'} not in this paper."


def _draft(easy: EasyRead) -> list[str]:
    if easy.signed:
        return []
    found = ["Draft: nobody has checked it yet."]
    return [*found, "Somebody checked an older one."] if easy.signed_by else found


def _left_out(number: int) -> str:
    if not number:
        return ""
    if number == 1:
        return "There is one more promise that is not in this paper. Ask us about it."
    return f"There are {number} more promises that are not in this paper. Ask us about them."
