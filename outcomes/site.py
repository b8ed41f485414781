"""The site: every published outcome in every form, a page for each promise, an index, a feed.

What is published is what a person published: every space that was closed, and each that was
named. It stays until a person takes it back.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from models.outcome.outcome import Outcome
from models.outcome.published import promise_ids_of, removed_promise_ids_of
from models.outcome.told import ToHandOut, note_publish, outcome_to_hand_out
from models.settings import Settings
from models.space.space import Space, SpaceState, list_spaces
from outcomes.feed import feed
from outcomes.making import FORMATS, Maker
from outcomes.manifest import Manifest, mark_of, read_manifest, replace_files
from outcomes.page import promises_in
from outcomes.site_index import gone_page, index_pages
from outcomes.site_space import SpacePages, pages_of

__all__ = ["SiteDone", "publish"]


@dataclass(frozen=True)
class SiteDone:
    """What became of it: whose outcomes are there, how many files changed, what is missing."""

    spaces: tuple[Space, ...]
    written: int
    removed: int
    files: int
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def publish(
    folder: Path,
    settings: Settings,
    *,
    named: Iterable[Space] = (),
    taken_back: Iterable[Space] = (),
    makers: Mapping[str, Maker] | None = None,
    tell: Callable[[Space], None] | None = None,
) -> SiteDone:
    """Write the site, and return what changed. Files that are as they should be stay untouched.

    ``named`` are published though they are not closed; ``taken_back`` are not published until
    they are named again. ``makers`` make what only a room above can make. ``tell`` is called with
    each space once it is ready. Raises ``HeardError`` where the folder cannot be used.
    """
    before = read_manifest(folder)
    back = (before.taken_back | {one.public_id for one in taken_back}) - {
        one.public_id for one in named
    }
    everything = list_spaces()
    asked = {one.public_id for one in named} | set(before.spaces)
    chosen = [one for one in everything if _is_published(one, asked, back)]
    made = []
    for to_hand_out in _without_news_of_others([outcome_to_hand_out(one.uid) for one in chosen]):
        made.append(pages_of(folder, before, to_hand_out, settings, makers))
        if tell:
            tell(to_hand_out.outcome.space)
    contents = _whole_site([one.to_hand_out.outcome for one in made], settings.address)
    for one in made:
        contents |= one.files
    gone = _gone(before, [one.to_hand_out.outcome for one in made], everything, asked | back)
    contents |= {f"{one}/index.html": gone_page(taken_back=True).encode() for one in gone}
    files = {path: mark_of(content) for path, content in contents.items()}
    files |= {path: before.files[path] for one in made for path in one.kept if path not in files}
    spaces = {one.to_hand_out.outcome.space.public_id: one.there for one in made}
    after = Manifest(files, spaces, frozenset(gone), frozenset(back))
    _note(folder, made)
    written, removed = replace_files(folder, before, after, contents)
    missing = {one.to_hand_out.outcome.space.title: one.missing for one in made if one.missing}
    return SiteDone(tuple(chosen), written, removed, len(files), missing)


def _is_published(space: Space, asked: set[str], back: frozenset[str] | set[str]) -> bool:
    if space.public_id in back:
        return False
    return space.state is SpaceState.CLOSED or space.public_id in asked


def _without_news_of_others(found: Sequence[ToHandOut]) -> list[ToHandOut]:
    """Leave out of the news what is about promises of spaces that are not on the site."""
    here = {promise.public_id for one in found for promise in promises_in(one.outcome)}
    return [
        replace(
            one,
            outcome=replace(
                one.outcome,
                news=tuple(item for item in one.outcome.news if item.promise.public_id in here),
            ),
        )
        for one in found
    ]


def _whole_site(outcomes: Sequence[Outcome], base: str) -> dict[str, bytes]:
    pages = {name: page.encode() for name, page in index_pages(outcomes).items()}
    return {**pages, "feed.xml": feed(outcomes, base)}


def _gone(
    before: Manifest, outcomes: Sequence[Outcome], everything: Iterable[Space], known: set[str]
) -> list[str]:
    """Return the ids whose addresses were given out, and which have no page any more."""
    here = {one.space.public_id for one in outcomes}
    here |= {promise.public_id for one in outcomes for promise in promises_in(one)}
    gone = set(before.gone)
    gone |= {path.partition("/")[0] for path in before.files if path.endswith("/index.html")}
    for space in everything:
        if space.public_id in here:
            gone |= set(removed_promise_ids_of(space.uid))
        elif space.public_id in known:
            gone |= {space.public_id, *promise_ids_of(space.uid)}
    return sorted(gone - here)


def _note(folder: Path, made: Iterable[SpacePages]) -> None:
    """Note in the register what leaves, before it does."""
    holding = {one.name for one in FORMATS if one.holds_words}
    for one in made:
        if one.is_new:
            formats = ["page", *one.there.formats]
            with_words = [name for name in formats if name in holding]
            note_publish(one.to_hand_out, str(folder.resolve()), formats, with_words=with_words)
