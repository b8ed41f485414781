"""The site: every published outcome in every form, a page for each promise, an index, a feed.

What is published is what a person published: every space that was closed, and each that was
named. It stays until a person takes it back.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from models.braille_size import read_cells
from models.easy_read import easy_read_from
from models.outcome import Outcome
from models.published import promise_ids_of, removed_promise_ids_of
from models.settings import Settings
from models.space import Space, SpaceState, list_spaces
from models.told import ToHandOut, note_publish, outcome_to_hand_out
from outcomes.feed import feed
from outcomes.making import FORMATS, Beside, Format, Maker, Making, Result, make_set
from outcomes.manifest import Manifest, SpaceThere, is_there, mark_of, read_manifest, replace_files
from outcomes.page import outcome_page, promise_pages, promises_in
from outcomes.qr import address_of
from outcomes.site_index import gone_page, index_page

__all__ = ["SiteDone", "publish"]

# The page is made here, with the way to each promise. A WAV is ten times its MP3, and the labels
# are for whoever sets up a kiosk: neither is for everybody's phone.
NOT_ON_THE_SITE = frozenset({"page", "wav", "labels"})
EASY_READ = "easy-read"
NOT_SIGNED = (
    "Easy Read is left out, because nobody has signed it as it is now. "
    "Sign it at the desk, and publish again."
)


@dataclass(frozen=True)
class SiteDone:
    """What became of it: whose outcomes are there, how many files changed, what is missing."""

    spaces: tuple[Space, ...]
    written: int
    removed: int
    files: int
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Pages:
    """One space of the site: its outcome, its files by path, and what the manifest notes."""

    to_hand_out: ToHandOut
    files: dict[str, bytes]
    kept: tuple[str, ...]
    there: SpaceThere
    missing: tuple[str, ...]
    is_new: bool


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
        made.append(_pages_of(folder, before, to_hand_out, settings, makers))
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


def _pages_of(
    folder: Path,
    before: Manifest,
    to_hand_out: ToHandOut,
    settings: Settings,
    makers: Mapping[str, Maker] | None,
) -> _Pages:
    """Make what belongs to one space; its other forms are made only where something changed."""
    outcome = to_hand_out.outcome
    space = outcome.space
    signed = easy_read_from(outcome).signed
    formats = [
        one
        for one in FORMATS
        if one.name not in NOT_ON_THE_SITE and (one.name != EASY_READ or signed)
    ]
    address = address_of(settings.address, space.public_id)
    mark = _mark(outcome, settings, formats)
    last = before.spaces.get(space.public_id)
    is_same = last and last.mark == mark and _all_there(folder, before, space, last)
    there = last if last and is_same else SpaceThere(mark)
    lacking = [one for one in formats if one.name not in there.formats]
    making = Making(
        outcome, address, braille=read_cells(settings.outcome.braille), settings=settings
    )
    results = make_set(making, lacking, makers=makers)
    there = _with(there, results)
    files = {_beside_page(space, made.name): made.content for one in results for made in one.files}
    page = outcome_page(
        outcome,
        address=address,
        downloads=there.beside,
        promise_pages=True,
        index="../index.html",
    )
    files[f"{space.public_id}/index.html"] = page.encode()
    files |= promise_pages(making)
    return _Pages(
        to_hand_out,
        files,
        tuple(_beside_page(space, one.name) for one in there.beside),
        there,
        (*([] if signed else [NOT_SIGNED]), *there.troubles, *there.missing),
        is_new=not last or (last.mark, last.formats) != (there.mark, there.formats),
    )


def _all_there(folder: Path, before: Manifest, space: Space, last: SpaceThere) -> bool:
    """Say whether the other forms of a space lie in the folder as they were written."""
    return all(is_there(folder, before, _beside_page(space, one.name)) for one in last.beside)


def _beside_page(space: Space, name: str) -> str:
    return f"{space.public_id}/{name}"


def _mark(outcome: Outcome, settings: Settings, formats: Sequence[Format]) -> str:
    """Return the mark of everything that the files are made of.

    The page is in it, since what is late today was not late yesterday.
    """
    try:
        ours = version("heard")
    except PackageNotFoundError:
        ours = ""
    made_of = (outcome, outcome_page(outcome), settings, [one.name for one in formats], ours)
    return mark_of(repr(made_of).encode("utf-8", "backslashreplace"))


def _with(there: SpaceThere, results: Sequence[Result]) -> SpaceThere:
    """Add to what lies beside a page what was made now, in the order of the formats."""
    beside = [
        *there.beside,
        *(
            Beside(made.name, one.format.words, len(made.content))
            for one in results
            for made in one.files
        ),
    ]
    order = [one.words for one in FORMATS]
    made = {*there.formats, *(one.format.name for one in results if one.files)}
    missing = [
        f"{one.format.words}: {words}"
        for one in results
        for file in one.files
        for words in file.missing
    ]
    return SpaceThere(
        there.mark,
        tuple(sorted(beside, key=lambda one: (order.index(one.words), one.name))),
        tuple(one.name for one in FORMATS if one.name in made),
        tuple(f"{one.format.words}: {one.trouble}" for one in results if one.trouble),
        tuple(dict.fromkeys([*there.missing, *missing])),
    )


def _whole_site(outcomes: Sequence[Outcome], base: str) -> dict[str, bytes]:
    return {"index.html": index_page(outcomes).encode(), "feed.xml": feed(outcomes, base)}


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


def _note(folder: Path, made: Iterable[_Pages]) -> None:
    """Note in the register what leaves, before it does."""
    holding = {one.name for one in FORMATS if one.holds_words}
    for one in made:
        if one.is_new:
            formats = ["page", *one.there.formats]
            with_words = [name for name in formats if name in holding]
            note_publish(one.to_hand_out, str(folder.resolve()), formats, with_words=with_words)
