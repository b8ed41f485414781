"""A list of contributions page by page: as quick with ten thousand as with ten.

What may be about harm comes first, then the newest. A page is found by its place in an index,
and only its own rows are read; measured in ``make bench``. Words are found as ``models/search``
finds them.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from models.contribution.contribution import Contribution, Kind, State
from models.contribution.table import ContributionRow, contribution_from
from models.flags.table import is_about_harm, with_flags
from models.search.finding import found_uids
from models.store.verbs import question

__all__ = ["EVERYTHING", "MOST_FOUND", "PAGE", "ListPage", "Which", "list_page", "place_in_list"]

# A few screens full; read again with every change, so no more than that.
PAGE = 60
# Nobody reads more; whoever wants fewer types another word.
MOST_FOUND = 5_000


@dataclass(frozen=True)
class Which:
    """Which contributions are listed: those in a state, by a role, to a prompt, with words in them.

    What is empty does not matter. ``words`` are looked for as they are typed: accents and
    capitals do not matter, and the last word may go on. A list of them ends after ``MOST_FOUND``.
    """

    state: State | None = None
    role: str = ""
    prompt: UUID | None = None
    words: str = ""

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self == EVERYTHING


EVERYTHING = Which()


@dataclass(frozen=True)
class ListPage:
    """A part of a list: ``start`` is the place of its first, and ``total`` how many there are."""

    contributions: tuple[Contribution, ...] = ()
    start: int = 0
    total: int = 0


def _wanted(space: UUID, which: Which) -> Any:
    """Return the rule of a list as an expression on the table of contributions."""
    found: Any = (ContributionRow.space == space) & (ContributionRow.state != State.WITHDRAWN)
    if which.state is not None:
        found = (ContributionRow.space == space) & (ContributionRow.state == which.state)
        if which.state is State.WAITING:  # what a leader said waits for nobody's decision
            found &= ContributionRow.kind == Kind.HEARD
    if which.role:
        found &= ContributionRow.role == which.role
    if which.prompt is not None:
        found &= ContributionRow.prompt == which.prompt
    return found


def _harm_first(space: UUID, which: Which) -> list[UUID]:
    """Return what may be about harm, newest first; it is never many."""
    rows: Any = (
        ContributionRow.select(ContributionRow.uid)
        .where(_wanted(space, which) & is_about_harm())
        .order_by(ContributionRow.uid.desc())
        .tuples()
    )
    return [uid for (uid,) in rows]


def _with_words(space: UUID, which: Which) -> list[UUID]:
    """Return the list of what has words in it: possible harm first, then the newest."""
    found = found_uids(
        space,
        which.words,
        state=which.state,
        role=which.role,
        prompt=which.prompt,
        most=MOST_FOUND,
    )
    if not found:
        return []
    here = frozenset(found)
    harm = [uid for uid in _harm_first(space, which) if uid in here]
    first = frozenset(harm)
    return [*harm, *(uid for uid in found if uid not in first)]


@question
def list_page(
    space: UUID, which: Which = EVERYTHING, *, start: int = 0, limit: int = PAGE
) -> ListPage:
    """Return a part of the list, from ``start``; near the end, the last ``limit`` there are."""
    if which.words:
        found = _with_words(space, which)
        start = max(0, min(start, len(found) - limit))
        return ListPage(_read(found[start : start + limit]), start, len(found))
    wanted = _wanted(space, which)
    total = ContributionRow.select().where(wanted).count()
    start = max(0, min(start, total - limit))
    harm = _harm_first(space, which)
    here = harm[start : start + limit]
    rest = limit - len(here)
    if rest:
        # Only the index is walked to the place; the words are read for what is shown.
        query: Any = ContributionRow.select(ContributionRow.uid).where(wanted)
        if harm:
            query = query.where(ContributionRow.uid.not_in(harm))
        query = query.order_by(ContributionRow.uid.desc())
        query = query.offset(max(0, start - len(harm))).limit(rest)
        here = here + [uid for (uid,) in query.tuples()]
    return ListPage(_read(here), start, total)


def _read(uids: list[UUID]) -> tuple[Contribution, ...]:
    """Return contributions in the order of their identities."""
    rows = {row.uid: row for row in ContributionRow.select().where(ContributionRow.uid << uids)}
    return tuple(with_flags([contribution_from(rows[uid]) for uid in uids]))


@question
def place_in_list(space: UUID, uid: UUID, which: Which = EVERYTHING) -> int | None:
    """Return where one contribution is in the list, counted from 0; None where it is not in it."""
    if which.words:
        found = _with_words(space, which)
        return found.index(uid) if uid in found else None
    wanted = _wanted(space, which)
    if not ContributionRow.select().where(wanted & (ContributionRow.uid == uid)).exists():
        return None
    harm = _harm_first(space, which)
    if uid in harm:
        return harm.index(uid)
    newer = ContributionRow.select().where(wanted & (ContributionRow.uid > uid))
    if harm:
        newer = newer.where(ContributionRow.uid.not_in(harm))
    return len(harm) + int(newer.count())
