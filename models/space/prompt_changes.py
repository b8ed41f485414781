"""Changing the prompts of a space: their words, their forms, their order."""

from uuid import UUID

from models.contribution.table import ContributionRow
from models.errors import RefusedError
from models.meeting.planning import take_items_away
from models.meeting.running_order import ItemRow
from models.space.preparing import prepared
from models.space.prompt import (
    Prompt,
    PromptRow,
    WordingRow,
    add_wording,
    move_row,
    prompts_from,
)
from models.store.verbs import verb
from models.words import one_line

__all__ = ["change_prompt", "move_prompt", "remove_prompt", "remove_wording", "write_wording"]


@verb
def change_prompt(prompt: UUID, *, text: str | None = None, spoken: str | None = None) -> Prompt:
    """Write a prompt's own words anew, or how it is read aloud; nothing spoken is its own words."""
    row = PromptRow.get_by_id(prompt)
    prepared(row.space_id)
    if text is not None:
        if not one_line(text):
            raise RefusedError("A prompt needs a question. Nothing was changed.")
        row.text = one_line(text)
    if spoken is not None:
        row.spoken = one_line(spoken)
    row.save()
    return prompts_from([row])[0]


@verb
def remove_prompt(prompt: UUID) -> None:
    """Take a prompt away, with its forms and its part of the running order.

    Refused where people have answered it, and where the meeting is at it.
    """
    row = PromptRow.get_by_id(prompt)
    prepared(row.space_id)
    if ContributionRow.select().where(ContributionRow.prompt == prompt).exists():
        raise RefusedError("People have answered this prompt, so it stays. Nothing was changed.")
    parts = ItemRow.select().where(ItemRow.prompt == prompt)
    take_items_away(row.space_id, [part.uid for part in parts])
    move_row(row, PromptRow.select().where(PromptRow.space == row.space_id).count())
    row.delete_instance()


@verb
def move_prompt(prompt: UUID, steps: int) -> None:
    """Move a prompt down by so many places, or up; at an end it stays."""
    row = PromptRow.get_by_id(prompt)
    prepared(row.space_id)
    move_row(row, steps)


@verb
def remove_wording(prompt: UUID, language: str, *, easy_read: bool = False) -> Prompt:
    """Take a form of a prompt away. Where there is none, nothing changes."""
    row = PromptRow.get_by_id(prompt)
    prepared(row.space_id)
    WordingRow.delete().where(
        (WordingRow.prompt == prompt)
        & (WordingRow.language == language)
        & (WordingRow.easy_read == easy_read)
    ).execute()
    return prompts_from([row])[0]


@verb
def write_wording(
    prompt: UUID,
    language: str,
    *,
    easy_read: bool = False,
    text: str | None = None,
    spoken: str | None = None,
) -> Prompt:
    """Write one form of a prompt, or how that form is read aloud; the other of the two stays.

    The form may be the prompt's own. Refused: how something is read aloud that is not there.
    """
    row = PromptRow.get_by_id(prompt)
    if language == row.language and not easy_read:
        return change_prompt(prompt, text=text, spoken=spoken)
    prepared(row.space_id)
    form: WordingRow | None = WordingRow.get_or_none(
        (WordingRow.prompt == prompt)
        & (WordingRow.language == language)
        & (WordingRow.easy_read == easy_read)
    )
    if text is None:
        if form is None:
            raise RefusedError(
                "This form has no words yet. Nothing was changed. Write the words first."
            )
        text = form.text
    if spoken is None:
        spoken = form.spoken if form else ""
    return add_wording(prompt, language, text, spoken=spoken, easy_read=easy_read)
