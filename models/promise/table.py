"""The tables of promises and of their updates."""

from uuid import UUID

from peewee import BigIntegerField, BooleanField, Check, ForeignKeyField, TextField, UUIDField

from models.identity import new_public_id, new_uid, now_ms
from models.space.space import SpaceRow
from models.store.base import Base
from models.theme.theme import ThemeRow

__all__ = ["PromiseRow", "UpdateRow"]


class PromiseRow(Base):
    """The table of promises. ``due`` is YYYY-MM-DD, or nothing for a "can't".

    ``due`` stays the day that was promised: a delay is an update with a day of its own.
    """

    theme_id: UUID | None
    space_id: UUID
    uid = UUIDField(primary_key=True, default=new_uid)
    public_id = TextField(unique=True, default=new_public_id)
    space = ForeignKeyField(SpaceRow, backref="promises", on_delete="CASCADE")
    theme = ForeignKeyField(ThemeRow, null=True, backref="promises", on_delete="SET NULL")
    kind = TextField(
        constraints=[Check("kind in ('we will', 'we can''t, because', 'we need more time')")]
    )
    what = TextField()
    who = TextField(default="")
    due = TextField(default="")
    because = TextField(default="")
    created = BigIntegerField(default=now_ms)
    removed = BigIntegerField(default=0)  # when it was taken away, 0 for never
    review = TextField(default="")  # the day on which somebody looks at it again, or nothing

    class Meta:
        table_name = "promise"


class UpdateRow(Base):
    """The table of updates: dated changes of a promise ("we did"). None of them ever changes."""

    promise_id: UUID
    uid = UUIDField(primary_key=True, default=new_uid)
    promise = ForeignKeyField(PromiseRow, backref="updates", on_delete="CASCADE")
    made_on = TextField()
    words = TextField()
    done = BooleanField(default=False)
    created = BigIntegerField(default=now_ms)
    state = TextField(
        default="", constraints=[Check("state in ('', 'doing', 'done', 'late', 'can''t')")]
    )
    evidence = TextField(default="")
    new_due = TextField(default="")  # the day it is promised for from now on, or nothing

    class Meta:
        table_name = "promise_update"
