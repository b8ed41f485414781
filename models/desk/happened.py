"""The history as it is read: who did what, when and on which, newest first, page by page."""

from dataclasses import dataclass
from uuid import UUID

from models.contribution.table import ContributionRow
from models.desk.act_table import ActRow
from models.desk.seen import who_did
from models.store.verbs import question

__all__ = ["PAGE", "Act", "History", "read_history"]

PAGE = 50


@dataclass(frozen=True)
class Act:
    """One act. ``on`` tells of a contribution by its time and role: never by its words.

    Times are UTC milliseconds; ``undone`` is 0 for what stands.
    """

    uid: UUID
    made: int
    by: str
    what: str
    on_time: int = 0
    on_role: str = ""
    undone: int = 0


@dataclass(frozen=True)
class History:
    """One page of the history. ``page`` counts from 0; ``pages`` is at least 1."""

    acts: tuple[Act, ...] = ()
    page: int = 0
    pages: int = 1


@question
def read_history(space: UUID, page: int = 0) -> History:
    """Return a page of what was done, newest first; one past the end gives the last."""
    every = ActRow.select().where(ActRow.space == space)
    pages = max(1, -(-every.count() // PAGE))
    page = max(0, min(page, pages - 1))
    rows = list(every.order_by(ActRow.uid.desc()).offset(page * PAGE).limit(PAGE))
    subjects = [row.subject for row in rows if row.subject]
    on = {
        one.uid: one
        for one in ContributionRow.select(
            ContributionRow.uid, ContributionRow.created, ContributionRow.role
        ).where(ContributionRow.uid << subjects)
    }
    return History(
        tuple(
            Act(
                uid=row.uid,
                made=row.made,
                by=who_did(row.by),
                what=row.kind,
                on_time=on[row.subject].created if row.subject in on else 0,
                on_role=on[row.subject].role if row.subject in on else "",
                undone=row.undone,
            )
            for row in rows
        ),
        page,
        pages,
    )
