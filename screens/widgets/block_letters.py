"""Large letters: a real font drawn in quadrant blocks, readable from the back of a room.

Measured for Atkinson Hyperlegible Bold in quadrants: a capital of four rows is 6.2 columns wide
and the crispest of all the ways tried. Each word is drawn by itself, so that the one being
said can be marked.
"""

from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len
from textual.content import Content

from screens.widgets.glyphs import rows_of, shape_of

__all__ = ["BlockLine", "BlockWord", "block_lines", "gap_of", "marked_rows", "rows_of"]

# Index: top left 1, top right 2, bottom left 4, bottom right 8.
QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"


@dataclass(frozen=True)
class BlockWord:
    """One word, drawn. ``start`` and ``end`` are its place in the text, ``rows`` its cells."""

    start: int
    end: int
    rows: tuple[str, ...]

    @property
    def columns(self) -> int:
        """How many cells wide the word is."""
        return len(self.rows[0])


@dataclass(frozen=True)
class BlockLine:
    """The words that fit on one line."""

    words: tuple[BlockWord, ...]


@lru_cache(512)
def block_lines(text: str, width: int, cap: int) -> tuple[BlockLine, ...] | None:
    """Draw a text in lines of at most ``width`` cells, or return None where a word is too wide."""
    gap = gap_of(cap)
    lines: list[list[BlockWord]] = [[]]
    used = 0
    place = 0
    for word in text.split():
        if cell_len(word) > width:
            return None  # no letter in block letters is narrower than a plain one
        start = text.index(word, place)
        place = start + len(word)
        drawn = BlockWord(start, place, draw(word, cap))
        if drawn.columns > width:
            return None
        if lines[-1] and used + gap + drawn.columns > width:
            lines.append([])
        used = used + gap + drawn.columns if lines[-1] else drawn.columns
        lines[-1].append(drawn)
    return tuple(BlockLine(tuple(line)) for line in lines if line)


def gap_of(cap: int) -> int:
    """Return the cells between two words."""
    return max(2, round(cap * 0.75))


@lru_cache(1024)
def marked_rows(
    line: BlockLine, cap: int, marked: tuple[int, int] | None, style: str = ""
) -> tuple[Content, ...]:
    """Return a line's rows, with the words between two places of the text on a filled ground."""
    on = [
        marked is not None and word.start < marked[1] and marked[0] < word.end
        for word in line.words
    ]
    filled = f"{style} reverse".strip()
    rows = []
    for y in range(rows_of(cap)):
        parts: list[tuple[str, str]] = []
        for number, word in enumerate(line.words):
            if number:
                # The ground reaches one cell beyond the word, so that its letters stay clear.
                before, after = on[number - 1], on[number]
                parts.append((" ", filled if before else style))
                parts.append((" " * (gap_of(cap) - 2), style))
                parts.append((" ", filled if after else style))
            parts.append((word.rows[y], filled if on[number] else style))
        rows.append(Content.assemble(*parts))
    return tuple(rows)


@lru_cache(512)
def draw(word: str, cap: int) -> tuple[str, ...]:
    """Draw one word; all words of one ``cap`` have the same number of rows."""
    shape = shape_of(word, cap)
    columns = -(-shape.advance // 2)
    return tuple(
        "".join(QUADRANTS[(upper >> x * 2 & 3) | (lower >> x * 2 & 3) << 2] for x in range(columns))
        for upper, lower in zip(shape.rows[::2], shape.rows[1::2], strict=True)
    )
