"""Reading tables that other tools made: CSV, workbooks, and JSON lines, one row at a time.

What cannot be read of a file is told row by row, so that the rest of it can come in.
"""

import codecs
import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from models.errors import HeardError

__all__ = ["ADDED_COLUMN", "Row", "Sheet", "open_sheet"]

# What Heard puts beside the rows that it could not take; such a file can be mended and read again.
ADDED_COLUMN = "why it was not taken"
# The csv module refuses a field of more than 131,072 characters, as if nobody wrote so long.
LONGEST_FIELD = 1 << 30
DELIMITERS = ",;\t|"
# Rows that are looked at to find out how a file is written.
LOOKED_AT = 50
WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".ods"}
LINES = {".jsonl", ".ndjson"}
# SurveyMonkey puts a second line of heads below the first.
SECOND_HEADS = {"open-ended response", "response", "open-ended response.", ""}


@dataclass(frozen=True)
class Row:
    """One row of a file: where it stands, its cells as text, and what was wrong with it."""

    number: int  # as a spreadsheet counts: the heads of the columns are row 1
    cells: tuple[str, ...] = ()
    trouble: str = ""


@dataclass(frozen=True)
class Sheet:
    """A table that can be read from its start as often as it is needed.

    ``kind`` says in words what it is. ``guarded`` is whether Heard wrote it, with a reason in each
    row, and so with an apostrophe before what could be a formula.
    """

    path: Path
    kind: str
    columns: tuple[str, ...]
    encoding: str = ""
    delimiter: str = ""
    guarded: bool = False
    first: tuple[Row, ...] = field(default=(), repr=False)

    def rows(self) -> Iterator[Row]:
        """Yield every row, those that cannot be read among them."""
        return _rows(self.path, self.encoding, self.delimiter, self.columns)


def open_sheet(path: Path) -> Sheet:
    """Find out what a file is, and which columns it has.

    Refused in words: what is no table, has no columns or no rows, or cannot be read.
    """
    if path.is_dir():
        raise HeardError(f"{path} is a folder, not a file. Nothing was taken in.")
    if not path.exists():
        raise HeardError(f"There is no file {path}. Nothing was taken in.")
    try:
        return _opened(path)
    except OSError:
        raise HeardError(f"The file {path} cannot be read. Nothing was taken in.") from None
    except UnicodeDecodeError:
        raise HeardError(
            f"The letters of {path} cannot be read. Nothing was taken in. "
            "Save it again as CSV in UTF-8."
        ) from None


def _opened(path: Path) -> Sheet:
    kind, encoding, delimiter = "a workbook", "", ""
    if path.suffix.lower() in LINES:
        kind, encoding = "JSON lines", _encoding(path)
        columns = _keys(path, encoding)
    elif path.suffix.lower() in WORKBOOKS:
        columns = _heads(next(iter(_workbook(path)), []))
    else:
        encoding = _encoding(path)
        delimiter = _delimiter(path, encoding)
        columns = _heads(_first_record(path, encoding, delimiter))
        kind = f"CSV, {DELIMITER_NAMES[delimiter]} between the columns, {encoding}"
    if not any(columns):
        raise HeardError(
            f"There are no columns in {path}. Nothing was taken in. "
            "The first row has to say what is below it."
        )
    first = tuple(islice(_rows(path, encoding, delimiter, columns), LOOKED_AT))
    if not first:
        raise HeardError(f"There are no rows in {path}. Nothing was taken in.")
    return Sheet(path, kind, columns, encoding, delimiter, ADDED_COLUMN in columns, first)


DELIMITER_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright lines"}


def _heads(cells: Iterable[Any]) -> tuple[str, ...]:
    """Return the names of the columns: none is empty, and no two are the same."""
    named: list[str] = []
    heads = [" ".join(_text(cell).split()) for cell in cells]
    while heads and not heads[-1]:
        heads.pop()
    for place, head in enumerate(heads, 1):
        name = wanted = head or f"column {place}"
        number = 2
        while name in named:
            name = f"{wanted} ({number})"
            number += 1
        named.append(name)
    return tuple(named)


def _rows(path: Path, encoding: str, delimiter: str, columns: tuple[str, ...]) -> Iterator[Row]:
    if path.suffix.lower() in LINES:
        found = _json_rows(path, encoding, columns)
    elif path.suffix.lower() in WORKBOOKS:
        cells = islice(_workbook(path), 1, None)
        found = (_fitted(number, row, columns) for number, row in enumerate(cells, 2))
    else:
        found = _csv_rows(path, encoding, delimiter, columns)
    for row in found:
        if not row.trouble and not any(cell.strip() for cell in row.cells):
            continue  # an empty line is nothing that somebody said
        if row.number == 2 and _is_second_head(row):
            continue
        yield row


def _is_second_head(row: Row) -> bool:
    said = {cell.strip().casefold() for cell in row.cells}
    return said <= SECOND_HEADS and "open-ended response" in said


def _fitted(number: int, cells: Iterable[Any], columns: tuple[str, ...]) -> Row:
    """Return a row with a cell for each column; what has more is told, and never cut."""
    texts = [_text(cell) for cell in cells]
    if any(text.strip() for text in texts[len(columns) :]):
        return Row(number, tuple(texts), "It has more cells than there are columns.")
    texts = texts[: len(columns)]
    return Row(number, (*texts, *[""] * (len(columns) - len(texts))))


def _text(cell: Any) -> str:
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


def _encoding(path: Path) -> str:
    """Find out how the letters of a file are written: the first way that reads all of it.

    Excel on Windows saves CSV in cp1252 unless it is told otherwise.
    """
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
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


def _delimiter(path: Path, encoding: str) -> str:
    """Return the sign between the columns: the one that cuts the first rows most evenly."""

    def evenness(delimiter: str) -> tuple[int, int]:
        with path.open(encoding=encoding, newline="") as file:
            try:
                lengths = [len(row) for row in islice(csv.reader(file, delimiter=delimiter), 20)]
            except csv.Error:
                return 0, 0
        most = max(set(lengths), key=lengths.count, default=0)
        return (lengths.count(most), most) if most > 1 else (0, most)

    csv.field_size_limit(LONGEST_FIELD)
    return max(DELIMITERS, key=evenness)


def _first_record(path: Path, encoding: str, delimiter: str) -> list[str]:
    with path.open(encoding=encoding, newline="") as file:
        try:
            return next(csv.reader(file, delimiter=delimiter), [])
        except csv.Error:
            return []


def _csv_rows(path: Path, encoding: str, delimiter: str, columns: tuple[str, ...]) -> Iterator[Row]:
    with path.open(encoding=encoding, newline="") as file:
        # Strict: otherwise a quotation mark that is never closed makes one cell of all below it.
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        number = 0
        while True:
            began = reader.line_num + 1
            number += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                if number > 1:
                    yield Row(number, (), _broken(began, reader.line_num))
                continue
            if number > 1:
                yield _fitted(number, cells, columns)


def _broken(began: int, ended: int) -> str:
    if ended > began:
        return (
            f"A quotation mark in line {began} is never closed, so lines {began} to {ended} "
            "could not be read. Close it, and take the file in again."
        )
    return f"The quotation marks in line {began} do not fit. Write one inside words twice."


def _json_objects(path: Path, encoding: str) -> Iterator[tuple[int, dict[str, Any] | None]]:
    with path.open(encoding=encoding) as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                found = json.loads(line)
            except (ValueError, RecursionError):
                found = None
            yield number, found if isinstance(found, dict) else None


def _keys(path: Path, encoding: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for _number, one in _json_objects(path, encoding):
        found.update(dict.fromkeys(one or ()))
    return tuple(found)


def _json_rows(path: Path, encoding: str, columns: tuple[str, ...]) -> Iterator[Row]:
    for number, one in _json_objects(path, encoding):
        if one is None:
            yield Row(number, (), f"Line {number} is no JSON object.")
        else:
            yield Row(number, tuple(_text(one.get(name)) for name in columns))


def _workbook(path: Path) -> Iterator[list[Any]]:
    """Yield the rows of the first sheet that a person sees and that is not empty."""
    import python_calamine as calamine  # loaded with the first workbook

    try:
        with calamine.CalamineWorkbook.from_path(path) as book:
            for about in book.sheets_metadata:
                if about.visible == calamine.SheetVisibleEnum.Visible:
                    sheet = book.get_sheet_by_name(about.name)
                    if sheet.height:
                        yield from sheet.iter_rows()
                        return
    except calamine.PasswordError:
        raise HeardError(
            f"The workbook {path} has a password. Nothing was taken in. Save it without one."
        ) from None
    except (calamine.CalamineError, ValueError):
        raise HeardError(
            f"The file {path} is no workbook that can be read. Nothing was taken in. "
            "Save it again as .xlsx or as CSV."
        ) from None
