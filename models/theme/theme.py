"""A theme: what several contributions say together ("you said")."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from peewee import JOIN, BigIntegerField, ForeignKeyField, IntegerField, TextField, UUIDField, fn

from models.contribution.contribution import ContributionRow, State
from models.contribution.types import Kind
from models.desk.history import ActKind, Step, note
from models.errors import RefusedError
from models.identity import new_public_id, new_uid, now_ms
from models.space.space import SpaceRow
from models.store.base import Base
from models.store.verbs import question, verb
from models.words import one_line

__all__ = [
    "MemberRow",
    "Theme",
    "ThemeRow",
    "add_members",
    "new_theme",
    "put_in_theme",
    "remove_theme",
    "rename_theme",
    "take_out_of_theme",
    "themes_of",
]


class ThemeRow(Base):
    """The table of themes."""

    space_id: UUID
    uid = UUIDField(primary_key=True, default=new_uid)
    public_id = TextField(unique=True, default=new_public_id)
    space = ForeignKeyField(SpaceRow, backref="themes", on_delete="CASCADE")
    number = IntegerField()
    title = TextField()
    created = BigIntegerField(default=now_ms)

    class Meta:
        table_name = "theme"
        indexes = ((("space", "number"), True),)


class MemberRow(Base):
    """Which contribution is in which theme; one can be in several."""

    contribution_id: UUID
    uid = UUIDField(primary_key=True, default=new_uid)
    theme = ForeignKeyField(ThemeRow, backref="members", on_delete="CASCADE")
    contribution = ForeignKeyField(ContributionRow, backref="memberships", on_delete="CASCADE")

    class Meta:
        table_name = "theme_member"
        indexes = ((("theme", "contribution"), True),)


@dataclass(frozen=True)
class Theme:
    """A theme, with the contributions behind it. ``number`` counts from 1."""

    uid: UUID
    public_id: str
    number: int
    title: str
    members: frozenset[UUID] = frozenset()


@verb
def new_theme(space: UUID, title: str, *, for_room: bool = False) -> Theme:
    """Start a theme with a title in plain words.

    ``for_room`` says that the room asked for it, when the themes were read back.
    """
    from models.theme.read_back import ThemeAnswer, note_answer  # these stand on this module
    from models.theme.steps import bring_back_theme, picture_of, take_theme_away

    title = one_line(title)
    if not title:
        raise RefusedError("A theme needs a name. Nothing was made. Say it in a few plain words.")
    row = ThemeRow.create(space=space, number=_last_number(space) + 1, title=title)
    if for_room:
        note_answer(space, ThemeAnswer.ADDED, row.uid)
    note(
        space,
        ActKind.NEW_THEME,
        row.uid,
        undo=[Step.of(take_theme_away, theme=row.uid)],
        redo=[Step.of(bring_back_theme, **picture_of(row), for_room=for_room)],
    )
    return Theme(row.uid, row.public_id, row.number, row.title)


def _last_number(space: UUID) -> int:
    last = ThemeRow.select(fn.max(ThemeRow.number)).where(ThemeRow.space == space).scalar()
    return int(last or 0)


@verb
def rename_theme(theme: UUID, title: str, *, was: str = "", for_room: bool = False) -> None:
    """Give a theme another title; the old one is kept in its history.

    ``was`` is the title that a person saw: where another desk changed it meanwhile, this refuses.
    ``for_room`` says that the room asked for the new one.
    """
    from models.theme.names import keep_name  # these stand on this module
    from models.theme.steps import title_again, title_back

    title = one_line(title)
    if not title:
        raise RefusedError("A theme needs a name. The old one was kept.")
    row = ThemeRow.get_by_id(theme)
    if was and row.title != was:
        raise RefusedError(
            "The other desk gave it another name meanwhile, and that one was kept. "
            "Look at it, and rename it again if you want to."
        )
    if row.title == title:
        return
    old, row.title = row.title, title
    row.save()
    name = keep_name(row.space_id, theme, old, why="the room" if for_room else "renamed")
    note(
        row.space_id,
        ActKind.RENAMED_THEME,
        theme,
        undo=[Step.of(title_back, theme=theme, title=old, was=title, name=name)],
        redo=[
            Step.of(title_again, theme=theme, title=title, was=old, name=name, for_room=for_room)
        ],
    )


@verb
def remove_theme(theme: UUID) -> None:
    """Take a theme away. What was in it goes back to "not yet in a theme".

    Those after it move up, so that the keys of the board never run out early.
    """
    from models.theme.steps import bring_back_theme, delete_theme, picture_of, remove_again

    row = ThemeRow.get_by_id(theme)
    note(
        row.space_id,
        ActKind.REMOVED_THEME,
        theme,
        undo=[Step.of(bring_back_theme, **picture_of(row))],
        redo=[Step.of(remove_again, theme=theme)],
    )
    delete_theme(row)


@verb
def put_in_theme(theme: UUID, contribution: UUID) -> None:
    """Put a cleared contribution into a theme. Doing it twice changes nothing."""
    from models.theme.steps import members_in, members_out

    row = ContributionRow.get_by_id(contribution)
    if row.state != State.CLEARED:
        raise RefusedError("Only cleared contributions go into a theme. Clear it first.")
    if row.kind != Kind.HEARD:
        raise RefusedError(
            "The leader said this, so it goes into no theme: themes are what people said."
        )
    if ThemeRow.get_by_id(theme).space_id != row.space_id:
        raise RefusedError("That theme belongs to another space. Nothing was changed.")
    if add_members(theme, [contribution]):
        note(
            row.space_id,
            ActKind.PUT_IN_THEME,
            contribution,
            undo=[Step.of(members_out, theme=theme, members=[contribution])],
            redo=[Step.of(members_in, theme=theme, members=[contribution])],
        )


@verb
def take_out_of_theme(theme: UUID, contribution: UUID) -> None:
    """Take a contribution out of a theme."""
    from models.theme.steps import members_in, members_out

    gone = (
        MemberRow.delete()
        .where((MemberRow.theme == theme) & (MemberRow.contribution == contribution))
        .execute()
    )
    if gone:
        note(
            ContributionRow.get_by_id(contribution).space_id,
            ActKind.TAKEN_OUT,
            contribution,
            undo=[Step.of(members_in, theme=theme, members=[contribution])],
            redo=[Step.of(members_out, theme=theme, members=[contribution])],
        )


def add_members(theme: UUID, contributions: Iterable[UUID]) -> list[UUID]:
    """Put contributions into a theme that are not in it; return which of them were new to it.

    One that was withdrawn meanwhile stays out. One that is held now is no member as long as it
    is, and one again when it is cleared.
    """
    inside = {row.contribution_id for row in MemberRow.select().where(MemberRow.theme == theme)}
    found = (
        ContributionRow.select(ContributionRow.uid)
        .where(ContributionRow.uid << list(contributions))
        .where(ContributionRow.state != State.WITHDRAWN)
        .order_by(ContributionRow.uid)
    )
    new = [row.uid for row in found if row.uid not in inside]
    for uid in new:
        MemberRow.insert(uid=new_uid(), theme=theme, contribution=uid).execute()
    return new


@question
def themes_of(space: UUID) -> tuple[Theme, ...]:
    """Return the themes of a space with their members.

    Those no longer cleared do not count, and what the leader said never does.
    """
    members: dict[UUID, set[UUID]] = {}
    rows: Any = (
        MemberRow.select(MemberRow.theme, MemberRow.contribution)
        # The order is meant: SQLite would begin with everything that was said.
        .join(ContributionRow, JOIN.CROSS)
        .where(MemberRow.contribution == ContributionRow.uid)
        .where((ContributionRow.space == space) & (ContributionRow.state == State.CLEARED))
        .where(ContributionRow.kind == Kind.HEARD)
        .tuples()
    )
    for theme, contribution in rows:
        members.setdefault(theme, set()).add(contribution)
    themes = ThemeRow.select().where(ThemeRow.space == space).order_by(ThemeRow.number)
    return tuple(
        Theme(
            row.uid,
            row.public_id,
            row.number,
            row.title,
            frozenset(members.get(row.uid, ())),
        )
        for row in themes
    )
