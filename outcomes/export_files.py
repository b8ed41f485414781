"""An export as a file: CSV, JSON lines or a workbook, written row by row and put in place whole."""

import contextlib
import csv
import functools
import io
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from models.erasure.half_written import HALF
from models.errors import HeardError
from models.exchange.exporting import COLUMNS, Cells
from outcomes.cells import plain_cell
from outcomes.page_parts import printable
from outcomes.workbook import CUT, MOST_CHARACTERS

__all__ = ["FORMATS", "Writing", "format_of"]

# Excel takes a CSV file for the machine's old alphabet unless it begins with this mark.
CSV_ENCODING = "utf-8-sig"
MOST_ROWS = 1_048_575  # of a workbook, without the heads
WIDE, USUAL = 60, 16
PRIVATE_FILE = 0o600
WORDS = COLUMNS.index("words")
AFTER = WORDS + 1
FORMATS = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".xlsx": "xlsx"}


def format_of(path: Path) -> str:
    """Return the format that the name of a file asks for. Refused: a name with none of them."""
    found = FORMATS.get(path.suffix.lower())
    if found is None:
        raise HeardError(
            f"The name {path.name} does not say what to write. Nothing was written. "
            "End it with .csv, .jsonl or .xlsx."
        )
    return found


class Writing:
    """A file that is being written beside its place, and gets its name when all of it is there.

    ``tell`` hears how many rows were written, now and then. ``raw`` writes no apostrophe before
    what a spreadsheet could take for a formula.
    """

    def __init__(
        self, path: Path, *, raw: bool = False, tell: Callable[[int], object] = lambda _rows: None
    ) -> None:
        self.path, self.raw, self.tell = path, raw, tell
        self.form = format_of(path)
        self.cut = 0
        self.part = path.with_name(f"{path.name}.part")

    def __enter__(self) -> "Writing":
        try:
            # What is in it is somebody's words: nobody else on this machine reads them.
            self._handle = os.open(self.part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, PRIVATE_FILE)
        except OSError:
            raise self._trouble() from None
        return self

    def __exit__(self, *trouble: object) -> None:
        """Take away what was begun and is not in its place."""
        with contextlib.suppress(OSError):
            os.close(self._handle)
        with contextlib.suppress(OSError):
            self.part.unlink()

    def write(self, rows: Iterator[Cells]) -> None:
        """Write every row. Raises ``HeardError`` where the disk does not take them."""
        write = {"csv": self._csv, "jsonl": self._lines, "xlsx": self._workbook}[self.form]
        try:
            write(self._told(rows))
            os.fsync(self._handle)
        except OSError:
            raise self._trouble() from None

    def put_in_place(self) -> None:
        """Give the file its name: whoever looks sees the old one or all of the new one."""
        try:
            os.replace(self.part, self.path)
            folder = os.open(self.path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        except OSError:
            raise self._trouble() from None

    def _told(self, rows: Iterable[Cells]) -> Iterator[Cells]:
        for number, row in enumerate(rows, 1):
            yield row
            if not number % 1000:
                self.tell(1000)

    def _open(self, encoding: str) -> io.TextIOWrapper:
        return io.TextIOWrapper(
            io.FileIO(self._handle, "w", closefd=False), encoding=encoding, newline=""
        )

    def _csv(self, rows: Iterator[Cells]) -> None:
        with self._open(CSV_ENCODING) as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(COLUMNS)
            writer.writerows(rows if self.raw else map(_guarded, rows))

    def _lines(self, rows: Iterator[Cells]) -> None:
        with self._open("utf-8") as file:
            # A JSON reader takes no text for a formula, so there is nothing to guard against.
            encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
            file.writelines(f"{encode(dict(zip(COLUMNS, row)))}\n" for row in rows)  # noqa: B905

    def _workbook(self, rows: Iterator[Cells]) -> None:
        """Write a workbook in little memory. Its library keeps the rows in a folder meanwhile."""
        import xlsxwriter

        folder = tempfile.mkdtemp(dir=self.path.parent, prefix=HALF)  # for its owner alone
        try:
            with io.FileIO(self._handle, "w", closefd=False) as file:
                book = xlsxwriter.Workbook(
                    file,
                    {
                        "constant_memory": True,
                        "tmpdir": folder,
                        "strings_to_formulas": False,
                        "strings_to_urls": False,
                        "strings_to_numbers": False,
                    },
                )
                self._sheet(book, rows)
                book.close()
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _sheet(self, book: Any, rows: Iterator[Cells]) -> None:
        page = book.add_worksheet("contributions")
        head = book.add_format({"bold": True})
        for across, name in enumerate(COLUMNS):
            page.set_column(across, across, WIDE if name in ("words", "prompt") else USUAL)
            page.write_string(0, across, name, head)
        page.freeze_panes(1, 0)
        for down, row in enumerate(rows, 1):
            if down > MOST_ROWS:
                raise HeardError(
                    f"A workbook holds {MOST_ROWS:,} rows, and here are more. Nothing was "
                    "written. Write a .csv file instead."
                )
            for across, cell in enumerate(row):
                if cell:
                    page.write_string(down, across, self._fitted(cell))

    def _fitted(self, cell: str) -> str:
        words = str(printable(cell))
        if len(words) <= MOST_CHARACTERS:
            return words
        self.cut += 1
        return words[: MOST_CHARACTERS - len(CUT)] + CUT

    def _trouble(self) -> HeardError:
        return HeardError(
            f"The export could not be written to {self.path}. Nothing was lost. "
            "Choose a folder that may be written, with space left on its disk."
        )


def _guarded(row: Cells) -> Cells:
    """Return cells of which none is a formula. The id is of our own making."""
    return (row[0], *_guarded_many(row[1:WORDS]), _guard(row[WORDS]), *_guarded_many(row[AFTER:]))


@functools.lru_cache(maxsize=1000)
def _guarded_many(cells: Cells) -> Cells:
    """Guard what is the same in row after row, once."""
    return tuple(map(_guard, cells))


def _guard(cell: str) -> str:
    """Guard a cell. Most begin with a letter and hold nothing unseen, and are as they should be.

    To look closer at each would take ten times as long.
    """
    if cell[:1].isalnum() and cell.isprintable():
        return cell
    return plain_cell(cell) if cell else ""
