"""Two versions of the same person's words, and the question which one stands."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from models.identity import new_uid
from models.merge.other_version import OtherVersion
from screens.dialogs.base import ChoiceDialog
from screens.long_words import cut
from screens.spoken import UNSPOKEN
from screens.widgets.choices import Choices

__all__ = ["VersionsDialog"]

ANSWERS = ("The words here stand", "The other words stand")


class VersionsDialog(ChoiceDialog[bool | None]):
    """Ask which words stand: True for the other ones, False for those here, None for later."""

    def __init__(self, versions: OtherVersion, left: int = 1) -> None:
        super().__init__()
        self.versions = versions
        self.left = left

    @classmethod
    def example(cls) -> "VersionsDialog":
        """Return one as it is used."""
        here, other = "More time from the carers.", "More time from the same carer."
        return cls(OtherVersion(new_uid(), new_uid(), here, other, "en", "kiosk 2", 0), 2)

    def compose(self) -> ComposeResult:
        """Lay out both versions, and what may be decided."""
        # On a loudspeaker, others hear what is said.
        quiet = not getattr(self.app.screen_stack[0], "says_private", False)
        several = f" ({self.left} to decide)" if self.left > 1 else ""
        with Vertical(id="dialog"):
            yield Static(f"One person's words, kept twice{several}", id="question", markup=False)
            with VerticalScroll(id="versions", can_focus=False, classes=UNSPOKEN if quiet else ""):
                yield Static(Content(f"Here: {cut(self.versions.here or 'nothing yet')}"))
                place = self.versions.place or "another machine"
                yield Static(Content(f"From {place}: {cut(self.versions.other)}"))
            yield Choices(ANSWERS)
            yield Static("Esc  Later, both are kept", id="hint", markup=False)

    @on(Choices.Chosen)
    def _chosen(self, message: Choices.Chosen) -> None:
        self.dismiss(message.number == 1)
