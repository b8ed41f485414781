"""A drawing that is made for the size it gets, in the very first frame already."""

from collections.abc import Callable

from textual.content import Content
from textual.widget import Widget

__all__ = ["Drawing"]


class Drawing(Widget):
    """What ``draw`` returns for a width and a height in cells; ``refresh`` draws it again."""

    def __init__(self, draw: Callable[[int, int], Content], *, id: str) -> None:
        super().__init__(id=id)
        self._draw = draw

    def render(self) -> Content:
        """Draw, at the size that this widget has now."""
        return self._draw(*self.size)
