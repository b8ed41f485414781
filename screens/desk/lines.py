"""Some lines to read, which scroll where there are more than fit."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.events import Key
from textual.widgets import Static

from screens.dialogs.base import Dialog
from screens.long_words import cut

__all__ = ["LinesDialog"]


class LinesDialog(Dialog[None]):
    """Read what was done, line by line; the arrows scroll."""

    def __init__(self, heading: str, lines: Sequence[str]) -> None:
        super().__init__()
        self.heading, self.lines = heading, tuple(lines)

    @classmethod
    def example(cls) -> "LinesDialog":
        """Return one as it is used."""
        return cls("What was made", ["14 files are there, with a list.", "Braille: not checked."])

    def compose(self) -> ComposeResult:
        """Lay out the heading over the lines."""
        with Vertical(id="dialog"):
            yield Static(self.heading, id="question", markup=False)
            with VerticalScroll(id="all_keys"):
                yield Static("\n".join(map(cut, self.lines)), markup=False)
            yield Static("Esc  Back", id="hint", markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#all_keys").focus()

    def key_9(self, event: Key) -> None:
        """Go back; the key goes no further, or the screen beneath would go back too."""
        event.stop()
        self.action_back()
