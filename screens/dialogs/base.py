"""What every dialog shares: a frame, a question, and digits to answer with."""

from typing import ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.events import Key
from textual.screen import ModalScreen

from assets.language import N_
from screens.spoken import Spoken
from screens.widgets.choices import Choices

__all__ = ["ChoiceDialog", "Dialog"]

Answer = TypeVar("Answer")


class Dialog(Spoken, ModalScreen[Answer], Generic[Answer], inherit_bindings=False):
    """A dialog. Esc or 9 always goes back and changes nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,down", "app.focus_next", N_("Next"), show=False, id="dialog.next"),
        Binding("shift+tab,up", "app.focus_previous", N_("Before"), show=False, id="dialog.before"),
        Binding(
            "escape", "back", N_("Back"), id="dialog.back", tooltip=N_("Back; nothing changes")
        ),
    ]

    def action_back(self) -> None:
        """Go back; nothing changes."""
        self.dismiss(None)


class ChoiceDialog(Dialog[Answer], Generic[Answer], inherit_bindings=True):
    """A dialog that is answered by one of its numbered choices."""

    def on_mount(self) -> None:
        """Start at the first choice."""
        self.query_one(Choices).boxes[0].focus()

    def on_key(self, event: Key) -> None:
        """Choose by a digit; 9 goes back where it is no choice."""
        if self.query_one(Choices).choose_key(event):
            event.stop()
        elif event.key == "9":
            event.stop()
            self.action_back()
