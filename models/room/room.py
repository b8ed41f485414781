"""What the room sees, made in one place: the room draws it and the desk shows the same."""

from dataclasses import dataclass, field
from uuid import UUID

from models.contribution.contribution import (
    Contribution,
    ContributionRow,
    contribution_from,
    with_versions,
)
from models.contribution.visibility import Where, seen_in
from models.meeting.running_order import Item, ItemRow, item_from
from models.meeting.turn import Turn, turns_of
from models.promise.news import read_news
from models.promise.promise import Promise, promises_of
from models.promise.reading import promises_from, standing_rows
from models.promise.table import PromiseRow
from models.room.page import RoomPage, page_of_room
from models.room.stage import OF_A_PROMISE, Showing, Square, StageRow
from models.space.agreed import as_agreed
from models.space.last_time import last_promises
from models.space.prompt import Prompt, PromptRow, prompts_from
from models.space.space import Space, SpaceRow, space_from
from models.store.verbs import question
from models.theme.theme import Theme, themes_of

__all__ = ["NewsEntry", "Reading", "RoomSees", "last_promises", "read_room"]

MOST_SHOWN = 12


@dataclass(frozen=True)
class Reading:
    """A request to the room. A new ``number`` is a new request.

    ``aloud`` is False for "be quiet", and for ``pause``: pause, or go on. ``contribution`` is
    one to read, and None stands for whatever is shown. ``asks_if_right`` is the themes read back:
    after them the room is asked whether they are what it said.
    """

    number: int = 0
    aloud: bool = False
    pause: bool = False
    contribution: Contribution | None = None
    asks_if_right: bool = False


@dataclass(frozen=True)
class NewsEntry:
    """What happened to one promise, in sentences, under what people said."""

    heading: str
    told: tuple[str, ...]


@dataclass(frozen=True)
class RoomSees:
    """Everything that is on the shared screen, and nothing else.

    Of a square of the team, ``square_holds`` is what a phone reads from it, and ``square_says``
    the same in words. ``at`` is the page that is shown, and how much space there is. What is cut
    into pages by the layout says so: ``pages`` is how many there are, and the page holds its own
    part alone.
    """

    space: Space
    showing: Showing = Showing.WELCOME
    prompt: Prompt | None = None
    contributions: tuple[Contribution, ...] = ()
    last_promises: tuple[Promise, ...] = ()
    themes: tuple[Theme, ...] = ()
    promises: tuple[Promise, ...] = ()
    item: Item | None = None
    turns: tuple[Turn, ...] = ()
    square: Square = Square.OUTCOME
    promise: Promise | None = None  # the one that a square is about
    square_holds: str = ""
    square_says: str = ""
    news_title: str = ""
    news: tuple[NewsEntry, ...] = ()
    reading: Reading = Reading()
    at: RoomPage = field(default_factory=RoomPage)
    pages: int = 1


@question
def read_room(space: UUID) -> RoomSees:
    """Return what the room sees now. Every word in it passed the rule for the room."""
    row = StageRow.get_or_none(StageRow.space == space) or StageRow(space=space)
    found = SpaceRow.get_by_id(space)
    current = ItemRow.get_or_none((ItemRow.space == space) & (ItemRow.current == 1))
    item = item_from(current) if current else None
    showing = Showing(row.showing)
    prompt = _prompt(item) if showing is Showing.PROMPT else None
    news = read_news(space) if showing is Showing.NEWS else None
    themes: tuple[Theme, ...] = ()
    promises: tuple[Promise, ...] = ()
    if showing in (Showing.THEMES, Showing.OUTCOME):
        themes = themes_of(space)
    if showing is Showing.OUTCOME:
        promises = promises_of(space)
    return RoomSees(
        space=space_from(found),
        showing=showing,
        prompt=prompt,
        contributions=_contributions(space, showing, row, prompt),
        last_promises=last_promises(space) if showing is Showing.PROMISES else (),
        themes=themes,
        promises=promises,
        item=item,
        turns=turns_of(space) if showing is Showing.TURNS else (),
        square=Square(row.square) if showing is Showing.QR else Square.OUTCOME,
        promise=_promise(row) if showing is Showing.QR else None,
        square_holds=row.square_holds if showing is Showing.QR else "",
        square_says=row.square_says if showing is Showing.QR else "",
        news_title=news.title if news else "",
        news=tuple(NewsEntry(one.heading, one.told) for one in news.items) if news else (),
        reading=_reading(row),
        at=page_of_room(space, row.showing, row.item),
    )


def _prompt(item: Item | None) -> Prompt | None:
    if item is None or item.prompt is None:
        return None
    row = PromptRow.get_or_none(PromptRow.uid == item.prompt)
    return prompts_from([row])[0] if row else None


def _promise(row: StageRow) -> Promise | None:
    """Return the promise that a square is about; what was taken away meanwhile is not shown."""
    if row.square not in OF_A_PROMISE or row.item is None:
        return None
    found = promises_from(standing_rows().where(PromiseRow.uid == row.item))
    return found[0] if found else None


def _contributions(
    space: UUID, showing: Showing, row: StageRow, prompt: Prompt | None
) -> tuple[Contribution, ...]:
    query = ContributionRow.select().where(ContributionRow.space == space)
    if showing is Showing.CONTRIBUTION:
        query = query.where((ContributionRow.uid == row.item) & seen_in(Where.ROOM))
    elif showing is Showing.PROMPT and prompt is not None:
        query = query.where((ContributionRow.prompt == prompt.uid) & seen_in(Where.HEARD))
        query = query.order_by(ContributionRow.cleared.desc(), ContributionRow.uid.desc())
    else:
        return ()
    found = with_versions([contribution_from(one) for one in query.limit(MOST_SHOWN)])
    return as_agreed(space, found)


def _reading(row: StageRow) -> Reading:
    if row.reading_what == "shown":
        return Reading(row.reading, aloud=True)
    if row.reading_what == "pause":
        return Reading(row.reading, pause=True)
    if row.reading_what == "read back":
        return Reading(row.reading, aloud=True, asks_if_right=True)
    one = ContributionRow.get_or_none(
        (ContributionRow.uid == row.reading_item) & seen_in(Where.ROOM)
    )
    if row.reading_what != "contribution" or one is None:
        return Reading(row.reading)
    (told,) = as_agreed(one.space_id, with_versions([contribution_from(one)]))
    return Reading(row.reading, aloud=True, contribution=told)
