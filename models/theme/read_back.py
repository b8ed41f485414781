"""Reading the themes back to the room, "Have we got it right?", and what the room answered."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from peewee import BigIntegerField, Check, ForeignKeyField, TextField, UUIDField

from models.desk.acting import acting
from models.desk.history import ActKind, Step, note, step
from models.errors import RefusedError
from models.identity import new_uid, now_ms
from models.room.stage import Showing, stage_of
from models.space.space import SpaceRow
from models.store.base import Base
from models.store.verbs import question, verb
from models.theme.names import NameRow
from models.theme.theme import ThemeRow

__all__ = [
    "RoomAnswer",
    "ThemeAnswer",
    "ThemeAnswerRow",
    "answers_of",
    "forget_answers",
    "note_answer",
    "read_back",
    "room_agreed",
]

READ_BACK = "read back"


class ThemeAnswer(StrEnum):
    """What came of reading the themes back."""

    ASKED = "asked"
    AGREED = "agreed"
    RENAMED = "renamed"
    ADDED = "added"


class ThemeAnswerRow(Base):
    """The table of what the room answered. New names stand among the names of themes."""

    uid = UUIDField(primary_key=True, default=new_uid)
    space = ForeignKeyField(SpaceRow, backref="theme_answers", on_delete="CASCADE")
    kind = TextField(constraints=[Check("kind in ('asked', 'agreed', 'added')")])
    theme = UUIDField(null=True)
    by = TextField(default="")
    made = BigIntegerField(default=now_ms)

    class Meta:
        table_name = "theme_answer"


@dataclass(frozen=True)
class RoomAnswer:
    """One answer of the room: what, about which theme if about one, when, noted by which desk."""

    kind: ThemeAnswer
    theme: UUID | None
    made: int
    by: str


@verb
def read_back(space: UUID) -> None:
    """Show the themes in the room, and have it read them aloud and ask whether they are right."""
    if not ThemeRow.select().where(ThemeRow.space == space).exists():
        raise RefusedError("There are no themes yet, so there is nothing to read back. Press N.")
    row = stage_of(space)
    row.showing, row.changed = Showing.THEMES, now_ms()
    row.reading, row.reading_what, row.reading_item = row.reading + 1, READ_BACK, None
    row.save()
    note_answer(space, ThemeAnswer.ASKED)
    note(space, ActKind.ASKED_ROOM)


@verb
def room_agreed(space: UUID) -> None:
    """Note that the room said: yes, that is what we said."""
    answer = note_answer(space, ThemeAnswer.AGREED)
    note(
        space,
        ActKind.ROOM_AGREED,
        answer,
        undo=[Step.of(forget_answer, answer=answer)],
        redo=[Step.of(agree_again, space=space, answer=answer)],
    )


def note_answer(
    space: UUID, kind: ThemeAnswer, theme: UUID | None = None, *, uid: UUID | None = None
) -> UUID:
    """Keep an answer; who acts now is who noted it."""
    row = ThemeAnswerRow.create(
        uid=uid or new_uid(), space=space, kind=kind, theme=theme, by=acting().name
    )
    kept: UUID = row.uid
    return kept


@step
def forget_answer(answer: UUID) -> None:
    """Forget one answer."""
    ThemeAnswerRow.delete().where(ThemeAnswerRow.uid == answer).execute()


@step
def agree_again(space: UUID, answer: UUID) -> None:
    """Note once more that the room agreed."""
    note_answer(space, ThemeAnswer.AGREED, uid=answer)


def forget_answers(theme: UUID) -> None:
    """Forget that the room asked for a theme, as it is undone."""
    ThemeAnswerRow.delete().where(ThemeAnswerRow.theme == theme).execute()


@question
def answers_of(space: UUID) -> tuple[RoomAnswer, ...]:
    """Return everything that the room answered, the oldest first."""
    answers = [
        RoomAnswer(ThemeAnswer(row.kind), row.theme, row.made, row.by)
        for row in ThemeAnswerRow.select().where(ThemeAnswerRow.space == space)
    ]
    names = NameRow.select().where((NameRow.space == space) & (NameRow.why == "the room"))
    answers += [RoomAnswer(ThemeAnswer.RENAMED, row.theme, row.until, row.by) for row in names]
    return tuple(sorted(answers, key=lambda one: one.made))
