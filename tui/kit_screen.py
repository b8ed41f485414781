"""The kit check's looks at the screen: its size, its colours, its signs, the QR, the letters."""

import os
from typing import Any

import click

from outcomes import address_of, fits, half_blocks
from tui.kit_lines import Around, Finding, lacks, passes, problem

__all__ = [
    "SAMPLES",
    "look_at_colours",
    "look_at_letters",
    "look_at_qr",
    "look_at_signs",
    "look_at_window",
    "qr_in_colours",
    "qr_not_read",
    "signs_not_seen",
]

SAMPLES = {
    "block letters": "▘▝▀▖▌▞▛▗▚▐▜▄▙▟█",
    "the half blocks of a QR": "▀▄█",
    "lines and boxes": "─│┌┐└┘━┃╭╮",
    "signs": "✓♪▶●○",
    "the letters of Polish and Welsh": "ąćęłńóśźżŵŷ",
}
"""What Heard draws that a terminal may lack, by what it is for; each character is one cell."""
USUAL_CELL = (10, 20)
# Below the square stands the address, with a line of air on both sides.
ROWS_BELOW_QR = 3
SMALLEST = 12


def look_at_window(around: Around) -> Finding:
    """Look whether every page is whole in this window."""
    size = f"{around.columns} columns, {around.rows} rows"
    if around.columns < 80 or around.rows < 24:
        return problem(size, "Make the window larger, or the letters smaller: 80 by 24.")
    return passes(size)


def look_at_colours(around: Around) -> Finding:
    """Look whether the terminal shows all colours: it is asked, or else says so when it starts."""
    said = os.environ.get("COLORTERM") in ("truecolor", "24bit")
    asked = around.answers.all_colours if around.answers else None
    if asked or (said and asked is None):
        return passes("all of them")
    return problem("this terminal may show fewer", "Start it with COLORTERM=truecolor.")


def look_at_signs(around: Around) -> Finding:
    """Look whether block letters, lines and signs take the cells that they should."""
    if around.answers is None or not around.answers.columns:
        return lacks(
            "this terminal does not say how it draws",
            "Look yourself: heard check signs, in a terminal.",
        )
    wrong = [
        name
        for (name, sample), columns in zip(SAMPLES.items(), around.answers.columns, strict=True)
        if columns != len(sample)
    ]
    if wrong:
        return problem(
            f"it draws these too wide or not at all: {', '.join(wrong)}",
            "Set the terminal to UTF-8, and to a font such as DejaVu Sans Mono.",
        )
    return passes("each takes the cells that it should. If you see boxes, choose another font")


def signs_not_seen() -> Finding:
    """Return the finding that a person does not see the signs as they should be."""
    return problem(
        "somebody looked, and some are not drawn",
        "Choose another font for the terminal, such as DejaVu Sans Mono.",
    )


def look_at_qr(around: Around) -> Finding:
    """Draw the QR of the space as this terminal would, and read it as a phone would."""
    text = qr_text(around)
    matrix = fits(text, around.columns, around.rows - ROWS_BELOW_QR)
    if matrix is None:
        return problem(
            f"it does not fit in {around.columns} columns and {around.rows} rows",
            "Make the window larger, or the letters smaller. Until then the address is shown.",
        )
    cell = (around.answers.cell if around.answers else None) or USUAL_CELL
    if text not in decoded(drawn(half_blocks(matrix), cell)):
        return problem(
            f"with cells of {cell[0]} by {cell[1]} pixels it cannot be read",
            "Choose a font whose letters are half as wide as they are high.",
        )
    return passes("it fits, and was read as it is drawn here")


def qr_text(around: Around) -> str:
    """Return what the QR of the space says."""
    return address_of(around.settings.address, around.space.public_id if around.space else "x" * 8)


def qr_in_colours(around: Around) -> str:
    """Return the square as text with its colours, for a terminal that a phone is pointed at."""
    matrix = fits(qr_text(around), around.columns, around.rows - ROWS_BELOW_QR) or []
    inks = {True: (0, 0, 0), False: (255, 255, 255)}
    rows = []
    for row in half_blocks(matrix):
        cells = [click.style("▀", fg=inks[top], bg=inks[below]) for top, below in row]
        rows.append("".join(cells))
    return "\n".join([*rows, qr_text(around)])


def drawn(cells: list[list[tuple[bool, bool]]], cell: tuple[int, int]) -> Any:
    """Draw half blocks as a picture, each cell so many pixels wide and high."""
    from PIL import Image

    columns, rows = len(cells[0]), len(cells)
    shades = bytes(0 if pair[half] else 255 for row in cells for half in (0, 1) for pair in row)
    small = Image.frombytes("L", (columns, rows * 2), shades)
    width, height = columns * cell[0], rows * cell[1]
    return small.resize((width, height), Image.Resampling.NEAREST)


def decoded(picture: Any) -> list[str]:
    """Return what is read from the QR codes in a picture."""
    import zxingcpp

    return [found.text for found in zxingcpp.read_barcodes(picture)]


def qr_not_read() -> Finding:
    """Return the finding that a phone does not read the square."""
    return problem(
        "a phone did not read it",
        "Make the window larger or brighter. The address stands below each square.",
    )


def look_at_letters(around: Around) -> Finding:
    """Look whether letters can be read from a distance (EN 301 549, 5.1.4)."""
    from tui.letter_size import DEGREES, letter_size, most_rows

    distance, height = around.distance, around.screen_height
    if not distance or not height:
        return lacks(
            "not measured",
            "Measure, then: heard check letters --distance 6m --screen-height 120cm",
        )
    size = letter_size(distance, height, around.rows)
    found = f"a capital is {size.millimetres:.0f} mm high, {size.degrees:.1f} degrees"
    far = f"{distance:g} m away"
    if size.enough:
        return passes(f"{found}. They can be read {far}")
    found += f". To be read {far} they need {DEGREES:g} degrees"
    fitting = most_rows(distance, height)
    if fitting < SMALLEST:
        return problem(found, "Take a larger picture, or bring the seats nearer.")
    return problem(found, f"Make them larger, until at most {fitting} rows are left.")
