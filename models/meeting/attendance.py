"""How many came: typed in by the desk, by role, and counts alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from peewee import Check, ForeignKeyField, IntegerField, TextField, UUIDField

from models.contribution.types import Role
from models.desk.history import ActKind, note
from models.errors import RefusedError
from models.identity import new_uid
from models.meeting.needs import MOST_PEOPLE
from models.space.space import SpaceRow
from models.store.base import Base
from models.store.verbs import question, verb

__all__ = ["FEWEST_SHOWN", "ROLES", "Came", "came_outside", "how_many_came", "set_came"]

# Fewer than this could be known by their number.
FEWEST_SHOWN = 5
OTHERS = "others"
ROLES = tuple(role for role in Role if role is not Role.UNKNOWN)


class AttendanceRow(Base):
    """The table of how many came, by role."""

    uid = UUIDField(primary_key=True, default=new_uid)
    space = ForeignKeyField(SpaceRow, backref="attendance", on_delete="CASCADE")
    role = TextField()
    how_many = IntegerField(constraints=[Check("how_many >= 0")])

    class Meta:
        table_name = "attendance"
        indexes = ((("space", "role"), True),)


@dataclass(frozen=True)
class Came:
    """How many people came in a role."""

    role: str
    how_many: int


@verb
def set_came(space: UUID, role: Role, how_many: int) -> None:
    """Write down how many people of a role came. None takes the line away."""
    if not 0 <= how_many <= MOST_PEOPLE:
        raise RefusedError("How many came? Write a number. Nothing was changed.")
    note(space, ActKind.CAME)
    AttendanceRow.delete().where(
        (AttendanceRow.space == space) & (AttendanceRow.role == role)
    ).execute()
    if how_many:
        AttendanceRow.create(space=space, role=role, how_many=how_many)


@question
def how_many_came(space: UUID) -> tuple[Came, ...]:
    """Return how many came in each role, for the desk alone."""
    rows = AttendanceRow.select().where(AttendanceRow.space == space)
    found = {row.role: row.how_many for row in rows}
    return tuple(Came(role, found[role]) for role in ROLES if role in found)


def came_outside(came: Sequence[Came]) -> tuple[int | None, tuple[Came, ...]]:
    """Return what may be told outside the desk: how many in all, and the roles behind it.

    A role of fewer than five is put with others until they are five together, and until nobody can
    tell them apart again: two roles that are eight together, each of fewer than five, are four and
    four. Where that is not to be had, no role is named; where fewer than five came at all, the
    number is None.
    """
    counted: Mapping[str, int] = {one.role: one.how_many for one in came if one.how_many}
    total = sum(counted.values())
    if total < FEWEST_SHOWN:
        return (0 if not total else None), ()
    shown = sorted(
        (one for one in came if one.how_many >= FEWEST_SHOWN), key=lambda one: -one.how_many
    )
    others = total - sum(one.how_many for one in shown)
    small, put_with = len(counted) - len(shown), 0
    while shown and others:
        least = shown[-1].how_many
        # The most that they can be, for whoever knows this rule. There, each would be known.
        most = put_with * least + small * (FEWEST_SHOWN - 1)
        if FEWEST_SHOWN <= others < most:
            break
        # Equal ones go together: which of them went would tell their order.
        while shown and shown[-1].how_many == least:
            others += shown.pop().how_many
            put_with += 1
    if not shown:
        return total, ()
    return total, (*shown, *([Came(OTHERS, others)] if others else []))
