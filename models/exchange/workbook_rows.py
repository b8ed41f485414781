"""Reading workbooks, and refusing those that would take all of the machine's memory."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from models.errors import HeardError

__all__ = ["is_workbook", "refuse_unsafe", "workbook_notes", "workbook_rows"]

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# What somebody packs small can be large: a workbook of 2 MB took 8 GB. Half a million real answers
# are 200 MB unpacked.
MOST_UNPACKED = 500_000_000
# A library that reads a sheet keeps room for every cell up to the last one, filled or not.
MOST_CELLS = 50_000_000
CHUNK, OVERLAP = 1 << 20, 9_000
_CELL = re.compile(rb'\sr="([A-Z]{1,3})(\d{1,7})"')
# Worked out by no program yet: the value is missing, and it is no empty text either.
_NOT_WORKED_OUT = re.compile(
    rb'<c (?![^>]*t="str")[^>]*><f[^>]*>[^<]{0,8000}</f>(?:<v></v>|<v ?/>)?</c>'
)
FORMULAS = (
    "Some cells hold formulas that were never worked out: they are read as empty. "
    "Open the workbook in a spreadsheet, save it, and take it in again."
)


def is_workbook(path: Path) -> bool:
    """Say whether a file is a workbook by what is in it, whatever its name ends with."""
    with path.open("rb") as file:
        start = file.read(8)
    return start.startswith(ZIP) or start == OLE


def refuse_unsafe(path: Path) -> tuple[str, ...]:
    """Look at what is packed in a workbook before it is opened, and return what to tell of it.

    Refused in words: one that is too large unpacked, that has a cell very far out, that is
    damaged, or that has a password.
    """
    if not zipfile.is_zipfile(path):
        if _holds(path, ENCRYPTED):
            raise _has_a_password(path)
        return ()
    try:
        with zipfile.ZipFile(path) as packed:
            return _looked_through(path, packed)
    # The other three: a way of packing that Python has not, a password, an end that is missing.
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        raise _cannot_be_read(path) from None


def workbook_notes(path: Path) -> tuple[str, ...]:
    """Say which sheets are not read: only the first that a person sees and that is filled is."""
    with _opened(path) as book:
        seen = [one for one in _seen(book) if book.get_sheet_by_name(one).height]
        hidden = [one.name for one in book.sheets_metadata if one.name not in _seen(book)]
    if len(seen) < 2 and not hidden:
        return ()
    parts = [f"Only the sheet {seen[0]} is read."] if seen else []
    parts += [f"Not read: {', '.join(seen[1:])}."] if seen[1:] else []
    parts += [f"Hidden, and not read: {', '.join(hidden)}."] if hidden else []
    return (" ".join(parts),)


def workbook_rows(path: Path) -> Iterator[list[Any]]:
    """Yield the rows of the first sheet that a person sees and that is filled."""
    with _opened(path) as book:
        for name in _seen(book):
            sheet = book.get_sheet_by_name(name)
            if sheet.height:
                yield from sheet.iter_rows()
                return


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """Open a workbook by what is in it: an .xlsx can be an .xls with another name."""
    import python_calamine as calamine  # loaded with the first workbook

    try:
        with path.open("rb") as file, calamine.CalamineWorkbook.from_object(file) as book:
            yield book
    except calamine.PasswordError:
        raise _has_a_password(path) from None
    except (calamine.CalamineError, ValueError):
        raise _cannot_be_read(path) from None


def _seen(book: Any) -> list[str]:
    from python_calamine import SheetVisibleEnum

    return [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]


def _looked_through(path: Path, packed: zipfile.ZipFile) -> tuple[str, ...]:
    unpacked, not_worked_out = 0, False
    for info in packed.infolist():
        columns, rows = 0, 0
        before = b""
        with packed.open(info) as file:
            while part := file.read(CHUNK):
                unpacked += len(part)
                if unpacked > MOST_UNPACKED:
                    raise _too_large(path)
                if info.filename.endswith(".xml"):
                    chunk = before + part
                    for cell in _CELL.finditer(chunk):
                        columns = max(columns, _column(cell[1]))
                        rows = max(rows, int(cell[2]))
                    not_worked_out = not_worked_out or bool(_NOT_WORKED_OUT.search(chunk))
                    before = part[-OVERLAP:]
        if rows * columns > MOST_CELLS:
            raise _too_large(path)
    return (FORMULAS,) if not_worked_out else ()


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _holds(path: Path, what: bytes) -> bool:
    before = b""
    with path.open("rb") as file:
        while part := file.read(CHUNK):
            if what in before + part:
                return True
            before = part[-len(what) :]
    return False


def _has_a_password(path: Path) -> HeardError:
    return HeardError(
        f"The workbook {path} has a password. Nothing was taken in. Save it without one."
    )


def _cannot_be_read(path: Path) -> HeardError:
    return HeardError(
        f"The file {path} is no workbook that can be read. Nothing was taken in. "
        "Save it again as .xlsx or as CSV."
    )


def _too_large(path: Path) -> HeardError:
    return HeardError(
        f"The workbook {path} is far larger inside than people's answers are. "
        "Nothing was taken in. Copy the columns with answers into a new sheet, or save it as CSV."
    )
