"""The rows of a file that could not be taken in, each with its reason, to be mended."""

import contextlib
import csv
import errno
import filecmp
import io
import os
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import IO

from models.erasure.half_written import HALF
from models.errors import HeardError
from models.exchange.importing import NotTaken
from models.exchange.json_rows import NOT_TAKEN_LINES, columns_line
from models.exchange.sheet_files import ADDED_COLUMN, ADDED_COLUMNS, RAW_COLUMN, Sheet
from outcomes.cells import plain_cell

__all__ = ["NotTakenFile", "not_taken_path"]

PRIVATE_FILE = 0o600

Note = Callable[[Path], object]


def not_taken_path(sheet: Sheet, number: int = 1) -> Path:
    """Return where the rows of a file go that could not be taken; of such a file, a new one.

    Where something stands there already, the next ``number`` may be free. The register of imports
    knows such names.
    """
    ending = "jsonl" if sheet.is_lines else "csv"
    mark = "not-taken" if number == 1 else f"not-taken-{number}"
    return sheet.path.with_name(f"{sheet.path.name}.{mark}.{ending}")


class NotTakenFile:
    """A file beside the one that is read, made with the first row that is not taken.

    Of a table it is CSV, with the same columns, each row's reason, and the lines as they came
    where those could not be cut into cells. Of JSON lines it has the lines as they came, each
    below its reason. Once mended, it can be taken in itself.

    Until it has its name, it is a half as a stop leaves it, and is found as such.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.path = not_taken_path(sheet)  # the first that it may have
        self._names = (not_taken_path(sheet, number) for number in count(1))
        self.columns = [name for name in sheet.columns if name not in ADDED_COLUMNS]
        self.delimiter, self.is_lines = sheet.delimiter or ",", sheet.is_lines
        self._places = [sheet.columns.index(name) for name in self.columns]
        self._part = Path()
        self._file: IO[str] | None = None

    def __enter__(self) -> "NotTakenFile":
        return self

    def __exit__(self, *trouble: object) -> None:
        """Take away what was begun and is not in its place."""
        if self._file:
            with contextlib.suppress(OSError):  # what a full disk did not take is told already
                self._file.close()
            with contextlib.suppress(OSError):
                self._part.unlink()

    def add(self, one: NotTaken) -> None:
        """Write a row with its reason. Raises ``HeardError`` where that cannot be."""
        try:
            file = self._file or self._begin()
            if self.is_lines:
                file.write(f"# {one.why}\n{one.row.raw.rstrip()}\n")
            else:
                csv.writer(file, delimiter=self.delimiter).writerows(self._table_rows(one))
        except OSError as why:
            raise self._trouble(why) from None

    def _table_rows(self, one: NotTaken) -> Iterator[list[str]]:
        """Yield one row, or one for each line that could not be cut into cells."""
        why = f"Row {one.row.number}: {one.why}"
        if one.row.raw:
            # A spreadsheet cuts a cell of more than 32,767 characters: so each line has its own.
            for line in io.StringIO(one.row.raw, newline=""):
                raw = line.rstrip("\r\n")
                raw = f"'{raw}" if plain_cell(raw).startswith("'") else raw
                yield [*[""] * len(self.columns), raw, plain_cell(why)]
                why = "It belongs to the line above."
            return
        cells = one.row.cells
        known = [cells[place] if place < len(cells) else "" for place in self._places]
        more = " ".join(filter(None, cells[len(self._places) :]))
        why = f"{why} It had also: {more}" if more else why
        yield [*map(plain_cell, known), "", plain_cell(why)]

    def put_in_place(self, note: Note = lambda _path: None) -> Path | None:
        """Give the file a name, and return it; None where every row was taken.

        Somebody may be mending the one of last time: what stands at a name is never written over.
        Where it holds the very same, it is the file; else the next free name is taken. ``note``
        hears of the name before: what holds people's words stands in the register.
        """
        if not self._file:
            return None
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            return next(path for path in self._names if self._stands_at(path, note))
        except OSError as why:
            raise self._trouble(why) from None

    def _stands_at(self, path: Path, note: Note) -> bool:
        """Whether the file has this name now: it took it, or what stands there is the same."""
        if os.path.lexists(path) and not self._is_the_same(path):
            return False
        note(path.resolve())
        try:
            path.touch(PRIVATE_FILE, exist_ok=False)  # so that nobody else takes the name
        except FileExistsError:
            return self._is_the_same(path)
        os.replace(self._part, path)
        return True

    def _is_the_same(self, path: Path) -> bool:
        try:
            return filecmp.cmp(self._part, path, shallow=False)
        except OSError:  # what may not be read is somebody else's
            return False

    def _begin(self) -> IO[str]:
        # Somebody's words are in it: nobody else on this machine reads them.
        handle, part = tempfile.mkstemp(dir=self.path.parent, prefix=HALF, suffix=".tmp")
        encoding = "utf-8" if self.is_lines else "utf-8-sig"
        self._part, file = Path(part), os.fdopen(handle, "w", encoding=encoding, newline="")
        self._file = file
        if self.is_lines:
            file.write(f"{NOT_TAKEN_LINES}\n{columns_line(self.columns)}\n")
        else:
            heads = [*self.columns, RAW_COLUMN, ADDED_COLUMN]
            csv.writer(file, delimiter=self.delimiter).writerow(heads)
        return file

    def _trouble(self, why: OSError) -> HeardError:
        do = "Make its folder writable, with space left on its disk."
        if why.errno == errno.ENAMETOOLONG:
            do = "That name is too long. Give the file that you take in a shorter one."
        return HeardError(f"The rows that were not taken could not be written to {self.path}. {do}")
