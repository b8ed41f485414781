"""A picture in cells: each cell gets the block that is most like that part of the picture.

Quadrants, and eighths of a cell from below and from the left, each also with ink and paper
exchanged. Looked at for every picture: six rows of them can be recognised where quadrants alone
need nine, and Braille dots are too thin. All of these blocks are in every terminal's font.
"""

from functools import lru_cache
from operator import itemgetter

from assets.pictures import SIDE
from screens.widgets.block_letters import QUADRANTS

__all__ = ["ACROSS", "DOWN", "LEAST_ROWS", "Cell", "blocks", "cells_of", "columns_of"]

# Under so many rows many of the pictures that ship with Heard cannot be recognised.
LEAST_ROWS = 6
# Dots of a cell: it is twice as high as wide.
ACROSS, DOWN = 8, 16
ALL = (1 << ACROSS * DOWN) - 1
# Fewer dots than these, of 128, are specks at the edge of a shape and not the shape.
SPECKS = 13
# A block, and whether its ink and paper are exchanged.
Cell = tuple[str, bool]


def columns_of(rows: int) -> int:
    """Return how many cells wide a picture is that is so many rows high."""
    return 2 * rows


@lru_cache(64)
def cells_of(bits: bytes, rows: int) -> tuple[tuple[Cell, ...], ...]:
    """Draw a picture, a square of bits as ``assets.pictures`` has it, in so many rows of cells."""
    columns = columns_of(rows)
    # Each dot shows the dot of the picture that its middle falls on.
    across = itemgetter(
        *((2 * x + 1) * SIDE // (2 * ACROSS * columns) for x in range(columns * ACROSS))
    )
    lines = ["".join(across(line)) for line in _lines(bits)]
    down = [(2 * y + 1) * SIDE // (2 * DOWN * rows) for y in range(rows * DOWN)]
    drawn = []
    for row in range(rows):
        part = [lines[y] for y in down[row * DOWN : (row + 1) * DOWN]]
        starts = range(0, columns * ACROSS, ACROSS)
        cells = ("".join([line[x : x + ACROSS] for line in part]) for x in starts)
        drawn.append(tuple(_most_like(int(cell, 2)) for cell in cells))
    return tuple(drawn)


@lru_cache(32)
def _lines(bits: bytes) -> list[str]:
    """Return the rows of a picture as digits, 1 for ink."""
    step = SIDE // 8
    return [
        format(int.from_bytes(bits[y * step : (y + 1) * step]), f"0{SIDE}b") for y in range(SIDE)
    ]


@lru_cache(1)
def blocks() -> dict[str, int]:
    """Return the dots of each block, the first dot in the highest bit."""
    shapes = {}
    for number, block in enumerate(QUADRANTS):
        top = "1" * 4 * (number & 1) + "0" * 4 * (~number & 1)
        top += "1" * 4 * (number >> 1 & 1) + "0" * 4 * (~number >> 1 & 1)
        low = "1" * 4 * (number >> 2 & 1) + "0" * 4 * (~number >> 2 & 1)
        low += "1" * 4 * (number >> 3 & 1) + "0" * 4 * (~number >> 3 & 1)
        shapes[block] = int(top * 8 + low * 8, 2)
    for eighths, block in enumerate("▁▂▃▄▅▆▇", 1):
        shapes[block] = (1 << 2 * eighths * ACROSS) - 1
    for eighths, block in enumerate("▏▎▍▌▋▊▉", 1):
        shapes[block] = int(("1" * eighths + "0" * (8 - eighths)) * DOWN, 2)
    return shapes


@lru_cache(4096)
def _most_like(dots: int) -> Cell:
    """Return the block that differs in the fewest dots; a plain one before an exchanged one."""
    if dots.bit_count() < SPECKS:
        return " ", False
    if (dots ^ ALL).bit_count() < SPECKS:
        return "█", False
    return min(_candidates(), key=lambda one: (one[0] ^ dots).bit_count())[1]


@lru_cache(1)
def _candidates() -> list[tuple[int, Cell]]:
    """Return the dots of each block, and then of each with ink and paper exchanged."""
    plain = [(dots, (block, False)) for block, dots in blocks().items()]
    return [*plain, *((dots ^ ALL, (block, True)) for dots, (block, _) in plain)]
