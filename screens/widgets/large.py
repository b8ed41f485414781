"""Texts as rows, as large as there is room: in block letters, else in the terminal's own."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.content import Content

from screens.widgets.block_letters import block_lines, marked_rows, rows_of

__all__ = ["Look", "Mark", "Rows", "blocks_of", "large", "plain"]

# From here on the terminal's own letters are too small for the back row (facts: at four times
# the picture's height 12 rows, at three times 16), so quotes are enlarged as well.
TALL = 28
Rows = list[Content]


@dataclass(frozen=True)
class Mark:
    """The words being said, and the place of the current one in them."""

    words: str = ""
    at: int = 0
    length: int = 0

    def within(self, text: str) -> tuple[int, int] | None:
        """Return where in ``text`` the current word is, when ``text`` is being said."""
        start = self.words.find(text) if self.length and text else -1
        if start < 0 or not start <= self.at < start + len(text):
            return None
        return self.at - start, min(self.at - start + self.length, len(text))


@dataclass(frozen=True)
class Look:
    """How much room there is, and how to draw in it. ``plain`` never uses block letters."""

    width: int
    height: int
    plain: bool = False
    address: str = ""
    mark: Mark = Mark()
    enlarged: bool = False

    @property
    def most_letters(self) -> int:
        """More letters than can be seen, also where several make one sign."""
        return 4 * self.width * self.height

    @property
    def tall(self) -> bool:
        """Whether there is height enough to enlarge quotes too."""
        return not self.plain and self.height >= TALL


def large(text: str, look: Look, most_rows: int, *, caps: Iterable[int] = (4, 3)) -> Rows:
    """Draw a text in block letters as high as fit in ``most_rows``, else in plain bold."""
    if not look.plain:
        for cap in caps:
            rows = blocks_of(text, look, most_rows, cap)
            if rows:
                return rows
    return plain(text, look, style="bold $strong")


def blocks_of(text: str, look: Look, most_rows: int, cap: int, style: str = "$strong") -> Rows:
    """Draw a text in block letters, or return nothing where it does not fit."""
    if rows_of(cap) > most_rows or len(text) > look.width * 3:
        return []
    lines = block_lines(text, look.width, cap)
    if lines is None or len(lines) * rows_of(cap) > most_rows:
        return []
    marked = look.mark.within(text)
    rows: Rows = []
    for line in lines:
        rows += marked_rows(line, cap, marked, style)
    return rows


def plain(text: str, look: Look, *, style: str = "", width: int = 0) -> Rows:
    """Wrap a text in the terminal's own letters, with the word being said marked."""
    marked = look.mark.within(text)
    # A megabyte takes seconds to wrap, and only so much of it can be seen.
    text = text[: look.most_letters]
    content = Content.styled(text, style) if style else Content(text)
    if marked:
        content = content.stylize("bold reverse", *marked)
    return content.wrap(width or look.width)
