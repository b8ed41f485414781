"""Look before you show: what the room would see, on the desk alone."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from models.room.aloud import as_read_aloud
from models.room.room import RoomSees, read_room
from models.space.space import find_space
from screens.dialogs.base import Dialog
from screens.room.address import shown_address
from screens.room.drawing import draw_room
from screens.room.pages import page_of
from screens.widgets.drawing import Drawing
from screens.widgets.large import Look

__all__ = ["PreviewDialog"]


class PreviewDialog(Dialog[bool | None]):
    """What the room would see. Enter shows it; Esc or 9 goes back, and nobody saw it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "show", "Show it", id="preview.show", tooltip="Show it in the room"),
    ]

    def __init__(self, sees: RoomSees, address: str = "") -> None:
        super().__init__()
        self.sees, self.address = sees, address

    @classmethod
    def example(cls) -> "PreviewDialog":
        """Return one for what the room of the space in the database sees now."""
        return cls(read_room(find_space().uid), "https://heard.example/k7p2m9rt")

    def compose(self) -> ComposeResult:
        """Lay out the question, what the room would see, and the two ways on."""
        with Vertical(id="dialog"):
            yield Static("The room would see this. Show it?", id="question", markup=False)
            yield Drawing(self._draw, lambda: as_read_aloud(self._page), id="preview")
            yield Static("Enter  Show it     Esc  Back, nothing changes", id="hint", markup=False)

    @property
    def _page(self) -> RoomSees:
        """The page that the room would begin with, as it is cut for the size it has told."""
        at = self.sees.at
        return page_of(self.sees, Look(at.width, at.height, address=shown_address(self.address)))

    def _draw(self, width: int, height: int) -> Content:
        look = Look(width, height, plain=True, address=shown_address(self.address))
        return Content("\n").join(draw_room(self._page, look))

    def action_show(self) -> None:
        """Show it."""
        self.dismiss(True)

    def key_9(self, event: Key) -> None:
        """Go back; the key goes no further, or the desk beneath would be left."""
        event.stop()
        self.action_back()
