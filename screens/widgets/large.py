"""Texts as rows, as large as there is room: in block letters, else in the terminal's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len
from textual.content import Content

from screens.widgets.block_letters import block_lines, marked_rows, rows_of

__all__ = ["Look", "Mark", "Rows", "blocks_of", "large", "plain", "quoted"]

# From here on the terminal's own letters are too small for the back row (measured: read from
# four times the picture's height it may have 12 rows, from three times 16), so lists and quotes
# are enlarged as well.
TALL = 17
Rows = list[Content]


@dataclass(frozen=True)
class Mark:
    """The words being said, and the place of the current one in them."""

    words: str = ""
    at: int = 0
    length: int = 0

    def within(self, text: str) -> tuple[int, int] | None:
        """Return where in ``text`` the current word is, when ``text`` is being said."""
        if not self.length or not text:
            return None
        # Only where the word is: of words that are said twice it is those said now, and a long
        # text is not searched to its end for each of its pages.
        start = self.words.find(text, max(0, self.at - len(text) + 1), self.at + len(text))
        if start < 0:
            return None
        return self.at - start, min(self.at - start + self.length, len(text))


@dataclass(frozen=True)
class Look:
    """How much room there is, and how to draw in it. ``plain`` never uses block letters.

    ``enlarged`` is how much of a list is in block letters: 0 nothing, 1 its words, 2 what they
    answer as well, 3 what belongs to them, 4 their labels too. ``square`` is whether a square
    stands beside the words.
    """

    width: int
    height: int
    plain: bool = False
    address: str = ""
    mark: Mark = Mark()
    enlarged: int = 0
    square: bool = False

    @property
    def most_letters(self) -> int:
        """More letters than can be seen, also where several make one sign."""
        return 4 * self.width * self.height

    def seen(self, text: str) -> str:
        """Return no more of a text than can be seen: a megabyte takes seconds to wrap."""
        lines = text[: self.most_letters].split("\n", self.height + 1)
        return "\n".join(lines[: self.height + 1])

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
    most_lines = most_rows // rows_of(cap)
    # No letter is narrower than a cell: what is longer is never drawn, to find that it is.
    if len(text) > look.width * 3 or cell_len(text) > most_lines * (look.width + 1):
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
    return list(_wrapped(look.seen(text), style, marked, width or look.width))


def quoted(text: str, look: Look) -> Rows:
    """Wrap somebody's words between quotation marks, with the word being said marked."""
    # The mark is found by the words alone, so the quotation marks stay outside.
    marked = look.mark.within(text)
    moved = (marked[0] + 1, marked[1] + 1) if marked else None
    return list(_wrapped(look.seen(f"“{text}”"), "bold", moved, look.width))


@lru_cache(1024)
def _wrapped(
    text: str, style: str, marked: tuple[int, int] | None, width: int
) -> tuple[Content, ...]:
    """Wrap a text. A layout is found by drawing the same text many times, so it is kept."""
    content = Content.styled(text, style) if style else Content(text)
    if marked:
        content = content.stylize("bold reverse", *marked)
    return tuple(content.wrap(width))
