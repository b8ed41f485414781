"""Needs for the day: adjustments and how many people asked for each. No names, no conditions."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from peewee import BigIntegerField, Check, ForeignKeyField, IntegerField, TextField, UUIDField

from models.desk.history import ActKind, note
from models.errors import RefusedError
from models.identity import new_uid
from models.meeting.need_words import check_need
from models.space.space import SpaceRow
from models.store.base import Base
from models.store.verbs import question, verb
from models.times import say_time

__all__ = [
    "MOST_PEOPLE",
    "Met",
    "Need",
    "add_need",
    "change_need",
    "needs_of",
    "remove_need",
    "set_met",
]

MOST_PEOPLE = 999


class Met(StrEnum):
    """How it stands with a need."""

    TO_DO = "to do"
    MET = "met"
    PARTLY = "partly met"
    NOT_MET = "not met"


class NeedRow(Base):
    """The table of needs. ``until`` is UTC milliseconds, 0 where it was not met until a time."""

    space_id: UUID
    uid = UUIDField(primary_key=True, default=new_uid)
    space = ForeignKeyField(SpaceRow, backref="needs", on_delete="CASCADE")
    kind = TextField()
    how_many = IntegerField(default=1, constraints=[Check("how_many > 0")])
    met = TextField(
        default=Met.TO_DO,
        constraints=[Check("met in ('to do', 'met', 'partly met', 'not met')")],
    )
    until = BigIntegerField(default=0)

    class Meta:
        table_name = "need"


@dataclass(frozen=True)
class Need:
    """An adjustment, how many people it is for, and whether they have it."""

    uid: UUID
    kind: str
    how_many: int = 1
    met: Met = Met.TO_DO
    until: int = 0

    @property
    def count(self) -> str:
        """How many of what, as on the day sheet: "2 large print"."""
        return f"{self.how_many} {self.kind}"

    @property
    def standing(self) -> str:
        """Whether it is met, in words: "partly met until 13:40"."""
        return f"{self.met} until {say_time(self.until)}" if self.until else str(self.met)


def _from(row: NeedRow) -> Need:
    return Need(row.uid, row.kind, row.how_many, Met(row.met), row.until)


def _people(how_many: int) -> int:
    if not 1 <= how_many <= MOST_PEOPLE:
        raise RefusedError("How many people is it for? Write a number from 1. Nothing was changed.")
    return how_many


@verb
def add_need(space: UUID, kind: str, how_many: int = 1) -> Need:
    """Write down an adjustment for some people.

    Refused: what may be a name, a number or a condition. The sheet lies where others see it.
    """
    note(space, ActKind.NEED)
    row = NeedRow.create(space=space, kind=check_need(kind), how_many=_people(how_many))
    return _from(row)


@verb
def change_need(need: UUID, how_many: int) -> Need:
    """Say that an adjustment is for so many people."""
    row = NeedRow.get_by_id(need)
    note(row.space_id, ActKind.NEED, need)
    row.how_many = _people(how_many)
    row.save()
    return _from(row)


@verb
def set_met(need: UUID, met: Met, *, until: int = 0) -> Need:
    """Say how it stands with a need.

    ``until`` is when it stopped being met, in UTC milliseconds. It goes with "partly met" alone.
    """
    row = NeedRow.get_by_id(need)
    note(row.space_id, ActKind.NEED, need)
    row.met = met
    row.until = until if met is Met.PARTLY else 0
    row.save()
    return _from(row)


@verb
def remove_need(need: UUID) -> None:
    """Take a need off the list."""
    row = NeedRow.get_by_id(need)
    note(row.space_id, ActKind.NEED, need)
    row.delete_instance()


@question
def needs_of(space: UUID) -> tuple[Need, ...]:
    """Return the needs of a space, in the order in which they were written down."""
    rows = NeedRow.select().where(NeedRow.space == space).order_by(NeedRow.uid)
    return tuple(map(_from, rows))
