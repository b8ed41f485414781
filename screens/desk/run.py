"""Running the meeting at the desk: next, back, more time, and a look before it is shown."""

import functools
from collections.abc import Callable
from typing import ClassVar
from uuid import UUID

from textual.binding import Binding, BindingType

from models.meeting.breaks import CUT_SHORT
from models.meeting.going_on import go_on_unless_late
from models.meeting.item_time import break_is_on, minutes_left
from models.meeting.running_order import MORE_MINUTES, Item, give_more_time, running_order
from models.meeting.turn import Turn, TurnState, marks_passed
from models.promise.late import note_on_late
from models.promise.promise import Promise
from models.room.preview import preview_contribution, preview_item
from models.room.room import RoomSees
from models.room.stage import show_contribution
from screens import clock, dialogs
from screens.desk.acts import DeskActs
from screens.desk.entries import promise_lines
from screens.desk.order import order_entries
from screens.widgets.line_list import LineList

__all__ = ["RunActs", "mark_words"]


def mark_words(turn: Turn, now: int) -> str:
    """Say that somebody's two minutes are over, once they are; else nothing."""
    marks = marks_passed(turn, now)
    return f"{2 * marks} minutes are over: {turn.name}." if marks else ""


class RunActs(DeskActs):
    """Move through the running order; the desk mixes this in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "5",
            "more_time",
            "5 minutes more",
            show=False,
            id="desk.more_time",
            tooltip="Give this part of the meeting 5 minutes more",
        ),
        Binding(
            "6",
            "preview",
            "Look first",
            show=False,
            id="desk.preview",
            tooltip="See what the room would see, then show it or go back",
        ),
    ]

    address: str
    _mark_told = ""

    @property
    def lit_item(self) -> Item | None:
        """The part of the running order that is lit."""
        raise NotImplementedError

    def show_order(self) -> None:
        """Bring the minutes of the running order up to date; what is there already stays."""
        order = self.query_one("#order", LineList)
        entries = order_entries(self.sees.items, clock.now_ms())
        if order.entries != tuple(entries):
            order.show_entries(entries)
        self._tell_of_turn()

    def _tell_of_turn(self) -> None:
        """Tell, once for each, that two minutes of a speaker are over."""
        speaking = (one for one in self.sees.turns if one.state is TurnState.SPEAKING)
        told = next((mark_words(one, clock.now_ms()) for one in speaking), "")
        if told and told != self._mark_told and self.is_current:
            self.tell(told)
        self._mark_told = told

    # -- going on ------------------------------------------------------------------------------

    def action_step(self, steps: int) -> None:
        """Go on to the next part of the running order, or back to the last one."""
        # From where the meeting is by now: this key may have been pressed a moment ago, too.
        self.do(running_order, self.space.uid, then=lambda items: self._step(items, steps))

    def _step(self, items: tuple[Item, ...], steps: int) -> None:
        if not items:
            self.tell("There is no running order yet. Make one where the space is prepared.")
            return
        current = next((item for item in items if item.current), None)
        place = items.index(current) + steps if current else 0
        if not 0 <= place < len(items):
            self.tell("That was the last part." if steps > 0 else "That was the first part.")
            return
        self._leave(current, items[place])

    def go_to(self, item: Item) -> None:
        """Go to a part of the running order and show it; a break that is on asks why first."""
        self._leave(self.sees.current, item)

    def _leave(self, current: Item | None, item: Item) -> None:
        if current and current.uid != item.uid and break_is_on(current, clock.now_ms()):
            self._ask_why(current, item)
        else:
            self._go_on(item)

    def _ask_why(self, current: Item, item: Item) -> None:
        def chosen(number: int | None) -> None:
            if number is None:
                self.tell("The break goes on.")
            elif number < len(CUT_SHORT):
                self._go_on(item, CUT_SHORT[number])
            else:
                self.app.push_screen(
                    dialogs.WriteDialog("Why does the break end early?", "End it, go on"),
                    lambda because: self._go_on(item, because) if because else None,
                )

        left = minutes_left(current, clock.now_ms())
        self.app.push_screen(
            dialogs.PickDialog(
                "Why end the break now?",
                [*CUT_SHORT, "another reason"],
                more=f"It has {left} minute{'s' if left != 1 else ''} left.",
            ),
            chosen,
        )

    def _go_on(self, item: Item, because: str = "") -> None:
        def went(late: tuple[Promise, ...]) -> None:
            if late:
                self._ask_about(late, item, because)
            else:
                self.tell(f"Now: {item.title}.")

        self.do(go_on_unless_late, self.space.uid, item.uid, because=because, then=went)

    def _ask_about(self, late: tuple[Promise, ...], item: Item, because: str) -> None:
        """Ask what was said about the first of the late promises; then go on, or ask again."""
        one = late[0]
        more = f"{len(late)} are late. The first: " if len(late) > 1 else ""
        self.app.push_screen(
            dialogs.AskDialog(
                "Late. What was said about it?",
                functools.partial(note_on_late, self.space.uid, one.uid),
                go="Save, go on",
                more=f"{more}{promise_lines(one)}",
            ),
            lambda noted: self._go_on(item, because) if noted else None,
        )

    def action_more_time(self) -> None:
        """Give the part that the meeting is at five minutes more."""

        def given(item: Item) -> None:
            left = minutes_left(item, clock.now_ms())
            self.tell(f"{MORE_MINUTES} minutes more: {item.title}, {left} left.")

        self.do(give_more_time, self.space.uid, then=given)

    # -- look first ----------------------------------------------------------------------------

    def action_preview(self) -> None:
        """Look at what the room would see of what is lit; Enter shows it."""
        item = self.lit_item
        if self.query_one("#order").has_focus and item is not None:
            self.preview(item)
            return
        one = self._lit()
        if one is not None:
            self.do(
                preview_contribution,
                self.space.uid,
                one.uid,
                then=lambda sees: self._look(sees, lambda: self._show_large(one.uid)),
            )

    def preview(self, item: Item) -> None:
        """Look at what the room would see at a part of the running order."""
        self.do(
            preview_item,
            self.space.uid,
            item.uid,
            then=lambda sees: self._look(sees, lambda: self.go_to(item)),
        )

    def _look(self, sees: RoomSees, show: Callable[[], None]) -> None:
        from screens.desk.preview import PreviewDialog

        self.app.push_screen(
            PreviewDialog(sees, self.address), lambda sure: show() if sure else None
        )

    def _show_large(self, uid: UUID) -> None:
        self.do(
            show_contribution,
            self.space.uid,
            uid,
            then=lambda _: self.tell("The room sees this one, large."),
        )

    def action_turns(self) -> None:
        """Open the speakers' queue."""
        from screens.desk.turns import TurnsScreen, TurnsSees

        self.app.push_screen(TurnsScreen(TurnsSees.of(self.space.uid)))
