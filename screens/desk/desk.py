"""The desk: the facilitator's and the scribe's own screen, everything by keys."""

from collections.abc import Callable
from typing import ClassVar
from uuid import UUID

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.aloud import as_read_aloud
from models.contribution import Contribution, Role, WayIn, capture
from models.desk import DeskSees, read_desk
from models.errors import HeardError
from models.face import FaceKind
from models.identity import new_uid
from models.running_order import Item
from models.space import find_space
from models.stage import Showing
from screens import clock
from screens.desk.entries import contribution_entry, item_entry
from screens.desk.kept import KeptActs
from screens.desk.needs import is_a_call, is_urgent, needs
from screens.desk.recorded import RecordedActs
from screens.desk.safety import SafetyActs, saved_words
from screens.face import FaceScreen
from screens.room.drawing import draw_room
from screens.spoken import FURNITURE, words_of
from screens.widgets.caption import Caption
from screens.widgets.drawing import Drawing
from screens.widgets.key_bar import KeyBar
from screens.widgets.large import Look
from screens.widgets.line_list import LineList
from screens.widgets.words_line import WordsLine

__all__ = ["DeskScreen"]

ROLES = list(Role)
# Columns of the top line that stay empty: one at each end.
EDGES = 2
LEAST_OF_TITLE = 8
PLACES = {1: "order", 2: "list", 3: "sees", 4: "needs"}
SEES = {
    Showing.BLANK: "blank",
    Showing.WELCOME: "the welcome",
    Showing.CONTRIBUTION: "one contribution",
    Showing.PROMISES: "last time's promises",
    Showing.BREAK: "the break",
    Showing.THEMES: "the themes",
    Showing.OUTCOME: "you said, we will",
    Showing.QR: "the QR",
}


class DeskScreen(SafetyActs, RecordedActs, KeptActs, FaceScreen):
    """The desk. The scribe's line is awake when it opens."""

    KIND = FaceKind.DESK
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f7,w", "who", "Who", id="desk.who", tooltip="Who says it: the next role"),
        Binding("f2,s", "show", "Show", id="desk.show", tooltip="Clear what is lit; again: large"),
        Binding("f3,h", "hold", "Hold", id="desk.hold", tooltip="Hold what is lit, with a reason"),
        Binding("f4,r", "read", "Read aloud", id="desk.read", tooltip="Read what is lit aloud"),
        Binding("f5,b", "blank", "Blank", id="desk.blank", tooltip="Blank the room, and back"),
        Binding("f6,q", "qr", "QR", id="desk.qr", tooltip="Show the QR in the room, and back"),
        Binding("f8,n", "step(1)", "Next", id="desk.next", tooltip="Go on to the next part"),
        Binding("f12,t", "themes", "Themes", id="desk.themes", tooltip="Group into themes"),
        Binding(
            "p", "step(-1)", "Before", show=False, id="desk.before", tooltip="Back to the last part"
        ),
        Binding(
            "c", "consent", "Consent", show=False, id="desk.consent", tooltip="Change its consent"
        ),
        Binding(
            "a", "aside", "Set aside", show=False, id="desk.aside", tooltip="Set what is lit aside"
        ),
        Binding(
            "d", "take_back", "Take back", show=False, id="desk.take_back", tooltip="Withdraw it"
        ),
        Binding("o", "whole", "Open", show=False, id="desk.whole", tooltip="See it in whole"),
        Binding(
            "f11,f", "paper", "Paper", show=False, id="desk.paper", tooltip="Said, or from paper"
        ),
        Binding(
            "x",
            "door",
            "Open, close",
            show=False,
            id="desk.door",
            tooltip="Open or close the space",
        ),
        Binding("y", "helped", "Helped", show=False, id="desk.helped", tooltip="Somebody went"),
        Binding(
            "7",
            "read_shown",
            "Read",
            show=False,
            id="desk.read_shown",
            tooltip="Read what is shown",
        ),
        Binding(
            "space",
            "pause_room",
            "Pause",
            show=False,
            id="desk.pause",
            tooltip="Pause the room's voice, and go on",
        ),
        Binding("z", "hush", "Quiet", show=False, id="desk.hush", tooltip="Quiet in the room"),
        Binding(
            "8",
            "settings",
            "Voice, colours",
            show=False,
            id="desk.settings",
            tooltip="Voice and colours",
        ),
        Binding("f9,enter", "wake", "Write", show=False, id="desk.wake", tooltip="Wake the line"),
        Binding(
            "escape", "sleep", "Sleep", show=False, id="desk.sleep", tooltip="Put the line to sleep"
        ),
        *[
            Binding(
                str(n),
                f"place({n})",
                f"Place {n}",
                show=False,
                id=f"desk.place_{n}",
                tooltip="Go to that place",
            )
            for n in (1, 2, 3, 4)
        ],
        Binding("9", "leave", "Leave", show=False, id="desk.leave", tooltip="Leave the desk"),
        Binding("up", "light(-1)", "Up", show=False, id="desk.up", tooltip="Light the one above"),
        Binding(
            "down", "light(1)", "Down", show=False, id="desk.down", tooltip="Light the one below"
        ),
        Binding("f1,k", "keys", "Keys", id="desk.keys", tooltip="All keys of this screen"),
    ]

    def __init__(
        self,
        sees: DeskSees,
        address: str = "",
        *,
        has_headphones: bool = False,
    ) -> None:
        super().__init__(sees.space)
        self.has_voice = self.says_private = has_headphones
        self.sees = sees
        self.address = address
        self._urgent: list[str] | None = None  # what was told; at the start, it is only shown
        self.role = Role.UNKNOWN
        self.way_in = WayIn.SAID
        self._saving: UUID | None = None
        self._after_saving: list[Callable[[], None]] = []

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
        self._name_line()
        self.show(self.sees)

    def on_resize(self) -> None:
        """Draw again for the new size."""
        self.call_after_refresh(self.show, self.sees)

    def read(self) -> DeskSees:
        """Return what the desk sees now."""
        return read_desk(self.space.uid)

    def show(self, sees: DeskSees) -> None:
        """Draw what the desk sees."""
        self.sees = sees
        self.space = sees.space
        order = self.query_one("#order", LineList)
        order.show_entries([item_entry(item) for item in sees.items])
        contributions = self.query_one("#list", LineList)
        language = sees.space.language
        contributions.show_entries(
            [
                contribution_entry(
                    c, sees.themes, language=language, recording=sees.recordings.get(c.uid)
                )
                for c in sees.contributions
            ]
        )
        if self._saving in {one.uid for one in sees.contributions}:
            contributions.light(self._saving)
            self._saving = None
            waiting, self._after_saving = self._after_saving, []
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
        return Content("\n").join(draw_room(self.sees.room, look))

    def _room_aloud(self) -> str:
        """Return what the room sees, for the ear."""
        return as_read_aloud(self.sees.room) if self.sees.room else ""

    def tick(self) -> None:
        """Bring the counts and the clock up to date."""
        tally = self.sees.tally
        counts = f"{tally.heard} heard, {tally.waiting} waiting, {tally.held} held"
        if tally.may_be_harm:
            counts = f"! {tally.may_be_harm} may be harm · {counts}"
        # Where there is room for one thing, it is the counts; place 3 shows what the room sees.
        right = f"room sees: {self._room_sees()}" if self.size.width >= 60 else ""
        item = self.sees.current
        if self.size.width >= 100:
            if item is not None and item.started:
                right += f"   {clock.minutes_left(item.started, item.minutes)} min left"
            right += f"   {clock.time_of_day()}"
        self.put("#clock", right)
        if self.size.width >= 60:
            # A long title gives way to the counts, which are always in sight; so does "open".
            left = self.size.width - cell_len(counts + right) - EDGES
            state = f" · {self.space.state} · "
            counts = (state if left - cell_len(state) >= LEAST_OF_TITLE else " · ") + counts
            room = max(LEAST_OF_TITLE, self.size.width - cell_len(counts + right) - EDGES)
            name = self.space.title
            counts = (name if cell_len(name) <= room else f"{name[: room - 1]}…") + counts
        self.put("#title", counts)

    def _room_sees(self) -> str:
        room = self.sees.room
        if room is None:
            return "nothing"
        if room.showing is Showing.PROMPT:
            return f"prompt {room.prompt.number}" if room.prompt else "a prompt"
        return SEES[room.showing]

    def when_saved(self, act: Callable[[], None]) -> bool:
        """Keep an act for when the line just ended is in the list; say whether it has to wait."""
        if self._saving is not None:
            self._after_saving.append(act)
        return self._saving is not None

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

    # -- the scribe's line -----------------------------------------------------------------------

    def _name_line(self) -> None:
        how = "From paper" if self.way_in is WayIn.PAPER else "Said aloud"
        who = self.role or "not asked"
        self.query_one(WordsLine).border_title = f"{how} by: {who}"

    @on(WordsLine.Ended, "#line")
    def _save(self, message: WordsLine.Ended) -> None:
        """Save the line. The words leave the screen only to come back if saving fails."""
        message.stop()
        words = message.words
        line = message.line
        uid = new_uid()

        def saved(one: Contribution) -> None:
            self.tell(saved_words(one))

        def failed(_: HeardError) -> None:
            self._saving = None
            self._after_saving.clear()
            # The space stays: who types on meanwhile starts a new word.
            line.value = f"{words.strip()} {line.value}".lstrip()
            line.cursor_position = len(line.value)

        # Until the list holds it, what is pressed now is meant for it and waits.
        self._saving = uid
        current = self.sees.current
        self.do(
            capture,
            self.space.uid,
            words,
            uid=uid,
            prompt=current.prompt if current else None,
            way_in=self.way_in,
            role=self.role,
            language=self.space.language,
            then=saved,
            failed=failed,
        )

    def action_who(self) -> None:
        """Take the next role for what is typed."""
        self.role = ROLES[(ROLES.index(self.role) + 1) % len(ROLES)]
        self._name_line()
        self.tell(f"Said by: {self.role or 'not asked'}.")

    def action_paper(self) -> None:
        """Type from paper forms, or what is said again."""
        self.way_in = WayIn.SAID if self.way_in is WayIn.PAPER else WayIn.PAPER
        self._name_line()
        self.tell("Now typing from paper." if self.way_in is WayIn.PAPER else "Now typing speech.")

    def action_wake(self) -> None:
        """Wake the line; in the running order, go to what is lit there."""
        if self.query_one("#order").has_focus and self.lit_item is not None:
            self.go_to(self.lit_item)
            return
        self.query_one(WordsLine).focus()

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
