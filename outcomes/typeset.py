"""The one place that sets pages: Typst, with the fonts of Heard and no others, as PDF/UA-1.

Typst refuses a page with no title, a picture with no words beside it, headings that skip a level,
and a letter that no font has. Each becomes a sentence here. The same data gives the same bytes.
"""

import functools
import json
import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from assets import asset
from assets.language import _
from models.errors import HeardError
from outcomes.papers import PAPERS, Paper

if TYPE_CHECKING:
    from typst import Fonts

__all__ = ["DoesNotFitError", "sentences_of", "squares", "typeset"]

# A template says this by an assertion, where what it was given needs more pages than it may have.
TOO_LONG = "more than one page"
_LANGUAGE = re.compile("[a-z]{2,3}")
# What every template imports, and how a sentence is marked for translation there.
SHARED = "paper.typ"
TRANSLATED = re.compile(r'\btranslated\("([^"]+)"\)')
_SAFE = "Nothing was made, and nothing is lost."
# What Typst says, and what that means to whoever asked for the page.
_SENTENCES = {
    "missing document title": "The page has no title, so a screen reader could not name it.",
    "missing alt text": "A picture on the page has no words beside it.",
    "heading": "The headings of the page do not follow each other.",
    "could not be displayed with font": "The page has letters that Heard has no font for.",
}


class DoesNotFitError(HeardError):
    """What was to be set does not fit on one page; a smaller layout may hold it."""


def typeset(
    template: str,
    data: Mapping[str, Any],
    *,
    title: str,
    language: str = "en",
    day: str = "",
    paper: Paper = PAPERS["white"],
) -> bytes:
    """Set a template of ``assets/templates``, and return the PDF.

    The template reads ``json(bytes(sys.inputs.data))``: the data, with ``title``, ``language``,
    ``day`` and ``paper`` in it. ``day`` is YYYY-MM-DD, and the only date in the file: nothing
    tells when it was made. Its own sentences come in ``sentences``, in the language of now.
    ``language`` is a tag such as "en" or "cy". Raises ``HeardError``
    with a sentence where Typst refuses the page, ``DoesNotFitError`` where it is too long.
    """
    import typst  # with the first page

    tag = language.partition("-")[0].lower()
    if not _LANGUAGE.fullmatch(tag):
        raise HeardError(f"The page has no language, so nobody could read it aloud. {_SAFE}")
    everything = {
        **data,
        "sentences": {sentence: _(sentence) for sentence in sentences_of(template)},
        "title": " ".join(title.split()),
        "language": tag,
        "day": _day(day),
        "paper": {"ink": paper.ink, "fill": paper.fill, "link": paper.link},
    }
    try:
        made = typst.compile(
            str(asset("templates", template)),
            root=str(asset()),
            font_paths=_fonts(),
            format="pdf",
            sys_inputs={"data": json.dumps(everything)},
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as wrong:
        said = str(wrong.message)
    else:
        return bytes(made) if isinstance(made, bytes) else b"".join(made)
    # Outside the handler: what Typst says may hold people's words, and goes into no traceback.
    if TOO_LONG in said:
        raise DoesNotFitError(f"There is more than one page can hold. {_SAFE}")
    for part, sentence in _SENTENCES.items():
        if part in said:
            raise HeardError(f"{sentence} {_SAFE}")
    raise HeardError(
        f"The page could not be set. {_SAFE} Make the other formats, and tell whoever looks "
        "after Heard."
    )


def squares(matrix: list[list[bool]]) -> str:
    """Draw a QR code as SVG, one square a module, black on white whatever the paper is."""
    side = len(matrix)
    path = "".join(
        f"M{column} {row}h1v1h-1z"
        for row, line in enumerate(matrix)
        for column, dark in enumerate(line)
        if dark
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/>'
        f'<path fill="#000" d="{path}"/></svg>'
    )


@functools.cache
def sentences_of(template: str) -> tuple[str, ...]:
    """Return the sentences of ours that stand in a template, and in what every paper shares."""
    found = [
        sentence
        for name in (SHARED, template)
        for sentence in TRANSLATED.findall(asset("templates", name).read_text(encoding="utf-8"))
    ]
    return tuple(dict.fromkeys(found))


@functools.cache
def _fonts() -> "Fonts":
    """Return the fonts of Heard. Those of the machine and of Typst would make pages differ."""
    from typst import Fonts

    return Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(asset("fonts"))],
    )


def _day(text: str) -> list[int]:
    """Return a day as year, month and day, or nothing. A clock time goes."""
    try:
        found = date.fromisoformat(text[:10])
    except ValueError:
        return []
    return [found.year, found.month, found.day]
