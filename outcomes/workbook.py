"""Tables as a workbook: every text is text, and no author, no machine and no time is in it."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from outcomes.codebook import CODEBOOK, Sheet, explained
from outcomes.page_parts import printable

if TYPE_CHECKING:
    from outcomes.tables import Filled

__all__ = ["workbook"]

MOST_CHARACTERS = 32_767
CUT = " … (cut short)"
# Where a meeting has no day; the format wants one.
NO_DAY = datetime(1980, 1, 1)


def workbook(title: str, day: str, tables: "Sequence[Filled]") -> tuple[bytes, int]:
    """Return a workbook of the tables, and how many texts are cut short in it.

    It is made in memory: the library's way for large ones leaves people's words in a file of its
    own meanwhile.
    """
    import xlsxwriter

    packed = io.BytesIO()
    book = xlsxwriter.Workbook(
        packed,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": title, "author": "", "created": _moment(day)})
    looks = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    cut = _write(book, looks, CODEBOOK, explained())
    cut += sum(_write(book, looks, table.sheet, table.rows) for table in tables)
    book.close()
    return packed.getvalue(), cut


def _write(
    book: Any, looks: dict[str, Any], sheet: Sheet, rows: Sequence[Sequence[str | int]]
) -> int:
    """Write a sheet; the first row says the columns, stays in view, and is named for readers."""
    page = book.add_worksheet(sheet.name)
    cut = 0
    for across, column in enumerate(sheet.columns):
        page.set_column(across, across, column.wide)
        page.write_string(0, across, column.name, looks["head"])
    for down, row in enumerate(rows, 1):
        for across, cell in enumerate(row):
            if isinstance(cell, int):
                page.write_number(down, across, cell, looks["text"])
                continue
            words = str(printable(cell))
            if len(words) > MOST_CHARACTERS:
                words = words[: MOST_CHARACTERS - len(CUT)] + CUT
                cut += 1
            page.write_string(down, across, words, looks["text"])
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(1, len(rows)), len(sheet.columns) - 1)
    # Screen readers read the heads of columns by this name.
    book.define_name(f"{sheet.name}!ColumnTitle", f"={sheet.name}!$A$1")
    return cut


def _moment(day: str) -> datetime:
    try:
        return datetime.fromisoformat(day[:10])
    except ValueError:
        return NO_DAY
