"""A question that is answered in a few words."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from models.words import one_line
from screens.dialogs.base import Dialog
from screens.widgets.words_line import WordsLine

__all__ = ["WriteDialog"]


class WriteDialog(Dialog[str | None]):
    """Ask for a few words; None for "back"."""

    def __init__(self, question: str, save: str, *, words: str = "") -> None:
        super().__init__()
        self.question, self.save, self.words = question, save, words

    @classmethod
    def example(cls) -> "WriteDialog":
        """Return one as it is used."""
        return cls("What is this theme called?", "Make it", words="Time to talk")

    def compose(self) -> ComposeResult:
        """Lay out the question and the line."""
        with Vertical(id="dialog"):
            yield Static(self.question, id="question", markup=False)
            yield WordsLine(id="answer")
            yield Static(f"Enter  {self.save}     Esc  Back, nothing changes", id="hint")

    def on_mount(self) -> None:
        """Begin with what there is."""
        line = self.query_one(WordsLine)
        line.value = self.words
        line.cursor_position = len(self.words)
        line.focus()

    @on(WordsLine.Ended)
    def _written(self, message: WordsLine.Ended) -> None:
        message.stop()
        words = one_line(message.words)
        if words:
            self.dismiss(words)
            return
        told = "There are no words yet. Type a few, then press Enter."
        self.query_one("#hint", Static).update(told)
        self.point_out(message.line, told)
