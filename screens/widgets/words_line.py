"""The scribe's line: type, Enter, saved, next."""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input

from assets.language import N_
from models.words import last_word, one_line, stop

__all__ = ["WordsLine"]


class WordsLine(Input):
    """One line for words. All of what is pasted counts, not only its first line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", N_("Save"), id="line.save", tooltip=N_("Save the words")),
    ]

    # Textual lays the whole screen out anew for each letter, though the line never grows.
    virtual_size = Reactive(Size(0, 0), layout=False)

    def __init__(self, *, id: str, placeholder: str = "", empties: bool = False) -> None:
        super().__init__(id=id, placeholder=placeholder, select_on_focus=False)
        self._empties = empties
        self.cursor_blink = False

    @dataclass
    class Ended(Message):
        """A person ended the line with Enter. A line that empties is empty by now."""

        words: str
        line: "WordsLine"

        @property
        def control(self) -> "WordsLine":
            """The line that was ended."""
            return self.line

    def aloud(self) -> str:
        """Return the line for the ear: what it is for, and what is in it unless that is veiled."""
        words = self.value or self.placeholder
        if self.password and self.value:
            words = f"{len(self.value)} letters"
        return f"{stop(str(self.border_title or ''))} {stop(words)}".strip()

    def word_before(self) -> str:
        """Return the word before the cursor, to be said once it is ended."""
        return last_word(self.value[: self.cursor_position])

    async def action_submit(self) -> None:
        """End the line. One that empties does so now: the next letter is of the next words."""
        words = self.value
        if self._empties:
            self.value = ""
        self.post_message(self.Ended(words, self))

    def _on_paste(self, event: Paste) -> None:
        # Textual keeps the first line only and drops the rest; those are somebody's words.
        event.stop()
        event.prevent_default()
        self.insert_text_at_cursor(one_line(event.text))
