"""Large letters: a real font drawn in quadrant blocks, readable from the back of a room.

Measured for Atkinson Hyperlegible Bold in quadrants: a capital of four rows is 6.2 columns wide
and the crispest of all the ways tried. Each word is drawn by itself, so that the one being
said can be marked.
"""

from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len
from textual.content import Content

from screens.widgets.glyphs import can_draw, rows_of, shape_of
from screens.widgets.reading_order import from_the_right, in_reading_order

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
    """The words that fit on one line, in the order of the text.

    ``order`` is how they stand from left to right, and ``before`` how many cells are left free
    before the first: what is read from right to left stands at the right.
    """

    words: tuple[BlockWord, ...]
    order: tuple[int, ...] = ()
    before: int = 0

    @property
    def as_they_stand(self) -> tuple[BlockWord, ...]:
        """The words from left to right."""
        return tuple(self.words[place] for place in self.order) if self.order else self.words


@lru_cache(512)
def block_lines(text: str, width: int, cap: int) -> tuple[BlockLine, ...] | None:
    """Draw a text in lines of at most ``width`` cells, or return None where a word is too wide.

    None as well where there is no shape for a letter: an empty box tells nobody anything. A sign
    without a shape, such as a flower, stands among the words as the terminal has it.
    """
    if text.isascii():
        right = False
    elif all(can_draw(word) or not any(map(str.isalpha, word)) for word in text.split()):
        right = from_the_right(text)
    else:
        return None
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
    return tuple(_turned(text, line, width, gap, right) for line in lines if line)


def _turned(text: str, line: list[BlockWord], width: int, gap: int, right: bool) -> BlockLine:
    """Put the words of a line into the order in which they are read."""
    if text.isascii():
        return BlockLine(tuple(line))
    order = in_reading_order([text[word.start : word.end] for word in line], right=right)
    used = sum(word.columns for word in line) + gap * (len(line) - 1)
    return BlockLine(tuple(line), tuple(order), width - used if right else 0)


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
        for word in line.as_they_stand
    ]
    filled = f"{style} reverse".strip()
    rows = []
    for y in range(rows_of(cap)):
        parts: list[tuple[str, str]] = [(" " * line.before, "")] if line.before else []
        for number, word in enumerate(line.as_they_stand):
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
    if not can_draw(word):
        blank = " " * cell_len(word)
        return tuple(word if y == cap - 1 else blank for y in range(rows_of(cap)))
    shape = shape_of(word, cap)
    columns = -(-shape.advance // 2)
    return tuple(
        "".join(QUADRANTS[(upper >> x * 2 & 3) | (lower >> x * 2 & 3) << 2] for x in range(columns))
        for upper, lower in zip(shape.rows[::2], shape.rows[1::2], strict=True)
    )
