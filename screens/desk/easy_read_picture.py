"""Choosing the picture beside a part of the Easy Read paper."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from models.kiosk.picture import Picture, pictures
from screens.dialogs.base import Dialog
from screens.spoken import UNSPOKEN
from screens.widgets.line_list import Entry, LineList
from screens.widgets.picture_cells import LEAST_ROWS, cells_of

__all__ = ["EasyPictureDialog", "Preview"]


class Preview(Static):
    """A picture as it looks, in as few rows as it can be known by; empty for none."""

    def __init__(self) -> None:
        super().__init__("", id="preview", markup=False, classes=UNSPOKEN)

    def show_picture(self, picture: Picture | None) -> None:
        """Draw a picture."""
        rows = cells_of(picture.look, LEAST_ROWS) if picture else ()
        lines = [
            Content.assemble(*((block, "reverse" if turned else "") for block, turned in row))
            for row in rows
        ]
        self.update(Content("\n").join(lines))


class EasyPictureDialog(Dialog[str | None]):
    """Choose one of all pictures by its words; the answer is its name."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Choose", id="easy_picture.choose", tooltip="Take this picture"),
        Binding("9", "back", "Back", show=False, id="easy_picture.back", tooltip="Back"),
    ]

    def __init__(self, offered: Sequence[Picture], chosen: str = "") -> None:
        super().__init__()
        self.offered, self.chosen = tuple(offered), chosen

    @classmethod
    def example(cls) -> "EasyPictureDialog":
        """Return one as it is used."""
        return cls(pictures())

    def compose(self) -> ComposeResult:
        """Lay out the list, and how the lit one looks."""
        with Vertical(id="dialog"):
            yield Static("Which picture shows what is said?", id="question", markup=False)
            with Horizontal(id="choice"):
                yield LineList[str](id="pictures", spaced=False, empty="There are no pictures.")
                yield Preview()
            yield Static("Enter  Take it     Esc  Back", id="hint", markup=False)

    def on_mount(self) -> None:
        """Begin at the picture that is there now."""
        found = self.query_one(LineList)
        found.border_title = "Pictures"
        found.show_entries([Entry(one.name, one.words, one.alt) for one in self.offered])
        if self.chosen:
            found.light(self.chosen)
        found.focus()

    @on(LineList.Lit)
    def _lit(self, message: LineList.Lit) -> None:
        message.stop()
        key = self.query_one(LineList).lit_key
        shown = next((one for one in self.offered if one.name == key), None)
        self.query_one(Preview).show_picture(shown)

    def action_choose(self) -> None:
        """Take the picture that is lit."""
        key: str | None = self.query_one(LineList).lit_key
        self.dismiss(key)
