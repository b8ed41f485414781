"""The size of a page of braille, as people write it: cells in a line, and lines."""

import re

from models.errors import RefusedError

__all__ = ["USUAL", "read_cells"]

USUAL = "40x25"
# At least a word wide, and at most what embossers take.
FEWEST_CELLS, MOST_CELLS = 20, 100
FEWEST_LINES, MOST_LINES = 5, 60
SIZES = f"{FEWEST_CELLS} to {MOST_CELLS} cells, {FEWEST_LINES} to {MOST_LINES} lines"


def read_cells(text: str) -> tuple[int, int]:
    """Return the cells in a line and the lines on a page of "40x25"; refused where it is none."""
    sizes = re.fullmatch(r"(\d{1,3})\s*[xX×]\s*(\d{1,3})", text.strip())
    if sizes:
        cells, lines = int(sizes[1]), int(sizes[2])
        if FEWEST_CELLS <= cells <= MOST_CELLS and FEWEST_LINES <= lines <= MOST_LINES:
            return cells, lines
    raise RefusedError(
        f"That is no size of a braille page. Nothing was made. Write it like {USUAL}: {SIZES}."
    )
