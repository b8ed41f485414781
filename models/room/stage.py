"""The stage: what is put on the shared screen, and what is to be read aloud there."""

from enum import StrEnum
from uuid import UUID

from peewee import BigIntegerField, Check, ForeignKeyField, IntegerField, TextField, UUIDField

from models.contribution.contribution import ContributionRow, contribution_from
from models.contribution.visibility import Where, may_be_seen, why_not
from models.errors import RefusedError
from models.identity import now_ms
from models.meeting.running_order import ItemKind, ItemRow, go_to_item
from models.space.space import SpaceRow
from models.store.base import Base
from models.store.verbs import verb

__all__ = [
    "Showing",
    "Square",
    "StageRow",
    "hush_room",
    "pause_room",
    "read_to_room",
    "show",
    "show_contribution",
    "show_item",
    "show_or_take_away",
    "show_square",
]


class Showing(StrEnum):
    """What the shared screen can show."""

    BLANK = "blank"
    WELCOME = "welcome"
    PROMPT = "prompt"
    CONTRIBUTION = "contribution"
    PROMISES = "promises"
    BREAK = "break"
    THEMES = "themes"
    OUTCOME = "outcome"
    QR = "qr"
    TURNS = "turns"
    NEWS = "news"


class Square(StrEnum):
    """What a square on the shared screen leads to, or holds."""

    OUTCOME = "outcome"
    PROMISE = "promise"
    WORDS = "words"  # of one promise, for a phone with no network
    WIFI = "wifi"
    PHONE = "phone"
    TEXT = "text"
    EMAIL = "email"


OF_A_PROMISE = (Square.PROMISE, Square.WORDS)
ITEM_SHOWS = {
    ItemKind.WELCOME: Showing.WELCOME,
    ItemKind.PROMISES: Showing.PROMISES,
    ItemKind.PROMPT: Showing.PROMPT,
    ItemKind.BREAK: Showing.BREAK,
    ItemKind.THEMES: Showing.THEMES,
    ItemKind.OUTCOME: Showing.OUTCOME,
    ItemKind.OTHER: Showing.WELCOME,
}


class StageRow(Base):
    """What is on the shared screen of a space, and what is to be read aloud there."""

    space = ForeignKeyField(SpaceRow, primary_key=True, on_delete="CASCADE")
    showing = TextField(
        default=Showing.WELCOME,
        constraints=[
            Check(
                "showing in ('blank', 'welcome', 'prompt', 'contribution', 'promises', 'break', "
                "'themes', 'outcome', 'qr', 'turns', 'news')"
            )
        ],
    )
    before_blank = TextField(default=Showing.WELCOME)
    item = UUIDField(null=True)  # the prompt, contribution, promise or running item that is shown
    square = TextField(
        default=Square.OUTCOME,
        constraints=[
            Check("square in ('outcome', 'promise', 'words', 'wifi', 'phone', 'text', 'email')")
        ],
    )
    # What a square of the team holds, and what it is for. It comes from the settings of the desk,
    # and is here only for as long as it is shown.
    square_holds = TextField(default="")
    square_says = TextField(default="")
    reading = IntegerField(default=0)  # counts up with every request to read aloud or hush
    reading_what = TextField(default="")  # "shown", "contribution", "pause", nothing for hush
    reading_item = UUIDField(null=True)
    changed = BigIntegerField(default=now_ms)

    class Meta:
        table_name = "stage"


def stage_of(space: UUID) -> StageRow:
    """Return the stage row of a space, new where there is none."""
    found: StageRow | None = StageRow.get_or_none(StageRow.space == space)
    return found or StageRow.create(space=space)


@verb
def show(space: UUID, what: Showing) -> None:
    """Put something on the shared screen. Blank, pressed again, brings back what was there."""
    row = stage_of(space)
    if what is Showing.BLANK:
        if row.showing == Showing.BLANK:
            row.showing = row.before_blank
        else:
            row.before_blank, row.showing = row.showing, Showing.BLANK
    else:
        row.showing = what
        _forget_square(row)
    row.changed = now_ms()
    row.save()


def _forget_square(row: StageRow) -> None:
    """Leave the square of the outcome, which is the usual one."""
    row.square, row.square_holds, row.square_says = Square.OUTCOME, "", ""


@verb
def show_square(
    space: UUID, square: Square, *, promise: UUID | None = None, holds: str = "", says: str = ""
) -> None:
    """Show a square: to the outcome, about one ``promise``, or of the team.

    ``holds`` is what a phone reads from a square of the team, and ``says`` the same in words, for
    whoever has no phone. Refused where it is about a promise and none is given.
    """
    if square in OF_A_PROMISE and promise is None:
        raise RefusedError("No promise is chosen. Nothing is shown. Choose one, then try again.")
    row = stage_of(space)
    row.showing, row.changed = Showing.QR, now_ms()
    _forget_square(row)
    row.square = square
    if square in OF_A_PROMISE:
        row.item = promise
    elif square is not Square.OUTCOME:
        row.square_holds, row.square_says = holds, says
    row.save()


@verb
def show_or_take_away(space: UUID, square: Square, *, promise: UUID) -> bool:
    """Show a square about one promise; where that is shown already, take it away again.

    Then the part that the meeting is at comes back, or the welcome before it has begun. Returns
    whether it is shown now.
    """
    row = stage_of(space)
    here = (row.showing, row.square, row.item) == (Showing.QR, square, promise)
    current: ItemRow | None = ItemRow.get_or_none((ItemRow.space == space) & (ItemRow.current == 1))
    if not here:
        show_square(space, square, promise=promise)
    elif current is not None:
        show_item(space, current.uid)
    else:
        show(space, Showing.WELCOME)
    return not here


@verb
def show_item(space: UUID, item: UUID) -> None:
    """Move the meeting to an item of the running order and show it."""
    row = stage_of(space)
    found = go_to_item(space, item)
    row.showing, row.item, row.changed = ITEM_SHOWS[found.kind], item, now_ms()
    _forget_square(row)
    row.save()


@verb
def show_contribution(space: UUID, uid: UUID) -> None:
    """Show one contribution, large. Refused where it may not be seen in the room."""
    _refuse_unless_seen(uid)
    row = stage_of(space)
    row.showing, row.item, row.changed = Showing.CONTRIBUTION, uid, now_ms()
    _forget_square(row)
    row.save()


def _refuse_unless_seen(uid: UUID) -> None:
    one = contribution_from(ContributionRow.get_by_id(uid))
    if not may_be_seen(one, Where.ROOM):
        raise RefusedError(f"Not for the room. {why_not(one, Where.ROOM)}")


@verb
def read_to_room(space: UUID, contribution: UUID | None = None) -> None:
    """Ask the room to read aloud what it shows, or one contribution that it may show."""
    if contribution is not None:
        _refuse_unless_seen(contribution)
    row = stage_of(space)
    row.reading += 1
    row.reading_what = "contribution" if contribution else "shown"
    row.reading_item = contribution
    row.save()


@verb
def hush_room(space: UUID) -> None:
    """Ask the room to be quiet."""
    row = stage_of(space)
    row.reading, row.reading_what, row.reading_item = row.reading + 1, "", None
    row.save()


@verb
def pause_room(space: UUID) -> None:
    """Ask the room to pause what it reads aloud, or to go on with it."""
    row = stage_of(space)
    row.reading, row.reading_what, row.reading_item = row.reading + 1, "pause", None
    row.save()
