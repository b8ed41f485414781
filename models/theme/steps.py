"""What an undo or a redo of the theme board does: each a step that can be stored."""

from typing import Any
from uuid import UUID

from models.desk.history import is_forced, step
from models.errors import ChangedSinceError
from models.theme.theme import MemberRow, ThemeRow, add_members

__all__ = [
    "bring_back_theme",
    "delete_theme",
    "members_in",
    "members_out",
    "move_to",
    "picture_of",
    "put_at",
    "remove_again",
    "take_theme_away",
    "title_again",
    "title_back",
]


def picture_of(row: ThemeRow) -> dict[str, Any]:
    """Return everything that is needed to make a theme again as it is: ids, numbers, its title."""
    from models.promise.promise import PromiseRow  # it stands on themes

    promises = PromiseRow.select(PromiseRow.uid).where(PromiseRow.theme == row.uid)
    members = MemberRow.select().where(MemberRow.theme == row.uid).order_by(MemberRow.uid)
    return {
        "space": row.space_id,
        "theme": row.uid,
        "public_id": row.public_id,
        "number": row.number,
        "title": row.title,
        "created": row.created,
        "members": [member.contribution_id for member in members],
        "promises": [promise.uid for promise in promises],
    }


@step
def bring_back_theme(
    space: UUID,
    theme: UUID,
    public_id: str,
    number: int,
    title: str,
    created: int,
    members: list[UUID],
    promises: list[UUID],
    for_room: bool = False,
) -> None:
    """Make a theme again where it was, with its members and the promises that still have none."""
    from models.promise.promise import PromiseRow
    from models.theme.read_back import ThemeAnswer, note_answer

    if ThemeRow.get_or_none(ThemeRow.uid == theme) is not None:
        return
    last = ThemeRow.select().where(ThemeRow.space == space).count()
    row = ThemeRow.create(
        uid=theme, space=space, public_id=public_id, number=last + 1, title=title, created=created
    )
    put_at(row, number)
    add_members(theme, members)
    # A promise that answers another theme by now is left where it is.
    PromiseRow.update(theme=theme).where(
        (PromiseRow.uid << promises) & PromiseRow.theme.is_null()
    ).execute()
    if for_room:
        note_answer(space, ThemeAnswer.ADDED, theme)


@step
def take_theme_away(theme: UUID) -> None:
    """Take a new theme away again; where something is in it by now, that is asked about first."""
    from models.promise.promise import PromiseRow
    from models.theme.read_back import forget_answers

    row = ThemeRow.get_by_id(theme)
    filled = MemberRow.select().where(MemberRow.theme == theme).exists()
    promises = PromiseRow.select().where(PromiseRow.theme == theme)
    answered = promises.where(PromiseRow.removed == 0).exists()
    if (filled or answered) and not is_forced():
        raise ChangedSinceError("Something was put into this theme since. Nothing was undone.")
    forget_answers(theme)
    delete_theme(row)


@step
def remove_again(theme: UUID) -> None:
    """Remove a theme once more."""
    delete_theme(ThemeRow.get_by_id(theme))


def delete_theme(row: ThemeRow) -> None:
    """Delete a theme; those after it move up."""
    row.delete_instance()
    later = ThemeRow.select().where(
        (ThemeRow.space == row.space_id) & (ThemeRow.number > row.number)
    )
    for one in later.order_by(ThemeRow.number):
        _renumber(one.uid, one.number - 1)


@step
def members_in(theme: UUID, members: list[UUID]) -> None:
    """Put contributions into a theme."""
    ThemeRow.get_by_id(theme)
    add_members(theme, members)


@step
def members_out(theme: UUID, members: list[UUID]) -> None:
    """Take contributions out of a theme."""
    MemberRow.delete().where(
        (MemberRow.theme == theme) & (MemberRow.contribution << members)
    ).execute()


@step
def title_back(theme: UUID, title: str, was: str, name: UUID) -> None:
    """Give a theme its old title, and forget that it ever had another."""
    from models.theme.names import forget_name

    _set_title(theme, title, was)
    forget_name(name)


@step
def title_again(theme: UUID, title: str, was: str, name: UUID, for_room: bool) -> None:
    """Give a theme its new title once more, and keep the old one."""
    from models.theme.names import keep_name

    row = _set_title(theme, title, was)
    keep_name(row.space_id, theme, was, why="the room" if for_room else "renamed", uid=name)


def _set_title(theme: UUID, title: str, was: str) -> ThemeRow:
    row: ThemeRow = ThemeRow.get_by_id(theme)
    if row.title != was and not is_forced():
        raise ChangedSinceError("It has another name since. Nothing was undone.")
    row.title = title
    row.save()
    return row


@step
def move_to(theme: UUID, number: int) -> None:
    """Put a theme at another place among the others."""
    put_at(ThemeRow.get_by_id(theme), number)


def put_at(row: ThemeRow, number: int) -> None:
    """Give a theme a number from 1, at most the last; those between move by one."""
    others = ThemeRow.select().where((ThemeRow.space == row.space_id) & (ThemeRow.uid != row.uid))
    order = [one.uid for one in others.order_by(ThemeRow.number)]
    order.insert(max(0, number - 1), row.uid)
    # Two themes never have one number, not even in between: first all go out of the way.
    for place, uid in enumerate(order, 1):
        _renumber(uid, -place)
    for place, uid in enumerate(order, 1):
        _renumber(uid, place)


def _renumber(theme: UUID, number: int) -> None:
    ThemeRow.update(number=number).where(ThemeRow.uid == theme).execute()
