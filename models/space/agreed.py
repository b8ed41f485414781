"""What holds for a whole space from its first contribution on: approval, and roles shown or not."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from peewee import BooleanField, ForeignKeyField

from models.contribution.table import ContributionRow
from models.contribution.types import Contribution
from models.errors import RefusedError
from models.space.space import SpaceRow
from models.store.base import Base
from models.store.verbs import question, verb

__all__ = [
    "Agreed",
    "AgreedRow",
    "agreed_for",
    "as_agreed",
    "needs_approval",
    "set_approval",
    "set_roles_shown",
    "shows_roles",
]

FROZEN = (
    "Somebody has already spoken, and was told how it is. Nothing was changed. "
    "Set it before the first contribution of the next space."
)


class AgreedRow(Base):
    """The table of what is agreed. A space without a row has what is agreed by default."""

    space = ForeignKeyField(SpaceRow, primary_key=True, on_delete="CASCADE")
    approval = BooleanField(default=True)
    roles_shown = BooleanField(default=True)

    class Meta:
        table_name = "agreed"


@dataclass(frozen=True)
class Agreed:
    """What is agreed. ``frozen`` once there is a contribution: nothing of it changes then.

    ``approval``: a person at the desk clears what comes in, before the room may see it.
    ``roles_shown``: the room and the outcome say "a carer" beside somebody's words.
    """

    approval: bool = True
    roles_shown: bool = True
    frozen: bool = False


@question
def agreed_for(space: UUID) -> Agreed:
    """Return what is agreed for a space."""
    row = AgreedRow.get_or_none(AgreedRow.space == space)
    frozen = ContributionRow.select().where(ContributionRow.space == space).exists()
    if row is None:
        return Agreed(frozen=frozen)
    return Agreed(row.approval, row.roles_shown, frozen)


def needs_approval(space: UUID) -> bool:
    """Say whether what comes in waits for a person; asked inside the verb that saves it."""
    row = AgreedRow.get_or_none(AgreedRow.space == space)
    return row is None or bool(row.approval)


def shows_roles(space: UUID) -> bool:
    """Say whether outputs name roles; asked inside the question that makes an output."""
    row = AgreedRow.get_or_none(AgreedRow.space == space)
    return row is None or bool(row.roles_shown)


def as_agreed(space: UUID, found: Iterable[Contribution]) -> tuple[Contribution, ...]:
    """Return contributions as an output may tell of them: without roles, where none are shown.

    What the leader said keeps its name, always: nobody may take it for an attendee's.
    """
    if shows_roles(space):
        return tuple(found)
    return tuple(one if one.by_leader else replace(one, role="") for one in found)


@verb
def set_approval(space: UUID, on: bool) -> Agreed:
    """Say whether a person at the desk clears what comes in. What is flagged is held either way."""
    row = _row_to_change(space)
    row.approval = on
    row.save()
    return agreed_for(space)


@verb
def set_roles_shown(space: UUID, on: bool) -> Agreed:
    """Say whether the room and the outcome say as what somebody is here."""
    row = _row_to_change(space)
    row.roles_shown = on
    row.save()
    return agreed_for(space)


def _row_to_change(space: UUID) -> AgreedRow:
    SpaceRow.get_by_id(space)
    if agreed_for(space).frozen:
        raise RefusedError(FROZEN)
    found: AgreedRow = AgreedRow.get_or_none(AgreedRow.space == space) or AgreedRow.create(
        space=space
    )
    return found
