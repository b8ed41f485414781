"""Reading CSV: records as they come, and those that cannot be read with the lines they stand on."""

import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from models.errors import HeardError
from models.exchange.sheet_row import ADDED_COLUMNS, RAW_COLUMN, Row, fitted

__all__ = ["DELIMITER_NAMES", "csv_delimiter", "csv_rows", "first_record"]

# The csv module refuses a field of more than 131,072 characters, as if nobody wrote so long.
LONGEST_FIELD = 1 << 30
DELIMITER_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright lines"}
# Records that are looked at to find out what stands between the columns.
LOOKED_AT = 20


def csv_delimiter(path: Path, encoding: str) -> str:
    """Return the sign between the columns: the one that cuts the first rows most evenly."""

    def evenness(delimiter: str) -> tuple[int, int]:
        with path.open(encoding=encoding, newline="") as file:
            try:
                records = islice(csv.reader(file, delimiter=delimiter), LOOKED_AT)
                lengths = [len(row) for row in records]
            except csv.Error:
                return 0, 0
        most = max(set(lengths), key=lengths.count, default=0)
        return (lengths.count(most), most) if most > 1 else (0, most)

    csv.field_size_limit(LONGEST_FIELD)
    return max(DELIMITER_NAMES, key=evenness)


def first_record(path: Path, encoding: str, delimiter: str) -> list[str]:
    """Return the cells of the first record. Refused in words: one that cannot be read."""
    with path.open(encoding=encoding, newline="") as file:
        for record in _records(file, delimiter):
            if isinstance(record, Row):
                raise HeardError(f"{record.trouble} Nothing was taken in.")
            return record
    return []


def csv_rows(
    path: Path, encoding: str, delimiter: str, columns: tuple[str, ...], *, heads: bool
) -> Iterator[Row]:
    """Yield the rows, ``heads`` saying whether the first record only names the columns.

    In a file of rows that Heard could not take, a line "as it came" is read for what it is.
    """
    if RAW_COLUMN in columns:
        yield from _mended(path, encoding, delimiter, columns)
        return
    with path.open(encoding=encoding, newline="") as file:
        for number, record in enumerate(_records(file, delimiter), 1):
            if number == 1 and heads:
                continue
            if isinstance(record, Row):
                yield Row(number, (), record.trouble, record.raw)
            else:
                yield fitted(number, record, columns)


def _mended(path: Path, encoding: str, delimiter: str, columns: tuple[str, ...]) -> Iterator[Row]:
    """Yield the rows of such a file; lines as they came that follow each other are one text."""
    own = [place for place, name in enumerate(columns) if name not in ADDED_COLUMNS]
    raw_place, own_columns = columns.index(RAW_COLUMN), tuple(columns[place] for place in own)
    lines: list[str] = []
    began = 0

    def in_lines() -> Iterator[Row]:
        for record in _records(lines, delimiter):
            if isinstance(record, Row):
                yield Row(began, (), record.trouble, record.raw)
                continue
            row = fitted(began, record, own_columns)
            cells = dict(zip(own, row.cells, strict=False))
            placed = tuple(cells.get(place, "") for place in range(len(columns)))
            yield Row(began, row.cells if row.trouble else placed, row.trouble)

    with path.open(encoding=encoding, newline="") as file:
        for number, record in enumerate(_records(file, delimiter), 1):
            if number == 1:
                continue
            if isinstance(record, Row):
                yield Row(number, (), record.trouble, record.raw)
                continue
            row = fitted(number, record, columns)
            if not row.trouble and not any(row.cells[place].strip() for place in own):
                if any(row.cells):  # an empty line as it came has its reason beside it
                    began = began if lines else number
                    lines.append(row.cells[raw_place].removeprefix("'") + "\n")
                continue
            yield from in_lines()
            lines.clear()
            yield row
    yield from in_lines()


def _records(lines: Iterable[str], delimiter: str) -> Iterator[list[str] | Row]:
    """Yield the cells of each record; for one that cannot be read, its lines and what is wrong."""
    taken: list[str] = []

    def kept() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield line

    # Strict: otherwise a quotation mark that is never closed makes one cell of all below it.
    reader = csv.reader(kept(), delimiter=delimiter, strict=True)
    while True:
        taken.clear()
        began = reader.line_num + 1
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Row(began, (), _broken(taken, began, delimiter), "".join(taken))


def _broken(lines: list[str], began: int, delimiter: str) -> str:
    """Say which quotation mark does not fit, by the numbers of the lines."""
    opened, closed = _opened_at(lines, delimiter)
    ended = began + len(lines) - 1
    if not closed:
        return (
            f"A quotation mark in line {began + opened} is never closed, so lines {began} to "
            f"{ended} could not be read. Close it, and take the file in again."
        )
    if opened + began < ended:
        return (
            f"A quotation mark in line {began + opened} is closed in line {ended}, where it does "
            f"not fit, so lines {began} to {ended} could not be read. Close it where it ends."
        )
    return f"The quotation marks in line {ended} do not fit. Write one inside words twice."


def _opened_at(lines: list[str], delimiter: str) -> tuple[int, bool]:
    """Return in which of the lines the last quotation mark opened, and whether it was closed."""
    opened, at = 0, "start"
    for place, line in enumerate(lines):
        for sign in line:
            if at == "quoted":
                at = "after" if sign == '"' else at
            elif sign == '"' and at in ("start", "after"):
                opened = place if at == "start" else opened
                at = "quoted"
            elif sign in (delimiter, "\n", "\r"):
                at = "start"
            else:
                at = "plain"
    return opened, at != "quoted"
