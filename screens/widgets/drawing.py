"""A drawing that is made for the size it gets, in the very first frame already."""

from collections.abc import Callable

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from models.words import stop

__all__ = ["Drawing"]


def same(one: Content, other: Content) -> bool:
    """Say whether two drawings look alike: the same characters in the same styles."""
    return one.plain == other.plain and one.spans == other.spans


class Drawing(Widget):
    """What ``draw`` returns for a width and a height in cells; ``redraw`` draws what changed.

    ``aloud`` returns the same for the ear.
    """

    class Sized(Message):
        """It has another size now: the window, or what stands beside it, has changed."""

    def __init__(
        self, draw: Callable[[int, int], Content], aloud: Callable[[], str], *, id: str
    ) -> None:
        super().__init__(id=id)
        self._draw, self._aloud = draw, aloud
        self._drawn: tuple[object, Content] | None = None

    def on_resize(self) -> None:
        """Tell whoever lays things out for this size."""
        self.post_message(self.Sized())

    def render(self) -> Content:
        """Draw, at the size that this widget has now."""
        content = self._draw(*self.size)
        self._drawn = (self.size, content)
        return content

    def redraw(self) -> None:
        """Draw again, unless that would change no cell: calm screens stay as they are (A27)."""
        if self._drawn is None or self._drawn[0] != self.size or not self.size:
            self.refresh()
            return
        content = self._draw(*self.size)
        if not same(content, self._drawn[1]):
            self.refresh()

    def aloud(self) -> str:
        """Return the drawing for the ear, after its title."""
        return f"{stop(str(self.border_title or ''))} {self._aloud()}".strip()
