"""The room: the shared screen. It shows one thing, large, and reads it aloud."""

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from models.desk.face import FaceKind
from models.errors import HeardError
from models.meeting.breaks import break_is_to_be_told, tell_of_break
from models.meeting.going_on import go_on
from models.meeting.item_time import break_is_on, minutes_left, time_left
from models.meeting.running_order import running_order
from models.room.aloud import as_read_aloud, say_contribution, to_say
from models.room.page import tell_room_size, turn_page
from models.room.room import RoomSees, read_room
from models.room.stage import Showing, show
from models.space.space import find_space
from screens import clock, dialogs
from screens.messages import Word
from screens.room.address import Address, shown_address
from screens.room.drawing import draw_room
from screens.room.driven import DRIVING_KEYS, DrivenActs
from screens.room.pages import page_of, page_that_says, pages_of
from screens.room.squares import (
    LEAST_BESIDE,
    address_aloud,
    is_beside,
    least_border,
    square_holds,
)
from screens.spoken import FURNITURE, UNSPOKEN
from screens.widgets.caption import Caption
from screens.widgets.drawing import Drawing
from screens.widgets.key_bar import KeyBar
from screens.widgets.large import Look, Mark
from screens.widgets.qr_square import QrSquare

__all__ = ["RoomScreen"]

# With so many rows the terminal's own letters are too small for the back of the room.
LARGE_CAPTION_ROWS = 36
# In the last minute of a break seconds are shown; a little before, so that none is late.
LAST_MS = 65_000


class RoomScreen(DrivenActs):
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
            "8",
            "settings",
            "Louder, colours",
            show=False,
            id="room.settings",
            tooltip="Voice and colours",
        ),
        Binding(
            "right,pagedown",
            "page(1)",
            "Next page",
            show=False,
            id="room.page_on",
            tooltip="Turn to the next page",
        ),
        Binding(
            "left,pageup",
            "page(-1)",
            "Page before",
            show=False,
            id="room.page_back",
            tooltip="Turn a page back",
        ),
        Binding("b", "blank", "Blank", id="room.blank", tooltip="Blank the screen, and back"),
        *DRIVING_KEYS,
        Binding("space", "pause", "Pause", show=False, id="room.pause", tooltip="Pause, and go on"),
        Binding("escape", "hush", "Quiet", show=False, id="room.hush", tooltip="Be quiet"),
        Binding(
            "9", "leave", "Leave", show=False, id="room.leave", tooltip="Leave the room's screen"
        ),
        Binding(
            "0,f1,question_mark",
            "keys",
            "Keys",
            key_display="0",
            id="room.keys",
            tooltip="All keys of this screen",
        ),
    ]

    def __init__(self, sees: RoomSees, address: str = "", *, driven: bool = False) -> None:
        super().__init__(sees.space)
        self.driven = driven
        self.sees = sees
        self.address = address
        self.mark = Mark()
        self._followed: int | None = None  # the page that the voice is on, while it reads
        self._told_size = (sees.at.width, sees.at.height)
        self._second: Timer | None = None
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
        with Container(id="middle"):
            yield Drawing(self._stage, self._aloud, id="stage")
            yield QrSquare(id="qr")
        with Horizontal(id="bottom"):
            yield Caption()
            yield Address(self.address)
        if self.driven:
            yield KeyBar()

    def on_mount(self) -> None:
        """Draw the first time."""
        self.show(self.sees)

    def on_resize(self) -> None:
        """Draw again for the new size."""
        self._too_small = False
        self.query_one(Caption).set_class(self.size.height >= LARGE_CAPTION_ROWS, "-large")
        self.call_after_refresh(self._sized)

    def _sized(self) -> None:
        """Draw for the new size, and tell the desk how much space there is."""
        # Tried once more: what stands around the square takes its own size after it.
        self._too_small = False
        self.draw()
        self._tell_size()

    @on(Drawing.Sized)
    def _tell_size(self) -> None:
        """Tell the desk how much space there is: a caption of two rows takes one from the stage."""
        if self.sees.showing is Showing.QR:
            return
        size = self._look.width, self._look.height
        if self._told_size != size and min(size) > 0:
            self._told_size = size
            self.do(tell_room_size, self.space.uid, *size, failed=self._tell_again, quietly=True)

    def _tell_again(self, _error: HeardError) -> None:
        """Forget that the desk was told: it could not be, and will be with the next frame."""
        self._told_size = (0, 0)

    @property
    def _look(self) -> Look:
        """How much space there is for what is shown, and how it is drawn."""
        width, height = self.query_one(Drawing).content_size
        if self.sees.showing is Showing.QR and self._told_size[0]:
            # A square takes its place, or a part of it: lists are laid out for all of it.
            width, height = self._told_size
        return Look(width, height, address=shown_address(self.address), mark=self.mark)

    @property
    def page(self) -> RoomSees:
        """What is on the screen: the page of all that is shown."""
        if self._followed is not None:
            pages = pages_of(self.sees, self._look)
            if self._followed < len(pages):
                return pages[self._followed]
        return page_of(self.sees, self._look)

    @on(QrSquare.Fitted)
    def _fitted(self, message: QrSquare.Fitted) -> None:
        if not is_beside(self.sees) and self._too_small == message.fits:
            self._too_small = not message.fits
            self.draw()
            self.call_after_refresh(self.draw)

    def read(self) -> RoomSees:
        """Return what the room sees now."""
        return read_room(self.space.uid)

    def show(self, sees: RoomSees) -> None:
        """Draw what the room sees, and read aloud what the desk asked for."""
        if (sees.showing, sees.at) != (self.sees.showing, self.sees.at):
            self._followed = None
        if sees.showing is not self.sees.showing and not self.mark.length:
            # What was said belongs to what was shown before.
            self.said(Word(""))
        was_square = self.sees.showing is Showing.QR
        self.sees = sees
        self.space = sees.space
        self.set_class(sees.showing is Showing.QR, "-qr")
        self.set_class(is_beside(sees), "-other")
        self.set_class(sees.showing is Showing.BLANK, "-blank")
        self.tick()
        self.draw()
        if was_square or sees.showing is Showing.QR:
            self.call_after_refresh(self._sized)
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
        square = self.has_class("-beside")
        look = replace(self._look, width=width, height=height, square=square)
        return Content("\n").join(draw_room(self.page, look))

    def _aloud(self) -> str:
        """Return what is on the stage for the ear; where it has an address, that too."""
        where = address_aloud(self.sees, self.address) if is_beside(self.sees) else ""
        return f"{as_read_aloud(self.page)} {where}".strip()

    def draw(self) -> None:
        """Draw what is on the stage, the square in its place, or the square beside it."""
        stage = self.query_one(Drawing)
        square = self.query_one(QrSquare)
        beside = self._cells_beside() if is_beside(self.sees) else 0
        # The square tries every new size; where it does not fit, the address stands in words.
        in_square = self.sees.showing is Showing.QR and not is_beside(self.sees)
        in_square = in_square and not self._too_small
        self.set_class(beside > 0, "-beside")
        square.styles.width = beside or None
        square.set_class(not in_square and not beside, "-hidden")
        stage.set_class(in_square, "-hidden")
        square.show_text(
            square_holds(self.sees, self.address),
            least_border=least_border(self.sees),
            spoken="" if is_beside(self.sees) else None,
        )
        stage.redraw()

    def _cells_beside(self) -> int:
        """Return how wide the square is that fits beside its words; 0 where none does."""
        from outcomes.qr import BORDER, fits

        width, height = self.query_one("#middle").size
        least = least_border(self.sees) or BORDER
        held = square_holds(self.sees, self.address)
        matrix = fits(held, width - LEAST_BESIDE, height, least_border=least)
        return len(matrix) if matrix else 0

    def tick(self) -> None:
        """Bring the clock and the minutes left up to date, calmly."""
        item = self.sees.item
        text = clock.time_of_day()
        if item is not None and item.started and self.sees.showing is not Showing.BREAK:
            left = minutes_left(item, clock.now_ms())
            text += f"   {left} min left" if left > 0 else "   time to go on"
        self.put("#clock", text)
        self.put("#title", self.sees.space.title)
        self._follow_break()

    def _follow_break(self) -> None:
        """Draw the break's time anew, each second in its last minute alone; say when it ends."""
        item, now = self.sees.item, clock.now_ms()
        if self.sees.showing is Showing.BREAK:
            self.query_one(Drawing).redraw()
        if break_is_to_be_told(item, now):
            self.do(tell_of_break, self.space.uid, then=self.say_anyway_if_any, quietly=True)
        last = break_is_on(item, now) and item is not None and time_left(item, now) <= LAST_MS
        if last and self._second is None:
            self._second = self.set_interval(1, self.tick)
        elif not last and self._second is not None:
            self._second.stop()
            self._second = None

    def say_anyway_if_any(self, words: str, *, interrupt: bool = True) -> None:
        """Say words, if there are any: of a break, another room or desk may have said them."""
        if words:
            self.say_anyway(words, interrupt=interrupt)

    def show_told(self, sentence: str) -> None:
        """Tell it on the screen; where it is small, the address makes room for the sentence."""
        super().show_told(sentence)
        self.query_one(Address).set_class(bool(sentence), "-said")

    def said(self, message: Word) -> None:
        """Mark the word in the text itself, large, as well as in the caption."""
        super().said(message)
        mark = Mark(message.words, message.at, message.length)
        if mark == self.mark:
            return
        self.mark = mark
        self.query_one(Address).set_class(bool(message.words), "-said")
        self._follow_voice()
        self.query_one(Drawing).redraw()

    def _follow_voice(self) -> None:
        """Be on the page with the word being said; when the voice ends, where the desk left us."""
        if not self.mark.length:
            if not self.mark.words:
                self._followed = None
            return
        pages = pages_of(self.sees, self._look)
        found = page_that_says(pages, self.mark) if len(pages) > 1 else None
        if found is not None:
            self._followed = found

    def action_page(self, steps: int) -> None:
        """Turn a page."""
        self._followed = None
        pages = len(pages_of(self.sees, self._look))
        self.do(turn_page, self.space.uid, steps, of=pages)

    def action_read(self) -> None:
        """Read aloud what is shown: each thing in the voice of its language."""
        for number, said in enumerate(to_say(self.page)):
            self.say_anyway(said.words, said.language, interrupt=number == 0)
        if self.sees.showing is Showing.QR:
            self.say_anyway_if_any(address_aloud(self.sees, self.address), interrupt=False)

    def action_blank(self) -> None:
        """Blank the screen, or bring back what was on it."""
        self.do(show, self.space.uid, Showing.BLANK)

    def action_go(self, number: int) -> None:
        """Show a part of the running order."""

        def go() -> None:
            items = running_order(self.space.uid)
            if number <= len(items):
                go_on(self.space.uid, items[number - 1].uid)

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
