"""The keys that work now, most important first, as small filled caps."""

from rich.cells import cell_len
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget

from assets.language import N_, _
from models.words import stop

__all__ = ["KeyBar", "key_name", "spoken_cap"]

# How a key is written on its cap.
CAPS = {
    "enter": N_("Enter"),
    "escape": N_("Esc"),
    "tab": N_("Tab"),
    "space": N_("Space"),
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "backspace": N_("Backspace"),
    "question_mark": "?",
    "shift+tab": N_("Shift Tab"),
    "pageup": N_("Page up"),
    "pagedown": N_("Page down"),
    "home": N_("Home"),
    "end": N_("End"),
    "delete": N_("Delete"),
    "plus": "+",
    "minus": "-",
    "asterisk": "*",
    "slash": "/",
    "full_stop": ".",
    "comma": ",",
    "semicolon": ";",
}
# How a cap is said, where its sign means something else in a text.
SPOKEN_CAPS = {
    "↑": N_("up arrow"),
    "↓": N_("down arrow"),
    "←": N_("left arrow"),
    "→": N_("right arrow"),
    "+": N_("plus"),
    "-": N_("minus"),
    "*": N_("star"),
    "/": N_("slash"),
    "?": N_("question mark"),
    # The desk's alone, which is plain English.
    ".": "full stop",
    ",": "comma",
    ";": "semicolon",
}


def key_name(key: str) -> str:
    """Return a key as a person reads it: F2, Esc, 7."""
    first = key.split(",", maxsplit=1)[0]
    return _(CAPS.get(first, first.upper() if len(first) <= 3 else first.capitalize()))


def spoken_cap(cap: str) -> str:
    """Return a cap, or several with words between them, for the ear."""
    return " ".join(_(SPOKEN_CAPS.get(part, part)) for part in cap.split())


class KeyBar(Widget):
    """The footer. It reads the bindings of the screen, so it cannot say what is not true."""

    def __init__(self) -> None:
        super().__init__(id="keys", classes="furniture")
        self.words: list[tuple[str, str]] = []
        """The keys that are drawn now, with what they do."""

    def on_mount(self) -> None:
        """Follow the bindings."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self._follow())

    def _follow(self) -> None:
        if self._fitting() != self.words:
            self.refresh()

    def _fitting(self) -> list[tuple[str, str]]:
        """Return as many keys as fit; the way to all of them is always among them."""
        pairs = bound_keys(self.screen)
        if sum(_cells(pair) for pair in pairs) > self.size.width + 2:
            # "Louder, bigger, language" is "Louder" where that lets more keys stand here.
            pairs = [(key, what.partition(",")[0]) for key, what in pairs]
        while len(pairs) > 2 and sum(_cells(pair) for pair in pairs) > self.size.width + 2:
            # The last one leads to the list of all keys: what goes is the one before it.
            pairs.pop(-2)
        return pairs

    def aloud(self) -> str:
        """Return the keys that work now, for the ear."""
        keys = " ".join(f"{spoken_cap(key)}: {stop(what)}" for key, what in self._fitting())
        return _("Keys. {keys}").format(keys=keys)

    def render(self) -> Content:
        """Draw the keys."""
        self.words = self._fitting()
        parts: list[tuple[str, str] | str] = []
        for key, what in self.words:
            parts += [(f" {key} ", "bold reverse"), f" {what}  "]
        return Content.assemble(*parts)


def _cells(pair: tuple[str, str]) -> int:
    return cell_len(pair[0]) + cell_len(pair[1]) + 5


def bound_keys(screen: Widget) -> list[tuple[str, str]]:
    """Return the keys to show: those of the screen and of what is focused, "keys" last."""
    first: list[tuple[str, str]] = []
    last: list[tuple[str, str]] = []
    seen: set[str] = set()
    for active in screen.screen.active_bindings.values():
        binding: Binding = active.binding
        if not binding.show or not active.enabled or binding.action in seen:
            continue
        seen.add(binding.action)
        cap = binding.key_display or key_name(binding.key)
        (last if (binding.id or "").endswith(".keys") else first).append(
            (cap, _(binding.description))
        )
    return first + last
