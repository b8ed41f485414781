"""A question with numbered answers."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from assets.language import _
from screens.dialogs.base import ChoiceDialog
from screens.widgets.choices import Choices

__all__ = ["PickDialog"]

MOST_IN_FRAMES = 6


class PickDialog(ChoiceDialog[int | None]):
    """Ask a question; the answer is the number of a choice, from 0, or None for "back"."""

    def __init__(self, question: str, choices: Sequence[str], *, more: str = "") -> None:
        super().__init__()
        self.question = question
        self.more = more
        self.choices = tuple(choices)
        # With frames, no more than these stand in 24 rows.
        self.set_class(len(self.choices) + bool(more) > MOST_IN_FRAMES, "-many")

    @classmethod
    def example(cls) -> "PickDialog":
        """Return one as it is used."""
        return cls("Why is it held?", ["It names a person", "Private details", "Strong language"])

    def compose(self) -> ComposeResult:
        """Lay out the question, the choices and the way back."""
        with Vertical(id="dialog"):
            yield Static(self.question, id="question", markup=False)
            if self.more:
                yield Static(self.more, id="more", markup=False)
            yield Choices(self.choices)
            yield Static(_("Esc  Back, nothing changes"), id="hint", markup=False)

    @on(Choices.Chosen)
    def _chosen(self, message: Choices.Chosen) -> None:
        self.dismiss(message.number)
