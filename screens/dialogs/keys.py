"""All keys of a screen, read from its own bindings."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Static

from screens.dialogs.base import Dialog
from screens.widgets.key_bar import key_name

__all__ = ["KeysDialog"]


class KeysDialog(Dialog[None]):
    """Each key of a screen with what it does."""

    def __init__(self, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.keys = tuple(keys)

    @classmethod
    def of(cls, screen: "Screen[object]") -> "KeysDialog":
        """Return the keys of a screen, as it is now."""
        rows: list[tuple[str, str]] = []
        seen: dict[str, int] = {}
        for active in screen.active_bindings.values():
            binding = active.binding
            if not (binding.id or "").split(".")[0] or binding.action in ("", "noop"):
                continue
            name = key_name(binding.key)
            if binding.action in seen:
                keys, what = rows[seen[binding.action]]
                rows[seen[binding.action]] = (f"{keys} or {name}", what)
                continue
            seen[binding.action] = len(rows)
            rows.append((name, binding.tooltip or binding.description))
        return cls(rows)

    @classmethod
    def example(cls) -> "KeysDialog":
        """Return one as it is used."""
        return cls([("F2", "Show what is lit"), ("F3", "Hold what is lit, with a reason")])

    def compose(self) -> ComposeResult:
        """Lay out the keys; the list scrolls by the arrows where it is long."""
        with Vertical(id="dialog"):
            yield Static("Keys of this screen", id="question", markup=False)
            with VerticalScroll(id="all_keys"):
                for key, what in self.keys:
                    yield Static(Content.assemble((f" {key} ", "bold reverse"), f"  {what}"))
            yield Static("Esc  Back", id="hint", markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#all_keys").focus()

    def key_9(self, event: Key) -> None:
        """Go back; the key goes no further, or the face beneath would go back too."""
        event.stop()
        self.action_back()
