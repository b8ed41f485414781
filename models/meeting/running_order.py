"""The running order: what happens when, with the minutes that each part gets."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from peewee import BigIntegerField, Check, ForeignKeyField, IntegerField, TextField, UUIDField

from models.desk.history import ActKind, Step, note, step
from models.errors import RefusedError
from models.identity import new_uid, now_ms
from models.space.prompt import PromptRow
from models.space.space import SpaceRow
from models.store.base import Base
from models.store.verbs import question, verb
from models.words import one_line

__all__ = [
    "MORE_MINUTES",
    "Item",
    "ItemKind",
    "ItemRow",
    "add_item",
    "give_more_time",
    "go_to_item",
    "running_order",
]

MINUTE_MS = 60_000
# What one key adds.
MORE_MINUTES = 5


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
    """The table of items. Times are UTC milliseconds, 0 for not yet.

    ``minutes`` is what was planned and never changes while the meeting runs; ``extra`` is what
    was given on top. A clock runs only while the meeting is at its item: ``since`` then, and
    ``used`` milliseconds before that. A break ends at ``ends`` by the clock on the wall, for
    that is what people were told.
    """

    prompt_id: UUID | None
    space_id: UUID
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
    extra = IntegerField(default=0)
    since = BigIntegerField(default=0)
    used = BigIntegerField(default=0)
    ends = BigIntegerField(default=0)
    told = IntegerField(default=0)  # what the room's voice has said of this break
    cut_short = TextField(default="")  # why a break ended before its time

    class Meta:
        table_name = "running_item"
        indexes = ((("space", "number"), True),)


@dataclass(frozen=True)
class Item:
    """One part of the meeting. ``number`` counts from 1, ``minutes`` is its time as planned.

    How much of it is left says ``models.meeting.item_time``; the other fields are those of
    ``ItemRow``.
    """

    uid: UUID
    number: int
    kind: ItemKind
    title: str
    minutes: int
    prompt: UUID | None = None
    started: int = 0
    current: bool = False
    extra: int = 0
    since: int = 0
    used: int = 0
    ends: int = 0
    told: int = 0
    cut_short: str = ""


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
        extra=row.extra,
        since=row.since,
        used=row.used,
        ends=row.ends,
        told=row.told,
        cut_short=row.cut_short,
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
    """Move the meeting to an item. Its clock goes on from where it was left.

    Going to where the meeting is already changes nothing.
    """
    row = ItemRow.get((ItemRow.uid == item) & (ItemRow.space == space))
    if row.current:
        return item_from(row)
    now = now_ms()
    for left in ItemRow.select().where((ItemRow.space == space) & (ItemRow.current == 1)):
        left.current, left.used, left.since = 0, left.used + max(0, now - left.since), 0
        left.save()
    row.current, row.since, row.started = 1, now, row.started or now
    if row.kind == ItemKind.BREAK:
        row.ends = row.ends or now + (row.minutes + row.extra) * MINUTE_MS
        if now < row.ends:
            row.cut_short = ""  # whoever left it early came back
    row.save()
    return item_from(row)


@verb
def give_more_time(space: UUID, minutes: int = MORE_MINUTES) -> Item:
    """Give the part that the meeting is at more minutes; where its time is over, from now on.

    What was planned stays as it was. Refused where the meeting has not begun.
    """
    row = ItemRow.get_or_none((ItemRow.space == space) & (ItemRow.current == 1))
    if row is None:
        raise RefusedError("The meeting has not begun. Go to its first part, then add time.")
    before = {"extra": row.extra, "ends": row.ends, "told": row.told}
    over = -(_end(row) - now_ms())
    more = minutes + max(0, -(-over // MINUTE_MS))
    row.extra += more
    if row.kind == ItemKind.BREAK:
        row.ends += more * MINUTE_MS
        row.told = 0  # its end is ahead again
    row.save()
    after = {"extra": row.extra, "ends": row.ends, "told": row.told}
    note(
        space,
        ActKind.MORE_TIME,
        row.uid,
        undo=[Step.of(set_time, item=row.uid, **before)],
        redo=[Step.of(set_time, item=row.uid, **after)],
    )
    return item_from(row)


@step
@verb
def set_time(item: UUID, extra: int, ends: int, told: int) -> None:
    """Put back how much time a part was given."""
    ItemRow.update(extra=extra, ends=ends, told=told).where(ItemRow.uid == item).execute()


def _end(row: ItemRow) -> int:
    """Return when a current item ends, in UTC milliseconds."""
    return row.ends or row.since - row.used + (row.minutes + row.extra) * MINUTE_MS
