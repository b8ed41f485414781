"""Questions about contributions: one of them, the newest, and how many there are."""

from typing import Any
from uuid import UUID

from peewee import SQL, fn

from models.contribution.table import ContributionRow, contribution_from
from models.contribution.types import Contribution, Kind, State
from models.flags.table import FlagRow, is_about_harm, with_flags
from models.flags.types import FlagKind
from models.store.verbs import question

__all__ = ["about_harm", "contribution", "counts", "newest", "said_nothing"]


@question
def contribution(uid: UUID) -> Contribution:
    """Return one contribution with its versions and its open flags."""
    return with_flags([contribution_from(ContributionRow.get_by_id(uid))])[0]


@question
def newest(space: UUID, *, most: int = 200) -> tuple[Contribution, ...]:
    """Return the newest contributions that were not withdrawn, newest first."""
    rows = (
        ContributionRow.select()
        .where((ContributionRow.space == space) & (ContributionRow.state != State.WITHDRAWN))
        .order_by(ContributionRow.uid.desc())
        .limit(most)
    )
    return with_flags([contribution_from(row) for row in rows])


@question
def about_harm(space: UUID) -> tuple[Contribution, ...]:
    """Return what may be about harm and waits for a person to decide, newest first."""
    rows = (
        ContributionRow.select()
        .where((ContributionRow.space == space) & is_about_harm())
        .order_by(ContributionRow.uid.desc())
    )
    return with_flags([contribution_from(row) for row in rows])


@question
def said_nothing(space: UUID) -> int:
    """Return how many were set aside because they are no answer: "nothing", "don't know"."""
    return int(
        ContributionRow.select()
        .join(FlagRow)
        .where(
            (ContributionRow.space == space)
            & (ContributionRow.state == State.SET_ASIDE)
            & (ContributionRow.kind == Kind.HEARD)
            & (FlagRow.kind == FlagKind.NOT_AN_ANSWER)
            & (FlagRow.decided == 0)
        )
        .count()
    )


@question
def counts(space: UUID) -> dict[State, int]:
    """Return how many contributions are in each state, zeros included; never the leader's."""
    rows: Any = (
        ContributionRow.select(ContributionRow.state, fn.COUNT(SQL("*")))
        .where((ContributionRow.space == space) & (ContributionRow.kind == Kind.HEARD))
        .group_by(ContributionRow.state)
        .tuples()
    )
    found = {State(state): number for state, number in rows}
    return {state: found.get(state, 0) for state in State}
