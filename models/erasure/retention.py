"""How long words are kept. When their time is over a person is asked; nothing goes by itself.

Then the words go, and what they add up to stays: numbers, themes, promises and what became of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime
from typing import Any
from uuid import UUID

from models.contribution.table import ContributionRow
from models.dates import say_date
from models.desk.acting import acting
from models.desk.history import ActKind, note
from models.erasure.erasure import Erased, erased
from models.erasure.forgetting import addresses_in, forget_words, recordings_in
from models.erasure.retention_table import KeptLongerRow
from models.errors import RefusedError
from models.identity import now_ms
from models.space.space import Space, SpaceRow, SpaceState, close_space, space_from
from models.store.verbs import question, verb
from models.words import one_line

__all__ = [
    "YEARS",
    "Kept",
    "KeptLonger",
    "due_in_words",
    "forget_space",
    "keep_longer",
    "kept_words",
    "words_due",
]

# Where nobody says until when: so many years after the meeting.
YEARS = 2
LONGEST_REASON = 300
WHAT_GOES = (
    "What goes: words, other versions, recordings, drafts, receipts, addresses.",
    "What stays: numbers, themes, promises and what became of them.",
    "This cannot be undone.",
)
NO_REASON = "Keeping words longer needs a reason. Nothing was changed. Write why, in a few words."
LONG_REASON = (
    f"A reason is at most {LONGEST_REASON} letters. Nothing was changed. Write it shorter."
)
NOTHING = "There are no words in this space any more. Nothing was changed."


@dataclass(frozen=True)
class KeptLonger:
    """Until when words are kept now (YYYY-MM-DD), and why somebody decided so."""

    until: str
    because: str


@dataclass(frozen=True)
class Kept:
    """What a space still holds, and until when it is kept (YYYY-MM-DD).

    ``words`` counts contributions with words, ``recordings`` and ``addresses`` what they say.
    """

    space: Space
    until: str
    words: int = 0
    recordings: int = 0
    addresses: int = 0
    longer: tuple[KeptLonger, ...] = ()

    @property
    def anything(self) -> bool:
        """Whether there is anything to delete."""
        return bool(self.words or self.recordings or self.addresses)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is kept, until when and why, in plain words."""
        counted = (
            (self.words, "contribution with words", "contributions with words"),
            (self.recordings, "recording", "recordings"),
            (self.addresses, "address", "addresses"),
        )
        told = ", ".join(f"{n} {one if n == 1 else many}" for n, one, many in counted if n)
        return (
            f"{self.space.title}: {told or 'no words'}.",
            f"Kept until {say_date(self.until)}.",
            *(f"Kept longer because: {one.because}." for one in self.longer),
        )


@question
def kept_words(space: UUID) -> Kept:
    """Return what a space still holds, and until when."""
    return _kept(SpaceRow.get_by_id(space))


@question
def words_due(today: str = "") -> tuple[Kept, ...]:
    """Return the spaces whose words' time is over on a day (YYYY-MM-DD), the oldest first."""
    today = today or date.today().isoformat()
    due = [row for row in SpaceRow.select() if until(row) <= today]
    found = [_kept(row) for row in due if row.state != SpaceState.OPEN]
    return tuple(sorted((one for one in found if one.anything), key=lambda one: one.until))


def due_in_words(found: Iterable[Kept]) -> str:
    """Say in one sentence of how many spaces the time is over; nothing where it is of none."""
    number = len(tuple(found))
    if not number:
        return ""
    return f"The words of {number} space{'s are' if number > 1 else ' are'} past their day."


@verb
def keep_longer(space: UUID, because: str, *, today: str = "", years: int = 1) -> Kept:
    """Keep the words of a space for another year, and write down why.

    It counts from the day that stands, or from today where that day is past: never shorter.
    """
    row = SpaceRow.get_by_id(space)
    because = one_line(because)
    if not because:
        raise RefusedError(NO_REASON)
    if len(because) > LONGEST_REASON:
        raise RefusedError(LONG_REASON)
    row.keep_until = years_after(max(until(row), today or date.today().isoformat()), years)
    row.save()
    KeptLongerRow.create(space=space, until=row.keep_until, because=because, by=acting().name)
    note(space, ActKind.KEPT_LONGER)
    return _kept(row)


@verb
def forget_space(space: UUID) -> None:
    """Delete the words of a space for good. What they add up to stays.

    Only ever done by a person's key. An open space is closed first. Refused where nothing is left.
    """
    kept = _kept(SpaceRow.get_by_id(space))
    if not kept.anything:
        raise RefusedError(NOTHING)
    if kept.space.state is SpaceState.OPEN:
        close_space(space)
    forget_words(space)
    SpaceRow.update(forgotten=now_ms()).where(SpaceRow.uid == space).execute()
    note(space, ActKind.FORGOTTEN)


@question
def is_forgotten(space: UUID) -> Erased:
    """Return how far the words of a space are erased."""
    return erased(space)


def until(row: SpaceRow) -> str:
    """Return the day until which a space's words are kept: as was said, else so many years."""
    if row.keep_until:
        return str(row.keep_until)
    moment = row.closed or row.opened or row.created
    day = row.held_on[:10] or datetime.fromtimestamp(moment / 1000).date().isoformat()
    return years_after(day, YEARS)


def years_after(day: str, years: int) -> str:
    """Return the same day so many years later; a 29 February becomes the 28th."""
    found = date.fromisoformat(day)
    year = min(found.year + years, MAXYEAR)
    try:
        return found.replace(year=year).isoformat()
    except ValueError:
        return found.replace(year=year, day=28).isoformat()


def _kept(row: SpaceRow) -> Kept:
    here: Any = (ContributionRow.space == row.uid) & (ContributionRow.words != "")
    longer = (
        KeptLongerRow.select().where(KeptLongerRow.space == row.uid).order_by(KeptLongerRow.uid)
    )
    return Kept(
        space_from(row),
        until(row),
        words=ContributionRow.select().where(here).count(),
        recordings=recordings_in(row.uid),
        addresses=addresses_in(row.uid),
        longer=tuple(KeptLonger(one.until, one.because) for one in longer),
    )
