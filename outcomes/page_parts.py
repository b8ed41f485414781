"""What the pages of outcomes have in common: what makes them, and what may stand in them."""

import functools
import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from assets import asset
from assets.language import ENGLISH, _, ngettext, spoken_for
from models.dates import say_date
from models.outcome.outcome import Quote
from outcomes import meeting_lines
from outcomes.papers import PAPERS
from outcomes.qr import qr_matrix

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = [
    "lang_of",
    "only_the_day",
    "page_environment",
    "page_language",
    "printable",
    "web_link",
]

# A language tag such as "en", "cy" or "pa-Guru"; anything else is left out of the page.
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
# What no page may hold: controls, lone surrogates, and the code points that are no characters.
_NO_CHARACTER = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
KILOBYTE = 1000
# What pages say in the same sentences as every other format.
SAID_ALIKE = ("about_this", "said_by", "said_nothing", "translated_by", "we_heard")
MEGABYTE = 1000 * KILOBYTE


@functools.cache
def page_environment() -> "Environment":
    """Return what makes pages: everything in them is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # with the first page

    environment = Environment(
        loader=FileSystemLoader(asset("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=printable,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["in_their_order"] = _in_their_order
    environment.filters["say_date"] = say_date
    environment.filters["language_name"] = meeting_lines.named
    environment.filters["square"] = _square
    environment.filters["size"] = _size
    environment.filters["file_kind"] = lambda name: name.rpartition(".")[2].upper()
    environment.filters["capitalised"] = lambda words: words[:1].upper() + words[1:]
    environment.tests["a_day"] = lambda text: only_the_day(text) == text
    # A page has no colour where the paper has one already: "coloured" is for printing alone.
    environment.globals |= {"_": _, "ngettext": ngettext}
    environment.globals |= {name: getattr(meeting_lines, name) for name in SAID_ALIKE}
    environment.globals["papers"] = [one for one in PAPERS.values() if one.fill]
    return environment


def printable(value: Any) -> Any:
    """Take out of a text what no page may hold; the template's own markup stays as it is."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return _NO_CHARACTER.sub("", value)
    return value


def only_the_day(text: str) -> str:
    """Return the day at the start of a text as YYYY-MM-DD, or nothing. A clock time goes."""
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""


def page_language(language: str) -> str:
    """Return the language of our sentences beside words in a language, as exactly as it is told."""
    ours = spoken_for(language)
    is_told = language.partition("-")[0].lower() == ours and _LANGUAGE_TAG.fullmatch(language)
    return language if is_told else ENGLISH


def is_language(tag: str) -> bool:
    """Say whether a text has the form of a language tag."""
    return _LANGUAGE_TAG.fullmatch(tag) is not None


def lang_of(page_language: str, language: str) -> str:
    """Return a ``lang`` attribute for words in another language than the page, or nothing."""
    from markupsafe import Markup  # comes with jinja2, which is here by now

    if language == page_language or not is_language(language):
        return ""
    return Markup(' lang="{}"').format(language)


def web_link(address: str) -> str:
    """Return an address that may be a link: one of the web, or nothing."""
    return address if address.startswith(("https://", "http://")) else ""


def _in_their_order(quotes: Iterable[Quote]) -> list[Quote]:
    """Sort quotes by everything that is shown of them, so that nothing tells who came first."""
    return sorted(quotes, key=lambda one: (one.words.casefold(), one.words, one.role, one.language))


def _square(text: str) -> str:
    """Draw a QR code as an SVG: black on white in all colours, since phones read no other."""
    from markupsafe import Markup  # comes with jinja2, which is here by now

    told = _("A square for a phone. It holds the address of this page.")
    matrix = qr_matrix(text)
    if matrix is None:
        return ""
    side = len(matrix)
    dark = "".join(
        f"M{run.start()} {y}h{len(run[0])}v1h-{len(run[0])}z"
        for y, row in enumerate(matrix)
        for run in re.finditer("1+", "".join("01"[cell] for cell in row))
    )
    return Markup(
        '<svg class="square" viewBox="0 0 {0} {0}" role="img" shape-rendering="crispEdges" '
        'aria-label="{2}">'
        '<path fill="#ffffff" d="M0 0h{0}v{0}h-{0}z"/><path fill="#000000" d="{1}"/></svg>'
    ).format(side, dark, told)


def _size(size: int) -> str:
    """Say how large a file is, for somebody who pays for each megabyte."""
    if size >= MEGABYTE:
        return _("{number} megabytes").format(number=f"{size / MEGABYTE:.1f}")
    number = max(1, round(size / KILOBYTE))
    return ngettext("{number} kilobyte", "{number} kilobytes", number).format(number=number)
