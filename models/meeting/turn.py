"""Speakers in turn: a queue of places in the room, never of names, gone when the space closes."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from peewee import BigIntegerField, Check, ForeignKeyField, IntegerField, TextField, UUIDField

from models.errors import ChangedSinceError, RefusedError
from models.identity import new_uid, now_ms
from models.space.space import SpaceRow, SpaceState
from models.store.base import Base
from models.store.verbs import question, verb
from models.words import one_line

__all__ = [
    "TURN_MS",
    "Turn",
    "TurnRow",
    "TurnState",
    "back_in",
    "clear_turns",
    "end_turn",
    "join_turns",
    "marks_passed",
    "next_turn",
    "pass_turn",
    "turn_words",
    "turns_of",
    "waiting_and_speaking",
]

TURN_MS = 2 * 60_000
MOST_LETTERS = 40


class TurnState(StrEnum):
    """Where somebody's turn is."""

    WAITING = "waiting"
    SPEAKING = "speaking"
    PASSED = "passed"
    DONE = "done"


# How the queue is read: who speaks comes first.
ORDER = (TurnState.SPEAKING, TurnState.WAITING, TurnState.PASSED, TurnState.DONE)


class TurnRow(Base):
    """The table of turns. ``number`` stays theirs; ``position`` is where they are in the queue."""

    space_id: UUID
    uid = UUIDField(primary_key=True, default=new_uid)
    space = ForeignKeyField(SpaceRow, backref="turns", on_delete="CASCADE")
    number = IntegerField()
    position = IntegerField()
    place = TextField()
    state = TextField(
        default=TurnState.WAITING,
        constraints=[Check("state in ('waiting', 'speaking', 'passed', 'done')")],
    )
    started = BigIntegerField(default=0)  # when they began to speak, UTC milliseconds

    class Meta:
        table_name = "turn"
        indexes = ((("space", "number"), True),)


@dataclass(frozen=True)
class Turn:
    """One turn: a number and a place ("1, by the window"), and how it stands."""

    uid: UUID
    number: int
    place: str
    state: TurnState = TurnState.WAITING
    started: int = 0

    @property
    def name(self) -> str:
        """What they are called by: the number, and where they are."""
        return f"{self.number}, {self.place}"


def turn_from(row: TurnRow) -> Turn:
    """Turn a row into a plain turn."""
    return Turn(row.uid, row.number, row.place, TurnState(row.state), row.started)


def marks_passed(turn: Turn, now: int) -> int:
    """Return how many times two minutes have gone by since somebody began to speak."""
    return max(0, now - turn.started) // TURN_MS if turn.state is TurnState.SPEAKING else 0


def turn_words(turn: Turn, now: int) -> str:
    """Say calmly how a turn stands; of somebody who speaks, about how much time is left."""
    if turn.state is not TurnState.SPEAKING:
        return str(turn.state)
    if marks_passed(turn, now):
        return f"speaking, {marks_passed(turn, now) * TURN_MS // 60_000} minutes are over"
    return "speaking, under 1 minute left" if now - turn.started > TURN_MS / 2 else "speaking"


@question
def turns_of(space: UUID) -> tuple[Turn, ...]:
    """Return the queue: who speaks, who waits in order, who passed, and who is done."""
    rows = TurnRow.select().where(TurnRow.space == space).order_by(TurnRow.position)
    return tuple(sorted(map(turn_from, rows), key=lambda turn: ORDER.index(turn.state)))


def waiting_and_speaking(turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """Return who is still to be heard, in order: what the room is shown of a queue."""
    return tuple(one for one in turns if one.state in (TurnState.SPEAKING, TurnState.WAITING))


@verb
def join_turns(space: UUID, place: str) -> Turn:
    """Put a place at the end of the queue. Refused where there is none, or too much of it."""
    place = one_line(place)
    if not place:
        raise RefusedError("Say where the person is. Example: by the window.")
    if len(place) > MOST_LETTERS:
        raise RefusedError("That is long for a place. A few words are enough: by the window.")
    if SpaceRow.get_by_id(space).state == SpaceState.CLOSED:
        raise RefusedError("This space is closed, so nobody waits to speak. Nothing was saved.")
    rows = list(TurnRow.select().where(TurnRow.space == space))
    return turn_from(
        TurnRow.create(
            space=space,
            number=max((row.number for row in rows), default=0) + 1,
            position=max((row.position for row in rows), default=0) + 1,
            place=place,
        )
    )


@verb
def next_turn(space: UUID, after: UUID | None) -> Turn | None:
    """End the turn ``after``, of whoever speaks, and begin the next one; None where nobody waits.

    Where somebody else speaks by now, another desk was first, and nobody is cut off.
    """
    queue = turns_of(space)
    speaking = next((one.uid for one in queue if one.state is TurnState.SPEAKING), None)
    if speaking != after:
        raise ChangedSinceError("Another desk has just gone on. Look who speaks now.")
    if after is not None:
        _set(after, TurnState.DONE)
    waiting = next((one for one in queue if one.state is TurnState.WAITING), None)
    return _set(waiting.uid, TurnState.SPEAKING, started=now_ms()) if waiting else None


@verb
def pass_turn(uid: UUID) -> Turn:
    """Somebody does not want to speak now; they can come back in."""
    return _set(uid, TurnState.PASSED)


@verb
def end_turn(uid: UUID) -> Turn:
    """Somebody has spoken."""
    return _set(uid, TurnState.DONE)


@verb
def back_in(uid: UUID) -> Turn:
    """Somebody who passed, or has spoken, comes back in: at the end of the queue."""
    row = TurnRow.get_by_id(uid)
    if row.state in (TurnState.WAITING, TurnState.SPEAKING):
        return turn_from(row)
    last = TurnRow.select().where(TurnRow.space == row.space_id).order_by(TurnRow.position.desc())
    row.position = last.first().position + 1
    row.save()
    return _set(uid, TurnState.WAITING)


@verb
def clear_turns(space: UUID) -> None:
    """Forget the whole queue."""
    TurnRow.delete().where(TurnRow.space == space).execute()


def _set(uid: UUID, state: TurnState, *, started: int = 0) -> Turn:
    row = TurnRow.get_by_id(uid)
    row.state, row.started = state, started
    row.save()
    return turn_from(row)
