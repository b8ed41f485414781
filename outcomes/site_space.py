"""One space of the site: its page, the pages of its promises, and every other form of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from models.braille_size import read_cells
from models.easy_read.easy_read import easy_read_from
from models.outcome.outcome import Outcome
from models.outcome.told import ToHandOut
from models.settings import Settings
from models.space.space import Space
from outcomes.handing_out import told_of
from outcomes.making import FORMATS, Beside, Format, Maker, Making, Result, make_set
from outcomes.manifest import Manifest, SpaceThere, is_there, mark_of
from outcomes.page import outcome_page, promise_pages
from outcomes.qr import address_of
from outcomes.tongues import page_name, tongues_of

__all__ = ["SpacePages", "pages_of"]

# The page is made here, with the way to each promise. A WAV is ten times its MP3, and the labels
# are for whoever sets up a kiosk: neither is for everybody's phone.
NOT_ON_THE_SITE = frozenset({"page", "wav", "labels"})
EASY_READ = "easy-read"
NOT_SIGNED = (
    "Easy Read is left out, because nobody has signed it as it is now. "
    "Sign it at the desk, and publish again."
)


@dataclass(frozen=True)
class SpacePages:
    """One space of the site: its outcome, its files by path, and what the manifest notes."""

    to_hand_out: ToHandOut
    files: dict[str, bytes]
    kept: tuple[str, ...]
    there: SpaceThere
    missing: tuple[str, ...]
    is_new: bool


def pages_of(
    folder: Path,
    before: Manifest,
    to_hand_out: ToHandOut,
    settings: Settings,
    makers: Mapping[str, Maker] | None,
) -> SpacePages:
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
    files |= _pages_in_each_language(making, there.beside)
    return SpacePages(
        to_hand_out,
        files,
        tuple(_beside_page(space, one.name) for one in there.beside),
        there,
        (*([] if signed else [NOT_SIGNED]), *there.troubles, *there.missing),
        is_new=not last or (last.mark, last.formats) != (there.mark, there.formats),
    )


def _pages_in_each_language(making: Making, downloads: Sequence[Beside]) -> dict[str, bytes]:
    """Return the page of a space and of each promise, in every language that the space has."""
    space = making.outcome.space
    tongues = tongues_of(making.outcome)
    files: dict[str, bytes] = {}
    for number, tongue in enumerate(tongues):
        # Its own language may be one that we do not speak: then it says more than ours does.
        language = tongue if number else ""
        page = outcome_page(
            making.outcome,
            address=making.address,
            downloads=downloads,
            promise_pages=True,
            index="../index.html",
            language=language,
            pages=tongues,
        )
        files[_beside_page(space, page_name(space.language, language))] = page.encode()
        files |= promise_pages(replace(making, language=language, pages=tongues))
    return files


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
    return SpaceThere(
        there.mark,
        tuple(sorted(beside, key=lambda one: (order.index(one.words), one.name))),
        tuple(one.name for one in FORMATS if one.name in made),
        tuple(f"{one.format.words}: {one.trouble}" for one in results if one.trouble),
        tuple(dict.fromkeys([*there.missing, *told_of(results)])),
    )
