"""The outcome as web pages: files that anybody can open, print, and put on any server.

A page holds what the outcome holds and nothing more. Numbers are never split by role, since a
small number and a role can point at one person.
"""

import contextlib
import functools
import os
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assets.language import N_, _, now, speaking, spoken_for
from assets.language_names import note_on, own_name
from models.erasure.half_written import HALF
from models.outcome.outcome import Heard, Outcome
from models.promise.promise import Promise, PromiseKind, PromiseState
from outcomes.making import Beside, Made, Making
from outcomes.page_parts import (
    is_language,
    lang_of,
    only_the_day,
    page_environment,
    page_language,
    printable,
    web_link,
)
from outcomes.tongues import PAGE, page_name

__all__ = [
    "in_other_languages",
    "lang_of",
    "make",
    "outcome_page",
    "page_environment",
    "page_language",
    "printable",
    "promise_page",
    "promise_pages",
    "put_in_place",
    "title_of",
]

# For everybody to read: a web server is another user than the one who runs Heard.
PUBLIC_FILE = 0o644

# What the templates call the three answers; they have the words and the shapes for them.
NAMES = {
    PromiseKind.WILL: "will",
    PromiseKind.CANNOT: "cannot",
    PromiseKind.MORE_TIME: "more_time",
}
# How it stands with promises, where that is more than the answer itself: a shape, and words.
STANDS = {
    PromiseState.DONE: ("done", N_("Done so far")),
    PromiseState.DOING: ("doing", N_("Being done")),
    PromiseState.LATE: ("late", N_("Late")),
}
ANSWERS = {
    PromiseKind.WILL: N_("We will"),
    PromiseKind.CANNOT: N_("We can't"),
    PromiseKind.MORE_TIME: N_("We need more time"),
}


def make(making: Making) -> list[Made]:
    """Make the page as a file of the set; ``promise_pages`` go beside its folder."""
    page = outcome_page(
        making.outcome,
        address=making.address,
        downloads=making.beside,
        promise_pages=True,
        language=making.language,
        pages=making.pages,
    )
    return [Made(PAGE if making.is_own else "outcome.html", page.encode("utf-8"))]


def promise_pages(making: Making) -> dict[str, bytes]:
    """Return the page of each promise by its path, seen from the folder above the outcome's own.

    That is where the square of a promise leads: each has an address as short as the outcome's.
    """
    name = page_name(making.outcome.space.language, making.language)
    return {
        f"{one.public_id}/{name}": promise_page(
            making.outcome,
            one,
            address=making.address_of_promise(one),
            language=making.language,
            pages=making.pages,
        ).encode("utf-8")
        for one in promises_in(making.outcome)
    }


def outcome_page(
    outcome: Outcome,
    *,
    address: str = "",
    downloads: Sequence[Beside] = (),
    promise_pages: bool = False,
    index: str = "",
    language: str = "",
    pages: Sequence[str] = (),
) -> str:
    """Return the page of an outcome as HTML. ``address`` is where it will be found, if anywhere.

    ``downloads`` are listed on it; ``promise_pages`` says that each promise has its own page
    beside it, and ``index`` where the list of all outcomes is, "" where there is none.
    ``language`` is what our sentences are in, "" for the language of the space; ``pages`` are
    the languages of the pages beside this one, which it links to.
    """
    with speaking(spoken_for(language or outcome.space.language)):
        return _outcome_page(
            outcome,
            _common(outcome, address, language, pages),
            downloads=downloads,
            promise_pages=promise_pages,
            index=index,
        )


def _outcome_page(outcome: Outcome, common: dict[str, Any], **more: Any) -> str:
    promises = promises_in(outcome)
    kinds = Counter(promise.kind for promise in promises)
    states = Counter(promise.state for promise in promises)
    stands = [(sign, _(words), states[one]) for one, (sign, words) in STANDS.items() if states[one]]
    # Staff alone never decide that it is done.
    not_yet = sum(bool(one.done and one.group and one.group.disagrees) for one in promises)
    if not_yet:
        stands.append(("not_yet", _("Not yet, some of the group say"), not_yet))
    return (
        page_environment()
        .get_template("outcome.html.j2")
        .render(
            common,
            **more,
            outcome=outcome,
            tally=[(name, kinds[kind]) for kind, name in NAMES.items() if kinds[kind]],
            stands=stands,
            rest=outcome.heard - outcome.set_aside - outcome.held,
            languages=languages_in(outcome),
        )
    )


def promise_page(
    outcome: Outcome,
    promise: Promise,
    *,
    address: str = "",
    language: str = "",
    pages: Sequence[str] = (),
) -> str:
    """Return the page of one promise of an outcome, with the words that stand behind it."""
    with speaking(spoken_for(language or outcome.space.language)):
        return (
            page_environment()
            .get_template("promise.html.j2")
            .render(
                _common(outcome, address, language, pages),
                promise=promise,
                what=printable(promise.what).strip() or _("A promise"),
                answer_words=_(ANSWERS[promise.kind]),
                theme=_theme_of(outcome, promise),
            )
        )


def _common(outcome: Outcome, address: str, language: str, pages: Sequence[str]) -> dict[str, Any]:
    """Return what every page of an outcome is made with."""
    space = outcome.space
    ours = page_language(language or space.language)
    this = page_name(space.language, language)
    return {
        "this_page": this,
        "others": [one for one in in_other_languages(space.language, pages) if one[2] != this],
        "note": note_on(now()),
        "space": space,
        "title": title_of(outcome),
        "held_on": only_the_day(space.held_on),
        "page_language": ours,
        "lang_of": functools.partial(lang_of, ours),
        "names": NAMES,
        "address": address,
        "link": web_link(address),
    }


def in_other_languages(
    own: str, pages: Sequence[str], stem: str = "outcome"
) -> list[tuple[str, str, str, str]]:
    """Return the ways to pages in other languages: tag, own name, file, and a note on it."""
    return [
        (tag, own_name(tag), page_name(own, one, stem), note_on(tag))
        for one in pages
        for tag in [spoken_for(one)]
    ]


def title_of(outcome: Outcome) -> str:
    """Return the title of an outcome, for a place where there has to be one."""
    return str(printable(outcome.space.title).strip()) or _("A listening space")


def promises_in(outcome: Outcome) -> list[Promise]:
    """Return every promise of an outcome, theme by theme."""
    theirs = [promise for theme in outcome.themes for promise in theme.promises]
    return [*theirs, *outcome.other_promises]


def languages_in(outcome: Outcome) -> list[str]:
    """Return the languages that quotes are in, besides the space's own."""
    found = {
        tag
        for theme in outcome.themes
        for quote in theme.quotes
        for tag in (quote.language, *(version.language for version in quote.translations))
    }
    return sorted(tag for tag in found if is_language(tag) and tag != outcome.space.language)


def _theme_of(outcome: Outcome, promise: Promise) -> Heard | None:
    of_it = (theme for theme in outcome.themes if promise in theme.promises)
    return next(of_it, None)


def put_in_place(content: str | bytes, path: Path, mode: int) -> None:
    """Write a file in one step: whoever looks meanwhile sees the old one or the new one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=HALF, suffix=".tmp")
    try:
        with open(handle, "wb") as file:
            file.write(content.encode("utf-8") if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
