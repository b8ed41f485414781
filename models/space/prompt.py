"""A prompt: a question put to the room, in its own words and in other languages."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from peewee import BooleanField, ForeignKeyField, IntegerField, TextField, UUIDField

from models.errors import RefusedError
from models.identity import new_uid
from models.space.space import SpaceRow
from models.store.base import Base
from models.store.verbs import question, verb
from models.words import one_line

__all__ = [
    "Prompt",
    "PromptRow",
    "Wording",
    "WordingRow",
    "add_prompt",
    "add_wording",
    "languages_asked_in",
    "move_row",
    "prompts_from",
    "prompts_of",
]


class PromptRow(Base):
    """The table of prompts. ``spoken`` is how it is read aloud, where that differs."""

    space_id: UUID
    uid = UUIDField(primary_key=True, default=new_uid)
    space = ForeignKeyField(SpaceRow, backref="prompts", on_delete="CASCADE")
    number = IntegerField()
    text = TextField()
    spoken = TextField(default="")
    language = TextField(default="en")

    class Meta:
        table_name = "prompt"
        indexes = ((("space", "number"), True),)


class WordingRow(Base):
    """The table of a prompt's other forms: one for each language, plain and Easy Read."""

    prompt_id: UUID
    uid = UUIDField(primary_key=True, default=new_uid)
    prompt = ForeignKeyField(PromptRow, backref="wordings", on_delete="CASCADE")
    language = TextField()
    easy_read = BooleanField(default=False)
    text = TextField()
    spoken = TextField(default="")

    class Meta:
        table_name = "prompt_wording"
        indexes = ((("prompt", "language", "easy_read"), True),)


@dataclass(frozen=True)
class Wording:
    """One form of a prompt: what is read, and ``spoken``, what is said."""

    language: str
    text: str
    spoken: str
    easy_read: bool = False


@dataclass(frozen=True)
class Prompt:
    """A prompt, as everything outside the models sees it. ``number`` counts from 1.

    ``text`` and ``spoken`` are its own, in its own ``language``; ``wordings`` are its other forms.
    """

    uid: UUID
    number: int
    text: str
    spoken: str = ""
    language: str = "en"
    wordings: tuple[Wording, ...] = ()

    def wording_in(self, language: str, *, easy_read: bool = False) -> Wording:
        """Return the form to use for a language.

        Where there is no Easy Read form in it, that is its plain one; where there is no form in
        it at all, the prompt's own. The form says which language it is in, for the voice.
        """
        own = Wording(self.language, self.text, self.spoken or self.text)
        plain = {one.language: one for one in (own, *self.wordings) if not one.easy_read}
        easy = {one.language: one for one in self.wordings if one.easy_read} if easy_read else {}
        for wanted in (language, self.language):
            found = easy.get(wanted) or plain.get(wanted)
            if found is not None:
                return found
        return own

    def text_in(self, language: str, *, easy_read: bool = False) -> str:
        """Return what is read in a language, or the prompt's own text."""
        return self.wording_in(language, easy_read=easy_read).text

    def spoken_in(self, language: str, *, easy_read: bool = False) -> str:
        """Return what is said in a language, or the prompt's own."""
        return self.wording_in(language, easy_read=easy_read).spoken

    def has(self, language: str, *, easy_read: bool = False) -> bool:
        """Say whether there is this very form, with no way back."""
        found = self.wording_in(language, easy_read=easy_read)
        return (found.language, found.easy_read) == (language, easy_read)


def languages_asked_in(space: UUID) -> tuple[str, ...]:
    """Return the languages in which a space has each of its prompts, in the order of their tags."""
    found = [
        {prompt.language, *(one.language for one in prompt.wordings)}
        for prompt in prompts_of(space)
    ]
    return tuple(sorted(set.intersection(*found))) if found else ()


def prompts_from(rows: Iterable[PromptRow]) -> tuple[Prompt, ...]:
    """Turn rows into plain prompts with all their forms, in one query."""
    found = list(rows)
    forms: dict[UUID, list[Wording]] = {}
    if found:
        query = WordingRow.select().where(WordingRow.prompt << [row.uid for row in found])
        for row in query.order_by(WordingRow.language, WordingRow.easy_read):
            forms.setdefault(row.prompt_id, []).append(
                Wording(row.language, row.text, row.spoken or row.text, row.easy_read)
            )
    return tuple(
        Prompt(
            row.uid,
            row.number,
            row.text,
            row.spoken or row.text,
            row.language,
            tuple(forms.get(row.uid, ())),
        )
        for row in found
    )


@verb
def add_prompt(space: UUID, text: str, *, spoken: str = "") -> Prompt:
    """Add a prompt after those that a space has, in the language of the space."""
    text = one_line(text)
    if not text:
        raise RefusedError("A prompt needs a question. Nothing was added.")
    number = PromptRow.select().where(PromptRow.space == space).count() + 1
    language = SpaceRow.get_by_id(space).language
    row = PromptRow.create(
        space=space, number=number, text=text, spoken=one_line(spoken), language=language
    )
    return prompts_from([row])[0]


@verb
def add_wording(
    prompt: UUID, language: str, text: str, *, spoken: str = "", easy_read: bool = False
) -> Prompt:
    """Give a prompt a form in a language, or an Easy Read form; one that is there is replaced.

    Refused: no words, and a plain form in the prompt's own language, which is the prompt itself.
    """
    row = PromptRow.get_by_id(prompt)
    text = one_line(text)
    if not text:
        raise RefusedError("A form of a prompt needs a question. Nothing was added.")
    if language == row.language and not easy_read:
        raise RefusedError(
            "That is the language of the prompt itself. Nothing was added. Change its text."
        )
    WordingRow.delete().where(
        (WordingRow.prompt == prompt)
        & (WordingRow.language == language)
        & (WordingRow.easy_read == easy_read)
    ).execute()
    WordingRow.create(
        prompt=prompt, language=language, easy_read=easy_read, text=text, spoken=one_line(spoken)
    )
    return prompts_from([row])[0]


def move_row(row: Any, steps: int) -> None:
    """Move a numbered row of a space by so many places; at an end it stays.

    No two rows of a space share a number, so all of them step aside while they are counted anew.
    """
    table = type(row)
    others = list(
        table.select()
        .where((table.space == row.space_id) & (table.uid != row.uid))
        .order_by(table.number)
    )
    before = max(0, min(len(others), row.number - 1 + steps))
    in_order = [*others[:before], row, *others[before:]]
    for number, one in enumerate(in_order, 1):
        table.update(number=-number).where(table.uid == one.uid).execute()
    table.update(number=table.number * -1).where(table.space == row.space_id).execute()


@question
def prompts_of(space: UUID) -> tuple[Prompt, ...]:
    """Return the prompts of a space in their order."""
    rows = PromptRow.select().where(PromptRow.space == space).order_by(PromptRow.number)
    return prompts_from(rows)
