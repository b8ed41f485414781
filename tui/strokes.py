"""Characters drawn as rectangles and lines, so that they meet without gaps between cells.

Block elements (U+2580 to 259F), box-drawing lines (U+2500 to 257F) and Braille dots. The
shapes of the lines are read off their Unicode names.
"""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from PIL import ImageDraw

__all__ = ["Cell", "Colour", "draw_stroke"]

Colour = tuple[int, int, int]
Box = tuple[int, int, int, int]  # left, top, right, bottom


class Cell(NamedTuple):
    """Where a character goes, in pixels, and its two colours."""

    x: int
    y: int
    width: int
    height: int
    ink: Colour
    paper: Colour

    @property
    def thin(self) -> int:
        """The width of a light line in pixels, even when that makes the middle exact."""
        return max(1, self.width // 8)

    def mixed(self, share: float) -> Colour:
        """Ink and paper, mixed: 1.0 is all ink."""
        red, green, blue = (
            round(paper + (ink - paper) * share)
            for ink, paper in zip(self.ink, self.paper, strict=True)
        )
        return red, green, blue


def draw_stroke(draw: ImageDraw.ImageDraw, char: str, cell: Cell) -> bool:
    """Draw a character if it is one of ours; tell whether it was."""
    if "\u2580" <= char <= "\u259f":
        _draw_block(draw, char, cell)
    elif "\u2500" <= char <= "\u257f":
        _draw_lines(draw, char, cell)
    elif "\u2800" <= char <= "\u28ff":
        _draw_braille(draw, char, cell)
    else:
        return False
    return True


def _fill(draw: ImageDraw.ImageDraw, box: Box, ink: Colour) -> None:
    left, top, right, bottom = box
    if right > left and bottom > top:  # Pillow includes the last pixel, we do not
        draw.rectangle((left, top, right - 1, bottom - 1), fill=ink)


# -- blocks ------------------------------------------------------------------------------------

# Upper left, upper right, lower left, lower right: U+2596 to U+259F.
_QUADRANTS = dict(
    zip("▖▗▘▙▚▛▜▝▞▟", (2, 1, 8, 8 + 2 + 1, 8 + 1, 14, 13, 4, 4 + 2, 4 + 2 + 1), strict=True)
)
_SHADES = {"░": 0.25, "▒": 0.5, "▓": 0.75}


def _draw_block(draw: ImageDraw.ImageDraw, char: str, cell: Cell) -> None:
    x, y, width, height, ink, _ = cell
    right, bottom = x + width, y + height
    middle, centre = x + width // 2, y + height // 2
    number = ord(char)
    if char in _SHADES:
        _fill(draw, (x, y, right, bottom), cell.mixed(_SHADES[char]))
    elif char in _QUADRANTS:
        corners = [(x, y, middle, centre), (middle, y, right, centre)]
        corners += [(x, centre, middle, bottom), (middle, centre, right, bottom)]
        for corner, bit in zip(corners, (8, 4, 2, 1), strict=True):
            if _QUADRANTS[char] & bit:
                _fill(draw, corner, ink)
    elif char == "▀":
        _fill(draw, (x, y, right, centre), ink)
    elif char == "▐":
        _fill(draw, (middle, y, right, bottom), ink)
    elif char == "▔":
        _fill(draw, (x, y, right, y + round(height / 8)), ink)
    elif char == "▕":
        _fill(draw, (right - round(width / 8), y, right, bottom), ink)
    elif number <= 0x2588:  # lower eighths: one at U+2581, eight at U+2588
        _fill(draw, (x, bottom - round(height * (number - 0x2580) / 8), right, bottom), ink)
    else:  # left eighths: seven at U+2589, one at U+258F
        _fill(draw, (x, y, x + round(width * (0x2590 - number) / 8), bottom), ink)


# -- lines -------------------------------------------------------------------------------------

_WEIGHTS = {"LIGHT": 1, "SINGLE": 1, "HEAVY": 3, "DOUBLE": 2}
_ARMS = {
    "LEFT": ("left",),
    "RIGHT": ("right",),
    "UP": ("up",),
    "DOWN": ("down",),
    "HORIZONTAL": ("left", "right"),
    "VERTICAL": ("up", "down"),
}
_DASHES = {"DOUBLE": 2, "TRIPLE": 3, "QUADRUPLE": 4}


@lru_cache
def _arms(char: str) -> tuple[dict[str, int], int]:
    """Return the weight of each arm of a line character, and the number of its dashes.

    The names have two grammars: "LIGHT DOWN AND RIGHT" (the weight comes first and holds until
    another comes) and "DOWN LIGHT AND RIGHT HEAVY" (a weight closes the directions before it).
    """
    words = unicodedata.name(char).removeprefix("BOX DRAWINGS ").split()
    dashes = 0
    if "DASH" in words:
        at = words.index("DASH")
        dashes = _DASHES[words[at - 1]]
        del words[at - 1 : at + 1]
    arms: dict[str, int] = {}
    weight = _WEIGHTS.get(words[0], 0)
    before = weight > 0
    open_arms: list[str] = []
    for word in words:
        if word in _WEIGHTS:
            weight = _WEIGHTS[word]
            arms |= dict.fromkeys(open_arms, weight)
            open_arms = []
        elif word in _ARMS:
            if before:
                arms |= dict.fromkeys(_ARMS[word], weight)
            else:
                open_arms += _ARMS[word]
    return arms, dashes


def _draw_lines(draw: ImageDraw.ImageDraw, char: str, cell: Cell) -> None:
    if char in "╱╲╳":
        _draw_diagonals(draw, char, cell)
        return
    if char in _ARCS:
        _draw_arc(draw, char, cell)
        return
    arms, dashes = _arms(char)
    doubled = {side for side, weight in arms.items() if weight == 2}
    across = {"left": {"up", "down"}, "up": {"left", "right"}}
    across |= {"right": across["left"], "down": across["up"]}
    thin = cell.thin
    # A double line is a broad one with its middle taken out: so the corners come out right.
    for side in doubled:
        _draw_arm(draw, cell, side, 3 * thin, 3 * thin if doubled & across[side] else thin)
    for side in doubled:
        # It is open towards another double line, and closed by a single one that crosses it.
        reach = thin if doubled & across[side] or len(doubled) == 2 else -thin
        _draw_arm(draw, cell._replace(ink=cell.paper), side, thin, reach)
    for side, weight in arms.items():
        if weight != 2:
            broad = weight * thin
            crossing = max((arms.get(other, 0) for other in across[side]), default=0)
            # Up to the far edge of a line it meets at a corner; to the near edge of a double.
            reach = max(broad, crossing * thin)
            if crossing == 2:
                whole = {"left", "right"} <= set(arms) and {"up", "down"} <= set(arms)
                reach = 3 * thin if len(arms) == 2 or whole else -thin
            _draw_arm(draw, cell, side, broad, reach)
    if dashes:
        _cut_dashes(draw, cell, dashes, upright="up" in arms)


def _draw_arm(draw: ImageDraw.ImageDraw, cell: Cell, side: str, broad: int, reach: int) -> None:
    """Draw a line from an edge of the cell to ``reach`` / 2 pixels beyond its middle."""
    x, y, width, height, ink, _ = cell
    left, top = x + (width - broad) // 2, y + (height - broad) // 2
    # The far ends, kept in step with how a line of that breadth is centred.
    near_x, near_y = x + (width - abs(reach)) // 2, y + (height - abs(reach)) // 2
    far_x, far_y = near_x + abs(reach), near_y + abs(reach)
    if reach < 0:
        near_x, far_x, near_y, far_y = far_x, near_x, far_y, near_y
    if side == "left":
        _fill(draw, (x, top, far_x, top + broad), ink)
    elif side == "right":
        _fill(draw, (near_x, top, x + width, top + broad), ink)
    elif side == "up":
        _fill(draw, (left, y, left + broad, far_y), ink)
    else:
        _fill(draw, (left, near_y, left + broad, y + height), ink)


# The two arms, and the degrees of the quarter circle that joins them, clockwise from the right.
_ARCS = {
    "╭": ("right", "down", 180),
    "╮": ("left", "down", 270),
    "╯": ("left", "up", 0),
    "╰": ("right", "up", 90),
}


def _draw_arc(draw: ImageDraw.ImageDraw, char: str, cell: Cell) -> None:
    across, upright, start = _ARCS[char]
    thin, radius = cell.thin, cell.width // 2
    for side in (across, upright):
        _draw_arm(draw, cell, side, thin, 2 * thin - 2 * radius)  # a little into the curve
    x, y = cell.x + (cell.width - thin) // 2, cell.y + (cell.height - thin) // 2
    left = x if across == "right" else x + thin - 2 * radius
    top = y if upright == "down" else y + thin - 2 * radius
    box = (left, top, left + 2 * radius - 1, top + 2 * radius - 1)
    draw.arc(box, start, start + 90, fill=cell.ink, width=thin)


def _cut_dashes(draw: ImageDraw.ImageDraw, cell: Cell, dashes: int, *, upright: bool) -> None:
    length = cell.height if upright else cell.width
    gap = max(1, length // (dashes * 3))
    for number in range(1, dashes + 1):
        end = round(length * number / dashes)
        if upright:
            _fill(draw, (cell.x, cell.y + end - gap, cell.x + cell.width, cell.y + end), cell.paper)
        else:
            _fill(
                draw, (cell.x + end - gap, cell.y, cell.x + end, cell.y + cell.height), cell.paper
            )


def _draw_diagonals(draw: ImageDraw.ImageDraw, char: str, cell: Cell) -> None:
    right, bottom = cell.x + cell.width - 1, cell.y + cell.height - 1
    if char in "╱╳":
        draw.line((cell.x, bottom, right, cell.y), fill=cell.ink, width=cell.thin)
    if char in "╲╳":
        draw.line((cell.x, cell.y, right, bottom), fill=cell.ink, width=cell.thin)


# -- Braille ------------------------------------------------------------------------------------

# The dots of U+2800, bit by bit: column and row.
_DOTS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))


def _draw_braille(draw: ImageDraw.ImageDraw, char: str, cell: Cell) -> None:
    size = max(2, cell.width // 4)
    for bit, (column, row) in enumerate(_DOTS):
        if (ord(char) - 0x2800) >> bit & 1:
            x = cell.x + round(cell.width * (0.3 + 0.45 * column)) - size // 2
            y = cell.y + round(cell.height * (0.16 + 0.23 * row)) - size // 2
            draw.ellipse((x, y, x + size - 1, y + size - 1), fill=cell.ink)
