"""Louder, slower, other colours: for whoever is here now."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from screens.dialogs.base import ChoiceDialog
from screens.messages import ChangeVoice, NextColours
from screens.widgets.choices import Choices

__all__ = ["SettingsDialog"]


class SettingsDialog(ChoiceDialog[None]):
    """Each key changes something at once; the dialog stays until a person goes back."""

    CHOICES = ("Louder", "Quieter", "Slower", "Faster", "Other colours")

    @classmethod
    def example(cls) -> "SettingsDialog":
        """Return one as it is used."""
        return cls()

    def compose(self) -> ComposeResult:
        """Lay out what can be changed."""
        with Vertical(id="dialog"):
            yield Static("What would help?", id="question", markup=False)
            yield Choices(self.CHOICES)
            yield Static("Esc or 9  Back", id="hint", markup=False)

    @on(Choices.Chosen)
    def _chosen(self, message: Choices.Chosen) -> None:
        changes: tuple[Message, ...] = (
            ChangeVoice(volume=1),
            ChangeVoice(volume=-1),
            ChangeVoice(rate=-1),
            ChangeVoice(rate=1),
            NextColours(),
        )
        self.post_message(changes[message.number])
