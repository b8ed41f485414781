"""What was handed out or copied before words were taken back, and has to be called back by people.

No program reaches a sheet of paper, a stick in a drawer or a copy in a safe: it can only say so.
"""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from peewee import SqliteDatabase

from models.backup.table import BackUp, backups
from models.contribution.table import ContributionRow
from models.dates import say_date
from models.doctor.left_over import Copy, unregistered_copies
from models.erasure.erasure import Erased, erased
from models.erasure.half_written import halves_at
from models.outcome.told import HandOutRow, HandOutWordsRow, Recall, to_recall
from models.space.space import SpaceRow
from models.store.base import database
from models.store.verbs import question
from models.times import say_time

__all__ = [
    "TakenBack",
    "forget_and_look",
    "take_back_and_look",
    "what_is_left",
    "what_is_left_of_space",
]

# The machine that somebody spoke at may have another time than the one that made the back-up.
CLOCKS_DIFFER_MS = 86_400_000
DELETE_COPIES = (
    "Make a new back-up with: heard backup",
    "Then delete those that are named here, and every copy of them.",
)


@dataclass(frozen=True)
class TakenBack:
    """How far words are erased here, and where else they are. Nobody's words are in it."""

    erased: Erased
    hand_outs: tuple[Recall, ...] = ()
    backups: tuple[BackUp, ...] = ()
    copies: tuple[Copy, ...] = ()
    halves: tuple[Path, ...] = ()

    @property
    def anything_elsewhere(self) -> bool:
        """Whether a person has something to call back."""
        return bool(self.hand_outs or self.backups or self.copies or self.halves)

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of it in plain words, for the desk and the command line."""
        said = [self.erased.sentence]
        if self.hand_outs:
            said.append("The words were handed out before. Call these back:")
            said += [sentence for one in self.hand_outs for sentence in one.sentences]
        if self.backups:
            said.append("These back-ups were made before, and may hold the words:")
            said += [f"{_when(one)}: {one.path}{_not_here(one)}" for one in self.backups]
            said += DELETE_COPIES
        if self.copies:
            said.append("These copies lie beside the database, and hold the words:")
            said += [sentence for one in self.copies for sentence in (f"{one.path}", one.do)]
        if self.halves:
            said.append("A stop left these half written. They may hold the words. Delete them:")
            said += [str(one) for one in self.halves]
        return tuple(said)


@question
def what_is_left(contribution: UUID) -> TakenBack:
    """Return how far a contribution is erased that was taken back, and where else it is."""
    row = ContributionRow.get_by_id(contribution)
    state = erased(contribution)
    out = {
        one.hand_out_id
        for one in HandOutWordsRow.select().where(HandOutWordsRow.contribution == contribution)
    }
    return TakenBack(
        state,
        tuple(one for one in to_recall(row.space_id) if one.hand_out.uid in out),
        *_copies(row.created, state),
        _halves(row.space_id),
    )


@question
def what_is_left_of_space(space: UUID) -> TakenBack:
    """Return the same for a whole space whose words were deleted as their time was over."""
    state = erased(space)
    copies = _copies(SpaceRow.get_by_id(space).created, state)
    return TakenBack(state, to_recall(space), *copies, _halves(space))


def _copies(said: int, state: Erased) -> tuple[tuple[BackUp, ...], tuple[Copy, ...]]:
    """Return the back-ups, and the other copies, from between two moments."""
    if not state.asked:
        return (), ()
    since = said - CLOCKS_DIFFER_MS
    others = unregistered_copies() if isinstance(database.obj, SqliteDatabase) else ()
    return (
        backups(since=since, until=state.asked),
        tuple(one for one in others if since <= one.made <= state.asked),
    )


def _halves(space: UUID) -> tuple[Path, ...]:
    """Return what is half written at any place that something of the space was to go to."""
    places = HandOutRow.select(HandOutRow.place).where(HandOutRow.space == space).distinct()
    return halves_at(row.place for row in places)


def take_back_and_look(contribution: UUID, *, by_desk: bool = False) -> TakenBack:
    """Take a contribution back, then say how far it is erased, and what to call back.

    ``by_desk`` is whether the desk does it, which its history then says.
    """
    from models.contribution.contribution import State, move
    from models.kiosk.own_words import take_back_words

    if by_desk:
        move(contribution, State.WITHDRAWN)
    else:
        take_back_words(contribution)
    return what_is_left(contribution)


def forget_and_look(space: UUID) -> TakenBack:
    """Delete the words of a space, then say the same of them."""
    from models.erasure.retention import forget_space

    forget_space(space)
    return what_is_left_of_space(space)


def _when(one: BackUp) -> str:
    from models.backup.file import day_of

    return f"{say_date(day_of(one.made))}, {say_time(one.made)}"


def _not_here(one: BackUp) -> str:
    return "" if one.path.is_file() else " (not here now: it is elsewhere, or was deleted)"
