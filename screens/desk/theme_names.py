"""The names that a theme had before, each with when it ended, who ended it and why."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from models.theme.names import ThemeName
from screens import clock
from screens.dialogs.base import Dialog
from screens.long_words import cut

__all__ = ["NamesDialog"]

WHY = {
    "renamed": "{who} gave it another name",
    "the room": "{who} renamed it, as the room asked",
    "merged": "{who} put this theme together with it",
}


class NamesDialog(Dialog[None]):
    """Read the history of a theme's name; the arrows scroll."""

    def __init__(self, title: str, names: Sequence[ThemeName]) -> None:
        super().__init__()
        self.theme_title, self.names = title, tuple(names)

    @classmethod
    def example(cls) -> "NamesDialog":
        """Return one as it is used."""
        return cls(
            "Phone us back", [ThemeName("Nobody phones", 1_795_007_400_000, "desk 1", "the room")]
        )

    def compose(self) -> ComposeResult:
        """Lay out the name of now, and under it those before, the newest first."""
        with Vertical(id="dialog"):
            yield Static(Content(cut(self.theme_title)), id="question")
            with VerticalScroll(id="all_keys"):
                for name in self.names:
                    who = name.by[:1].upper() + name.by[1:] or "Somebody"
                    what = WHY[name.why].format(who=who)
                    yield Static(f"{clock.time_of_day(name.until)} {what}. It was:", markup=False)
                    yield Static(Content.styled(cut(name.title), "bold"))
                if not self.names:
                    yield Static("It never had another name.", markup=False)
            yield Static("Esc  Back", id="hint", markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#all_keys").focus()

    def key_9(self, event: Key) -> None:
        """Go back; the key goes no further."""
        event.stop()
        self.action_back()
