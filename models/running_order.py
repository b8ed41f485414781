"""The running order: what happens when, with the minutes that each part gets."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from peewee import BigIntegerField, Check, ForeignKeyField, IntegerField, TextField, UUIDField

from models.base import Base
from models.identity import new_uid, now_ms
from models.prompt import PromptRow
from models.space import SpaceRow
from models.verbs import question, verb
from models.words import one_line

__all__ = ["Item", "ItemKind", "ItemRow", "add_item", "go_to_item", "running_order"]


class ItemKind(StrEnum):
    """What a part of the meeting is for; the room shows each in its own way."""

    WELCOME = "welcome"
    PROMISES = "promises"
    PROMPT = "prompt"
    BREAK = "break"
    THEMES = "themes"
    OUTCOME = "outcome"
    OTHER = "other"


class ItemRow(Base):
    """The table of items. ``started`` is UTC milliseconds, 0 for not yet."""

    prompt_id: UUID | None
    uid = UUIDField(primary_key=True, default=new_uid)
    space = ForeignKeyField(SpaceRow, backref="items", on_delete="CASCADE")
    number = IntegerField()
    kind = TextField(
        constraints=[
            Check(
                "kind in ('welcome', 'promises', 'prompt', 'break', 'themes', 'outcome', 'other')"
            )
        ]
    )
    title = TextField()
    minutes = IntegerField(default=5)
    prompt = ForeignKeyField(PromptRow, null=True, on_delete="CASCADE")
    started = BigIntegerField(default=0)
    current = IntegerField(default=0)  # 1 for the one item that the meeting is at

    class Meta:
        table_name = "running_item"
        indexes = ((("space", "number"), True),)


@dataclass(frozen=True)
class Item:
    """One part of the meeting. ``number`` counts from 1, ``minutes`` is its time as planned."""

    uid: UUID
    number: int
    kind: ItemKind
    title: str
    minutes: int
    prompt: UUID | None = None
    started: int = 0
    current: bool = False


def item_from(row: ItemRow) -> Item:
    """Turn a row into a plain item."""
    return Item(
        uid=row.uid,
        number=row.number,
        kind=ItemKind(row.kind),
        title=row.title,
        minutes=row.minutes,
        prompt=row.prompt_id,
        started=row.started,
        current=bool(row.current),
    )


@verb
def add_item(
    space: UUID, kind: ItemKind, title: str, minutes: int, *, prompt: UUID | None = None
) -> Item:
    """Add an item after those that a space has."""
    number = ItemRow.select().where(ItemRow.space == space).count() + 1
    row = ItemRow.create(
        space=space,
        number=number,
        kind=kind,
        title=one_line(title),
        minutes=minutes,
        prompt=prompt,
    )
    return item_from(row)


@question
def running_order(space: UUID) -> tuple[Item, ...]:
    """Return the items of a space in their order."""
    rows = ItemRow.select().where(ItemRow.space == space).order_by(ItemRow.number)
    return tuple(item_from(row) for row in rows)


@verb
def go_to_item(space: UUID, item: UUID) -> Item:
    """Move the meeting to an item. Its clock starts the first time only."""
    row = ItemRow.get((ItemRow.uid == item) & (ItemRow.space == space))
    ItemRow.update(current=0).where(ItemRow.space == space).execute()
    row.current = 1
    row.started = row.started or now_ms()
    row.save()
    return item_from(row)
