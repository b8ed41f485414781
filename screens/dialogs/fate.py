"""What became of one contribution, for a person who asks by their receipt."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from models.contribution.contribution import Consent, State
from models.contribution.fate import Fate
from models.identity import new_uid
from screens.dialogs.base import ChoiceDialog
from screens.widgets.choices import Choices

__all__ = ["FateDialog"]

CHOICES = ("Back", "Read it in whole", "Take it back")


class FateDialog(ChoiceDialog[int | None]):
    """Tell what became of it, and ask what to do: 1 to read it, 2 to take it back, else back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "read_on(1)", "Read on", show=False, id="fate.down"),
        Binding("pageup", "read_on(-1)", "Read back", show=False, id="fate.up"),
    ]

    def __init__(self, fate: Fate) -> None:
        super().__init__()
        self.fate = fate

    @classmethod
    def example(cls) -> "FateDialog":
        """Return one as it is used."""
        fate = Fate(
            new_uid(),
            State.CLEARED,
            "More time.",
            "en",
            Consent(room=True),
            themes=("Time to talk",),
        )
        return cls(fate)

    def compose(self) -> ComposeResult:
        """Lay out what became of it; the words themselves stay out of sight."""
        gone = self.fate.state is State.WITHDRAWN
        with Vertical(id="dialog"):
            yield Static("What became of it", id="question", markup=False)
            with VerticalScroll(id="fate", can_focus=False):
                for sentence in self.fate.told():
                    yield Static(sentence, markup=False)
            yield Choices(CHOICES[:1] if gone else CHOICES)

    def action_read_on(self, pages: int) -> None:
        """Scroll, where what became of it is longer than its place."""
        fate = self.query_one("#fate")
        fate.scroll_relative(y=pages * max(1, fate.size.height - 1), animate=False)

    @on(Choices.Chosen)
    def _chosen(self, message: Choices.Chosen) -> None:
        self.dismiss(message.number or None)
