"""The sheet of labels for the keys of a kiosk: large print, and braille in its own size.

It is about the keys of a machine, and so no format of what anybody said or promised.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from outcomes.making import Made, Making
from outcomes.papers import PAPERS
from outcomes.typeset import typeset

if TYPE_CHECKING:
    from outcomes.labels import Label

__all__ = ["dots", "make", "rows_of_cells"]

# Braille as it is on signs and embossed paper (Marburg Medium), in millimetres.
DOT_APART, CELL_APART, ROW_APART, DOT_WIDE = 2.5, 6.0, 10.0, 1.6
# As many cells as a row of the sheet holds.
CELLS = 27
EMPTY_CELL = "\u2800"
CHECK = (
    "The dots on labels.pdf can be felt on swell paper alone. Print it at its full size, and "
    "heat it. Or emboss the braille file beside it."
)


def make(_making: Making) -> list[Made]:
    """Make the sheet of labels for the keys: large print, and braille drawn in its own size."""
    from outcomes.labels import labels

    content = typeset(
        "labels.typ",
        # What starts the kiosk stands first: nobody needs the keys before.
        {"labels": [_label(one) for one in sorted(labels(), key=lambda one: bool(one.key))]},
        title="Labels for the kiosk",
        # Nothing but black: on swell paper, whatever is black rises.
        paper=replace(PAPERS["coloured"], name="labels"),
    )
    return [Made("labels.pdf", content, (CHECK,))]


def dots(cells: str) -> str:
    """Draw one row of braille cells as SVG, in millimetres; the picture fits the cells closely."""
    wide = len(cells) * CELL_APART
    high = 2 * DOT_APART + DOT_WIDE
    drawn = "".join(
        f'<circle cx="{x:g}" cy="{y:g}" r="{DOT_WIDE / 2:g}"/>'
        for place, cell in enumerate(cells)
        for x, y in _dots_of(cell, place * CELL_APART)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:g}mm" height="{high:g}mm" '
        f'viewBox="0 0 {wide:g} {high:g}">{drawn}</svg>'
    )


def rows_of_cells(cells: str, most: int = CELLS) -> list[str]:
    """Part cells into rows at their spaces; a word longer than a row goes on in the next."""
    rows: list[str] = []
    for word in (part for part in cells.split(EMPTY_CELL) if part):
        if rows and len(rows[-1]) + 1 + len(word) <= most:
            rows[-1] += EMPTY_CELL + word
        else:
            rows += [word[at : at + most] for at in range(0, len(word), most)]
    return rows


def _dots_of(cell: str, left: float) -> Iterator[tuple[float, float]]:
    """Yield the middle of each raised dot: 1 to 3 down the left, 4 to 6 down the right."""
    raised = ord(cell) - ord(EMPTY_CELL)
    for dot in range(6):
        if raised >> dot & 1:
            column, row = divmod(dot, 3)
            yield left + DOT_WIDE / 2 + column * DOT_APART, DOT_WIDE / 2 + row * DOT_APART


def _label(one: "Label") -> dict[str, Any]:
    return {
        "key": one.key,
        "words": one.words,
        "rows": [
            {"svg": dots(row), "width": len(row) * CELL_APART}
            for row in rows_of_cells(one.braille_unicode)
        ],
        "apart": ROW_APART - 2 * DOT_APART - DOT_WIDE,
    }
