"""The chain, walked both ways: words, their themes, what was promised, what was done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol
from uuid import UUID

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType

from models.contribution.chain import Behind, CameOf, behind_promise, came_of
from models.contribution.visibility import Where
from models.errors import RefusedError
from models.promise.promise import Promise, promises_of
from models.space.space import Space, find_space
from screens.desk.entries import contribution_entry
from screens.desk.list_screen import ListScreen
from screens.desk.promise_entries import promise_entry
from screens.desk.promise_room import ROOM_KEYS, PromiseRoomActs
from screens.widgets.line_list import Entry, LineList

__all__ = ["ChainScreen", "Link", "walk_from"]

GONE = "It is not here any more."


@dataclass(frozen=True)
class Link:
    """Where the chain is looked at: at one contribution, or at one promise."""

    contribution: UUID | None = None
    promise: UUID | None = None


@dataclass(frozen=True)
class Found:
    """What is at a place of the chain; nothing where it is gone, or may not be seen here."""

    link: Link
    what: CameOf | Behind | None = None


def look(link: Link, where: Where) -> Found:
    """Return what is at a place of the chain, as far as it may be seen."""
    try:
        if link.promise is not None:
            return Found(link, behind_promise(link.promise, where))
        if link.contribution is not None:
            return Found(link, came_of(link.contribution, where))
    except RefusedError:
        pass
    return Found(link)


class Walks(Protocol):
    """A screen from which the chain is walked."""

    @property
    def app(self) -> App[Any]:
        """The application."""

    @property
    def do(self) -> Callable[..., None]:
        """What has a verb done."""


class ChainScreen(PromiseRoomActs, ListScreen):
    """Enter goes on along the chain, from words to a promise or back; Esc goes back a step."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,b",
            "follow",
            "Go on",
            key_display="Enter",
            id="chain.follow",
            tooltip="From a promise to the words behind it; from words to what came of them",
        ),
        *ROOM_KEYS,
        Binding("escape,9", "back", "Back", id="chain.back", tooltip="Back, one step"),
        Binding("f1,k", "keys", "Keys", id="chain.keys", tooltip="All keys of this screen"),
    ]

    def __init__(self, space: Space, sees: Found, where: Where = Where.DESK) -> None:
        super().__init__(space)
        self.sees, self.where = sees, where
        self.links = [sees.link]

    @classmethod
    def example(cls) -> "ChainScreen":
        """Return one for a promise of the space that is open in the database."""
        space = find_space()
        promises = promises_of(space.uid)
        link = Link(promise=promises[0].uid if promises else None)
        return cls(space, look(link, Where.DESK))

    @property
    def link(self) -> Link:
        """Where the chain is looked at now."""
        return self.links[-1]

    @property
    def lit(self) -> Promise | None:
        """The promise that is lit; beside the words behind a promise, that one."""
        what = self.sees.what
        if isinstance(what, Behind):
            return what.promise
        key = self.query_one(LineList).lit_key
        promises = [one for _, made in what.themes for one in made] if what else []
        return next((one for one in promises if one.uid == key), None)

    def compose(self) -> ComposeResult:
        """Lay out where it is, the list and the keys."""
        yield from self.around(
            LineList[UUID](id="chain", most_lines=8, empty=GONE, classes="place")
        )

    def read(self) -> Found:
        """Return what is at this place of the chain now."""
        return look(self.link, self.where)

    def show(self, sees: Found) -> None:
        """Draw this place of the chain; what was read of another one comes too late."""
        if sees.link != self.link:
            return
        self.sees = sees
        chain = self.query_one(LineList)
        chain.border_title = "Behind the promise" if self.link.promise else "What came of it"
        title: str = GONE
        entries: list[Entry[UUID]] = []
        if isinstance(sees.what, CameOf):
            title, entries = self._came_of(sees.what)
        elif isinstance(sees.what, Behind):
            title, entries = self._behind(sees.what)
        chain.show_entries(entries)
        self.put("#title", title)

    def _came_of(self, sees: CameOf) -> tuple[str, list[Entry[UUID]]]:
        entries = [contribution_entry(sees.contribution, language=self.space.language)]
        for theme, promises in sees.themes:
            about = f"Theme {theme.number}: {theme.title}"
            entries += [promise_entry(one, about) for one in promises]
            if not promises:
                entries.append(Entry(theme.uid, about, "No answer yet.", strong=True))
        if not sees.themes:
            return "It is in no theme yet.", entries
        themes = len(sees.themes)
        made = sum(len(promises) for _, promises in sees.themes)
        return f"{_count(themes, 'theme')}, {_count(made, 'promise')}", entries

    def _behind(self, sees: Behind) -> tuple[str, list[Entry[UUID]]]:
        theme = sees.theme
        about = f"Theme {theme.number}: {theme.title}" if theme else "No theme"
        entries = [promise_entry(sees.promise, about)]
        entries += [
            contribution_entry(one, language=self.space.language) for one in sees.contributions
        ]
        if theme is None:
            return "It answers no theme, so no words stand behind it.", entries
        hidden = f", {sees.hidden} not shown here" if sees.hidden else ""
        return f"{_count(len(sees.contributions), 'contribution')} behind it{hidden}", entries

    def action_follow(self) -> None:
        """Go on along the chain from what is lit."""
        key = self.query_one(LineList).lit_key
        link = self._link_to(key)
        if link is None or link == self.link:
            self.tell("The chain goes on at another one. Choose it with the arrows.")
            return
        self.links.append(link)
        self._look()

    def _link_to(self, key: UUID | None) -> Link | None:
        what = self.sees.what
        if isinstance(what, CameOf):
            promises = [one for _, promises in what.themes for one in promises]
            return Link(promise=key) if key in {one.uid for one in promises} else None
        if isinstance(what, Behind):
            here = {one.uid for one in what.contributions}
            return Link(contribution=key) if key in here else None
        return None

    def _look(self) -> None:
        self.do(look, self.link, self.where, then=self._arrived)

    def _arrived(self, sees: Found) -> None:
        self.show(sees)
        self.query_one(LineList).action_move(-1_000_000)
        self.announce()

    def action_back(self) -> None:
        """Go back a step, and from the first to where it was opened."""
        if len(self.links) > 1:
            self.links.pop()
            self._look()
        else:
            self.dismiss(None)


def _count(number: int, of: str) -> str:
    return f"{number} {of}{'' if number == 1 else 's'}"


def walk_from(screen: "Walks", space: Space, link: Link) -> None:
    """Open the chain at one place, with what may be seen on the desk beneath.

    A desk that the room can see shows what the room may see, and no more.
    """
    in_sight = getattr(screen.app.screen_stack[0], "in_sight", False)
    where = Where.ROOM if in_sight else Where.DESK

    def show(found: Found) -> None:
        screen.app.push_screen(ChainScreen(space, found, where))

    screen.do(
        look,
        link,
        where,
        then=show,
    )
