"""The shapes of large letters, at the resolution of quadrant blocks.

The letters of European languages are drawn beforehand (``assets/letters.json``, made by
``python -m screens.widgets.glyphs``), so that a face need not load a picture library before its
first frame. Others are drawn by Pillow when they are first needed; whole words of scripts whose
letters join or stack are drawn as one.
"""

import json
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assets import asset

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

__all__ = ["CAPS", "Glyph", "rows_of", "shape_of"]

# The heights, in rows, of the capitals that the screens use.
CAPS = (3, 4)
# Pixels drawn for one quadrant: a cell is twice as high as wide, so a quadrant is too.
ACROSS, DOWN = 4, 8
INK = 110  # how dark, of 255, a quadrant has to be to be filled
SIMPLE = ("LATIN", "GREEK", "CYRILLIC")


@dataclass(frozen=True)
class Glyph:
    """A shape: ``advance`` and the bits of ``rows`` are in quadrants, the lowest bit leftmost."""

    advance: int
    rows: tuple[int, ...]


def rows_of(cap: int) -> int:
    """Return how many rows a line takes whose capitals are ``cap`` rows high."""
    return cap + max(1, round(cap * 0.36))


def shape_of(word: str, cap: int) -> Glyph:
    """Return the shape of a word, its letters side by side with at least one quadrant between."""
    if not all(_is_simple(char) for char in word):
        return drawn(word, cap)
    known = _known()[str(cap)] if cap in CAPS else {}
    place, rows = 0, [0] * (rows_of(cap) * 2)
    for char in word:
        glyph = known.get(char) or drawn(char, cap)
        rows = [row | bits << place for row, bits in zip(rows, glyph.rows, strict=True)]
        place += glyph.advance
    return Glyph(place, tuple(rows))


def _is_simple(char: str) -> bool:
    """Say whether a character stands by itself, in any word."""
    if char.isascii():
        return True
    name = unicodedata.name(char, "")
    return not unicodedata.combining(char) and (
        name.startswith(SIMPLE) or unicodedata.category(char)[0] in "PS"
    )


@lru_cache(1)
def _known() -> dict[str, dict[str, Glyph]]:
    """Load the letters that were drawn beforehand."""
    stored = json.loads(asset("letters.json").read_text(encoding="utf-8"))
    return {
        cap: {
            char: Glyph(advance, tuple(int(row, 36) for row in rows.split()))
            for char, (advance, rows) in glyphs.items()
        }
        for cap, glyphs in stored.items()
    }


@lru_cache(512)
def drawn(text: str, cap: int) -> Glyph:
    """Draw a text with the font and return its shape."""
    from PIL import Image, ImageDraw

    font, baseline = _font(cap)
    left, _, right, _ = font.getbbox(text)
    shift = -min(0, left)
    columns = max(1, -(-int(right + shift) // ACROSS))
    rows = rows_of(cap) * 2
    image = Image.new("L", (columns * ACROSS, rows * DOWN), 0)
    # The tops of capitals stand on the first row; only the accent of a capital is cut off.
    place = (shift, cap * 2 * DOWN - baseline)
    ImageDraw.Draw(image).text(place, text, fill=255, font=font)
    ink = image.resize((columns, rows), Image.Resampling.BOX).tobytes()
    bits = tuple(
        sum((ink[y * columns + x] > INK) << x for x in range(columns)) for y in range(rows)
    )
    widest = max(row.bit_length() for row in bits)
    return Glyph(max(round(font.getlength(text) / ACROSS), widest + 1), bits)


@lru_cache(8)
def _font(cap: int) -> "tuple[FreeTypeFont, int]":
    """Return the font whose capitals are ``cap`` rows high, and its baseline in pixels."""
    from PIL import ImageFont

    path = str(asset("fonts", "AtkinsonHyperlegible-Bold.ttf"))
    _, top, _, bottom = ImageFont.truetype(path, 100).getbbox("H")
    font = ImageFont.truetype(path, round(100 * cap * 2 * DOWN / (bottom - top)))
    return font, int(font.getbbox("H")[3])


def draw_beforehand() -> str:
    """Draw the letters of European languages, as the text of ``assets/letters.json``."""
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"

    def base36(number: int) -> str:
        text = ""
        while number:
            number, digit = divmod(number, 36)
            text = digits[digit] + text
        return text or "0"

    chars = [chr(n) for n in (*range(0x20, 0x7F), *range(0xA1, 0x180))] + list("–—‘’“”•…€✓")
    missing = drawn("\uffff", CAPS[0])
    found = {
        str(cap): {
            char: [glyph.advance, " ".join(base36(row) for row in glyph.rows)]
            for char in chars
            if char != "\xad" and drawn(char, CAPS[0]) != missing
            for glyph in [drawn(char, cap)]
        }
        for cap in CAPS
    }
    return json.dumps(found, ensure_ascii=False, indent=0) + "\n"


if __name__ == "__main__":
    asset("letters.json").write_text(draw_beforehand(), encoding="utf-8")
