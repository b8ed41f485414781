"""The outcome as a web page: one file that anybody can open, print, and put on any server.

The page holds what the outcome holds and nothing more. Numbers are never split by role, since a
small number and a role can point at one person.
"""

import contextlib
import functools
import os
import re
import tempfile
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assets import asset
from assets.language_names import language_name
from models.dates import say_date
from models.outcome import Outcome, Quote
from models.promise import PromiseKind

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = [
    "lang_of",
    "outcome_page",
    "page_environment",
    "page_language",
    "printable",
    "put_in_place",
    "write_outcome_page",
]

TEMPLATE = "outcome.html.j2"
# The language of the page's own sentences; what people wrote carries a language of its own.
OUR_LANGUAGE = "en"
# For everybody to read: a web server is another user than the one who runs Heard.
PUBLIC_FILE = 0o644

# What the template calls the three answers; it has the words and the shapes for them.
NAMES = {
    PromiseKind.WILL: "will",
    PromiseKind.CANNOT: "cannot",
    PromiseKind.MORE_TIME: "more_time",
}

# A language tag such as "en", "cy" or "pa-Guru"; anything else is left out of the page.
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
# What no page may hold: controls, lone surrogates, and the code points that are no characters.
_NO_CHARACTER = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)


def outcome_page(outcome: Outcome, *, address: str = "") -> str:
    """Return the page of an outcome as HTML. ``address`` is where it will be found, if anywhere."""
    space = outcome.space
    theirs = [promise for theme in outcome.themes for promise in theme.promises]
    promises = [*theirs, *outcome.other_promises]
    found = Counter(promise.kind for promise in promises)
    return (
        page_environment()
        .get_template(TEMPLATE)
        .render(
            outcome=outcome,
            space=space,
            title=printable(space.title).strip() or "A listening space",
            held_on=_only_the_day(space.held_on),
            page_language=page_language(space.language),
            lang_of=functools.partial(lang_of, page_language(space.language)),
            names=NAMES,
            tally=[(name, found[kind]) for kind, name in NAMES.items() if found[kind]],
            done=sum(promise.done for promise in promises),
            rest=outcome.heard - outcome.set_aside - outcome.held,
            address=address,
            link=address if address.startswith(("https://", "http://")) else "",
        )
    )


def write_outcome_page(outcome: Outcome, folder: Path, *, address: str = "") -> Path:
    """Write the page to ``folder/<public id>/index.html`` and return that path.

    The page is made first and put in place in one step: whoever looks meanwhile sees the old
    page or the new one, and a page that cannot be made or written leaves the old one standing.
    """
    page = outcome_page(outcome, address=address)
    path = folder / outcome.space.public_id / "index.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    put_in_place(page, path, PUBLIC_FILE)
    return path


def put_in_place(text: str, path: Path, mode: int) -> None:
    """Write a file in one step: whoever looks meanwhile sees the old one or the new one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


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
    environment.filters["language_name"] = language_name
    environment.tests["a_day"] = lambda text: _only_the_day(text) == text
    return environment


def printable(value: Any) -> Any:
    """Take out of a text what no page may hold; the template's own markup stays as it is."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return _NO_CHARACTER.sub("", value)
    return value


def _only_the_day(text: str) -> str:
    """Return the day at the start of a text as YYYY-MM-DD, or nothing. A clock time goes."""
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""


def page_language(language: str) -> str:
    """Return the language of the page's own sentences, as exactly as the space tells it."""
    is_ours = language.lower().startswith(f"{OUR_LANGUAGE}-") and _LANGUAGE_TAG.fullmatch(language)
    return language if is_ours else OUR_LANGUAGE


def lang_of(page_language: str, language: str) -> str:
    """Return a ``lang`` attribute for words in another language than the page, or nothing."""
    from markupsafe import Markup  # comes with jinja2, which is here by now

    if language == page_language or not _LANGUAGE_TAG.fullmatch(language):
        return ""
    return Markup(' lang="{}"').format(language)


def _in_their_order(quotes: Iterable[Quote]) -> list[Quote]:
    """Sort quotes by everything that is shown of them, so that nothing tells who came first."""
    return sorted(quotes, key=lambda one: (one.words.casefold(), one.words, one.role, one.language))
