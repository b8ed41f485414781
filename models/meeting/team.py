"""Who is who: who runs the meeting, who writes, who listens and answers."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from peewee import BooleanField, Check, ForeignKeyField, TextField, UUIDField

from models.errors import RefusedError
from models.identity import new_uid
from models.space.preparing import prepared
from models.space.space import SpaceRow
from models.store.base import Base
from models.store.verbs import question, verb
from models.words import one_line

__all__ = ["Job", "Member", "add_member", "change_member", "remove_member", "team_of"]


class Job(StrEnum):
    """What somebody does in the meeting."""

    FACILITATOR = "facilitator"
    SCRIBE = "scribe"
    LEADER = "leader"


class TeamRow(Base):
    """The table of who is who. ``name`` is a job or a first name that they chose themselves."""

    space_id: UUID
    uid = UUIDField(primary_key=True, default=new_uid)
    space = ForeignKeyField(SpaceRow, backref="team", on_delete="CASCADE")
    role = TextField(constraints=[Check("role in ('facilitator', 'scribe', 'leader')")])
    name = TextField()
    shown = BooleanField(default=False)

    class Meta:
        table_name = "team_member"


@dataclass(frozen=True)
class Member:
    """Somebody who runs the meeting. The room sees who they are only where ``shown``."""

    uid: UUID
    job: Job
    name: str
    shown: bool = False


def _from(row: TeamRow) -> Member:
    return Member(row.uid, Job(row.role), row.name, row.shown)


@verb
def add_member(space: UUID, job: Job, name: str, *, shown: bool = False) -> Member:
    """Say who does a job, by a job's title or a first name. Several may do one."""
    prepared(space)
    return _from(TeamRow.create(space=space, role=job, name=_named(name), shown=shown))


@verb
def change_member(member: UUID, *, name: str | None = None, shown: bool | None = None) -> Member:
    """Give somebody another name, or show them in the room, or no longer."""
    row = TeamRow.get_by_id(member)
    prepared(row.space_id)
    if name is not None:
        row.name = _named(name)
    if shown is not None:
        row.shown = shown
    row.save()
    return _from(row)


@verb
def remove_member(member: UUID) -> None:
    """Take somebody off the list."""
    row = TeamRow.get_by_id(member)
    prepared(row.space_id)
    row.delete_instance()


@question
def team_of(space: UUID) -> tuple[Member, ...]:
    """Return who is who, the facilitators first, then scribes and leaders."""
    rows = TeamRow.select().where(TeamRow.space == space).order_by(TeamRow.uid)
    jobs = list(Job)
    return tuple(sorted(map(_from, rows), key=lambda member: jobs.index(member.job)))


def _named(name: str) -> str:
    name = one_line(name)
    if not name:
        raise RefusedError("There is no name yet. Nothing was changed. A job's title will do.")
    return name
