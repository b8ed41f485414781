"""Long things cut into pages: each as large as it can be, and turned by a key alone.

A page is a ``RoomSees`` that holds its own part and nothing else, so it is drawn, said, and shown
at the desk as everything is. Nothing is left out: what is on no page is nowhere.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assets.language_names import language_name
from models.contribution.contribution import Contribution
from models.meeting.turn import waiting_and_speaking
from models.promise.promise import Promise
from models.room.aloud import said_by
from models.room.page import RoomPage
from models.room.room import RoomSees
from models.room.stage import Showing
from models.theme.theme import Theme
from screens.room.answers import answers
from screens.room.cutting import pieces_of
from screens.room.drawing import draw_way, quotes_beside, ways
from screens.widgets.large import Look, Mark, blocks_of

__all__ = ["page_in_room", "page_of", "page_that_says", "pages_in_room", "pages_of"]

# What fits in no way at all comes after all ways in which something fits.
TOO_LARGE = 99


@dataclass(frozen=True)
class Parts:
    """A list: how many parts it has, and what is seen of those from one to another."""

    count: int
    seen: Callable[[int, int], RoomSees]


def page_of(sees: RoomSees, look: Look) -> RoomSees:
    """Return the page that is shown now, as all that is seen."""
    pages = pages_of(sees, look)
    return pages[min(sees.at.page, len(pages) - 1)]


def page_that_says(pages: Sequence[RoomSees], mark: Mark) -> int | None:
    """Return the page with the word being said, where only one other than the first has it."""
    for number, page in enumerate(pages):
        texts = [one.shown for one in page.contributions]
        if any(mark.within(text) for text in texts):
            return number
    return None


def pages_in_room(sees: RoomSees) -> tuple[RoomSees, ...]:
    """Return the pages as the room's own screen has them; one where no room told its size."""
    return pages_of(sees, Look(sees.at.width, sees.at.height)) if sees.at.width else (sees,)


def page_in_room(sees: RoomSees) -> RoomSees:
    """Return the page that the room shows, for the desk: the same one, drawn plain."""
    pages = pages_in_room(sees)
    return pages[min(sees.at.page, len(pages) - 1)]


def pages_of(sees: RoomSees, look: Look) -> tuple[RoomSees, ...]:
    """Cut what the room sees into pages for a size; one page where all of it fits."""
    if look.width < 1 or look.height < 2:
        return (sees,)
    return _pages_of(replace(sees, at=replace(sees.at, page=0)), replace(look, mark=Mark()))


@lru_cache(32)
def _pages_of(sees: RoomSees, look: Look) -> tuple[RoomSees, ...]:
    if sees.showing is Showing.CONTRIBUTION and sees.contributions:
        pages = _pieces(sees, look)
    elif sees.showing is Showing.PROMPT and sees.prompt and sees.contributions:
        pages = _prompt_and_quotes(sees, look)
    elif sees.showing is Showing.WELCOME:
        pages = _welcome(sees, look)
    elif sees.showing is Showing.NEWS:
        pages = _news_pages(sees, look)
    elif sees.showing in _PARTS:
        pages = _list(_PARTS[sees.showing](sees), look, sees)
    else:
        pages = [sees]
    return tuple(
        replace(page, pages=len(pages), at=replace(sees.at, page=number))
        for number, page in enumerate(pages)
    )


def _best(sees: RoomSees, look: Look) -> int | None:
    """Return the largest way in which all of it fits, or None."""
    for number, way in enumerate(ways(sees, look)):
        if 0 < len(draw_way(way)) <= look.height:
            return number
    return None


def _list(parts: Parts, look: Look, sees: RoomSees) -> list[RoomSees]:
    """Put as many parts on each page as fit there without being drawn smaller than alone.

    What is one of several pages in any case says so itself: it has one row less.
    """
    best = _best(sees, look if sees.pages == 1 else replace(look, height=look.height - 1))
    if parts.count < 2 or best == 0 or (best is not None and not look.tall):
        return [sees]
    inner = replace(look, height=look.height - 1)
    pages: list[RoomSees] = []
    start = 0
    while start < parts.count:
        # Only where it stands matters for how a page is drawn: the first has the large title.
        at = replace(sees.at, page=sees.at.page + len(pages))
        alone = _largest(parts, start, start + 1, inner, at)
        end = start + 1
        while end < parts.count and alone is not None:
            next_alone = _largest(parts, end, end + 1, inner, at)
            if next_alone is None or next_alone < alone:
                break
            together = _largest(parts, start, end + 1, inner, at)
            if together is None or together > alone:
                break
            end += 1
        pages.append(parts.seen(start, end))
        start = end
    # All of it on one page, no smaller than it is on several, is better than several.
    smallest = max((_best_or_none(page, inner) for page in pages), default=0)
    return [sees] if best is not None and best <= smallest else pages


def _best_or_none(page: RoomSees, look: Look) -> int:
    found = _best(replace(page, pages=2), look)
    return TOO_LARGE if found is None else found


def _largest(parts: Parts, start: int, end: int, look: Look, at: RoomPage) -> int | None:
    return _best(replace(parts.seen(start, end), pages=2, at=at), look)


def _welcome(sees: RoomSees, look: Look) -> list[RoomSees]:
    """Return the title with the rules; then, on pages of its own, what words may be used for."""
    space = sees.space
    if not space.consent_wording:
        return _list(_rules(sees), look, sees)
    head = replace(sees, pages=2, space=replace(space, consent_wording=()))
    at = replace(sees.at, page=1)
    told = replace(sees, pages=2, at=at, space=replace(space, rules=()))
    return [*_list(_rules(head), look, head), *_list(_used_for(told), look, told)]


def _rules(sees: RoomSees) -> Parts:
    """Return the title with what it is about first, then each rule."""
    rules = sees.space.rules

    def seen(start: int, end: int) -> RoomSees:
        part = rules[max(0, start - 1) : end - 1]
        return replace(sees, space=replace(sees.space, rules=part))

    return Parts(1 + len(rules), seen)


def _used_for(sees: RoomSees) -> Parts:
    found = sees.space.consent_wording

    def seen(start: int, end: int) -> RoomSees:
        return replace(sees, space=replace(sees.space, consent_wording=found[start:end]))

    return Parts(len(found), seen)


def _themes(sees: RoomSees) -> Parts:
    return Parts(len(sees.themes), lambda start, end: replace(sees, themes=sees.themes[start:end]))


def _last(sees: RoomSees) -> Parts:
    found = sees.last_promises
    return Parts(len(found), lambda start, end: replace(sees, last_promises=found[start:end]))


def _turns(sees: RoomSees) -> Parts:
    found = waiting_and_speaking(sees.turns)
    return Parts(len(found), lambda start, end: replace(sees, turns=found[start:end]))


def _answers(sees: RoomSees) -> Parts:
    """Each answer with its theme; several answers to a theme may come to stand below it."""
    found: list[tuple[Theme | None, Promise | None]] = []
    for theme, promises in answers(sees):
        found += [(theme, one) for one in promises] or [(theme, None)]

    def seen(start: int, end: int) -> RoomSees:
        themes = tuple(dict.fromkeys(theme for theme, _ in found[start:end] if theme is not None))
        promises = tuple(one for _, one in found[start:end] if one is not None)
        return replace(sees, themes=themes, promises=promises)

    return Parts(len(found), seen)


def _news(sees: RoomSees) -> Parts:
    return Parts(len(sees.news), lambda start, end: replace(sees, news=sees.news[start:end]))


def _news_pages(sees: RoomSees, look: Look) -> list[RoomSees]:
    """Return the news: a promise a page where letters can be large, else as many as fit."""
    if not sees.news:
        return [sees]
    parts = _news(sees)
    pages = [parts.seen(n, n + 1) for n in range(parts.count)]
    if not look.tall:
        pages = _list(parts, look, sees)
    if len(pages) == 1 and _best(pages[0], look) is not None:
        return pages
    inner = replace(look, height=look.height - 1)
    return [part for page in pages for part in _sentences(page, inner)]


def _sentences(page: RoomSees, look: Look) -> list[RoomSees]:
    """Cut the news of one promise where a sentence ends; its heading stands on each page."""
    if len(page.news) != 1 or _best_or_none(page, look) != TOO_LARGE:
        return [page]
    (one,) = page.news
    found: list[RoomSees] = []
    start = 0
    while start < len(one.told):
        end = start + 1
        while end < len(one.told) and _fits(page, one.told[start : end + 1], look):
            end += 1
        found.append(_with_news(page, one.told[start:end]))
        start = end
    return found


def _with_news(page: RoomSees, told: tuple[str, ...]) -> RoomSees:
    return replace(page, news=(replace(page.news[0], told=told),))


def _fits(page: RoomSees, told: tuple[str, ...], look: Look) -> bool:
    return _best_or_none(_with_news(page, told), look) != TOO_LARGE


_PARTS: dict[Showing, Callable[[RoomSees], Parts]] = {
    Showing.THEMES: _themes,
    Showing.PROMISES: _last,
    Showing.OUTCOME: _answers,
    Showing.TURNS: _turns,
}


def _prompt_and_quotes(sees: RoomSees, look: Look) -> list[RoomSees]:
    """Return the prompt with the newest words; then, large, those that were not there large."""
    _, whole = quotes_beside(sees, look)
    if whole == len(sees.contributions):
        return [sees]
    inner = replace(look, height=look.height - 1)
    _, whole = quotes_beside(sees, inner)
    rest = sees.contributions[whole:]
    parts = Parts(len(rest), lambda start, end: replace(sees, contributions=rest[start:end]))
    pages: list[RoomSees] = []
    start = 0
    at = replace(sees.at, page=1)
    while start < parts.count:
        end = start + 1
        alone = _largest(parts, start, end, inner, at)
        while end < parts.count and alone is not None:
            together = _largest(parts, start, end + 1, inner, at)
            if together is None or together > alone:
                break
            end += 1
        page = parts.seen(start, end)
        if alone is None and end == start + 1:
            pages += _cut(page, rest[start], inner)
        else:
            pages.append(page)
        start = end
    return [sees, *pages]


def _pieces(sees: RoomSees, look: Look) -> list[RoomSees]:
    """One contribution: whole where it fits in block letters, else in pieces, one a page."""
    best = _best(sees, look)
    one = sees.contributions[0]
    if best is not None and (not look.tall or _in_blocks(one.shown, look)):
        return [sees]
    inner = replace(look, height=look.height - 1)
    pages = _cut(sees, one, inner)
    for version in one.translations:
        role = f"in {language_name(version.language)}, by {version.made_by}"
        other = replace(one, words=version.words, versions=(), role=role, late=False)
        other = replace(other, language=version.language)
        pages += _cut(sees, other, inner)
    return [sees] if best is not None and len(pages) == 1 else pages


def _in_blocks(text: str, look: Look) -> bool:
    return any(blocks_of(text, look, look.height, cap) for cap in (4, 3))


def _cut(sees: RoomSees, one: Contribution, look: Look) -> list[RoomSees]:
    """Cut one contribution's words where lines end, in block letters unless that is too many."""
    by = said_by(one)
    room = max(1, look.height - (2 if by else 0))
    bare = replace(one, role=by, versions=(), late=False)
    return [
        replace(sees, contributions=(replace(bare, words=piece),))
        for piece in pieces_of(one.shown, look.width, room, look.tall)
    ]
