"""A drawing that is made for the size it gets, in the very first frame already."""

from collections.abc import Callable

from textual.content import Content
from textual.widget import Widget

from models.words import stop

__all__ = ["Drawing"]


class Drawing(Widget):
    """What ``draw`` returns for a width and a height in cells; ``refresh`` draws it again.

    ``aloud`` returns the same for the ear.
    """

    def __init__(
        self, draw: Callable[[int, int], Content], aloud: Callable[[], str], *, id: str
    ) -> None:
        super().__init__(id=id)
        self._draw, self._aloud = draw, aloud

    def render(self) -> Content:
        """Draw, at the size that this widget has now."""
        return self._draw(*self.size)

    def aloud(self) -> str:
        """Return the drawing for the ear, after its title."""
        return f"{stop(str(self.border_title or ''))} {self._aloud()}".strip()
