"""The report of a period as plain data: every listening space in it, and what became of all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models.outcome.spread import Spread, Total
from models.promise.types import Promise, PromiseState
from models.theme.alike import MayBeOne

__all__ = ["NeedOfYear", "PromiseOfYear", "SpaceOfYear", "ThemeOfYear", "Year"]


@dataclass(frozen=True)
class SpaceOfYear:
    """One space. ``came`` is how many people came: None for fewer than five, 0 for not known.

    ``heard`` is how many things were said, None for fewer than five.
    """

    title: str
    place: str
    held_on: str
    season: str
    public_id: str
    came: int | None
    heard: int | None
    themes: int
    unanswered: int  # themes that have no answer
    promises: int


@dataclass(frozen=True)
class ThemeOfYear:
    """What was said at one or more spaces, under one name.

    ``titles`` are its other names; ``chosen`` is whether a person put any of them together, where
    they are not the same name written in another way.
    """

    title: str
    spaces: tuple[str, ...]
    said: Total
    titles: tuple[str, ...] = ()
    chosen: bool = False
    answers: int = 0


@dataclass(frozen=True)
class PromiseOfYear:
    """A promise, and at which space it was made."""

    promise: Promise
    space: str


@dataclass(frozen=True)
class NeedOfYear:
    """An adjustment, and at how many spaces people asked for it and had it. No people in it."""

    kind: str
    spaces: int
    met: int = 0
    partly: int = 0
    not_met: int = 0
    unknown: int = 0  # nobody wrote down whether it was met


@dataclass(frozen=True)
class Year:
    """All spaces of a period, in the order of their days.

    Every number of people is worked out from what each space may tell by itself
    (``models.outcome.spread``). ``roles`` are those who came, ``ways`` how they answered,
    ``languages`` what in: of contributions that may be in a report. ``held`` is why words are held.
    """

    first: date
    last: date
    spaces: tuple[SpaceOfYear, ...] = ()
    planned: int = 0  # in the period, and not begun
    undated: int = 0  # begun, and nobody wrote down a day
    themes: tuple[ThemeOfYear, ...] = ()
    may_be_one: tuple[MayBeOne, ...] = ()
    promises: tuple[PromiseOfYear, ...] = ()
    came: Total = field(default_factory=Total)
    heard: Total = field(default_factory=Total)
    held: Total = field(default_factory=Total)
    set_aside: Total = field(default_factory=Total)
    said_nothing: Total = field(default_factory=Total)
    withdrawn: Total = field(default_factory=Total)
    why_held: tuple[Spread, ...] = ()
    roles: tuple[Spread, ...] = ()
    not_counted: int = 0  # spaces where nobody wrote down how many came
    missing_roles: tuple[str, ...] = ()
    ways: tuple[Spread, ...] = ()
    languages: tuple[Spread, ...] = ()
    not_used: tuple[tuple[str, int], ...] = ()
    """Languages that spaces were held in and nobody answered in, and at how many spaces."""
    needs: tuple[NeedOfYear, ...] = ()
    states: Mapping[PromiseState, int] = field(default_factory=dict, hash=False)

    @property
    def unanswered(self) -> int:
        """How many themes have no answer."""
        return sum(one.unanswered for one in self.spaces)

    @property
    def disagreed(self) -> tuple[PromiseOfYear, ...]:
        """Those that staff call done and somebody says "not yet" of."""
        return tuple(
            one
            for one in self.promises
            if one.promise.done and one.promise.group and one.promise.group.disagrees
        )

    def in_state(self, state: PromiseState) -> tuple[PromiseOfYear, ...]:
        """Return the promises that stand so, the earliest due first."""
        return tuple(one for one in self.promises if one.promise.state is state)
