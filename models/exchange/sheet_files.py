"""Reading tables that other tools made: CSV, workbooks, and JSON lines, one row at a time.

What cannot be read of a file is told row by row, so that the rest of it can come in.
"""

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from models.errors import HeardError
from models.exchange.csv_rows import DELIMITER_NAMES, csv_delimiter, csv_rows, first_record
from models.exchange.json_rows import json_keys, json_rows
from models.exchange.sheet_row import ADDED_COLUMN, ADDED_COLUMNS, RAW_COLUMN, Row, fitted, text_of
from models.exchange.workbook_rows import is_workbook, refuse_unsafe, workbook_notes, workbook_rows
from models.words import one_line

__all__ = ["ADDED_COLUMN", "ADDED_COLUMNS", "RAW_COLUMN", "Row", "Sheet", "open_sheet"]

# Rows that are looked at to find out how a file is written.
LOOKED_AT = 50
LINES = {".jsonl", ".ndjson"}
# SurveyMonkey puts a second line of heads below the first.
SECOND_HEADS = {"open-ended response", "response", "open-ended response.", ""}
# Bytes from which it is told how letters are written, where the file does not say so itself.
ENOUGH = 4096


@dataclass(frozen=True)
class Sheet:
    """A table that can be read from its start as often as it is needed.

    ``kind`` says in words what it is: a workbook and JSON lines have no ``delimiter``, and a
    workbook no ``encoding``. ``guarded`` is whether Heard wrote it, with a reason in each row, and
    so with an apostrophe before what could be a formula. ``heads`` is whether the first row names
    the columns; ``notes`` are sentences for whoever takes it in.
    """

    path: Path
    kind: str
    columns: tuple[str, ...]
    encoding: str = ""
    delimiter: str = ""
    guarded: bool = False
    first: tuple[Row, ...] = field(default=(), repr=False)
    heads: bool = True
    notes: tuple[str, ...] = ()

    @property
    def is_lines(self) -> bool:
        """Whether it is JSON lines."""
        return bool(self.encoding) and not self.delimiter

    def rows(self) -> Iterator[Row]:
        """Yield every row, those that cannot be read among them."""
        return _rows(self)


def open_sheet(path: Path, *, heads: bool = True) -> Sheet:
    """Find out what a file is, and which columns it has; without ``heads`` they are numbered.

    Refused in words: what is no table, has no columns or no rows, or cannot be read.
    """
    if path.is_dir():
        raise HeardError(f"{path} is a folder, not a file. Nothing was taken in.")
    if not path.exists():
        raise HeardError(f"There is no file {path}. Nothing was taken in.")
    try:
        return _opened(path, heads)
    except OSError:
        raise HeardError(f"The file {path} cannot be read. Nothing was taken in.") from None
    except UnicodeDecodeError:
        raise HeardError(
            f"The letters of {path} cannot be read. Nothing was taken in. "
            "Save it again as CSV in UTF-8."
        ) from None


def _opened(path: Path, heads: bool) -> Sheet:
    sheet = _as_lines(path) if path.suffix.lower() in LINES else _as_table(path, heads)
    if not any(sheet.columns):
        raise HeardError(
            f"There are no columns in {path}. Nothing was taken in. "
            "The first row has to say what is below it."
        )
    first = tuple(islice(sheet.rows(), LOOKED_AT))
    if not first:
        raise HeardError(f"There are no rows in {path}. Nothing was taken in.")
    return replace(sheet, guarded=ADDED_COLUMN in sheet.columns, first=first)


def _as_lines(path: Path) -> Sheet:
    encoding = _encoding(path)
    return Sheet(path, "JSON lines", json_keys(path, encoding), encoding)


def _as_table(path: Path, heads: bool) -> Sheet:
    """Return what a file is by what is in it: tools and people give wrong endings."""
    if is_workbook(path):
        notes = (*refuse_unsafe(path), *workbook_notes(path))
        cells: Iterable[Any] = next(iter(workbook_rows(path)), [])
        return Sheet(path, "a workbook", _heads(cells, heads), heads=heads, notes=notes)
    _refuse_what_is_no_table(path)
    encoding = _encoding(path)
    delimiter = csv_delimiter(path, encoding)
    columns = _heads(first_record(path, encoding, delimiter), heads)
    kind = f"CSV, {DELIMITER_NAMES[delimiter]} between the columns, {encoding}"
    return Sheet(path, kind, columns, encoding, delimiter, heads=heads)


def _refuse_what_is_no_table(path: Path) -> None:
    """Refuse what is text and yet no CSV: a web page with the name of a workbook, or JSON."""
    with path.open("rb") as file:
        start = file.read(ENOUGH).removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table", b"%pdf", b"{\\rtf")):
        raise HeardError(
            f"The file {path} is a page or a document, and no table. Nothing was taken in. "
            "Open it in a spreadsheet, and save it as .xlsx or as CSV."
        )
    if path.suffix.lower() == ".json":
        raise HeardError(
            f"The file {path} is JSON. Nothing was taken in. "
            "Write one object a line, and end the name with .jsonl."
        )


def _heads(cells: Iterable[Any], heads: bool) -> tuple[str, ...]:
    """Return the names of the columns: none is empty, and no two are the same."""
    named: list[str] = []
    found = [one_line(text_of(cell)) for cell in cells]
    while found and not found[-1]:
        found.pop()
    for place, head in enumerate(found, 1):
        name = wanted = head if heads and head else f"column {place}"
        number = 2
        while name in named:
            name = f"{wanted} ({number})"
            number += 1
        named.append(name)
    return tuple(named)


def _rows(sheet: Sheet) -> Iterator[Row]:
    path, columns = sheet.path, sheet.columns
    if sheet.is_lines:
        found = json_rows(path, sheet.encoding, columns)
    elif not sheet.encoding:
        cells = enumerate(workbook_rows(path), 1)
        below = ((number, row) for number, row in cells if number > 1 or not sheet.heads)
        found = (fitted(number, row, columns) for number, row in below)
    else:
        found = csv_rows(path, sheet.encoding, sheet.delimiter, columns, heads=sheet.heads)
    for row in found:
        if not row.trouble and not any(cell.strip() for cell in row.cells):
            continue  # an empty line is nothing that somebody said
        if row.number == 2 and _is_second_head(row):
            continue
        if _is_head_again(row, columns) and not sheet.is_lines:
            continue  # two files were put together, and each had its heads
        yield row


def _is_head_again(row: Row, columns: tuple[str, ...]) -> bool:
    # In one column, somebody may just have said what it is called.
    begins = len(columns) > 1 and row.cells[:1] and row.cells[0].strip() == columns[0]
    return bool(begins) and _heads(row.cells, heads=True) == columns


def _is_second_head(row: Row) -> bool:
    said = {cell.strip().casefold() for cell in row.cells}
    return said <= SECOND_HEADS and "open-ended response" in said


def _encoding(path: Path) -> str:
    """Find out how the letters of a file are written: the first way that reads all of it.

    Excel on Windows saves CSV in cp1252 unless it is told otherwise.
    """
    with path.open("rb") as file:
        start = file.read(ENOUGH)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    # Half of what is written with Latin letters is zeros then, all on the same side.
    for side, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half, other = start[side::2], start[1 - side :: 2]
        if half and half.count(0) * 2 > len(half) and other.count(0) * 50 <= len(other):
            return encoding
    for encoding in ("utf-8", "cp1252"):
        try:
            with path.open(encoding=encoding, newline="") as file:
                while file.read(1 << 20):
                    pass
        except UnicodeDecodeError:
            if encoding == "cp1252":
                raise
        else:
            return encoding
    return "utf-8"
