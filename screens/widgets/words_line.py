"""The scribe's line: type, Enter, saved, next."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.widgets import Input

from models.words import one_line

__all__ = ["WordsLine"]


class WordsLine(Input):
    """One line for words. All of what is pasted counts, not only its first line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Save", id="line.save", tooltip="Save the words"),
    ]

    def __init__(self, *, id: str, placeholder: str = "") -> None:
        super().__init__(id=id, placeholder=placeholder, select_on_focus=False)
        self.cursor_blink = False

    def _on_paste(self, event: Paste) -> None:
        # Textual keeps the first line only and drops the rest; those are somebody's words.
        event.stop()
        event.prevent_default()
        self.insert_text_at_cursor(one_line(event.text))
