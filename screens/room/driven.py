"""The driving line: on one machine with one screen, the room is led from its own screen."""

import functools
from typing import ClassVar
from uuid import UUID

from textual.binding import Binding, BindingType

from models.contribution.contribution import Contribution, WayIn, capture
from models.desk.desk import DeskSees, read_desk
from models.kiosk.pin import check_pin, has_pin
from models.meeting.running_order import running_order
from models.room.room import RoomSees
from models.room.stage import Showing, show, show_item
from screens.dialogs.ask import AskDialog
from screens.dialogs.pin import PinDialog
from screens.face import FaceScreen
from screens.widgets.key_bar import KeyBar
from screens.widgets.words_line import WordsLine

__all__ = ["DRIVING_KEYS", "DrivenActs", "SaidDialog"]

NO_PIN = "Set a PIN first: at the desk, with J. Then the desk opens here."
DRIVING = frozenset({"step", "qr", "write", "desk"})


# After those that every room has: the order of the driving line is next, read, blank, QR, write.
DRIVING_KEYS: list[BindingType] = [
    Binding("q", "qr", "QR", id="room.qr", tooltip="Show the QR, and back"),
    Binding("w", "write", "Write", id="room.write", tooltip="Take down what is said"),
    Binding("o", "desk", "Desk", id="room.desk", tooltip="Open the desk here, with the PIN"),
]


class SaidLine(WordsLine):
    """A line whose words are drawn as dots: the room sees it, and nobody has cleared them."""

    def __init__(self) -> None:
        super().__init__(id="answer")
        self.password = True


class SaidDialog(AskDialog[Contribution]):
    """Take down what is said; the room sees that somebody types, and not what."""

    def __init__(self, space: UUID, prompt: UUID | None, language: str) -> None:
        save = functools.partial(_capture, space, prompt, language)
        more = "The room sees dots. It is saved, and waits at the desk."
        super().__init__("What was said?", save, go="Save", more=more)

    @classmethod
    def example(cls) -> "SaidDialog":  # type: ignore[override]
        """Return one as it is used."""
        from models.space.space import find_space

        return cls(find_space().uid, None, "en")

    def line(self) -> WordsLine:
        """Return the line to write in."""
        return SaidLine()


def _capture(space: UUID, prompt: UUID | None, language: str, words: str) -> Contribution:
    return capture(space, words, prompt=prompt, way_in=WayIn.SAID, language=language)


class DrivenActs(FaceScreen):
    """What the driving line does; the room stands on this."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "step(1)", "Next", id="room.next", tooltip="Go on to the next part"),
        Binding(
            "p", "step(-1)", "Before", show=False, id="room.before", tooltip="Back to the last part"
        ),
        Binding(
            "d",
            "drive",
            "Drive here",
            show=False,
            id="room.drive",
            tooltip="One machine, one screen: lead from here, or no longer",
        ),
    ]

    sees: RoomSees
    address: str
    driven: bool

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Have the driving keys only where the room is led from its own screen."""
        if action in DRIVING and not self.driven:
            return False
        return super().check_action(action, parameters)

    def action_drive(self) -> None:
        """Lead the meeting from this screen, or no longer."""
        self.driven = not self.driven
        if self.driven:
            self.mount(KeyBar())
        else:
            self.query(KeyBar).remove()
        self.refresh_bindings()

    def action_step(self, steps: int) -> None:
        """Go on to the next part of the running order, or back to the last one."""
        space = self.space.uid

        def go() -> str:
            items = running_order(space)
            now = next((n for n, item in enumerate(items) if item.current), None)
            place = 0 if now is None else now + steps
            if not 0 <= place < len(items):
                return "That was the last part." if steps > 0 else "That was the first part."
            show_item(space, items[place].uid)
            return ""

        self.do(go, then=lambda told: self.tell(told) if told else None)

    def action_qr(self) -> None:
        """Show the QR, or go back to the part of the meeting."""
        item = self.sees.item
        if self.sees.showing is Showing.QR and item is not None:
            self.do(show_item, self.space.uid, item.uid)
        else:
            self.do(show, self.space.uid, Showing.QR)

    def action_write(self) -> None:
        """Take down what is said, in dots."""
        prompt = self.sees.item.prompt if self.sees.item else None

        def saved(one: Contribution | None) -> None:
            if one is not None:
                self.tell("Saved. It waits at the desk.")

        self.app.push_screen(SaidDialog(self.space.uid, prompt, self.space.language), saved)

    def action_desk(self) -> None:
        """Open the desk over this screen, behind the PIN, as the room may see it."""

        def ask(there_is_one: bool) -> None:
            if not there_is_one:
                self.tell(NO_PIN)
                return
            self.app.push_screen(PinDialog("The PIN, to open the desk", check_pin), right)

        def right(is_right: bool | None) -> None:
            if is_right:
                self.do(read_desk, self.space.uid, then=self._open_desk)

        self.do(has_pin, then=ask)

    def _open_desk(self, sees: DeskSees) -> None:
        from screens.desk.desk import DeskScreen

        self.app.push_screen(DeskScreen(sees, self.address, in_sight=True))
