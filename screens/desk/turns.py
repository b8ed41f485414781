"""Speakers in turn: who speaks, who is next, by places and never by names."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from models.meeting.running_order import Item, running_order
from models.meeting.turn import (
    Turn,
    TurnState,
    back_in,
    end_turn,
    join_turns,
    next_turn,
    pass_turn,
    turn_words,
    turns_of,
)
from models.room.room import RoomSees, read_room
from models.room.stage import Showing, show, show_item
from models.space.space import find_space
from screens import clock, dialogs
from screens.desk.run import mark_words
from screens.face import TICK_SECONDS, FollowingScreen
from screens.spoken import FURNITURE
from screens.widgets.caption import Caption
from screens.widgets.key_bar import KeyBar
from screens.widgets.line_list import Entry, LineList

__all__ = ["TurnsScreen", "TurnsSees"]


@dataclass(frozen=True)
class TurnsSees:
    """The queue, and what the room sees while it is kept."""

    room: RoomSees
    turns: tuple[Turn, ...] = ()
    current: Item | None = None
    acted: int = 0

    @classmethod
    def of(cls, space: UUID, acted: int = 0) -> "TurnsSees":
        """Return what there is of a space now, after so many verbs of this desk."""
        current = next((item for item in running_order(space) if item.current), None)
        return cls(read_room(space), turns_of(space), current, acted)


def turn_entry(turn: Turn, now: int) -> Entry[UUID]:
    """Write one turn: number, place, and how it stands."""
    sign = "▶" if turn.state is TurnState.SPEAKING else " "
    words = turn_words(turn, now)
    return Entry(
        turn.uid,
        f"{sign} {turn.name} · {words}",
        strong=turn.state in (TurnState.SPEAKING, TurnState.WAITING),
        spoken=f"{turn.name}, {words}",
    )


class TurnsScreen(FollowingScreen):
    """The queue of speakers. A digit lights one, letters act."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add", id="turns.add", tooltip="Somebody wants to speak: where?"),
        Binding("n,enter", "next", "Next speaker", id="turns.next", tooltip="The next one speaks"),
        Binding("p", "pass", "Pass", id="turns.pass", tooltip="Who is lit does not want to now"),
        Binding("d", "done", "Done", id="turns.done", tooltip="Who is lit has spoken"),
        Binding("i", "back_in", "Back in", id="turns.back_in", tooltip="Who is lit comes back in"),
        Binding(
            "s", "show", "Show", id="turns.show", tooltip="Show the queue in the room, or no more"
        ),
        *[
            Binding(
                str(number),
                f"light({number})",
                f"Line {number}",
                show=False,
                id=f"turns.light_{number}",
                tooltip="Light that line",
            )
            for number in range(1, 9)
        ],
        Binding("escape,9", "back", "Back", id="turns.back", tooltip="Back to the desk"),
        Binding("f1,k", "keys", "Keys", id="turns.keys", tooltip="All keys of this screen"),
    ]

    def __init__(self, sees: TurnsSees) -> None:
        super().__init__(sees.room.space)
        self.sees = sees
        self._mark_told = ""
        # Known from the verb itself: the next key may come before the queue is drawn anew, and
        # what is drawn may have been read before the verb.
        self._speaks: UUID | None = None
        self._acted = 0

    @classmethod
    def example(cls) -> "TurnsScreen":
        """Return one for the space that is open in the database."""
        return cls(TurnsSees.of(find_space().uid))

    def compose(self) -> ComposeResult:
        """Lay out the counts, the queue and the keys."""
        with Horizontal(id="top"):
            yield Static("", id="title", markup=False, classes=FURNITURE)
        queue = LineList[UUID](
            id="queue", empty="Nobody waits to speak. Press A to add a place.", classes="place"
        )
        queue.border_title = "Speakers in turn: places, no names"
        yield queue
        yield Caption()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin in the queue."""
        self.query_one("#queue").focus()
        self.show(self.sees)
        self.set_interval(TICK_SECONDS, self.tick)

    def read(self) -> TurnsSees:
        """Return the queue now."""
        return TurnsSees.of(self.space.uid, self._acted)

    def show(self, sees: TurnsSees) -> None:
        """Draw the queue."""
        self.sees = sees
        self.space = sees.room.space
        if sees.acted == self._acted:
            self._speaks = self._speaking.uid if self._speaking else None
        self.tick()

    def tick(self) -> None:
        """Bring the times up to date; tell, once for each, that two minutes are over."""
        now = clock.now_ms()
        queue = self.query_one("#queue", LineList)
        entries = [turn_entry(turn, now) for turn in self.sees.turns]
        if queue.entries != tuple(entries):
            queue.show_entries(entries)
        waiting = sum(turn.state is TurnState.WAITING for turn in self.sees.turns)
        seen = " · the room sees it" if self._is_shown else ""
        self.put("#title", f"{waiting} waiting to speak{seen}")
        speaking = self._speaking
        told = mark_words(speaking, now) if speaking else ""
        if told and told != self._mark_told:
            self.tell(told)
        self._mark_told = told

    @property
    def _is_shown(self) -> bool:
        return self.sees.room.showing is Showing.TURNS

    @property
    def _speaking(self) -> Turn | None:
        return next((one for one in self.sees.turns if one.state is TurnState.SPEAKING), None)

    def _lit(self) -> Turn | None:
        """Return who is lit, or say that nobody is."""
        key = self.query_one("#queue", LineList).lit_key
        found = next((turn for turn in self.sees.turns if turn.uid == key), None)
        if found is None:
            self.tell("Nobody is in the queue. Press A to add a place.")
        return found

    def action_light(self, number: int) -> None:
        """Light a line of the queue."""
        queue = self.query_one("#queue", LineList)
        if number <= len(queue.entries):
            queue.light(queue.entries[number - 1].key)

    def action_add(self) -> None:
        """Put a place at the end of the queue."""

        def added(turn: Turn | None) -> None:
            if turn is not None:
                self.changed()
                self.tell(f"In the queue: {turn.name}.")

        self.app.push_screen(
            dialogs.AskDialog(
                "Where are they? A place, not a name.",
                lambda place: join_turns(self.space.uid, place),
                go="Add",
                more="Example: by the window",
            ),
            added,
        )

    def action_next(self) -> None:
        """End the turn of whoever speaks, and begin the next one."""

        def went(turn: Turn | None) -> None:
            self._speaks = turn.uid if turn else None
            self._acted += 1
            self.tell(f"Now speaks: {turn.name}." if turn else "Nobody waits to speak.")

        self.do(next_turn, self.space.uid, self._speaks, then=went)

    def action_pass(self) -> None:
        """Who is lit does not want to speak now."""
        turn = self._lit()
        if turn is not None:
            told = f"Passed: {turn.name}. I lets them back in."
            self.do(pass_turn, turn.uid, then=lambda passed: self._ended(passed, told))

    def action_done(self) -> None:
        """Who is lit has spoken."""
        turn = self._lit()
        if turn is not None:
            told = f"Done: {turn.name}."
            self.do(end_turn, turn.uid, then=lambda done: self._ended(done, told))

    def _ended(self, turn: Turn, told: str) -> None:
        if turn.uid == self._speaks:
            self._speaks = None
        self._acted += 1
        self.tell(told)

    def action_back_in(self) -> None:
        """Who is lit comes back in, at the end of the queue."""
        turn = self._lit()
        if turn is not None:
            self.do(back_in, turn.uid, then=lambda _: self.tell(f"Waits again: {turn.name}."))

    def action_show(self) -> None:
        """Show the queue in the room; pressed again, the part of the meeting comes back."""
        if self._is_shown and self.sees.current is not None:
            back = self.sees.current
            told = f"The room sees: {back.title}."
            self.do(show_item, self.space.uid, back.uid, then=lambda _: self.tell(told))
        else:
            what = Showing.WELCOME if self._is_shown else Showing.TURNS
            told = "The room sees the welcome." if self._is_shown else "The room sees the queue."
            self.do(show, self.space.uid, what, then=lambda _: self.tell(told))

    def action_back(self) -> None:
        """Go back to the desk; the queue stays."""
        self.dismiss()

    def action_keys(self) -> None:
        """Show all keys."""
        self.app.push_screen(dialogs.KeysDialog.of(self))
