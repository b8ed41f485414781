"""A promise as everything outside the tables sees it: what, who, by when, and how it stands."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from models.promise.done_answers import DoneAnswers

__all__ = ["DoneAnswers", "Promise", "PromiseKind", "PromiseState", "Update"]


class PromiseKind(StrEnum):
    """The three honest answers."""

    WILL = "we will"
    CANNOT = "we can't, because"
    MORE_TIME = "we need more time"


class PromiseState(StrEnum):
    """How it stands with a promise, in one or two words."""

    WILL = "will"
    DOING = "doing"
    DONE = "done"
    LATE = "late"
    MORE_TIME = "more time"
    CANNOT = "can't"


@dataclass(frozen=True)
class Update:
    """A dated change of a promise. ``made_on`` and ``new_due`` are YYYY-MM-DD.

    ``state`` is what it says of the promise, None for news that moves nothing; LATE is a delay
    that is told, with its reason in ``words`` and the day it is promised for now in ``new_due``.
    ``evidence`` is what people can see, and stands with every "done".
    """

    made_on: str
    words: str
    done: bool
    state: PromiseState | None = None
    evidence: str = ""
    new_due: str = ""


@dataclass(frozen=True)
class Promise:
    """A promise, with everything that was said about it since.

    ``due`` is the day it is promised for now, and ``due_before`` the one it was made for, where
    a delay was told. ``review`` is when somebody looks at it again. ``group`` is what the group
    says where staff say "done". ``as_of`` is the day by which it is judged, nothing for today.
    Every day is YYYY-MM-DD or nothing.
    """

    uid: UUID
    public_id: str
    kind: PromiseKind
    what: str
    who: str = ""
    due: str = ""
    because: str = ""
    theme: UUID | None = None
    updates: tuple[Update, ...] = ()
    due_before: str = ""
    review: str = ""
    group: DoneAnswers | None = None
    as_of: str = ""

    @property
    def done(self) -> bool:
        """Whether the newest update that says how it stands says that it is done."""
        return self._told() is PromiseState.DONE

    @property
    def done_update(self) -> Update | None:
        """The update that says what changed and what people can see, where it is done."""
        if not self.done:
            return None
        return next(one for one in reversed(self.updates) if one.done)

    @property
    def delays(self) -> tuple[Update, ...]:
        """The updates that gave it another day, oldest first; ``words`` say why."""
        return tuple(one for one in self.updates if one.new_due)

    @property
    def state(self) -> PromiseState:
        """How it stands by the day ``as_of``."""
        return self.state_on(self.as_of or date.today().isoformat())

    def state_on(self, day: str) -> PromiseState:
        """Return how it stands by a day: late is what was due before it and is not done."""
        told = self._told()
        if told in (PromiseState.DONE, PromiseState.CANNOT):
            return told
        if self.kind is PromiseKind.CANNOT and told is not PromiseState.DOING:
            return PromiseState.CANNOT
        if self.due and self.due < day:
            return PromiseState.LATE
        if any(update.state is PromiseState.DOING for update in self.updates):
            return PromiseState.DOING
        if self.kind is PromiseKind.MORE_TIME:
            return PromiseState.MORE_TIME
        return PromiseState.WILL

    def _told(self) -> PromiseState | None:
        """Return what the newest update that says how it stands says."""
        for update in reversed(self.updates):
            if update.done:
                return PromiseState.DONE
            if update.state is not None:
                return update.state
        return None
