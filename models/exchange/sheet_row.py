"""One row of somebody else's table, as text, and what is the same for all kinds of files."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

__all__ = ["ADDED_COLUMN", "ADDED_COLUMNS", "RAW_COLUMN", "Row", "fitted", "text_of"]

# What Heard puts beside the rows that it could not take; such a file can be mended and read again.
ADDED_COLUMN = "why it was not taken"
# The line itself, where it could not be cut into cells.
RAW_COLUMN = "as it came"
ADDED_COLUMNS = (RAW_COLUMN, ADDED_COLUMN)


@dataclass(frozen=True)
class Row:
    """One row of a file: where it stands, its cells as text, and what was wrong with it.

    ``raw`` is what stood in the file, where it could not be read, and always for JSON lines.
    ``no_text`` are the places of the cells that were numbers, lists or objects in JSON.
    """

    number: int  # as a spreadsheet counts: the heads of the columns are row 1
    cells: tuple[str, ...] = field(default=(), repr=False)
    trouble: str = ""
    raw: str = field(default="", repr=False)
    no_text: frozenset[int] = frozenset()


def fitted(number: int, cells: Iterable[Any], columns: tuple[str, ...]) -> Row:
    """Return a row with a cell for each column; what has more is told, and never cut."""
    texts = [text_of(cell) for cell in cells]
    if any(text.strip() for text in texts[len(columns) :]):
        return Row(number, tuple(texts), "It has more cells than there are columns.")
    texts = texts[: len(columns)]
    return Row(number, (*texts, *[""] * (len(columns) - len(texts))))


def text_of(cell: Any) -> str:
    """Return a cell as a person would read it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, list | dict):
        return json.dumps(cell, ensure_ascii=False)
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)
