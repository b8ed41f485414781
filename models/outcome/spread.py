"""Numbers of people over several spaces, told so that no small one can be worked out.

Each space is told by itself first, by the rule for what leaves the desk: fewer than five are not
told, and neither is what would give them away. Everything here is worked out from that alone. So
no period, however it is chosen, and no two of them beside each other, tell more than the spaces.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.meeting.attendance import Came, came_outside
from models.outcome.small_numbers import FEW, FEWEST

__all__ = ["NOT_TOLD", "Spread", "Total", "spread_over", "total_of"]

NOT_TOLD = None


@dataclass(frozen=True)
class Total:
    """A sum over spaces. ``told`` is of the numbers that may be told.

    ``few`` is at how many spaces it was fewer than five, and so is not among them.
    """

    told: int = 0
    few: int = 0

    @property
    def words(self) -> str:
        """The sum in words: "312, and fewer than 5 at 2 spaces"."""
        if not self.few:
            return f"{self.told:,}"
        at = f"{FEW} at {self.few} space{'' if self.few == 1 else 's'}"
        return f"{self.told:,}, and {at}" if self.told else at


@dataclass(frozen=True)
class Spread:
    """How one kind is spread over spaces.

    ``spaces`` is at how many it was. ``told`` is the sum of what may be told, at ``told_at`` of
    them; at the others it was fewer than five, or would give away a number that was.
    """

    name: str
    spaces: int
    told: int = 0
    told_at: int = 0


def total_of(numbers: Iterable[int | None]) -> Total:
    """Add up one number of each space; None is one that is not told. A 0 is told."""
    told = few = 0
    for number in numbers:
        if number is NOT_TOLD or 0 < number < FEWEST:
            few += 1
        else:
            told += number
    return Total(told, few)


def spread_over(
    spaces: Iterable[Mapping[str, int]], *, presence: bool = True
) -> tuple[Spread, ...]:
    """Return how each kind is spread, the widest first; a mapping is the numbers of one space.

    Without ``presence``, a kind is counted only where its number may be told: that it was there
    at all is then not told either.
    """
    at: Counter[str] = Counter()
    told: dict[str, list[int]] = {}
    for numbers in spaces:
        _total, shown = came_outside([Came(name, number) for name, number in numbers.items()])
        for one in shown:
            if one.role in numbers:  # and not several together
                told.setdefault(one.role, []).append(one.how_many)
        at.update(name for name, number in numbers.items() if number and presence)
    if not presence:
        at.update({name: len(found) for name, found in told.items()})
    found = [
        Spread(name, at[name], sum(told.get(name, ())), len(told.get(name, ()))) for name in at
    ]
    return tuple(sorted(found, key=lambda one: (-one.spaces, -one.told, one.name)))
