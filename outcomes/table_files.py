"""The tables of an outcome as files: CSV, JSON and a workbook.

The same outcome gives the same bytes.
"""

import csv
import io
import json
import zipfile

from models.dates import say_date
from outcomes.cells import plain_cell
from outcomes.codebook import CODEBOOK, SHEETS, codebook_text, explained
from outcomes.making import Made, Making
from outcomes.page_parts import printable
from outcomes.tables import Filled, tables_of

__all__ = ["make_csv", "make_json", "make_xlsx"]

# Excel takes a CSV file for the machine's old alphabet unless it begins with this mark.
CSV_ENCODING = "utf-8-sig"
# A ZIP file cannot say "no time"; this is the earliest that it can.
NO_TIME = (1980, 1, 1, 0, 0, 0)
PUBLIC_FILE = 0o644


def make_csv(making: Making) -> list[Made]:
    """Make the tables as CSV files in one ZIP file, the codebook beside them.

    They are stored as they are, not squeezed: whoever has to find and take out words finds them.
    """
    files = {f"{table.sheet.name}.csv": csv_bytes(table) for table in tables_of(making)}
    files["codebook.csv"] = csv_bytes(Filled(CODEBOOK, explained()))
    files["codebook.txt"] = _codebook(making).encode()
    return [Made("tables.zip", _zipped(files))]


def make_json(making: Making) -> list[Made]:
    """Make the tables as one JSON file: a list of rows for each, and what the columns mean."""
    space = making.outcome.space
    data = {
        "title": printable(space.title),
        "place": printable(space.place),
        "day": _day(making),
        "language": space.language,
        "address": making.address,
        **{
            table.sheet.name: [
                dict(zip((one.name for one in table.sheet.columns), row, strict=True))
                for row in table.rows
            ]
            for table in tables_of(making)
        },
        "codebook": {
            sheet.name: {
                "row": sheet.row,
                "columns": {one.name: one.meaning for one in sheet.columns},
            }
            for sheet in SHEETS
        },
    }
    return [Made("outcome.json", (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode())]


def make_xlsx(making: Making) -> list[Made]:
    """Make the tables as one workbook, a sheet each, the codebook as the first."""
    from outcomes.workbook import workbook  # its library is loaded with the first workbook

    content, cut = workbook(printable(making.outcome.space.title), _day(making), tables_of(making))
    short = (
        f"A cell of a workbook holds 32,767 characters, so {cut} of its texts "
        f"{'is' if cut == 1 else 'are'} cut short. The CSV and JSON files have all of them.",
    )
    return [Made("outcome.xlsx", content, short if cut else ())]


def csv_bytes(table: Filled) -> bytes:
    """Return a table as CSV, every text in quotation marks and none of them a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([column.name for column in table.sheet.columns])
    writer.writerows(
        [plain_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in table.rows
    )
    return text.getvalue().encode(CSV_ENCODING)


def _zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, NO_TIME)
            entry.create_system = 3  # the same on every system
            entry.external_attr = PUBLIC_FILE << 16
            archive.writestr(entry, content)
    return packed.getvalue()


def _codebook(making: Making) -> str:
    day = _day(making)
    title = printable(making.outcome.space.title)
    return codebook_text(title, say_date(day) if day else "")


def _day(making: Making) -> str:
    """Return the day of the meeting alone: what is longer could hold a time."""
    return making.outcome.space.held_on[:10]
