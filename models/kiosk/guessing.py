"""Guessing is slowed: after five misses there is a wait, and it doubles.

The count stands in the database: it outlives a restart and is one for all processes. A try is
counted before it is looked at, so that neither two processes at once nor a pulled plug gain one.
"""

import math

from peewee import BigIntegerField, IntegerField, TextField

from assets.language import _, ngettext
from models.errors import RefusedError
from models.identity import now_ms
from models.store.base import Base, database
from models.store.verbs import question, verb

__all__ = [
    "GuessRow",
    "WaitError",
    "count_try",
    "forget_misses",
    "forgive_try",
    "in_time",
    "seconds_to_wait",
]

FREE_TRIES = 5
FIRST_WAIT_MS = 30_000
LONGEST_WAIT_MS = 600_000


class GuessRow(Base):
    """The table of misses, one row for each thing that can be guessed at."""

    name = TextField(primary_key=True)
    misses = IntegerField(default=0)
    since = BigIntegerField(default=0)  # the last try
    wait = BigIntegerField(default=0)  # how long to wait from then on

    class Meta:
        table_name = "guess"


class WaitError(RefusedError):
    """There were too many misses; ``seconds`` is how long to wait."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(
            _("There were several wrong tries. Nothing is lost. Please wait {time}.").format(
                time=in_time(seconds)
            )
        )


def in_time(seconds: int) -> str:
    """Write a wait for a person: "30 seconds", "4 minutes". Never shorter than it is."""
    if seconds <= 90:
        return ngettext("{number} second", "{number} seconds", seconds).format(number=seconds)
    minutes = math.ceil(seconds / 60)
    return ngettext("{number} minute", "{number} minutes", minutes).format(number=minutes)


def count_try(name: str, *, free: int = FREE_TRIES, forget_after_ms: int = 0) -> int:
    """Count a try before it is looked at; ``WaitError`` while there is a wait.

    Returns how many tries are left before the next wait. With ``forget_after_ms``, older misses
    count no more. A clock that was set back begins the wait again.
    """
    left, seconds = _count(name, free, forget_after_ms)
    if seconds:
        raise WaitError(seconds)
    return left


@verb
def _count(name: str, free: int, forget_after_ms: int) -> tuple[int, int]:
    """Count a try; return the tries that are left, or else the seconds to wait."""
    GuessRow.insert(name=name, misses=0, since=0, wait=0).on_conflict_ignore().execute()
    query = GuessRow.select().where(GuessRow.name == name)
    row: GuessRow = (query.for_update() if database.for_update else query).get()
    now = now_ms()
    left = _left(row, now)
    if left:
        if now < row.since:
            GuessRow.update(since=now).where(GuessRow.name == name).execute()
        return 0, math.ceil(left / 1000)
    old = forget_after_ms and now - row.since > forget_after_ms
    misses = (0 if old else row.misses) + 1
    over = misses - free
    wait = min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** min(over, 10)) if over >= 0 else 0
    GuessRow.update(misses=misses, since=now, wait=wait).where(GuessRow.name == name).execute()
    return max(0, -over), 0


@verb
def forget_misses(name: str) -> None:
    """Begin to count anew: it was right."""
    GuessRow.delete().where(GuessRow.name == name).execute()


@verb
def forgive_try(name: str) -> None:
    """Take one try back: it was right, and what was missed before it still counts."""
    GuessRow.update(misses=GuessRow.misses - 1, wait=0).where(
        (GuessRow.name == name) & (GuessRow.misses > 0)
    ).execute()


@question
def seconds_to_wait(name: str) -> int:
    """Return how long to wait before the next try; 0 where there is no wait."""
    row = GuessRow.get_or_none(GuessRow.name == name)
    return math.ceil(_left(row, now_ms()) / 1000) if row else 0


def _left(row: GuessRow, now: int) -> int:
    """Return the milliseconds that are left of a wait; after a clock was set back, all of it."""
    return max(0, row.wait - max(0, now - row.since)) if row.wait else 0
