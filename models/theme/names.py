"""The names that themes had before, with when each ended, who ended it and why."""

from dataclasses import dataclass
from uuid import UUID

from peewee import BigIntegerField, Check, ForeignKeyField, TextField, UUIDField

from models.desk.acting import acting
from models.identity import new_uid, now_ms
from models.space.space import SpaceRow
from models.store.base import Base
from models.store.verbs import question

__all__ = ["NameRow", "ThemeName", "forget_name", "keep_name", "names_before"]


class NameRow(Base):
    """The table of names that themes had.

    ``theme`` is no reference: a theme that is removed and brought back still has its history.
    """

    space_id: UUID
    uid = UUIDField(primary_key=True, default=new_uid)
    space = ForeignKeyField(SpaceRow, backref="theme_names", on_delete="CASCADE")
    theme = UUIDField(index=True)
    title = TextField()
    why = TextField(constraints=[Check("why in ('renamed', 'the room', 'merged')")])
    by = TextField(default="")
    until = BigIntegerField(default=now_ms)

    class Meta:
        table_name = "theme_name"


@dataclass(frozen=True)
class ThemeName:
    """A name that a theme had: until when (UTC milliseconds), and which desk changed it.

    ``why`` is "renamed", "the room" where the room asked for another one, or "merged" where a
    theme of this name was put together with it.
    """

    title: str
    until: int
    by: str
    why: str


def keep_name(space: UUID, theme: UUID, title: str, *, why: str, uid: UUID | None = None) -> UUID:
    """Keep a name that a theme has no longer; who acts now is who changed it."""
    row = NameRow.create(
        uid=uid or new_uid(), space=space, theme=theme, title=title, why=why, by=acting().name
    )
    kept: UUID = row.uid
    return kept


def forget_name(name: UUID) -> None:
    """Forget a name that came back."""
    NameRow.delete().where(NameRow.uid == name).execute()


@question
def names_before(theme: UUID) -> tuple[ThemeName, ...]:
    """Return the names that a theme had, the newest first."""
    rows = NameRow.select().where(NameRow.theme == theme).order_by(NameRow.until.desc())
    return tuple(ThemeName(row.title, row.until, row.by, row.why) for row in rows)
