"""What became of words that were taken back, and what a person has to call back."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from screens.dialogs.base import ChoiceDialog
from screens.widgets.choices import Choices

__all__ = ["RecallDialog"]


class RecallDialog(ChoiceDialog[None]):
    """Tell it sentence by sentence; the only answer is that it was read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "read_on(1)", "Read on", show=False, id="recall.down"),
        Binding("pageup", "read_on(-1)", "Read back", show=False, id="recall.up"),
    ]

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__()
        self.sentences = tuple(sentences)

    @classmethod
    def example(cls) -> "RecallDialog":
        """Return one as it is used."""
        return cls(
            (
                "The words are erased.",
                "They were handed out before. Call this back:",
                "17 November 2026, printed: large-18.",
            )
        )

    def compose(self) -> ComposeResult:
        """Lay out the sentences."""
        with Vertical(id="dialog"):
            yield Static("Taken back", id="question", markup=False)
            with VerticalScroll(id="fate", can_focus=False):
                for sentence in self.sentences:
                    yield Static(sentence, markup=False)
            yield Choices(["I have read it"])

    def action_read_on(self, pages: int) -> None:
        """Scroll, where it is longer than its place."""
        place = self.query_one("#fate")
        place.scroll_relative(y=pages * max(1, place.size.height - 1), animate=False)

    @on(Choices.Chosen)
    def _chosen(self, message: Choices.Chosen) -> None:
        message.stop()
        self.dismiss(None)
