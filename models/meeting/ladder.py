"""The ladder of participation: where this meeting stood, as staff see it and as people see it."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from peewee import BigIntegerField, Check, ForeignKeyField, IntegerField, TextField, UUIDField

from assets.language import N_
from models.desk.history import ActKind, note
from models.errors import RefusedError
from models.identity import new_uid, now_ms
from models.space.space import SpaceRow
from models.store.base import Base
from models.store.verbs import question, verb
from models.words import one_line

__all__ = ["RUNGS", "Rating", "Rung", "Side", "rate_on_ladder", "ratings_of"]


@dataclass(frozen=True)
class Rung:
    """A rung. ``number`` counts from the bottom, from 1; ``meaning`` is a plain sentence."""

    number: int
    name: str
    meaning: str
    way: str  # "doing to", "doing for", "doing with"


RUNGS = (
    Rung(1, N_("coercion"), "People were made to take part.", N_("doing to")),
    Rung(2, N_("educating"), "People were taught what we think they should know.", N_("doing to")),
    Rung(3, N_("informing"), "People were told what was decided.", N_("doing for")),
    Rung(4, N_("consultation"), "People were asked, and we decided.", N_("doing for")),
    Rung(5, N_("engagement"), "People could say what they think, all along.", N_("doing for")),
    Rung(6, N_("co-design"), "People shaped it with us. We decided at the end.", N_("doing with")),
    Rung(7, N_("co-production"), "People and staff decided and did it together.", N_("doing with")),
)


class Side(StrEnum):
    """Who rates: the staff, or the people who came to be heard."""

    STAFF = "staff"
    PEOPLE = "people"


class RatingRow(Base):
    """The table of ratings, one a side. ``reason`` is what they said together, never a name."""

    uid = UUIDField(primary_key=True, default=new_uid)
    space = ForeignKeyField(SpaceRow, on_delete="CASCADE")
    side = TextField(constraints=[Check("side in ('staff', 'people')")])
    rung = IntegerField(constraints=[Check("rung between 1 and 7")])
    reason = TextField()
    made = BigIntegerField(default=now_ms)

    class Meta:
        table_name = "ladder_rating"
        indexes = ((("space", "side"), True),)


@dataclass(frozen=True)
class Rating:
    """Where one side puts the meeting, and why."""

    side: Side
    rung: Rung
    reason: str


@verb
def rate_on_ladder(space: UUID, side: Side, rung: int, reason: str) -> Rating:
    """Save where a side puts the meeting; rated again, the new one stands. It needs a reason."""
    reason = one_line(reason)
    if not reason:
        raise RefusedError("A rating needs a reason. Nothing was saved. Ask: why this one?")
    if not 1 <= rung <= len(RUNGS):
        raise RefusedError("The ladder has seven rungs. Nothing was saved. Choose one of them.")
    RatingRow.delete().where((RatingRow.space == space) & (RatingRow.side == side)).execute()
    RatingRow.create(space=space, side=side, rung=rung, reason=reason)
    note(space, ActKind.LADDER_RATED)
    return Rating(side, RUNGS[rung - 1], reason)


@question
def ratings_of(space: UUID) -> tuple[Rating, ...]:
    """Return the ratings of a space, that of the staff first."""
    rows = {row.side: row for row in RatingRow.select().where(RatingRow.space == space)}
    return tuple(
        Rating(side, RUNGS[rows[side].rung - 1], rows[side].reason) for side in Side if side in rows
    )
