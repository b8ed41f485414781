"""Louder, slower, other colours: for whoever is here now."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from assets.language import N_, _
from screens.dialogs.base import ChoiceDialog
from screens.messages import ChangeVoice, NextColours
from screens.spoken import Spoken
from screens.widgets.choices import Choices

__all__ = ["SettingsDialog"]


class SettingsDialog(ChoiceDialog[None]):
    """Each key changes something at once; the dialog stays until a person goes back."""

    CHANGES: ClassVar[dict[str, Callable[[], Message]]] = {
        N_("Louder"): lambda: ChangeVoice(volume=1),
        N_("Quieter"): lambda: ChangeVoice(volume=-1),
        N_("Slower"): lambda: ChangeVoice(rate=-1),
        N_("Faster"): lambda: ChangeVoice(rate=1),
        N_("Other colours"): NextColours,
    }

    def __init__(self, *, letters: bool) -> None:
        super().__init__()
        self.letters = letters  # where nothing is said, there is nothing to choose

    @classmethod
    def example(cls) -> "SettingsDialog":
        """Return one as it is used."""
        return cls(letters=True)

    def compose(self) -> ComposeResult:
        """Lay out what can be changed."""
        with Vertical(id="dialog"):
            yield Static(_("What would help?"), id="question", markup=False)
            yield Choices([*map(_, self.CHANGES), *([self._letters()] if self.letters else [])])
            yield Static(_("Esc or 9  Back"), id="hint", markup=False)

    def _letters(self) -> str:
        """Say how it stands with the letters, in words."""
        echoes = getattr(self.app.screen_stack[0], "echoes", False)
        return _("Say each letter I type: on") if echoes else _("Say each letter I type: off")

    @on(Choices.Chosen)
    def _chosen(self, message: Choices.Chosen) -> None:
        changes = list(self.CHANGES.values())
        if message.number < len(changes):
            self.post_message(changes[message.number]())
        else:
            self._change_letters(message.number)

    def _change_letters(self, number: int) -> None:
        """Say letters as they are typed, or no more; told by sight and by sound."""
        face = self.app.screen_stack[0]
        if isinstance(face, Spoken):
            face.echoes = not face.echoes
            self.query_one(Choices).rename(number, self._letters())
            self.say(f"{self._letters()}.")
