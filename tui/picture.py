"""A picture of a screen, pixel by pixel: for the README, the guides and the QR tests.

A cell is 10 by 20 pixels, so that a half block is a square, as QR codes need.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

import pyte
from PIL import Image, ImageDraw, ImageFont

from assets import asset
from tui.signs import draw_sign
from tui.strokes import Cell, Colour, draw_stroke

__all__ = ["CELL_HEIGHT", "CELL_WIDTH", "picture", "save_picture"]

CELL_WIDTH = 10  # pixels, at scale 1
CELL_HEIGHT = 2 * CELL_WIDTH

_FONTS = {False: "IBMPlexMono-Regular.ttf", True: "IBMPlexMono-Bold.ttf"}
_FONT_SIZE = CELL_WIDTH / 0.6  # every glyph of IBM Plex Mono is 0.6 em wide
_BASELINE = 15  # pixels below the top of the cell
_UNDERLINE = 17
# U+FFFF is no character, so this is what the font draws for one it lacks.
_NO_CHARACTER = "\uffff"

_INK: Colour = (229, 229, 229)
_PAPER: Colour = (0, 0, 0)
# The names pyte gives to the sixteen colours ("brown" is the yellow of old hardware), with
# xterm's values for them.
_NAMED: dict[str, Colour] = {
    "black": (0, 0, 0),
    "red": (205, 0, 0),
    "green": (0, 205, 0),
    "brown": (205, 205, 0),
    "blue": (0, 0, 238),
    "magenta": (205, 0, 205),
    "cyan": (0, 205, 205),
    "white": (229, 229, 229),
    "brightblack": (127, 127, 127),
    "brightred": (255, 0, 0),
    "brightgreen": (0, 255, 0),
    "brightbrown": (255, 255, 0),
    "brightblue": (92, 92, 255),
    "brightmagenta": (255, 0, 255),
    "bfightmagenta": (255, 0, 255),  # as pyte 0.8.2 spells it for backgrounds
    "brightcyan": (0, 255, 255),
    "brightwhite": (255, 255, 255),
}


def picture(screen: pyte.Screen, *, scale: int = 1) -> Image.Image:
    """Draw a screen, each cell 10 x 20 pixels times ``scale``."""
    width, height = CELL_WIDTH * scale, CELL_HEIGHT * scale
    image = Image.new("RGB", (screen.columns * width, screen.lines * height), _PAPER)
    draw = ImageDraw.Draw(image)
    for y in range(screen.lines):
        line = screen.buffer[y]
        for x in range(screen.columns):
            char = line[x]
            if char.data:  # a wide character's right half is drawn with its left
                halves = 2 if x + 1 < screen.columns and line[x + 1].data == "" else 1
                ink, paper = _colours(char)
                place = Cell(x * width, y * height, halves * width, height, ink, paper)
                _draw_cell(draw, char, place, scale)
    _draw_cursor(draw, screen, scale)
    return image


def save_picture(screen: pyte.Screen, path: Path, scale: int = 1) -> None:
    """Write the picture of a screen to a PNG file; its folder must exist."""
    picture(screen, scale=scale).save(path, format="PNG", optimize=True)


def _draw_cell(draw: ImageDraw.ImageDraw, char: Any, cell: Cell, scale: int) -> None:
    right, bottom = cell.x + cell.width - 1, cell.y + cell.height - 1
    if cell.paper != _PAPER:
        draw.rectangle((cell.x, cell.y, right, bottom), fill=cell.paper)
    if char.underscore:
        top = cell.y + _UNDERLINE * scale
        draw.rectangle((cell.x, top, right, top + scale - 1), fill=cell.ink)
    sign = char.data[0]
    if sign.isspace() or draw_stroke(draw, sign, cell) or draw_sign(draw, sign, cell):
        return
    font = _font(bold=char.bold, scale=scale)
    if all(_has_glyph(part) for part in char.data):
        middle = (cell.x + cell.width / 2, cell.y + _BASELINE * scale)
        draw.text(middle, char.data, font=font, fill=cell.ink, anchor="ms")
    else:
        _draw_unknown(draw, cell, scale)


def _draw_unknown(draw: ImageDraw.ImageDraw, cell: Cell, scale: int) -> None:
    """Draw a dot: something is written here that our font cannot show."""
    x, y = cell.x + cell.width // 2, cell.y + cell.height // 2
    draw.ellipse((x - 2 * scale, y - 2 * scale, x + 2 * scale - 1, y + 2 * scale - 1), cell.ink)


def _draw_cursor(draw: ImageDraw.ImageDraw, screen: pyte.Screen, scale: int) -> None:
    cursor = screen.cursor
    if cursor.hidden or not (0 <= cursor.x < screen.columns and 0 <= cursor.y < screen.lines):
        return
    ink, _ = _colours(screen.buffer[cursor.y][cursor.x])
    left, top = cursor.x * CELL_WIDTH * scale, cursor.y * CELL_HEIGHT * scale
    draw.rectangle((left, top, left + 2 * scale - 1, top + CELL_HEIGHT * scale - 1), fill=ink)


def _colours(char: Any) -> tuple[Colour, Colour]:
    ink, paper = _colour(char.fg, _INK), _colour(char.bg, _PAPER)
    return (paper, ink) if char.reverse else (ink, paper)


def _colour(name: str, default: Colour) -> Colour:
    if name == "default":
        return default
    if name in _NAMED:
        return _NAMED[name]
    red, green, blue = bytes.fromhex(name)
    return red, green, blue


@lru_cache
def _font(*, bold: bool, scale: int) -> ImageFont.FreeTypeFont:
    # The basic layout asks nothing of the machine's own libraries: the same picture anywhere.
    return ImageFont.truetype(
        asset("fonts", _FONTS[bold]), _FONT_SIZE * scale, layout_engine=ImageFont.Layout.BASIC
    )


@lru_cache(maxsize=4096)
def _has_glyph(char: str) -> bool:
    font = _font(bold=False, scale=1)
    return bytes(font.getmask(char)) != bytes(font.getmask(_NO_CHARACTER))
