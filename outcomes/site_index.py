"""The first page of a site: outcomes by place and season, and the newest news."""

import functools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assets.language import ENGLISH, N_, _, now, speaking, spoken_for
from assets.language_names import note_on
from models.outcome.outcome import Outcome
from models.promise.promise import PromiseState
from models.space.space import Space
from outcomes.feed import news_in
from outcomes.page import in_other_languages, languages_in, promises_in, title_of
from outcomes.page_parts import lang_of, only_the_day, page_environment, printable
from outcomes.tongues import page_name, tongues_of

__all__ = ["gone_page", "index_page", "index_pages", "languages_on", "season_of"]

SEASONS = (
    N_("Winter {year}"),
    N_("Spring {year}"),
    N_("Summer {year}"),
    N_("Autumn {year}"),
)
MOST_NEWS = 10
INDEX = "index"
STANDS = {
    PromiseState.DONE: N_("done"),
    PromiseState.DOING: N_("being done"),
    PromiseState.LATE: N_("late"),
}


@dataclass(frozen=True)
class Listed:
    """One outcome in the list, and how it stands with its answers."""

    space: Space
    title: str
    held_on: str
    answers: int
    stands: tuple[tuple[str, int], ...]
    not_yet: int  # those that staff call done, and somebody says "not yet" of
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Season:
    """The outcomes of a season at one place."""

    name: str
    outcomes: tuple[Listed, ...]


@dataclass(frozen=True)
class Place:
    """The seasons of a place, newest first."""

    name: str
    seasons: tuple[Season, ...]


def index_page(outcomes: Sequence[Outcome], language: str = "") -> str:
    """Return the first page of a site as HTML; ``language`` is one of ``languages_on``."""
    pages = languages_on(outcomes)
    language = language or pages[0]
    this = page_name(pages[0], language, INDEX)
    names = {one.space.public_id: _page_name(one, language) for one in outcomes}
    with speaking(language):
        return (
            page_environment()
            .get_template("index.html.j2")
            .render(
                page_language=language,
                lang_of=functools.partial(lang_of, language),
                places=_places(outcomes),
                newest=news_in(outcomes)[:MOST_NEWS],
                page_names=names,
                others=[
                    one for one in in_other_languages(pages[0], pages, INDEX) if one[2] != this
                ],
                note=note_on(language),
            )
        )


def index_pages(outcomes: Sequence[Outcome]) -> dict[str, str]:
    """Return the first page in each language of the site, by the name of its file."""
    first, *others = languages_on(outcomes)
    return {page_name(first, one, INDEX): index_page(outcomes, one) for one in (first, *others)}


def languages_on(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Return the languages of a site that we speak: first that of most meetings, or English."""
    own = Counter(spoken_for(one.space.language) for one in outcomes)
    first = max(own, key=lambda one: (own[one], one == ENGLISH, one), default=ENGLISH)
    others = {tag for one in outcomes for tag in tongues_of(one)}
    return (first, *sorted(others - {first}))


def _page_name(outcome: Outcome, language: str) -> str:
    """Return the name of an outcome's page in a language, or in its own where it has none."""
    there = language if language in tongues_of(outcome) else ""
    return page_name(outcome.space.language, there)


def gone_page(*, taken_back: bool, home: str = "../index.html") -> str:
    """Return the page that stands where a page was, or where none ever was."""
    return (
        page_environment()
        .get_template("site_gone.html.j2")
        .render(page_language=now(), taken_back=taken_back, home=home)
    )


def season_of(iso: str) -> str:
    """Return the season of a day, "Spring 2027"; a winter has the year in which it begins."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return ""
    year = day.year - 1 if day.month < 3 else day.year
    return _(SEASONS[day.month % 12 // 3]).format(year=year)


def _places(outcomes: Iterable[Outcome]) -> list[Place]:
    """Put outcomes together by place, in the order of the alphabet, and then by season."""
    listed = sorted(
        (_listed(one) for one in outcomes), key=lambda one: (one.title, one.space.public_id)
    )
    listed.sort(key=lambda one: one.held_on, reverse=True)
    places: dict[str, list[Listed]] = {}
    names: dict[str, str] = {}
    for one in listed:
        name = str(printable(one.space.place)).strip()
        names.setdefault(name.casefold(), name)
        places.setdefault(name.casefold(), []).append(one)
    # A place without a name stands last.
    return [
        Place(names[key], tuple(_seasons(places[key])))
        for key in sorted(places, key=lambda key: (not key, key))
    ]


def _seasons(listed: Iterable[Listed]) -> list[Season]:
    seasons: dict[str, list[Listed]] = {}
    for one in listed:
        seasons.setdefault(season_of(one.held_on), []).append(one)
    return [Season(name, tuple(found)) for name, found in seasons.items()]


def _listed(outcome: Outcome) -> Listed:
    promises = promises_in(outcome)
    states = Counter(promise.state for promise in promises)
    return Listed(
        outcome.space,
        title_of(outcome),
        only_the_day(outcome.space.held_on),
        len(promises),
        tuple((_(words), states[state]) for state, words in STANDS.items() if states[state]),
        sum(bool(one.done and one.group and one.group.disagrees) for one in promises),
        tuple(languages_in(outcome)),
    )
