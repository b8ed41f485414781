"""The room: the shared screen. It shows one thing, large, and reads it aloud."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from models.aloud import as_read_aloud, say_contribution, to_say
from models.face import FaceKind
from models.room import RoomSees, read_room
from models.running_order import running_order
from models.space import find_space
from models.stage import Showing, show, show_item
from screens import clock, dialogs
from screens.face import FaceScreen
from screens.messages import Word
from screens.room.drawing import draw_room
from screens.spoken import FURNITURE, UNSPOKEN
from screens.widgets.caption import Caption
from screens.widgets.drawing import Drawing
from screens.widgets.large import Look, Mark
from screens.widgets.qr_square import QrSquare

__all__ = ["RoomScreen"]

# With so many rows the terminal's own letters are too small for the back of the room.
LARGE_CAPTION_ROWS = 36


class RoomScreen(FaceScreen):
    """The shared screen."""

    KIND = FaceKind.ROOM
    BINDINGS: ClassVar[list[BindingType]] = [
        *[
            Binding(
                str(n),
                f"go({n})",
                f"Part {n} of the running order",
                show=False,
                id=f"room.go_{n}",
                tooltip="Show that part of the running order",
            )
            for n in range(1, 7)
        ],
        Binding("7", "read", "Read aloud", id="room.read", tooltip="Read aloud what is shown"),
        Binding(
            "8", "settings", "Louder, colours", id="room.settings", tooltip="Voice and colours"
        ),
        Binding("b", "blank", "Blank", id="room.blank", tooltip="Blank the screen, and back"),
        Binding("space", "pause", "Pause", show=False, id="room.pause", tooltip="Pause, and go on"),
        Binding("escape", "hush", "Quiet", show=False, id="room.hush", tooltip="Be quiet"),
        Binding("9", "leave", "Leave", id="room.leave", tooltip="Leave the room's screen"),
        Binding(
            "0,f1,question_mark",
            "keys",
            "Keys",
            key_display="0",
            id="room.keys",
            tooltip="All keys of this screen",
        ),
    ]

    def __init__(self, sees: RoomSees, address: str = "") -> None:
        super().__init__(sees.space)
        self.sees = sees
        self.address = address
        self.mark = Mark()
        self._read_number = sees.reading.number
        self._too_small = False

    @classmethod
    def example(cls) -> "RoomScreen":
        """Return one for the space that is open in the database."""
        return cls(read_room(find_space().uid), "https://heard.example/k7p2m9rt")

    def compose(self) -> ComposeResult:
        """Lay out the title and clock, the stage, the caption and the address."""
        with Horizontal(id="top"):
            yield Static(self.sees.space.title, id="title", markup=False, classes=FURNITURE)
            yield Static("", id="clock", markup=False, classes=UNSPOKEN)
        yield Drawing(self._stage, lambda: as_read_aloud(self.sees), id="stage")
        yield QrSquare(id="qr")
        with Horizontal(id="bottom"):
            yield Caption()
            yield Static(
                f"go to {shown_address(self.address)}" if self.address else "",
                id="address",
                markup=False,
                classes=FURNITURE,
            )

    def on_mount(self) -> None:
        """Draw the first time."""
        self.show(self.sees)

    def on_resize(self) -> None:
        """Draw again for the new size."""
        self._too_small = False
        self.query_one(Caption).set_class(self.size.height >= LARGE_CAPTION_ROWS, "-large")
        self.call_after_refresh(self.draw)

    @on(QrSquare.Fitted)
    def _fitted(self, message: QrSquare.Fitted) -> None:
        if self._too_small == message.fits:
            self._too_small = not message.fits
            self.draw()
            self.call_after_refresh(self.draw)

    def read(self) -> RoomSees:
        """Return what the room sees now."""
        return read_room(self.space.uid)

    def show(self, sees: RoomSees) -> None:
        """Draw what the room sees, and read aloud what the desk asked for."""
        if sees.showing is not self.sees.showing and not self.mark.length:
            # What was said belongs to what was shown before.
            self.said(Word(""))
        self.sees = sees
        self.space = sees.space
        self.set_class(sees.showing is Showing.QR, "-qr")
        self.set_class(sees.showing is Showing.BLANK, "-blank")
        self.tick()
        self.draw()
        if sees.reading.number != self._read_number:
            self._read_number = sees.reading.number
            self._read(sees)

    def _read(self, sees: RoomSees) -> None:
        """Do what the desk asks for: read what is shown or one contribution, pause, be quiet."""
        reading = sees.reading
        if reading.pause:
            self.action_pause()
        elif not reading.aloud:
            self.action_hush()
        elif reading.contribution is None:
            self.action_read()
        else:
            for number, said in enumerate(say_contribution(reading.contribution)):
                self.say_anyway(said.words, said.language, interrupt=number == 0)

    def _stage(self, width: int, height: int) -> Content:
        """Return what is on the stage, for its size."""
        look = Look(width, height, address=shown_address(self.address), mark=self.mark)
        return Content("\n").join(draw_room(self.sees, look))

    def draw(self) -> None:
        """Draw what is on the stage, or the square in its place."""
        stage = self.query_one(Drawing)
        square = self.query_one(QrSquare)
        # The square tries every new size; where it does not fit, the address stands in words.
        in_square = self.sees.showing is Showing.QR and not self._too_small
        square.set_class(not in_square, "-hidden")
        stage.set_class(in_square, "-hidden")
        square.show_text(self.address)
        stage.refresh()

    def tick(self) -> None:
        """Bring the clock and the minutes left up to date, calmly."""
        item = self.sees.item
        text = clock.time_of_day()
        if item is not None and item.started:
            left = clock.minutes_left(item.started, item.minutes)
            text += f"   {left} min left" if left else "   time to go on"
        self.put("#clock", text)
        self.put("#title", self.sees.space.title)

    def said(self, message: Word) -> None:
        """Mark the word in the text itself, large, as well as in the caption."""
        super().said(message)
        self.mark = Mark(message.words, message.at, message.length)
        self.query_one("#address").set_class(bool(message.words), "-said")
        self.draw()

    def action_read(self) -> None:
        """Read aloud what is shown: each thing in the voice of its language."""
        for number, said in enumerate(to_say(self.sees)):
            self.say_anyway(said.words, said.language, interrupt=number == 0)

    def action_blank(self) -> None:
        """Blank the screen, or bring back what was on it."""
        self.do(show, self.space.uid, Showing.BLANK)

    def action_go(self, number: int) -> None:
        """Show a part of the running order."""

        def go() -> None:
            items = running_order(self.space.uid)
            if number <= len(items):
                show_item(self.space.uid, items[number - 1].uid)

        self.do(go)

    def action_keys(self) -> None:
        """Show all keys."""
        self.app.push_screen(dialogs.KeysDialog.of(self))

    def action_settings(self) -> None:
        """Change the voice and the colours."""
        self.app.push_screen(dialogs.SettingsDialog(letters=self.has_voice))

    def action_leave(self) -> None:
        """Ask first: the room would lose its screen."""
        self.app.push_screen(
            dialogs.ConfirmDialog(
                "Leave the room's screen?",
                "Nothing is lost. The desk and the kiosks go on.",
                yes="Leave",
                no="Stay",
            ),
            lambda sure: super(RoomScreen, self).action_leave() if sure else None,
        )


def shown_address(address: str) -> str:
    """Return an address as it is written for people: without https://."""
    return address.removeprefix("https://").removeprefix("http://")
