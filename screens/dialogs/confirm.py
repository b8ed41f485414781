"""A question with yes and no; "no" is first, and a slip loses nothing."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key
from textual.widgets import Static

from screens.dialogs.base import Dialog
from screens.widgets.choices import Choices

__all__ = ["ConfirmDialog"]


class ConfirmDialog(Dialog[bool]):
    """Ask before something that cannot be undone, or that leaves."""

    def __init__(self, question: str, more: str, *, yes: str, no: str) -> None:
        super().__init__()
        self.question, self.more, self.yes, self.no = question, more, yes, no

    @classmethod
    def example(cls) -> "ConfirmDialog":
        """Return one as it is used."""
        return cls("Leave the desk?", "Nothing is lost.", yes="Leave", no="Stay")

    def compose(self) -> ComposeResult:
        """Lay out the question and its two answers."""
        with Vertical(id="dialog"):
            yield Static(self.question, id="question", markup=False)
            yield Static(self.more, id="more", markup=False)
            yield Choices([self.no, self.yes])

    def on_mount(self) -> None:
        """Start at "no"."""
        self.query_one(Choices).boxes[0].focus()

    def on_key(self, event: Key) -> None:
        """Choose by a digit."""
        if self.query_one(Choices).choose_key(event):
            event.stop()
        elif event.key == "9":
            event.stop()
            self.action_back()

    @on(Choices.Chosen)
    def _chosen(self, message: Choices.Chosen) -> None:
        self.dismiss(message.number == 1)

    def action_back(self) -> None:
        """Take going back for "no"."""
        self.dismiss(False)
