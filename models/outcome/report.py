"""The draft report of a space: what was heard, what became of it, how it was, and what broke.

It is for the people who ran the meeting. Nobody's words are in it but those that may be quoted,
and it has no order of arrival. Only what broke has a time of day.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from peewee import fn

from models.contribution.contribution import ContributionRow, Kind, State, WayIn, about_harm, counts
from models.desk.face import gone_faces
from models.desk.face_trouble import FaceTrouble, TroubleKind, troubles_of
from models.flags.types import reason_outside
from models.kiosk.draft import drafts
from models.meeting.attendance import Came, came_outside, how_many_came
from models.meeting.checkout import Checkout, checkout_of
from models.meeting.ladder import Rating, ratings_of
from models.meeting.needs import Need, needs_of
from models.meeting.running_order import Item, running_order
from models.outcome.outcome import Outcome, read_outcome
from models.outcome.told import HandOut, How, note_handed_out, quoted_in
from models.store.verbs import question
from models.theme.read_back import ThemeAnswer, answers_of
from models.theme.theme import Theme, themes_of

__all__ = ["Report", "Unfinished", "note_report", "read_report", "unfinished"]

FORMAT = "report"  # as the register names it


@dataclass(frozen=True)
class Unfinished:
    """What is still open when a space is about to be closed."""

    waiting: int = 0
    may_be_harm: int = 0
    drafts: int = 0
    no_theme: int = 0
    unanswered: tuple[Theme, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """Each of them in plain words; none where nothing is left to do."""
        said = (
            (self.may_be_harm, "may be about harm, and nobody has decided"),
            (self.waiting, "not decided yet: waiting"),
            (self.drafts, "not finished at a kiosk"),
            (self.no_theme, "shown, but in no theme"),
        )
        lines = [f"{number} {what}." for number, what in said if number]
        lines += [f"Theme {one.number} has no answer: {one.title}" for one in self.unanswered]
        return tuple(lines)


@dataclass(frozen=True)
class Report:
    """Everything of the report. ``ways`` and ``held`` are numbers of contributions.

    ``came`` is how many people came, None for fewer than five; ``came_as`` has no small number.
    """

    outcome: Outcome
    states: dict[State, int]
    ways: tuple[tuple[WayIn, int], ...] = ()
    held: tuple[tuple[str, int], ...] = ()  # each reason, and how many
    late: int = 0
    by_leader: int = 0
    came: int | None = 0
    came_as: tuple[Came, ...] = ()
    needs: tuple[Need, ...] = ()
    checkout: Checkout = field(default_factory=Checkout)
    ratings: tuple[Rating, ...] = ()
    asked: dict[ThemeAnswer, int] = field(default_factory=dict, hash=False)
    """How often the themes were read back, and what the room answered."""
    troubles: tuple[FaceTrouble, ...] = ()
    cut_short: tuple[Item, ...] = ()
    unfinished: Unfinished = Unfinished()
    quoted: frozenset[UUID] = frozenset()
    """The contributions whose words are in it."""


@question
def read_report(space: UUID) -> Report:
    """Return the report as it stands now."""
    here = (ContributionRow.space == space) & (ContributionRow.state != State.WITHDRAWN)
    heard = here & (ContributionRow.kind == Kind.HEARD)
    ways = dict(_counted(ContributionRow.way_in, heard))
    came, came_as = came_outside(how_many_came(space))
    return Report(
        outcome=read_outcome(space),
        states=counts(space),
        ways=tuple((way, ways[way]) for way in WayIn if way in ways),
        held=_why_held(heard & (ContributionRow.state == State.HELD)),
        late=ContributionRow.select().where(heard & (ContributionRow.late == True)).count(),  # noqa: E712
        by_leader=ContributionRow.select()
        .where(here & (ContributionRow.kind == Kind.LEADER))
        .count(),
        came=came,
        came_as=came_as,
        needs=needs_of(space),
        checkout=checkout_of(space),
        ratings=ratings_of(space),
        asked=Counter(answer.kind for answer in answers_of(space)),
        troubles=_what_broke(space),
        cut_short=tuple(item for item in running_order(space) if item.cut_short),
        unfinished=unfinished(space),
        quoted=quoted_in(space),
    )


def note_report(report: Report, place: str) -> HandOut:
    """Note in the register that a report leaves, and whose words are in it.

    Do so before it is written: after somebody took words back, the register says what to recall.
    """
    return note_handed_out(
        report.outcome.space.uid,
        How.MADE,
        place,
        [FORMAT],
        with_words=[FORMAT] if report.quoted else [],
        contributions=report.quoted,
    )


@question
def unfinished(space: UUID) -> Unfinished:
    """Return what is still open."""
    from models.promise.promise import promises_of

    themes, found = themes_of(space), counts(space)
    answered = {promise.theme for promise in promises_of(space)}
    grouped = frozenset[UUID]().union(*(theme.members for theme in themes))
    return Unfinished(
        waiting=found[State.WAITING],
        may_be_harm=len(about_harm(space)),
        drafts=len(drafts(space)),
        no_theme=max(0, found[State.CLEARED] - len(grouped)),
        unanswered=tuple(theme for theme in themes if theme.uid not in answered),
    )


def _counted(column: Any, which: Any) -> tuple[tuple[Any, int], ...]:
    """Count by a column, the most first."""
    number = fn.COUNT(ContributionRow.uid)
    rows: Any = (
        ContributionRow.select(column, number)
        .where(which)
        .group_by(column)
        .order_by(number.desc(), column)
        .tuples()
    )
    return tuple(rows)


def _why_held(which: Any) -> tuple[tuple[str, int], ...]:
    """Count by the reason, the most first; what somebody wrote themselves is not told."""
    told: Counter[str] = Counter()
    for reason, number in _counted(ContributionRow.reason, which):
        told[reason_outside(reason)] += number
    return tuple(told.most_common())


def _what_broke(space: UUID) -> tuple[FaceTrouble, ...]:
    """Return what was noted, and the faces that are gone at this moment."""
    gone = [FaceTrouble(row.name, TroubleKind.GONE, row.seen) for row in gone_faces(space)]
    return tuple(sorted((*troubles_of(space), *gone), key=lambda one: one.made))
