"""The shapes of large letters, at the resolution of quadrant blocks.

The letters of European languages are drawn beforehand (``assets/letters.json``, made by
``python -m screens.widgets.glyphs``), so that a face need not load a picture library before its
first frame. Others are drawn by Pillow when they are first needed; whole words of scripts whose
letters join or stack are drawn as one.
"""

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assets import asset
from screens.widgets.reading_order import from_the_right

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

__all__ = ["CAPS", "Glyph", "can_draw", "rows_of", "shape_of"]

# The heights, in rows, of the capitals that the screens use.
CAPS = (3, 4)
# Pixels drawn for one quadrant: a cell is twice as high as wide, so a quadrant is too.
ACROSS, DOWN = 4, 8
INK = 110  # how dark, of 255, a quadrant has to be to be filled
SIMPLE = ("LATIN", "GREEK", "CYRILLIC")
# The files of letters that the first one has not, by how Unicode's names of them begin. Scripts
# whose letters stack (Hindi, Punjabi, Bengali) were tried and could not be read so coarsely drawn:
# they are left to the terminal's own letters.
OTHERS = {
    "ARABIC": "NotoSansArabic-Regular.ttf",
    "HEBREW": "NotoSansHebrew-Regular.ttf",
    "GREEK": "NotoSans-Regular.ttf",
    "CYRILLIC": "NotoSans-Regular.ttf",
}
# Letters that reach as high and as low as any: what is drawn with a file is as large as these
# are whole within the rows of a line.
REACH = {
    "NotoSansArabic-Regular.ttf": "آلجعے",
    "NotoSansHebrew-Regular.ttf": "לךק",
    "NotoSans-Regular.ttf": "ЙΏgЩ",
}
BOLD = "AtkinsonHyperlegible-Bold.ttf"
# The other files have thin lines: so many pixels more on each side. With 2, dots run together.
THICKER = 1
# Characters that change their neighbours and have no shape of their own, by Unicode's categories.
CHANGES_OTHERS = ("Cf", "Mn", "Mc", "Me")
# What opens on the left closes on the right where one reads from there (UAX #9, rule L4).
MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


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
    pieces = _pieces(word)
    if len(pieces) > 1:
        return _side_by_side([shape_of(piece, cap) for piece in pieces], cap)
    if not all(_is_simple(char) for char in word):
        return drawn(word, cap)
    known = _known()[str(cap)] if cap in CAPS else {}
    return _side_by_side([known.get(char) or drawn(char, cap) for char in word], cap)


def _side_by_side(glyphs: Iterable[Glyph], cap: int) -> Glyph:
    place, rows = 0, [0] * (rows_of(cap) * 2)
    for glyph in glyphs:
        rows = [row | bits << place for row, bits in zip(rows, glyph.rows, strict=True)]
        place += glyph.advance
    return Glyph(place, tuple(rows))


@lru_cache(512)
def _pieces(word: str) -> tuple[str, ...]:
    """Cut a word where another file has its letters; return the pieces from left to right.

    Arabic and Hebrew letters have files without the signs that stand beside them.
    """
    if word.isascii():
        return (word,)
    pieces: list[str] = []
    of = ""
    for char in word:
        name = _file_for(char)
        if pieces and (name == of or unicodedata.category(char) in CHANGES_OTHERS):
            pieces[-1] += char
        else:
            pieces.append(char)
            of = name
    if not from_the_right(word):
        return tuple(pieces)
    return tuple(
        piece if any(map(str.isalnum, piece)) else piece[::-1].translate(MIRRORED)
        for piece in reversed(pieces)
    )


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

    name = _file_for(text[0])
    font, baseline = _font(cap, name)
    thicker = 0 if name == BOLD else THICKER
    left, _, right, _ = font.getbbox(text, stroke_width=thicker)
    shift = -min(0, left)
    columns = max(1, -(-int(right + shift) // ACROSS))
    rows = rows_of(cap) * 2
    image = Image.new("L", (columns * ACROSS, rows * DOWN), 0)
    # The tops of capitals stand on the first row; only the accent of a capital is cut off.
    place = (shift, cap * 2 * DOWN - baseline)
    ImageDraw.Draw(image).text(place, text, fill=255, font=font, stroke_width=thicker)
    ink = image.resize((columns, rows), Image.Resampling.BOX).tobytes()
    bits = tuple(
        sum((ink[y * columns + x] > INK) << x for x in range(columns)) for y in range(rows)
    )
    widest = max(row.bit_length() for row in bits)
    return Glyph(max(round(font.getlength(text) / ACROSS), widest + 1), bits)


@lru_cache(512)
def can_draw(word: str) -> bool:
    """Say whether there are shapes for all letters of a word: an empty box is none."""
    return word.isascii() or all(_has_shape(char, _file_for(char)) for char in word)


@lru_cache(512)
def _has_shape(char: str, name: str) -> bool:
    if unicodedata.category(char) in CHANGES_OTHERS:
        return True
    if name == BOLD and char in _known()[str(CAPS[0])]:
        return True
    font, _ = _font(CAPS[0], name)
    missing, found = font.getmask("\uffff"), font.getmask(char)
    return found.size != missing.size or bytes(found) != bytes(missing)


@lru_cache(512)
def _file_for(char: str) -> str:
    """Return the file that has a letter."""
    script = unicodedata.name(char, "").split(" ")[0]
    return OTHERS[script] if script in OTHERS and not _has_shape(char, BOLD) else BOLD


@lru_cache(16)
def _font(cap: int, name: str) -> "tuple[FreeTypeFont, int]":
    """Return the font whose capitals are ``cap`` rows high, and its baseline in pixels.

    The other files get the size at which their highest and lowest letters are within the rows.
    """
    from PIL import ImageFont

    path = str(asset("fonts", name))
    first = str(asset("fonts", BOLD))
    _, top, _, bottom = ImageFont.truetype(first, 100).getbbox("H")
    size = round(100 * cap * 2 * DOWN / (bottom - top))
    if name == BOLD:
        font = ImageFont.truetype(path, size)
        return font, int(font.getbbox("H")[3])
    most = rows_of(cap) * 2 * DOWN - 2 * THICKER
    _, high, _, low = ImageFont.truetype(path, 100).getbbox(REACH[name])
    font = ImageFont.truetype(path, min(size, int(100 * most / (low - high))))
    _, high, _, _low = font.getbbox(REACH[name])
    return font, int(high) - THICKER + cap * 2 * DOWN


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
