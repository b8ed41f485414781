"""A box for words: as many lines as a person wants; Enter ends the text."""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea

from assets.language import N_
from models.words import last_word, stop

__all__ = ["WordsArea"]


class WordsArea(TextArea, inherit_bindings=False):
    """Letters and digits are text here, and nothing else is a key but those that move.

    No undo, no clipboard: what one person wrote must not come back for the next.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "finish", N_("I have finished"), id="words.finish", tooltip=N_("Read it back")
        ),
        Binding("up", "cursor_up", N_("Up"), show=False, id="words.up"),
        Binding("down", "cursor_down", N_("Down"), show=False, id="words.down"),
        Binding("left", "cursor_left", N_("Left"), show=False, id="words.left"),
        Binding("right", "cursor_right", N_("Right"), show=False, id="words.right"),
        Binding("home", "cursor_line_start", N_("Start of line"), show=False, id="words.home"),
        Binding("end", "cursor_line_end", N_("End of line"), show=False, id="words.end"),
        Binding("backspace,ctrl+h", "delete_left", N_("Delete"), show=False, id="words.delete"),
        Binding("delete", "delete_right", N_("Delete"), show=False, id="words.delete_right"),
    ]

    @dataclass
    class Finished(Message):
        """The person ended the text."""

        words: str

    def __init__(self, words: str = "") -> None:
        super().__init__(words, id="words", soft_wrap=True, tab_behavior="focus")
        self.cursor_blink = False
        # Who comes back to their words goes on writing where they stopped.
        self.move_cursor(self.document.end)

    def on_unmount(self) -> None:
        """Forget the words: Textual holds each box that ever was, until the colours change."""
        with self.prevent(self.Changed):
            self.load_text("")

    def aloud(self) -> str:
        """Return the words that are in it, for the ear."""
        return stop(self.text)

    def word_before(self) -> str:
        """Return the word before the cursor, to be said once it is ended."""
        return last_word(self.get_text_range((0, 0), self.cursor_location))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the words; nothing once the page is turned, when the styles are gone already."""
        if not self.is_attached:
            return [Strip.blank(crop.width) for _ in range(crop.height)]
        return super().render_lines(crop)

    async def _on_key(self, event: Key) -> None:
        # Textual would put a new line into the text.
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.action_finish()

    def action_finish(self) -> None:
        """End the text."""
        self.post_message(self.Finished(self.text))
