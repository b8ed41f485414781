"""The page's other keys, as caps that can be lit and chosen by one switch."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from assets.language import _
from models.words import stop
from screens.spoken import FURNITURE
from screens.widgets.key_bar import key_name, spoken_cap

__all__ = ["ScanBar", "ScanCap"]


class ScanCap(Static, can_focus=True):
    """One key. Only what is lit shows its words: so all of them fit on the smallest screen."""

    def __init__(self, key: str, cap: str, words: str) -> None:
        super().__init__(classes="scan-cap", markup=False)
        self.key = key
        self.cap = cap
        self.words = words

    def on_mount(self) -> None:
        """Draw it unlit."""
        self._draw(lit=False)

    def on_focus(self) -> None:
        """Show the words."""
        self._draw(lit=True)

    def on_blur(self) -> None:
        """Show the cap alone."""
        self._draw(lit=False)

    def _draw(self, *, lit: bool) -> None:
        self.update(Content(f" {self.cap}  {self.words} " if lit else f" {self.cap} "))

    def aloud(self) -> str:
        """Return the key and what it does, for the ear."""
        return f"{spoken_cap(self.cap)}: {stop(self.words)}"

    def aloud_focus(self) -> str:
        """Return what is said as this key is lit: what it does."""
        return stop(self.words)

    async def act(self) -> None:
        """Do what the key does."""
        active = self.screen.active_bindings.get(self.key)
        if active is not None and active.enabled:
            await self.app.run_action(active.binding.action, active.node)


class ScanBar(Horizontal):
    """The keys that a page has besides its choices, in place of the footer."""

    def __init__(self) -> None:
        super().__init__(id="scan_bar", classes=FURNITURE)
        self.keys: tuple[tuple[str, str, str], ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the caps."""
        for key, cap, words in self.keys:
            yield ScanCap(key, cap, words)

    def aloud(self) -> str:
        """Return the keys for the ear."""
        return " ".join(cap.aloud() for cap in self.query(ScanCap))

    def follow(self) -> None:
        """Show the keys that work now; what is right already is left as it is."""
        keys: dict[str, tuple[str, str, str]] = {}
        for key, active in self.screen.active_bindings.items():
            binding = active.binding
            if binding.show and active.enabled and binding.id and not key.startswith("ctrl"):
                cap = binding.key_display or key_name(binding.key)
                keys.setdefault(binding.action, (key, cap, _(binding.description)))
        now = tuple(keys.values())
        if now != self.keys:
            self.keys = now
            self.refresh(recompose=True)
