"""What a stop in the middle left of files that were being handed out: found by its name.

A half has words in it and is of no use. It stands beside the place that the register names.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

__all__ = ["HALF", "halves_at"]

# How a file of ours begins that is not in its place yet, and how a longer one ends.
HALF, PART = ".heard-half-", ".part"


def halves_at(places: Iterable[str]) -> tuple[Path, ...]:
    """Return the halves that lie at these places: files, or folders with what was made there."""
    found = {one for place in places for one in _at(Path(place)) if one.exists()}
    return tuple(sorted(found))


def _at(place: Path) -> Iterator[Path]:
    if not place.is_absolute():
        return  # a printer, an address: no place of this machine
    yield place.with_name(f"{place.name}{PART}")
    try:
        yield from place.parent.glob(f"{HALF}*")
        if place.is_dir():
            yield from place.glob(f"{HALF}*")
            yield from place.glob(f"*/{HALF}*")
    except OSError:  # a stick that is not here now
        return
