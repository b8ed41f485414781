"""The table of why words are kept longer than was said at first."""

from uuid import UUID

from peewee import BigIntegerField, Check, ForeignKeyField, TextField, UUIDField

from models.identity import new_uid, now_ms
from models.space.space import SpaceRow
from models.store.base import Base

__all__ = ["KeptLongerRow"]


class KeptLongerRow(Base):
    """The table of decisions to keep words longer: until when, why, and at which desk."""

    space_id: UUID
    uid = UUIDField(primary_key=True, default=new_uid)
    space = ForeignKeyField(SpaceRow, backref="kept_longer", on_delete="CASCADE")
    until = TextField()
    because = TextField(constraints=[Check("length(trim(because)) > 0")])
    by = TextField(default="")
    made = BigIntegerField(default=now_ms)

    class Meta:
        table_name = "kept_longer"
