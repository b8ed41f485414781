"""The tables of contributions and their versions, and how a row becomes plain data."""

from dataclasses import replace
from uuid import UUID

from peewee import BigIntegerField, BooleanField, Check, ForeignKeyField, TextField, UUIDField

from models.contribution.types import (
    Consent,
    Contribution,
    Kind,
    State,
    Version,
    VersionKind,
    WayIn,
)
from models.identity import new_uid, now_ms
from models.space.prompt import PromptRow
from models.space.space import SpaceRow
from models.store.base import Base, database
from models.store.rows_of import RowsOf

__all__ = [
    "ContributionRow",
    "VersionRow",
    "contribution_from",
    "row_to_change",
    "with_versions",
]


class ContributionRow(Base):
    """The table of contributions. ``uid`` is made at capture, so saving twice saves once."""

    space_id: UUID
    prompt_id: UUID | None
    uid = UUIDField(primary_key=True)
    space = ForeignKeyField(SpaceRow, backref="contributions", on_delete="CASCADE")
    prompt = ForeignKeyField(PromptRow, null=True, on_delete="SET NULL")
    words = TextField()  # as the person gave them, for ever; other versions stand beside them
    language = TextField(default="en")
    way_in = TextField(
        constraints=[
            Check("way_in in ('said', 'typed', 'pictures', 'recorded', 'paper', 'imported')")
        ]
    )
    face = TextField(default="desk")  # where it was captured; never leaves in public
    role = TextField(default="")
    # What the leader says is kept, and never counted as heard.
    kind = TextField(default=Kind.HEARD, constraints=[Check("kind in ('heard', 'leader')")])
    state = TextField(
        default=State.WAITING,
        constraints=[Check("state in ('waiting', 'cleared', 'held', 'set aside', 'withdrawn')")],
    )
    reason = TextField(default="")  # why it is held
    consent_room = BooleanField(default=False)
    consent_report = BooleanField(default=False)
    consent_quote = BooleanField(default=False)
    created = BigIntegerField(default=now_ms)
    cleared = BigIntegerField(default=0)
    late = BooleanField(default=False)  # added after the space was closed
    forgotten = BooleanField(default=False)  # it had words, and their time is over

    class Meta:
        table_name = "contribution"
        indexes = (
            (("space", "state", "uid"), False),
            (("space", "uid"), False),
            (("space", "kind", "state"), False),  # what the desk counts at each look
        )


class VersionRow(Base):
    """The table of tidied and translated versions; the original is never overwritten."""

    contribution_id: UUID
    uid = UUIDField(primary_key=True, default=new_uid)
    contribution = ForeignKeyField(ContributionRow, backref="versions", on_delete="CASCADE")
    kind = TextField(constraints=[Check("kind in ('tidied', 'translated')")])
    words = TextField()
    language = TextField(default="en")
    made_by = TextField(default="the scribe")
    created = BigIntegerField(default=now_ms)
    undone = BigIntegerField(default=0)  # when its making was undone; it is then shown nowhere

    class Meta:
        table_name = "contribution_version"


def contribution_from(row: ContributionRow) -> Contribution:
    """Turn a row, with its versions, into a plain contribution."""
    return Contribution(
        uid=row.uid,
        words=row.words,
        language=row.language,
        way_in=WayIn(row.way_in),
        face=row.face,
        role=row.role,
        state=State(row.state),
        reason=row.reason,
        consent=Consent(row.consent_room, row.consent_report, row.consent_quote),
        prompt=row.prompt_id,
        created=row.created,
        kind=Kind(row.kind),
        late=row.late,
        forgotten=row.forgotten,
    )


def row_to_change(uid: UUID) -> ContributionRow:
    """Return a row for changing; on a server, whoever else wants to change it waits."""
    query = ContributionRow.select().where(ContributionRow.uid == uid)
    found: ContributionRow = (query.for_update() if database.for_update else query).get()
    return found


_VERSIONS = RowsOf(
    VersionRow.contribution,
    VersionRow.select().where(VersionRow.undone == 0).order_by(VersionRow.uid),
)


def with_versions(found: list[Contribution]) -> tuple[Contribution, ...]:
    """Add their versions to contributions, in one query."""
    if not found:
        return ()
    versions: dict[UUID, list[Version]] = {}
    uids = [one.uid for one in found]
    for row in _VERSIONS.of(uids):
        versions.setdefault(row.contribution_id, []).append(
            Version(VersionKind(row.kind), row.words, row.language, row.made_by)
        )
    return tuple(
        replace(one, versions=tuple(versions[one.uid])) if one.uid in versions else one
        for one in found
    )
