"""Trying again, in one place: the whole transaction, a few times, and never what may be saved.

A file needs none of this: its one writer waits for its turn, and a COMMIT in this process is
never in doubt.
"""

import contextlib
import random
import time
from typing import Any, Generic, Protocol, TypeVar

from peewee import PeeweeException

from models.store.base import database
from models.store.server_troubles import Sort, saving_is_unsure, sort_of

__all__ = ["Attempt", "Pace", "RealPace", "keep_trying"]

Result = TypeVar("Result")
Result_co = TypeVar("Result_co", covariant=True)

# Two at once collide again unless they wait by chance. Together ten waits are about 2 seconds.
MOST_TRIES = 10
FIRST_WAIT, LONGEST_WAIT = 0.01, 0.5
# A connection that broke is made anew at once; a server that is away is not waited for longer,
# since a person holds the words and is told.
MOST_LOST = 3


class Attempt(Protocol[Result_co]):
    """One transaction that can be run again. ``in_turn``: it waits for others that collided."""

    in_turn: bool

    def run(self) -> Result_co:
        """Run it from its start to its commit; a Peewee error where it was not committed."""
        ...

    @property
    def is_unsure(self) -> bool:
        """Whether the last run broke while the server was asked to commit."""
        ...

    def was_committed(self) -> bool:
        """Ask the server whether the last run was committed after all."""
        ...

    @property
    def result(self) -> Result_co:
        """What the last run came to."""
        ...


class Pace(Protocol):
    """Chance, and how to wait; a test brings its own."""

    def chance(self) -> float:
        """Return a number from 0 to 1."""
        ...

    def wait(self, seconds: float) -> None:
        """Wait."""
        ...


class RealPace:
    """The machine's own chance and clock."""

    def chance(self) -> float:
        """Return a number from 0 to 1."""
        return random.random()  # noqa: S311 - nobody gains by guessing it

    def wait(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class _Trying(Generic[Result]):
    """How often something was tried, and whether it may be saved already."""

    def __init__(self, attempt: Attempt[Result], pace: Pace) -> None:
        self.attempt = attempt
        self.pace = pace
        self.conflicts = self.lost = 0
        self.unsure = False

    def run(self) -> Result:
        while True:
            try:
                if self.unsure:
                    _connect_anew()
                    if self.attempt.was_committed():
                        return self.attempt.result
                    self.unsure = False
                elif database.is_closed():  # it was lost, and could not be made anew till now
                    _connect_anew()
                return self.attempt.run()
            except PeeweeException as trouble:
                self._take(trouble)

    def _take(self, trouble: PeeweeException) -> None:
        """Wait for the next try, or raise where there is none."""
        sort = sort_of(trouble)
        if sort is Sort.LOST:
            self.unsure = self.unsure or self.attempt.is_unsure
            self.lost += 1
        else:
            self.conflicts += 1
            # Many at once would collide for ever; those that did go one after the other.
            self.attempt.in_turn = True
        over = self.lost > MOST_LOST or self.conflicts >= MOST_TRIES
        if sort is Sort.OTHER or over:
            if self.unsure:
                raise saving_is_unsure() from None
            raise trouble
        number = self.lost + self.conflicts - 1
        if sort is Sort.CONFLICT or self.lost > 1:
            self.pace.wait(self.pace.chance() * min(LONGEST_WAIT, FIRST_WAIT * 2**number))
        if sort is Sort.LOST and not self.unsure:
            self._connect_if_possible()

    def _connect_if_possible(self) -> None:
        try:
            _connect_anew()
        except PeeweeException as trouble:
            self._take(trouble)


def keep_trying(attempt: Attempt[Result], pace: Pace | None = None) -> Result:
    """Run a transaction until it is committed, as often as that is sure to save it once.

    What collided with somebody else's is run again after a wait by chance. After a lost
    connection it is run on a new one; where it broke in the COMMIT, the server is asked first.
    Raises the Peewee error of the last try, or ``UnsureError`` where nobody could say.
    """
    return _Trying(attempt, pace or RealPace()).run()


def _connect_anew() -> None:
    """Give this thread a new connection in place of one that broke."""
    engine: Any = database.obj
    with contextlib.suppress(PeeweeException):  # it is gone already, and forgotten with this
        engine.close()
    engine.connect(reuse_if_open=True)
