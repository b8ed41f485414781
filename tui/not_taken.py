"""The rows of a file that could not be taken in, each with its reason, to be mended."""

import contextlib
import csv
import os
from pathlib import Path
from typing import IO

from models.errors import HeardError
from models.importing import NotTaken
from models.sheet_files import ADDED_COLUMN, Sheet
from outcomes.cells import plain_cell

__all__ = ["NotTakenFile", "not_taken_path"]

PRIVATE_FILE = 0o600


def not_taken_path(file: Path) -> Path:
    """Return where the rows of a file go that could not be taken; of such a file, a new one."""
    return file.with_name(f"{file.name}.not-taken.csv")


class NotTakenFile:
    """A CSV file beside the one that is read, made with the first row that is not taken.

    It has the same columns and the reason. Once mended, it can be taken in itself.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.path = not_taken_path(sheet.path)
        self.columns = [name for name in sheet.columns if name != ADDED_COLUMN]
        self._places = [sheet.columns.index(name) for name in self.columns]
        self._part = self.path.with_name(f"{self.path.name}.part")
        self._file: IO[str] | None = None

    def __enter__(self) -> "NotTakenFile":
        return self

    def __exit__(self, *trouble: object) -> None:
        """Take away what was begun and is not in its place."""
        if self._file:
            self._file.close()
            with contextlib.suppress(OSError):
                self._part.unlink()

    def add(self, one: NotTaken) -> None:
        """Write a row with its reason. Raises ``HeardError`` where that cannot be."""
        try:
            file = self._file or self._begin()
            cells = one.row.cells
            known = [cells[place] if place < len(cells) else "" for place in self._places]
            more = " ".join(filter(None, cells[len(self._places) :]))
            why = f"{one.why} It had also: {more}" if more else one.why
            row = [*map(plain_cell, known), plain_cell(f"Row {one.row.number}: {why}")]
            csv.writer(file).writerow(row)
        except OSError:
            raise self._trouble() from None

    def put_in_place(self) -> Path | None:
        """Give the file its name, and return it; None where every row was taken."""
        if not self._file:
            return None
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            os.replace(self._part, self.path)
        except OSError:
            raise self._trouble() from None
        return self.path

    def _begin(self) -> IO[str]:
        # Somebody's words are in it: nobody else on this machine reads them.
        handle = os.open(self._part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, PRIVATE_FILE)
        file = os.fdopen(handle, "w", encoding="utf-8-sig", newline="")
        csv.writer(file).writerow([*self.columns, ADDED_COLUMN])
        self._file = file
        return file

    def _trouble(self) -> HeardError:
        return HeardError(
            f"The rows that were not taken could not be written to {self.path}. "
            "Make its folder writable, with space left on its disk."
        )
