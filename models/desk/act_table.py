"""The table of acts: what was done at the desk, without the words."""

from uuid import UUID

from peewee import BigIntegerField, ForeignKeyField, TextField, UUIDField

from models.identity import new_uid, now_ms
from models.space.space import SpaceRow
from models.store.base import Base

__all__ = ["ActRow"]


class ActRow(Base):
    """The table of acts. ``undo`` and ``redo`` are steps as JSON, or nothing where none is."""

    space_id: UUID
    uid = UUIDField(primary_key=True, default=new_uid)
    space = ForeignKeyField(SpaceRow, backref="acts", on_delete="CASCADE")
    face = UUIDField(null=True)  # the desk's, so that each undoes what it did itself
    by = TextField(default="")
    kind = TextField()
    subject = UUIDField(null=True)  # a contribution, a theme, ...; it may be gone by now
    undo = TextField(default="")
    redo = TextField(default="")
    undone = BigIntegerField(default=0)  # when it was undone
    made = BigIntegerField(default=now_ms)

    class Meta:
        table_name = "act"
        indexes = ((("space", "uid"), False), (("subject", "uid"), False))
