"""What is overdue in all spaces: promises that are late, and those to be looked at again."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from models.dates import say_date
from models.promise.overdue import Overdue, overdue, overdue_in_words
from models.promise.promise import Promise
from models.space.space import Space, find_space
from screens import clock
from screens.desk.list_screen import ListScreen
from screens.desk.promise_entries import promise_entry
from screens.desk.promise_news import NewsActs
from screens.widgets.line_list import Entry, LineList

__all__ = ["OverdueScreen"]

NOTHING = "No promise is late, and none is to be looked at again."


class OverdueScreen(NewsActs, ListScreen):
    """The latest first. News is added here, whichever space a promise was made in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "n,enter",
            "news",
            "Add news",
            key_display="N",
            id="overdue.news",
            tooltip="Add news to the promise that is lit: what changed, or another day",
        ),
        Binding(
            "r",
            "review",
            "Look again",
            id="overdue.review",
            tooltip="Say when the promise that is lit is looked at again",
        ),
        Binding(
            "b",
            "behind",
            "Behind it",
            id="overdue.behind",
            tooltip="The words behind the promise that is lit",
        ),
        Binding("escape,9", "back", "Back", id="overdue.back", tooltip="Back"),
        Binding("f1,k", "keys", "Keys", id="overdue.keys", tooltip="All keys of this screen"),
    ]

    def __init__(self, sees: Sequence[Overdue], space: Space | None = None) -> None:
        # It follows everything that is committed; the space is only where the chain begins.
        super().__init__(space or (sees[0].space if sees else find_space()))
        self.sees: tuple[Overdue, ...] = tuple(sees)

    @classmethod
    def example(cls) -> "OverdueScreen":
        """Return one for what is overdue in the database."""
        return cls(overdue(clock.today()), find_space())

    def compose(self) -> ComposeResult:
        """Lay out how much it is, the list and the keys."""
        late = LineList[UUID](id="overdue", most_lines=8, empty=NOTHING, classes="place")
        yield from self.around(late, "Late, and to be looked at again")

    def read(self) -> tuple[Overdue, ...]:
        """Return what is overdue now."""
        return overdue(clock.today())

    def show(self, sees: tuple[Overdue, ...]) -> None:
        """Draw what is overdue, each with the space it was promised in."""
        self.sees = sees
        self.query_one(LineList).show_entries([_entry(one) for one in sees])
        self.put("#title", overdue_in_words(sees) or "Nothing is late.")

    @property
    def lit(self) -> Promise | None:
        """The promise that is lit; where it is, is told with it."""
        key = self.query_one(LineList).lit_key
        found = next((one for one in self.sees if one.promise.uid == key), None)
        if found is not None:
            self.space = found.space
        return found.promise if found else None


def _entry(one: Overdue) -> Entry[UUID]:
    when = f", {say_date(one.space.held_on)}" if one.space.held_on else ""
    review = " · look again" if one.review else ""
    return promise_entry(one.promise, f"{one.space.title}{when}{review}", strong=True)
