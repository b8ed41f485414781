"""The desk: the facilitator's and the scribe's own screen, everything by keys."""

from collections.abc import Callable
from typing import ClassVar
from uuid import UUID

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.contribution.contribution import Contribution, WayIn
from models.contribution.lists import PAGE
from models.desk.desk import DeskSees, read_desk
from models.desk.face import FaceKind
from models.meeting.running_order import Item
from models.room.aloud import as_read_aloud
from models.space.space import SpaceState, find_space
from screens import clock
from screens.desk.beside import BesideActs
from screens.desk.desk_keys import DESK_KEYS
from screens.desk.done import DoneActs
from screens.desk.ending import EndingActs
from screens.desk.entries import contribution_entry
from screens.desk.finding import FindActs
from screens.desk.kept import KeptActs
from screens.desk.merging import MergeActs
from screens.desk.more import MoreActs
from screens.desk.needs import is_a_call, is_urgent, needs
from screens.desk.order import left_words
from screens.desk.preparing import PrepareActs
from screens.desk.recorded import RecordedActs
from screens.desk.room_words import room_in_words
from screens.desk.run import RunActs
from screens.desk.safety import SafetyActs
from screens.desk.scribe import ScribeActs
from screens.desk.sight import SightActs
from screens.desk.squares import SquareActs
from screens.face import FaceScreen
from screens.room.drawing import draw_room
from screens.room.pages import page_in_room
from screens.spoken import FURNITURE, words_of
from screens.widgets.caption import Caption
from screens.widgets.drawing import Drawing
from screens.widgets.key_bar import KeyBar
from screens.widgets.large import Look
from screens.widgets.line_list import LineList
from screens.widgets.words_line import WordsLine

__all__ = ["DeskScreen"]

# Columns of the top line that stay empty: one at each end, and two between its halves.
EDGES = 4
LEAST_OF_TITLE = 8
PLACES = {1: "order", 2: "list", 3: "sees", 4: "needs"}


class DeskScreen(
    SightActs,
    SquareActs,
    RunActs,
    FindActs,
    ScribeActs,
    BesideActs,
    DoneActs,
    MoreActs,
    PrepareActs,
    EndingActs,
    MergeActs,
    SafetyActs,
    RecordedActs,
    KeptActs,
    FaceScreen,
):
    """The desk. The scribe's line is awake when it opens."""

    KIND = FaceKind.DESK
    BINDINGS: ClassVar[list[BindingType]] = [*DESK_KEYS]

    def __init__(
        self,
        sees: DeskSees,
        address: str = "",
        *,
        has_headphones: bool = False,
        in_sight: bool = False,
    ) -> None:
        super().__init__(sees.space)
        self.has_voice = self.says_private = has_headphones
        # On one machine with one screen, the room sees this desk until somebody says otherwise.
        self.in_sight = self.one_screen = in_sight
        self.sees = self.to_be_seen(sees)
        self.address = address
        self._urgent: list[str] | None = None  # what was told; at the start, it is only shown
        self.role: str = ""
        self.way_in = WayIn.SAID
        self.saving: UUID | None = None
        self.after_saving: list[Callable[[], None]] = []

    @classmethod
    def example(cls) -> "DeskScreen":
        """Return one for the space that is open in the database."""
        return cls(read_desk(find_space().uid), "https://heard.example/k7p2m9rt")

    def compose(self) -> ComposeResult:
        """Lay out the counts, the places, the scribe's line and the keys."""
        with Horizontal(id="top"):
            yield Static("", id="title", markup=False, classes=FURNITURE)
            yield Static("", id="clock", markup=False, classes=FURNITURE)
        with Horizontal(id="places"):
            yield self._place(
                LineList[UUID](id="order", spaced=False, always_lit=False), "1 Running order"
            )
            yield self._place(
                LineList[UUID](id="list", empty="Nothing was said yet. Type, then press Enter."),
                "2 Contributions",
            )
            with Vertical(id="side"):
                yield self._place(
                    Drawing(self._draw_room, self._room_aloud, id="sees"), "3 The room sees"
                )
                yield self._place(Static("", id="needs", markup=False), "4 Needs a person")
        yield WordsLine(id="line", placeholder="Type what was said, then press Enter", empties=True)
        yield Caption()
        yield KeyBar()

    def _place(self, widget: Widget, title: str) -> Widget:
        widget.border_title = title
        widget.add_class("place")
        return widget

    def on_mount(self) -> None:
        """Wake the line, and draw the first time."""
        self.query_one("#list").add_class("-on")
        self.query_one(WordsLine).focus()
        self.name_line()
        self.show(self.sees)

    def on_resize(self) -> None:
        """Draw again for the new size."""
        self.call_after_refresh(self.show, self.sees)

    def read(self) -> DeskSees:
        """Return what the desk sees now."""
        return read_desk(self.space.uid, self.which, start=self.list_start, limit=PAGE)

    def show(self, sees: DeskSees) -> None:
        """Draw what the desk sees."""
        here = {one.uid for one in sees.contributions}
        self.sees = sees = self.to_be_seen(sees)
        self.space = sees.space
        contributions = self.query_one("#list", LineList)
        language = sees.space.language
        contributions.show_entries(
            [
                contribution_entry(
                    c, sees.themes, language=language, recording=sees.recordings.get(c.uid)
                )
                for c in sees.contributions
            ],
            start=sees.start,
            total=sees.total,
        )
        self.name_list()
        if self.saving in here:
            contributions.light(self.saving)
            self.saving = None
            waiting, self.after_saving = self.after_saving, []
            for act in waiting:
                self.call_later(act)
        self.query_one(Drawing).refresh()
        self._show_needs()
        self.tick()

    def _show_needs(self) -> None:
        """Show what needs a person; what is urgent and new is told as well."""
        lines = needs(self.sees)
        self.query_one("#needs", Static).update(Content("\n".join(lines)))
        urgent = [line for line in lines if is_urgent(line)]
        self.query_one("#needs").set_class(bool(urgent), "-urgent")
        for line in filter(is_a_call, urgent):
            if self._urgent is not None and line not in self._urgent:
                self.show_told(line)
                self.say(line, interrupt=False)
        self._urgent = urgent

    def _draw_room(self, width: int, height: int) -> Content:
        """Draw what the room sees, in plain letters."""
        if self.sees.room is None:
            return Content()
        look = Look(width, height, plain=True, address=self.address)
        return Content("\n").join(draw_room(page_in_room(self.sees.room), look))

    def _room_aloud(self) -> str:
        """Return what the room sees, for the ear."""
        return as_read_aloud(page_in_room(self.sees.room)) if self.sees.room else ""

    def tick(self) -> None:
        """Bring the counts, the minutes and the clock up to date."""
        self.show_order()
        tally = self.sees.tally
        counts = (
            f"{tally.heard} heard, {tally.waiting} waiting, {tally.held} held, "
            f"{tally.cleared} cleared, {tally.set_aside} set aside"
        )
        if tally.may_be_harm:
            counts = f"! {tally.may_be_harm} may be harm · {counts}"
        if self.sees.store_warning:
            counts = f"! The disk: see place 4 · {counts}"
        is_open = self.space.state is SpaceState.OPEN
        if not is_open:  # at every size: what comes now is late, or too early
            counts = f"{self.space.state} · {counts}"
        # Where there is room for one thing, it is the counts; place 3 shows what the room sees.
        right = f"room sees: {room_in_words(self.sees.room)}" if self.size.width >= 60 else ""
        item = self.sees.current
        if self.size.width >= 100:
            if item is not None and item.started:
                right += f"   {left_words(item, clock.now_ms())}"
            right += f"   {clock.time_of_day()}"
        self.put("#clock", right)
        if self.size.width >= 60:
            # A long title gives way to the counts, which are always in sight; so does "open".
            left = self.size.width - cell_len(counts + right) - EDGES
            state = f" · {self.space.state} · " if is_open else " · "
            counts = (state if left - cell_len(state) >= LEAST_OF_TITLE else " · ") + counts
            room = self.size.width - cell_len(counts + right) - EDGES
            name = self.space.title
            if room < LEAST_OF_TITLE:
                counts = counts.removeprefix(" · ")  # on one line; what is left of it says nothing
            else:
                counts = (name if cell_len(name) <= room else f"{name[: room - 1]}…") + counts
        self.put("#title", counts)

    def when_saved(self, act: Callable[[], None]) -> bool:
        """Keep an act for when the line just ended is in the list; say whether it has to wait."""
        if self.saving is not None:
            self.after_saving.append(act)
        return self.saving is not None

    @property
    def lit(self) -> Contribution | None:
        """The contribution that is lit."""
        key = self.query_one("#list", LineList).lit_key
        return next((one for one in self.sees.contributions if one.uid == key), None)

    @property
    def lit_item(self) -> Item | None:
        """The part of the running order that is lit."""
        key = self.query_one("#order", LineList).lit_key
        return next((item for item in self.sees.items if item.uid == key), None)

    # -- places ----------------------------------------------------------------------------------

    def action_wake(self) -> None:
        """Wake the line, or correct the last one in it; in the running order, take what is lit."""
        line = self.query_one(WordsLine)
        if self.query_one("#order").has_focus and self.lit_item is not None:
            self.preview(self.lit_item)
        elif line.has_focus:
            self.action_correct()
        else:
            line.focus()

    def action_sleep(self) -> None:
        """Put the line to sleep, so that digits and letters are keys."""
        self.action_place(2)
        self.tell("The line sleeps: letters are keys now. F9 or Enter wakes it. F1 shows all keys.")

    def action_place(self, number: int) -> None:
        """Go to a place."""
        for name in PLACES.values():
            self.query_one(f"#{name}").set_class(name == PLACES[number], "-on")
        self.query_one("#side").set_class(number > 2, "-on")
        place = self.query_one(f"#{PLACES[number]}")
        if place.focusable:
            place.focus()
        else:
            self.say(words_of(place))
        # A place that was hidden had no size to be drawn for.
        self.call_after_refresh(self.show, self.sees)

    def action_light(self, steps: int) -> None:
        """Move the light in the contributions while the line is awake."""
        if not self.when_saved(lambda: self.action_light(steps)):
            self.query_one("#list", LineList).action_move(steps)
