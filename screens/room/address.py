"""The short address at the bottom of the room's screen, and under the square."""

from textual.content import Content
from textual.widget import Widget

from models.words import stop
from screens.spoken import FURNITURE
from screens.widgets.large import Look, blocks_of

__all__ = ["Address", "shown_address"]

LARGE_ROWS = 4


def shown_address(address: str) -> str:
    """Return an address as it is written for people: without https://."""
    return address.removeprefix("https://").removeprefix("http://")


class Address(Widget):
    """Where to go: beside the caption, or large under the square."""

    def __init__(self, address: str) -> None:
        super().__init__(id="address", classes=FURNITURE)
        self._words = f"go to {shown_address(address)}" if address else ""

    def render(self) -> Content:
        """Draw it, in block letters where it has the rows for them."""
        width, height = self.size
        if height >= LARGE_ROWS and self._words:
            look = Look(width, height)
            rows = blocks_of(self._words, look, height, 3) or blocks_of(
                self._words.removeprefix("go to "), look, height, 3
            )
            if rows:
                return Content("\n").join(rows)
        return Content(self._words)

    def get_content_width(self, container: object, viewport: object) -> int:
        """Return the cells it takes in plain letters."""
        del container, viewport
        return len(self._words)

    def aloud(self) -> str:
        """Return it for the ear."""
        return stop(self._words)
