"""A prompt: a question put to the room."""

from dataclasses import dataclass
from uuid import UUID

from peewee import ForeignKeyField, IntegerField, TextField, UUIDField

from models.base import Base
from models.errors import RefusedError
from models.identity import new_uid
from models.space import SpaceRow
from models.verbs import question, verb
from models.words import one_line

__all__ = ["Prompt", "PromptRow", "add_prompt", "prompts_of"]


class PromptRow(Base):
    """The table of prompts. ``spoken`` is how it is read aloud, where that differs."""

    uid = UUIDField(primary_key=True, default=new_uid)
    space = ForeignKeyField(SpaceRow, backref="prompts", on_delete="CASCADE")
    number = IntegerField()
    text = TextField()
    spoken = TextField(default="")
    language = TextField(default="en")

    class Meta:
        table_name = "prompt"
        indexes = ((("space", "number"), True),)


@dataclass(frozen=True)
class Prompt:
    """A prompt, as everything outside the models sees it. ``number`` counts from 1."""

    uid: UUID
    number: int
    text: str
    spoken: str = ""


def prompt_from(row: PromptRow) -> Prompt:
    """Turn a row into a plain prompt."""
    return Prompt(row.uid, row.number, row.text, row.spoken or row.text)


@verb
def add_prompt(space: UUID, text: str, *, spoken: str = "") -> Prompt:
    """Add a prompt after those that a space has."""
    text = one_line(text)
    if not text:
        raise RefusedError("A prompt needs a question. Nothing was added.")
    number = PromptRow.select().where(PromptRow.space == space).count() + 1
    row = PromptRow.create(space=space, number=number, text=text, spoken=one_line(spoken))
    return prompt_from(row)


@question
def prompts_of(space: UUID) -> tuple[Prompt, ...]:
    """Return the prompts of a space in their order."""
    rows = PromptRow.select().where(PromptRow.space == space).order_by(PromptRow.number)
    return tuple(prompt_from(row) for row in rows)
