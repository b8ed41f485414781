"""What the kit check found."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from screens.dialogs.base import Dialog

__all__ = ["KitDialog"]


class KitDialog(Dialog[None]):
    """Each line: a sign and a word, what was found, and what to do."""

    def __init__(self, lines: Sequence[tuple[bool, str, str]]) -> None:
        super().__init__()
        self.lines = tuple(lines)

    @classmethod
    def example(cls) -> "KitDialog":
        """Return one as it is used."""
        return cls(
            [
                (True, "Database: open, and can be written", ""),
                (False, "Sound: This machine has no sound player.", "Run: make system"),
            ]
        )

    def compose(self) -> ComposeResult:
        """Lay out the lines; the arrows scroll."""
        with Vertical(id="dialog"):
            yield Static("Is everything ready?", id="question", markup=False)
            with VerticalScroll(id="all_keys"):
                for ok, found, what_to_do in self.lines:
                    sign = "✓ pass    " if ok else "! problem "
                    style = "" if ok else "bold $strong"
                    yield Static(Content.assemble((sign, style), found))
                    if what_to_do:
                        yield Static(Content(f"          {what_to_do}"))
            yield Static("Esc  Back. Nothing here stops a meeting.", id="hint", markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#all_keys").focus()

    def key_9(self, event: Key) -> None:
        """Go back; the key goes no further, or the face beneath would go back too."""
        event.stop()
        self.action_back()
