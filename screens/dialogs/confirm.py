"""A question with yes and no; "no" is first, and a slip loses nothing."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from screens.dialogs.base import ChoiceDialog
from screens.widgets.choices import Choices

__all__ = ["ConfirmDialog"]


class ConfirmDialog(ChoiceDialog[bool]):
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

    @on(Choices.Chosen)
    def _chosen(self, message: Choices.Chosen) -> None:
        self.dismiss(message.number == 1)

    def action_back(self) -> None:
        """Take going back for "no"."""
        self.dismiss(False)
