"""Somebody's words, to take out what must not stay."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from models.words import clean
from screens.dialogs.base import Dialog
from screens.spoken import UNSPOKEN
from screens.widgets.words_area import WordsArea

__all__ = ["RedactDialog"]


class RedactDialog(Dialog[str | None]):
    """Change somebody's words; None for "back". Nothing is saved here: the desk asks on."""

    def __init__(self, words: str, *, reason: str = "", private: bool = True) -> None:
        super().__init__()
        self.words, self.reason, self.private = words, reason, private

    @classmethod
    def example(cls) -> "RedactDialog":
        """Return one as it is used."""
        return cls("Dilys lost my form twice.", reason="may name a person")

    def compose(self) -> ComposeResult:
        """Lay out what to do, the words, and the way on and back."""
        # On a loudspeaker, others hear what is said.
        quiet = self.private and not getattr(self.app.screen_stack[0], "says_private", False)
        with Vertical(id="dialog"):
            yield Static("Take out what must not stay", id="question", markup=False)
            held = f"Held: {self.reason}. " if self.reason else ""
            yield Static(
                f'{held}Put plain words in its place, such as "a worker".', id="more", markup=False
            )
            area = WordsArea(self.words)
            area.set_class(quiet, UNSPOKEN)
            yield area
            yield Static("Enter  Go on     Esc  Back, nothing changes", id="hint", markup=False)

    def on_mount(self) -> None:
        """Begin in the words."""
        self.query_one(WordsArea).focus()

    @on(WordsArea.Finished)
    def _finished(self, message: WordsArea.Finished) -> None:
        message.stop()
        words = clean(message.words)
        if not words or words == clean(self.words):
            told = "Nothing is taken out yet. Change the words, then press Enter."
            if not words:
                told = "There are no words left. Leave what the person wanted to say."
            self.query_one("#hint", Static).update(told)
            self.point_out(self.query_one(WordsArea), told)
            return
        self.dismiss(words)
