"""All keys of a screen, read from its own bindings."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from assets.language import _
from models.words import stop
from screens.dialogs.base import Dialog
from screens.widgets.key_bar import key_name, spoken_cap

__all__ = ["KeysDialog"]


class KeyRow(Static):
    """One key and what it does."""

    def __init__(self, key: str, what: str) -> None:
        super().__init__(Content.assemble((f" {key} ", "bold reverse"), f"  {what}"))
        self._aloud = f"{spoken_cap(key)}: {stop(what)}"

    def aloud(self) -> str:
        """Return the row for the ear."""
        return self._aloud


class KeysDialog(Dialog[None]):
    """Each key of a screen with what it does."""

    def __init__(self, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.keys = tuple(keys)

    @classmethod
    def of(cls, screen: "Screen[object]") -> "KeysDialog":
        """Return the keys of a screen, as it is now."""
        keys_of: dict[str, list[str]] = {}
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.id and active.enabled and not is_typed(screen.focused, binding.key):
                what = _(binding.tooltip or binding.description)
                keys_of.setdefault(what, []).append(key_name(binding.key))
        rows = [(together(keys), what) for what, keys in keys_of.items()]
        return cls(rows)

    @classmethod
    def example(cls) -> "KeysDialog":
        """Return one as it is used."""
        return cls([("F2", "Show what is lit"), ("F3", "Hold what is lit, with a reason")])

    def compose(self) -> ComposeResult:
        """Lay out the keys; the list scrolls by the arrows where it is long."""
        with Vertical(id="dialog"):
            yield Static(_("Keys of this screen"), id="question", markup=False)
            with VerticalScroll(id="all_keys"):
                for key, what in self.keys:
                    yield KeyRow(key, what)
            yield Static(_("Esc  Back"), id="hint", markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#all_keys").focus()

    def key_9(self, event: Key) -> None:
        """Go back; the key goes no further, or the face beneath would go back too."""
        event.stop()
        self.action_back()


def is_typed(focused: Widget | None, key: str) -> bool:
    """Say whether a key is a sign that the line in focus would take for itself."""
    sign = key_name(key)
    is_sign = len(sign) == 1 and sign.isascii()
    return is_sign and focused is not None and focused.check_consume_key(key, sign)


def together(keys: list[str]) -> str:
    """Write the keys that do one thing: "F2 or S", "1 to 8"."""
    if len(keys) > 3:
        return _("{first} to {last}").format(first=keys[0], last=keys[-1])
    return _(" or ").join(keys)
