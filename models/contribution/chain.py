"""The chain: from somebody's words to the themes they are in, what was promised, what was done.

It is walked both ways: from one contribution to what came of it, and from a promise back to the
words behind it. What of them may be seen is asked of the one rule.
"""

from dataclasses import dataclass
from uuid import UUID

from models.contribution.contribution import (
    Contribution,
    ContributionRow,
    contribution_from,
    with_versions,
)
from models.contribution.visibility import Where, may_be_seen, seen_in
from models.errors import RefusedError
from models.promise.promise import Promise, PromiseRow, promises_of
from models.store.verbs import question
from models.theme.theme import MemberRow, Theme, themes_of

__all__ = ["Behind", "CameOf", "behind_promise", "came_of"]


@dataclass(frozen=True)
class CameOf:
    """What came of one contribution: each theme it is in, with what was promised to it."""

    contribution: Contribution
    themes: tuple[tuple[Theme, tuple[Promise, ...]], ...] = ()


@dataclass(frozen=True)
class Behind:
    """What stands behind a promise: its theme, and the words in it that may be seen here.

    ``hidden`` counts those in the theme that may not.
    """

    promise: Promise
    theme: Theme | None = None
    contributions: tuple[Contribution, ...] = ()
    hidden: int = 0


@question
def came_of(uid: UUID, where: Where = Where.DESK) -> CameOf:
    """Return what came of a contribution, for a place; refused where it may not be seen there."""
    row = ContributionRow.get_by_id(uid)
    (one,) = with_versions([contribution_from(row)])
    if not may_be_seen(one, where):
        raise RefusedError("This one may not be seen here now. Nothing was changed.")
    mine = [theme for theme in themes_of(row.space_id) if uid in theme.members]
    promises = promises_of(row.space_id)
    return CameOf(
        one,
        tuple(
            (theme, tuple(promise for promise in promises if promise.theme == theme.uid))
            for theme in mine
        ),
    )


@question
def behind_promise(uid: UUID, where: Where = Where.DESK) -> Behind:
    """Return the words behind a promise that may be seen in a place, newest first."""
    row = PromiseRow.get((PromiseRow.uid == uid) & (PromiseRow.removed == 0))
    promise = next(one for one in promises_of(row.space_id) if one.uid == uid)
    theme = next((one for one in themes_of(row.space_id) if one.uid == promise.theme), None)
    if theme is None:
        return Behind(promise)
    rows = (
        ContributionRow.select()
        .join(MemberRow)
        .where((MemberRow.theme == theme.uid) & seen_in(where))
        .order_by(ContributionRow.uid.desc())
    )
    found = [
        one
        for one in with_versions([contribution_from(row) for row in rows])
        if one.uid in theme.members
    ]
    return Behind(promise, theme, tuple(found), hidden=len(theme.members) - len(found))
