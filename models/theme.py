"""A theme: what several contributions say together ("you said")."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from peewee import BigIntegerField, ForeignKeyField, IntegerField, TextField, UUIDField

from models.base import Base
from models.contribution import ContributionRow, State
from models.errors import RefusedError
from models.identity import new_public_id, new_uid, now_ms
from models.space import SpaceRow
from models.verbs import question, verb
from models.words import one_line

__all__ = [
    "MemberRow",
    "Theme",
    "ThemeRow",
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
def new_theme(space: UUID, title: str) -> Theme:
    """Start a theme with a title in plain words."""
    title = one_line(title)
    if not title:
        raise RefusedError("A theme needs a name. Nothing was made. Say it in a few plain words.")
    last = (
        ThemeRow.select(ThemeRow.number)
        .where(ThemeRow.space == space)
        .order_by(ThemeRow.number.desc())
        .first()
    )
    row = ThemeRow.create(space=space, number=(last.number if last else 0) + 1, title=title)
    return Theme(row.uid, row.public_id, row.number, row.title)


@verb
def rename_theme(theme: UUID, title: str) -> None:
    """Give a theme another title."""
    title = one_line(title)
    if not title:
        raise RefusedError("A theme needs a name. The old one was kept.")
    row = ThemeRow.get_by_id(theme)
    row.title = title
    row.save()


@verb
def remove_theme(theme: UUID) -> None:
    """Take a theme away. What was in it goes back to "not yet in a theme".

    Those after it move up, so that the keys 1 to 8 never run out early.
    """
    gone = ThemeRow.get_by_id(theme)
    space = gone.space_id
    gone.delete_instance()
    later = ThemeRow.select().where((ThemeRow.space == space) & (ThemeRow.number > gone.number))
    for row in later.order_by(ThemeRow.number):
        ThemeRow.update(number=row.number - 1).where(ThemeRow.uid == row.uid).execute()


@verb
def put_in_theme(theme: UUID, contribution: UUID) -> None:
    """Put a cleared contribution into a theme. Doing it twice changes nothing."""
    row = ContributionRow.get_by_id(contribution)
    if row.state != State.CLEARED:
        raise RefusedError("Only cleared contributions go into a theme. Clear it first.")
    if ThemeRow.get_by_id(theme).space_id != row.space_id:
        raise RefusedError("That theme belongs to another space. Nothing was changed.")
    MemberRow.insert(
        uid=new_uid(), theme=theme, contribution=contribution
    ).on_conflict_ignore().execute()


@verb
def take_out_of_theme(theme: UUID, contribution: UUID) -> None:
    """Take a contribution out of a theme."""
    MemberRow.delete().where(
        (MemberRow.theme == theme) & (MemberRow.contribution == contribution)
    ).execute()


@question
def themes_of(space: UUID) -> tuple[Theme, ...]:
    """Return the themes of a space with their members; those no longer cleared do not count."""
    members: dict[UUID, set[UUID]] = {}
    rows: Any = (
        MemberRow.select(MemberRow.theme, MemberRow.contribution)
        .join(ContributionRow)
        .where((ContributionRow.space == space) & (ContributionRow.state == State.CLEARED))
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
