"""What is on the screen, cell by cell: characters, colours, and how far the colours differ."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rich.cells import cell_len
from rich.color import Color
from rich.style import Style
from textual.app import App
from textual.geometry import Region

__all__ = ["BLANK", "LETTERS", "LINE", "Cell", "Picture", "contrast", "picture", "rows"]

Rgb = tuple[int, int, int]
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
BLANK, LINE, LETTERS = "blank", "line", "text"


def _luminance(colour: Rgb) -> float:
    """Return the relative luminance of a colour, as WCAG 2.2 defines it."""
    parts = [value / 255 for value in colour]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(4096)
def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast ratio of two colours, 1.0 to 21.0, as WCAG 2.2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@dataclass(frozen=True)
class Cell:
    """One cell as a person sees it: reversed and dimmed colours are worked out."""

    char: str
    ink: Rgb
    paper: Rgb

    @property
    def kind(self) -> str:
        """Say what is drawn: blank, a line, or text; block letters are text."""
        if self.char in " \u00a0":
            return BLANK
        # A line in the colour of the shape that it runs round is not seen: the shape is.
        if self.ink == self.paper and "\u2500" <= self.char <= "\u257f":
            return BLANK
        return LINE if "\u2500" <= self.char <= "\u257f" else LETTERS

    @property
    def ratio(self) -> float:
        """How far the ink stands out from its paper."""
        return contrast(self.ink, self.paper)

    def differs(self, other: "Cell", least: float = 3.0) -> bool:
        """Say whether somebody who sees no colours sees a difference between two cells.

        That is another character, or a shape: ink or paper that is darker or lighter by 3:1.
        """
        if self.kind is BLANK and other.kind is BLANK:
            return contrast(self.paper, other.paper) >= least
        return (
            self.char != other.char
            or contrast(self.paper, other.paper) >= least
            or contrast(self.ink, other.ink) >= least
        )


Picture = dict[tuple[int, int], Cell]


def _rgb(colour: Color | None, where: str) -> Rgb:
    if colour is None or colour.triplet is None:
        raise AssertionError(f"{where} has no colour of its own: the terminal would choose it.")
    return colour.triplet.red, colour.triplet.green, colour.triplet.blue


def _colours(style: Style, where: str) -> tuple[Rgb, Rgb]:
    """Return the ink and the paper of a style."""
    paper = _rgb(style.bgcolor, where)
    # An empty row needs no ink.
    ink = paper if style.color is None and not style.reverse else _rgb(style.color, where)
    if style.reverse:
        ink, paper = paper, ink
    if style.dim:
        mixed = [round((one + other) / 2) for one, other in zip(ink, paper, strict=True)]
        ink = (mixed[0], mixed[1], mixed[2])
    return ink, paper


def _strips(app: App[Any]) -> list[Any]:
    # Textual has no public way to read what is drawn; its own screenshots take this one.
    strips = app.screen._compositor.render_strips()
    for y, strip in enumerate(strips):
        # The end of a line in the middle of a row would draw the rest of it one row below.
        assert not CONTROLS.search(strip.text), f"row {y} moves the terminal's own cursor"
    return strips


def _cells(app: App[Any], region: Region | None) -> Iterator[tuple[int, int, Cell]]:
    for y, strip in enumerate(_strips(app)):
        if region is not None and not region.y <= y < region.bottom:
            continue
        x = 0
        for segment in strip:
            if segment.control or segment.style is None:
                continue
            ink, paper = _colours(segment.style, f"{segment.text[:20]!r} in row {y}")
            for char in segment.text:
                width = 1 if char.isascii() else cell_len(char)
                if width:
                    yield x, y, Cell(char, ink, paper)
                    x += width


def picture(app: App[Any], region: Region | None = None) -> Picture:
    """Return what is drawn on the screen now, or in a part of it."""
    return {
        (x, y): cell
        for x, y, cell in _cells(app, region)
        if region is None or region.contains_point((x, y))
    }


def rows(app: App[Any]) -> list[str]:
    """Return the rows of the screen as plain text."""
    return [strip.text for strip in _strips(app)]
