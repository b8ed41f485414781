"""The tables of what a kiosk keeps until it is with everything else, and of what came that way."""

import json
from typing import Any
from uuid import UUID

from peewee import BigIntegerField, BlobField, ForeignKeyField, IntegerField, TextField, UUIDField

from models.contribution.table import ContributionRow
from models.identity import new_uid, now_ms
from models.space.space import SpaceRow
from models.store.base import Base

__all__ = [
    "CHANGE",
    "ClaimRow",
    "DeedRow",
    "ForwardedRow",
    "MergedCountRow",
    "OtherSaltRow",
    "RecordingFileRow",
    "changes_of",
    "forget_changes",
]

CHANGE = "change"
"""The kind of a deed that holds somebody's words."""


class DeedRow(Base):
    """What somebody did at a kiosk to something that is on its way already, or not there at all.

    Later ones have later ids, so they are done in their order. ``content`` is JSON.
    """

    uid = UUIDField(primary_key=True, default=new_uid)
    kind = TextField()
    contribution = UUIDField(null=True)
    content = TextField(default="{}")
    made = BigIntegerField(default=now_ms)

    class Meta:
        table_name = "outbox_deed"


def changes_of(contribution: UUID) -> list[str]:
    """Return the new words of a contribution that still wait to be sent, and as they are written.

    For erasing them: they are to be kept nowhere.
    """
    rows = list(DeedRow.select(DeedRow.content).where(_changes(contribution)))
    return [text for row in rows for text in (json.loads(row.content)["words"], row.content)]


def forget_changes(contribution: UUID) -> None:
    """Delete new words of a contribution that still wait to be sent: they are not wanted now."""
    DeedRow.delete().where(_changes(contribution)).execute()


def _changes(contribution: UUID) -> Any:
    return (DeedRow.contribution == contribution) & (DeedRow.kind == CHANGE)


class ClaimRow(Base):
    """A contribution that is being sent: what is done to it from now on is a deed as well."""

    contribution_id: UUID
    contribution = ForeignKeyField(ContributionRow, primary_key=True, on_delete="CASCADE")

    class Meta:
        table_name = "outbox_claim"


class ForwardedRow(Base):
    """A deed that was done here: when it comes a second time, nothing happens."""

    uid = UUIDField(primary_key=True)
    made = BigIntegerField(default=now_ms)

    class Meta:
        table_name = "forwarded"


class MergedCountRow(Base):
    """How much of another file's count was added here, so that it is never added twice."""

    uid = UUIDField(primary_key=True)  # of the other file's count
    number = IntegerField()

    class Meta:
        table_name = "merged_count"


class OtherSaltRow(Base):
    """The salt of receipts that came with another file, where it is not the space's own."""

    space_id: UUID
    uid = UUIDField(primary_key=True, default=new_uid)
    space = ForeignKeyField(SpaceRow, on_delete="CASCADE")
    salt = TextField()

    class Meta:
        table_name = "other_salt"
        indexes = ((("space", "salt"), True),)


class RecordingFileRow(Base):
    """The file of a recording, on a server alone: every desk can fetch it from there."""

    contribution_id: UUID
    contribution = ForeignKeyField(ContributionRow, primary_key=True, on_delete="CASCADE")
    content = BlobField()

    class Meta:
        table_name = "recording_file"
