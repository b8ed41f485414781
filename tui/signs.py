"""The signs our font lacks, drawn by hand: a note, a tick, a star, triangles, circles."""

from collections.abc import Callable

from PIL import ImageDraw

from tui.strokes import Cell

__all__ = ["draw_sign"]

Sign = Callable[[ImageDraw.ImageDraw, Cell], None]
Points = tuple[tuple[float, float], ...]  # tenths of a cell's width from its middle


def draw_sign(draw: ImageDraw.ImageDraw, char: str, cell: Cell) -> bool:
    """Draw a character if it is one of these signs; tell whether it was."""
    if char in _SIGNS:
        _SIGNS[char](draw, cell)
    return char in _SIGNS


def _at(cell: Cell, points: Points) -> list[tuple[float, float]]:
    """Put points in their place on the picture."""
    tenth = cell.width / 10
    x, y = cell.x + (cell.width - 1) / 2, cell.y + (cell.height - 1) / 2
    return [(x + across * tenth, y + down * tenth) for across, down in points]


def _filled(*points: tuple[float, float]) -> Sign:
    return lambda draw, cell: draw.polygon(_at(cell, points), fill=cell.ink)


def _outlined(*points: tuple[float, float]) -> Sign:
    def sign(draw: ImageDraw.ImageDraw, cell: Cell) -> None:
        draw.polygon(_at(cell, points), outline=cell.ink, width=cell.thin)

    return sign


def _drawn(*lines: Points) -> Sign:
    def sign(draw: ImageDraw.ImageDraw, cell: Cell) -> None:
        for points in lines:
            draw.line(_at(cell, points), fill=cell.ink, width=max(2, cell.width // 6))

    return sign


def _round(radius: float, *, full: bool) -> Sign:
    def sign(draw: ImageDraw.ImageDraw, cell: Cell) -> None:
        (left, top), (right, bottom) = _at(cell, ((-radius, -radius), (radius, radius)))
        fill = cell.ink if full else None
        width = max(1, cell.width // 6)
        draw.ellipse((left, top, right, bottom), fill=fill, outline=cell.ink, width=width)

    return sign


def _note(draw: ImageDraw.ImageDraw, cell: Cell) -> None:
    _drawn(((0.5, 5), (0.5, -6), (3.5, -3), (3.5, -1)))(draw, cell)
    (left, top), (right, bottom) = _at(cell, ((-3.5, 3), (1, 6.5)))
    draw.ellipse((left, top, right, bottom), fill=cell.ink)


_SQUARE: Points = ((-4.0, -4.0), (4.0, -4.0), (4.0, 4.0), (-4.0, 4.0))
_DIAMOND: Points = ((0.0, -5.0), (4.5, 0.0), (0.0, 5.0), (-4.5, 0.0))
_STAR: Points = (
    (0, -5),
    (1.2, -1.6),
    (4.7, -1.5),
    (1.9, 0.6),
    (2.9, 4),
    (0, 2),
    (-2.9, 4),
    (-1.9, 0.6),
)
_STAR += ((-4.7, -1.5), (-1.2, -1.6))

_SIGNS: dict[str, Sign] = {
    "♪": _note,
    "●": _round(4, full=True),
    "○": _round(4, full=False),
    "◆": _filled(*_DIAMOND),
    "◇": _outlined(*_DIAMOND),
    "■": _filled(*_SQUARE),
    "□": _outlined(*_SQUARE),
    "▪": _filled((-2, -2), (2, -2), (2, 2), (-2, 2)),
    "★": _filled(*_STAR),
    "☆": _outlined(*_STAR),
    "▶": _filled((-3.5, -4.5), (4.5, 0), (-3.5, 4.5)),
    "►": _filled((-4, -3), (4.5, 0), (-4, 3)),
    "▸": _filled((-2, -3), (3, 0), (-2, 3)),
    "◀": _filled((3.5, -4.5), (-4.5, 0), (3.5, 4.5)),
    "◄": _filled((4, -3), (-4.5, 0), (4, 3)),
    "▲": _filled((-4.5, 3.5), (0, -4.5), (4.5, 3.5)),
    "▼": _filled((-4.5, -3.5), (0, 4.5), (4.5, -3.5)),
    "▴": _filled((-3, 2), (0, -3), (3, 2)),
    "▾": _filled((-3, -2), (0, 3), (3, -2)),
    "✓": _drawn(((-4, 0.5), (-1.5, 3.5), (4, -4))),
    "✔": _drawn(((-4, 0.5), (-1.5, 3.5), (4, -4)), ((-4, 1.5), (-1.5, 4.5), (4, -3))),
    "✗": _drawn(((-3.5, -4), (3.5, 4)), ((3.5, -4), (-3.5, 4))),
    "✕": _drawn(((-3.5, -3.5), (3.5, 3.5)), ((3.5, -3.5), (-3.5, 3.5))),
    "⏎": _drawn(((4, -4), (4, 1), (-4, 1)), ((-1.5, -2), (-4, 1), (-1.5, 4))),
}
