"""A QR, drawn in half blocks of explicit black on white: every phone reads it in every scheme."""

from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from models.room.aloud import THE_SQUARE
from models.words import stop

__all__ = ["QrSquare"]

_STYLES = {
    (top, bottom): Style(
        color="#000000" if top else "#ffffff", bgcolor="#000000" if bottom else "#ffffff"
    )
    for top in (True, False)
    for bottom in (True, False)
}


class QrSquare(Widget):
    """The square for a text, or words in its place where it would not fit.

    Drawn with a border of four modules, as ISO/IEC 18004 asks for; never cut.
    """

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = text
        self._least_border: int | None = None
        self._spoken: str | None = None
        self._strips: list[Strip] = []

    @dataclass
    class Fitted(Message):
        """Whether the square fits was found out, after its size or its text changed."""

        fits: bool

    @property
    def text(self) -> str:
        """What the square says."""
        return self._text

    def show_text(
        self, text: str, *, least_border: int | None = None, spoken: str | None = None
    ) -> None:
        """Draw another text, with a narrower border than the standard's where that is allowed.

        ``spoken`` is what is said of it, where what stands beside it says the rest.
        """
        self._spoken = spoken
        if (text, least_border) != (self._text, self._least_border):
            self._text, self._least_border = text, least_border
            self._draw()

    def on_resize(self) -> None:
        """Draw again for the new size."""
        self._draw()

    def _draw(self) -> None:
        if not self._text or not self.size:
            return
        from outcomes.qr import BORDER, fits, half_blocks

        self._strips = []
        least = self._least_border or BORDER
        matrix = fits(self._text, self.size.width, self.size.height, least_border=least)
        if matrix is not None:
            for row in half_blocks(matrix):
                self._strips.append(Strip([Segment("▀", _STYLES[cell]) for cell in row]))
        self.post_message(self.Fitted(matrix is not None))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one row of the square, or of the words in its place."""
        top = (self.size.height - len(self._strips)) // 2
        if self._strips and 0 <= y - top < len(self._strips):
            # The page beside the square is filled now: its colours may have changed meanwhile.
            row = self._strips[y - top]
            left = (self.size.width - row.cell_length) // 2
            beside = Segment(" " * left, self.rich_style)
            return Strip([beside, *row]).adjust_cell_length(self.size.width, self.rich_style)
        return Strip.blank(self.size.width, self.rich_style)

    def aloud(self) -> str:
        """Return what the square is for, and what it says; where it is no link, its words alone."""
        if self._spoken is not None:
            return self._spoken
        if "://" not in self._text:
            return stop(self._text)
        return f"{THE_SQUARE} Or go to {stop(self._text)}"

    def render(self) -> Content:
        """Return the words that the square stands for."""
        return Content(self._text)
