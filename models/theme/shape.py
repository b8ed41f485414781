"""Splitting a theme, merging two, and moving one up or down."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from models.desk.history import ActKind, Step, note, step
from models.errors import RefusedError
from models.promise.promise import PromiseRow
from models.store.verbs import verb
from models.theme.names import forget_name, keep_name
from models.theme.steps import (
    bring_back_theme,
    delete_theme,
    members_in,
    members_out,
    move_to,
    picture_of,
    put_at,
    take_theme_away,
)
from models.theme.theme import MemberRow, Theme, ThemeRow, add_members
from models.words import one_line

__all__ = ["merge_themes", "move_theme", "split_theme"]


@verb
def split_theme(theme: UUID, title: str, members: Collection[UUID]) -> Theme:
    """Make a new theme out of some of the members of one; it stands right after the old one."""
    old = ThemeRow.get_by_id(theme)
    if not one_line(title):
        raise RefusedError("A theme needs a name. Nothing was split. Say it in plain words.")
    inside = MemberRow.select().where(MemberRow.theme == theme).order_by(MemberRow.uid)
    going = [row.contribution_id for row in inside if row.contribution_id in set(members)]
    if not going:
        raise RefusedError("Nothing was chosen that is in this theme, so nothing was split.")
    made = _without_a_note(old.space_id, title)
    put_at(made, old.number + 1)
    members_out(theme, going)
    add_members(made.uid, going)
    made = ThemeRow.get_by_id(made.uid)
    note(
        old.space_id,
        ActKind.SPLIT_THEME,
        theme,
        undo=[
            Step.of(members_out, theme=made.uid, members=going),
            Step.of(take_theme_away, theme=made.uid),
            Step.of(members_in, theme=theme, members=going),
        ],
        redo=[
            Step.of(members_out, theme=theme, members=going),
            Step.of(bring_back_theme, **picture_of(made)),
        ],
    )
    return Theme(made.uid, made.public_id, made.number, made.title, frozenset(going))


def _without_a_note(space: UUID, title: str) -> ThemeRow:
    """Make a theme as part of another act, which is the one that is noted and undone."""
    last = ThemeRow.select().where(ThemeRow.space == space).count()
    row: ThemeRow = ThemeRow.create(space=space, number=last + 1, title=one_line(title))
    return row


@verb
def merge_themes(into: UUID, other: UUID) -> None:
    """Put two themes together: members and promises of the other one go into the first.

    The title of the other one is kept in the history of the first.
    """
    first, second = ThemeRow.get_by_id(into), ThemeRow.get_by_id(other)
    if into == other:
        raise RefusedError("A theme cannot be put together with itself. Choose another one.")
    if first.space_id != second.space_id:
        raise RefusedError("That theme belongs to another space. Nothing was changed.")
    before = picture_of(second)
    new = add_members(into, before["members"])
    name = keep_name(first.space_id, into, second.title, why="merged")
    PromiseRow.update(theme=into).where(PromiseRow.theme == other).execute()
    delete_theme(second)
    note(
        first.space_id,
        ActKind.MERGED_THEMES,
        into,
        undo=[Step.of(unmerge, into=into, new=new, name=name, other=before)],
        redo=[Step.of(merge_again, into=into, other=other, name=name)],
    )


@step
def unmerge(into: UUID, new: list[UUID], name: UUID, other: dict[str, Any]) -> None:
    """Part two themes that were put together: each has again what it had before."""
    members_out(into, new)
    forget_name(name)
    # They came from the other one, so they are free to go back to it.
    PromiseRow.update(theme=None).where(
        (PromiseRow.uid << other["promises"]) & (PromiseRow.theme == into)
    ).execute()
    bring_back_theme(**other)


@step
def merge_again(into: UUID, other: UUID, name: UUID) -> None:
    """Put two themes together once more."""
    first, second = ThemeRow.get_by_id(into), ThemeRow.get_by_id(other)
    add_members(into, picture_of(second)["members"])
    keep_name(first.space_id, into, second.title, why="merged", uid=name)
    PromiseRow.update(theme=into).where(PromiseRow.theme == other).execute()
    delete_theme(second)


@verb
def move_theme(theme: UUID, steps: int) -> None:
    """Move a theme up (less than 0) or down among the others; at the end it stays."""
    row = ThemeRow.get_by_id(theme)
    count = ThemeRow.select().where(ThemeRow.space == row.space_id).count()
    before, number = row.number, max(1, min(count, row.number + steps))
    if number == before:
        return
    put_at(row, number)
    note(
        row.space_id,
        ActKind.MOVED_THEME,
        theme,
        undo=[Step.of(move_to, theme=theme, number=before)],
        redo=[Step.of(move_to, theme=theme, number=number)],
    )
