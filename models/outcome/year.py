"""The report of a period: read from each space's outcome, and from what it may tell of people.

Themes, quotes and promises come through ``read_outcome``, so the rule for what may be seen is
asked where every other output asks it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from models.contribution.contribution import ContributionRow, Kind, State
from models.contribution.visibility import Where, seen_in
from models.flags.types import reason_outside
from models.meeting.attendance import FEWEST_SHOWN, ROLES, how_many_came
from models.meeting.needs import Met, Need, needs_of
from models.outcome.outcome import Heard, Outcome, read_outcome
from models.outcome.spread import spread_over, total_of
from models.outcome.year_types import NeedOfYear, PromiseOfYear, SpaceOfYear, ThemeOfYear, Year
from models.period import season_of
from models.promise.types import PromiseState
from models.space.space import Space, SpaceState, list_spaces
from models.store.verbs import question
from models.theme.alike import chosen_alike, fold_title, may_be_one, standing_for

__all__ = ["NeedOfYear", "PromiseOfYear", "SpaceOfYear", "ThemeOfYear", "Year", "read_year"]

Numbers = Mapping[str, int]


@dataclass(frozen=True)
class _Read:
    """What is read of one space; the numbers in it are exact, and never leave this module."""

    outcome: Outcome
    came: Numbers
    ways: Numbers
    languages: Numbers
    why_held: Numbers
    needs: tuple[Need, ...]

    @property
    def space(self) -> Space:
        return self.outcome.space

    @property
    def themes(self) -> tuple[Heard, ...]:
        return self.outcome.themes


@question
def read_year(first: date, last: date) -> Year:
    """Return the report of all spaces that were held from ``first`` to ``last``, both included."""
    spaces = list_spaces()
    begun = [one for one in spaces if one.state is not SpaceState.PLANNED]
    days = {one.uid: _day(one) for one in spaces}
    within = [one for one in spaces if (day := days[one.uid]) and first <= day <= last]
    held = sorted(
        (one for one in within if one in begun), key=lambda one: (one.held_on, one.title, one.uid)
    )
    reads = [_read(space) for space in held]
    names = [one.space.title for one in reads]
    promises = sorted(
        (
            PromiseOfYear(promise, name)
            for one, name in zip(reads, names, strict=True)
            for promise in _promises(one.outcome)
        ),
        key=lambda one: (one.promise.due or "9999", one.promise.what),
    )
    standing = Counter(one.promise.state for one in promises)
    themes = _themes(reads)
    roles = spread_over([one.came for one in reads], presence=False)
    told_roles = {one.name for one in roles}
    return Year(
        first=first,
        last=last,
        spaces=tuple(map(_space, reads)),
        planned=sum(one.state is SpaceState.PLANNED for one in within),
        undated=sum(not days[one.uid] for one in begun),
        themes=themes,
        may_be_one=may_be_one([one.title for one in themes]),
        promises=tuple(promises),
        states={state: standing[state] for state in PromiseState},
        came=total_of(_told(sum(one.came.values())) for one in reads),
        heard=total_of(_told(one.outcome.heard) for one in reads),
        held=total_of(_told(one.outcome.held) for one in reads),
        set_aside=total_of(_told(one.outcome.set_aside) for one in reads),
        said_nothing=total_of(_told(one.outcome.said_nothing) for one in reads),
        withdrawn=total_of(_told(one.outcome.withdrawn) for one in reads),
        why_held=spread_over([one.why_held for one in reads]),
        roles=roles,
        not_counted=sum(not one.came for one in reads),
        missing_roles=tuple(
            str(role)
            for role in ROLES
            if str(role) not in told_roles and any(one.came for one in reads)
        ),
        ways=spread_over([one.ways for one in reads]),
        languages=spread_over([one.languages for one in reads]),
        not_used=_not_used(reads),
        needs=_needs(reads),
    )


def _day(space: Space) -> date | None:
    try:
        return date.fromisoformat(space.held_on[:10])
    except ValueError:
        return None


def _told(number: int) -> int | None:
    """Return a number as it may be told: None for fewer than five."""
    return None if 0 < number < FEWEST_SHOWN else number


def _read(space: Space) -> _Read:
    here = ContributionRow.space == space.uid
    in_report = here & seen_in(Where.REPORT)
    why: Counter[str] = Counter()
    is_held = (ContributionRow.state == State.HELD) & (ContributionRow.kind == Kind.HEARD)
    for reason, number in _counted(ContributionRow.reason, here & is_held).items():
        why[reason_outside(reason)] += number
    return _Read(
        outcome=read_outcome(space.uid),
        came={one.role: one.how_many for one in how_many_came(space.uid)},
        ways=_counted(ContributionRow.way_in, in_report),
        languages=_counted(ContributionRow.language, in_report),
        why_held=why,
        needs=needs_of(space.uid),
    )


def _counted(column: Any, which: Any) -> dict[str, int]:
    rows: Any = (
        ContributionRow.select(column, fn.COUNT(ContributionRow.uid))
        .where(which)
        .group_by(column)
        .order_by(column)
        .tuples()
    )
    return {str(name): number for name, number in rows}


def _promises(outcome: Outcome) -> Iterator[Any]:
    for theme in outcome.themes:
        yield from theme.promises
    yield from outcome.other_promises


def _space(read: _Read) -> SpaceOfYear:
    space, themes = read.space, read.themes
    return SpaceOfYear(
        title=space.title,
        place=space.place,
        held_on=space.held_on[:10],
        season=season_of(date.fromisoformat(space.held_on[:10])),
        public_id=space.public_id,
        came=_told(sum(read.came.values())),
        heard=_told(read.outcome.heard),
        themes=len(themes),
        unanswered=sum(not theme.promises for theme in themes),
        promises=sum(1 for _ in _promises(read.outcome)),
    )


def _themes(reads: Sequence[_Read]) -> tuple[ThemeOfYear, ...]:
    """Put themes under one name: those of the same name, and those that a person put together."""
    alike = chosen_alike()
    grouped: dict[str, list[tuple[_Read, Heard]]] = {}
    for read in reads:
        for theme in read.themes:
            name = standing_for(fold_title(theme.title), alike)
            grouped.setdefault(name, []).append((read, theme))
    found = [_theme(name, inside) for name, inside in grouped.items()]
    return tuple(sorted(found, key=lambda one: (-len(one.spaces), -one.said.told, one.title)))


def _theme(name: str, inside: Sequence[tuple[_Read, Heard]]) -> ThemeOfYear:
    written = Counter(theme.title for _read, theme in inside)
    # The name that a person chose, as it is written most; where it is in another period, the
    # one that is written most of all.
    own = [one for one in written if fold_title(one) == name] or list(written)
    title = max(own, key=lambda one: (written[one], one))
    folded = {fold_title(one) for one in written}
    return ThemeOfYear(
        title=title,
        spaces=tuple(dict.fromkeys(read.space.title for read, _theme in inside)),
        said=total_of(_told(theme.people) for _read, theme in inside),
        titles=tuple(sorted(one for one in written if one != title)),
        chosen=len(folded) > 1,
        answers=sum(len(theme.promises) for _read, theme in inside),
    )


def _not_used(reads: Sequence[_Read]) -> tuple[tuple[str, int], ...]:
    """Return the languages that spaces were prepared in, where nobody's words are in them."""
    unused = Counter(
        language
        for read in reads
        if read.languages
        for language in dict.fromkeys((read.space.language, *read.space.languages))
        if language not in read.languages
    )
    return tuple(sorted(unused.items(), key=lambda one: (-one[1], one[0])))


def _needs(reads: Sequence[_Read]) -> tuple[NeedOfYear, ...]:
    """Return at how many spaces each adjustment was asked for and met; never for how many."""
    standing: dict[str, list[set[Met]]] = {}
    written: dict[str, str] = {}
    for read in reads:
        here: dict[str, set[Met]] = {}
        for need in read.needs:
            name = need.kind.casefold()
            written.setdefault(name, need.kind)
            here.setdefault(name, set()).add(need.met)
        for name, found in here.items():
            standing.setdefault(name, []).append(found)
    needs = [_need(written[name], found) for name, found in standing.items()]
    return tuple(sorted(needs, key=lambda one: (-one.spaces, one.kind)))


def _need(kind: str, standing: Sequence[set[Met]]) -> NeedOfYear:
    met = partly = not_met = unknown = 0
    for found in standing:
        if found == {Met.MET}:
            met += 1
        elif Met.PARTLY in found or (Met.MET in found and len(found) > 1):
            partly += 1
        elif Met.NOT_MET in found:
            not_met += 1
        else:
            unknown += 1
    return NeedOfYear(kind, len(standing), met, partly, not_met, unknown)
