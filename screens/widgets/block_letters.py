"""Large letters: a real font drawn in quadrant blocks, readable from the back of a room.

Measured for Atkinson Hyperlegible Bold in quadrants: a capital of four rows is 6.2 columns wide
and the crispest of all the ways tried. Each word is drawn by itself, so that the one being
said can be marked.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assets import asset

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

__all__ = ["BlockLine", "BlockWord", "block_lines", "rows_of"]

# Index: top left 1, top right 2, bottom left 4, bottom right 8.
QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
OVERSAMPLE = 4
INK = 110  # how dark, of 255, a quadrant has to be to be filled


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


def rows_of(cap: int) -> int:
    """Return how many rows a line takes whose capitals are ``cap`` rows high."""
    return cap + max(1, round(cap * 0.36))


@lru_cache(64)
def block_lines(text: str, width: int, cap: int) -> tuple[BlockLine, ...] | None:
    """Draw a text in lines of at most ``width`` cells, or return None where a word is too wide."""
    gap = gap_of(cap)
    lines: list[list[BlockWord]] = [[]]
    used = 0
    place = 0
    for word in text.split():
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


@lru_cache(512)
def draw(word: str, cap: int) -> tuple[str, ...]:
    """Draw one word; all words of one ``cap`` have the same number of rows."""
    from PIL import Image, ImageDraw

    font, baseline = _font(cap)
    cell = OVERSAMPLE * 4
    rows = rows_of(cap)
    left, _, right, _ = font.getbbox(word)
    shift = -min(0, left)
    columns = max(1, -(-int(right + shift) // (cell // 2)))
    image = Image.new("L", (columns * cell // 2, rows * cell), 0)
    # The tops of capitals stand on the first row; only the accent of a capital is cut off.
    ImageDraw.Draw(image).text((shift, cap * cell - baseline), word, fill=255, font=font)
    ink = image.resize((columns * 2, rows * 2), Image.Resampling.BOX).tobytes()
    return tuple(
        "".join(
            QUADRANTS[
                sum(
                    (ink[(y * 2 + down) * columns * 2 + x * 2 + across] > INK)
                    << (down * 2 + across)
                    for down in (0, 1)
                    for across in (0, 1)
                )
            ]
            for x in range(columns)
        )
        for y in range(rows)
    )


@lru_cache(8)
def _font(cap: int) -> "tuple[FreeTypeFont, int]":
    """Return the font whose capitals are ``cap`` rows high, and its baseline in pixels."""
    from PIL import ImageFont

    path = str(asset("fonts", "AtkinsonHyperlegible-Bold.ttf"))
    _, top, _, bottom = ImageFont.truetype(path, 100).getbbox("H")
    font = ImageFont.truetype(path, round(100 * cap * OVERSAMPLE * 4 / (bottom - top)))
    return font, int(font.getbbox("H")[3])
