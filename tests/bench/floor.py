"""The floor: the smallest Textual app that answers a key. Nothing of ours can be faster."""

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class Floor(App[None]):
    """Says hello and counts keys."""

    keys = 0

    def compose(self) -> ComposeResult:
        yield Static("Hello, world. Keys: 0", id="hello", markup=False)

    def on_key(self, _: events.Key) -> None:
        self.keys += 1
        self.query_one("#hello", Static).update(f"Hello, world. Keys: {self.keys}")


def main() -> None:
    Floor().run()
