"""Other words beside somebody's own: tidied, or in another language."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from models.words import clean
from screens.dialogs.base import Dialog
from screens.long_words import cut
from screens.spoken import UNSPOKEN
from screens.widgets.words_area import WordsArea

__all__ = ["BesideDialog"]


class BesideDialog(Dialog[str | None]):
    """Write a wording with the original in sight, which stays; None for "back"."""

    def __init__(self, question: str, original: str, *, words: str = "", private: bool = True):
        super().__init__()
        self.question, self.original, self.words = question, original, words
        self.private = private

    @classmethod
    def example(cls) -> "BesideDialog":
        """Return one as it is used."""
        return cls("In English", "Więcej czasu od opiekunek.", words="More time from the carers.")

    def compose(self) -> ComposeResult:
        """Lay out the original, the words that are written, and the way on and back."""
        # On a loudspeaker, others hear what is said.
        quiet = self.private and not getattr(self.app.screen_stack[0], "says_private", False)
        with Vertical(id="dialog"):
            yield Static(self.question, id="question", markup=False)
            with VerticalScroll(id="original", can_focus=False, classes=UNSPOKEN if quiet else ""):
                yield Static(Content(cut(self.original)))
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
        if words:
            self.dismiss(words)
            return
        told = "There are no words yet. Type them, then press Enter."
        self.query_one("#hint", Static).update(told)
        self.point_out(self.query_one(WordsArea), told)
