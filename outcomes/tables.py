"""The outcome as data, for whoever counts and compares: CSV, JSON and a workbook.

All three hold the same tables, and ``outcomes.codebook`` says what is in them. The same outcome
gives the same bytes.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from models.checkout import SCORES
from models.dates import say_date
from models.ladder import RUNGS
from models.outcome import Heard, Quote
from models.promise import Promise
from outcomes.cells import plain_cell
from outcomes.codebook import (
    CODEBOOK,
    HOW,
    NEWS,
    NUMBERS,
    PROMISES,
    QUOTES,
    SHEETS,
    THEMES,
    UPDATES,
    Sheet,
    codebook_text,
    explained,
)
from outcomes.making import Made, Making
from outcomes.page_parts import printable

__all__ = ["Filled", "make_csv", "make_json", "make_xlsx", "tables_of"]

Cell = str | int
Row = tuple[Cell, ...]
# Excel takes a CSV file for the machine's old alphabet unless it begins with this mark.
CSV_ENCODING = "utf-8-sig"
# A ZIP file cannot say "no time"; this is the earliest that it can.
NO_TIME = (1980, 1, 1, 0, 0, 0)
PUBLIC_FILE = 0o644


@dataclass(frozen=True)
class Filled:
    """A table with its rows, each as long as the table has columns."""

    sheet: Sheet
    rows: tuple[Row, ...]


def tables_of(making: Making) -> tuple[Filled, ...]:
    """Return every table of an outcome."""
    rows = {
        QUOTES: _quotes(making),
        THEMES: _themes(making),
        PROMISES: _promises(making),
        UPDATES: _updates(making),
        NEWS: _news(making),
        NUMBERS: _numbers(making),
        HOW: _how_it_was(making),
    }
    return tuple(Filled(sheet, tuple(map(_cleaned, rows[sheet]))) for sheet in SHEETS)


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


def _cleaned(row: Row) -> Row:
    return tuple(printable(cell) for cell in row)


def _quotes(making: Making) -> Iterator[Row]:
    number = 0
    for theme in making.outcome.themes:
        for quote in theme.quotes:
            number += 1
            for words, wording, language, made_by in _wordings(quote):
                yield (
                    number,
                    theme.public_id,
                    theme.title,
                    words,
                    wording,
                    language,
                    made_by,
                    quote.role,
                    "yes" if quote.late else "",
                )


def _wordings(quote: Quote) -> Iterator[tuple[str, str, str, str]]:
    """Yield the words with what stands beside them, and who made that (D19)."""
    if quote.original:
        yield quote.original, "as given", quote.language, ""
        yield quote.words, "tidied", quote.language, quote.tidied_by
    else:
        yield quote.words, "as given", quote.language, ""
    for version in quote.translations:
        yield version.words, "translated", version.language, version.made_by


def _themes(making: Making) -> Iterator[Row]:
    for theme in making.outcome.themes:
        yield (
            theme.public_id,
            theme.title,
            theme.people,
            len(theme.quotes),
            len(theme.promises),
        )


def _with_themes(making: Making) -> Iterator[tuple[Heard | None, Promise]]:
    for theme in making.outcome.themes:
        for promise in theme.promises:
            yield theme, promise
    for promise in making.outcome.other_promises:
        yield None, promise


def _promises(making: Making) -> Iterator[Row]:
    for theme, promise in _with_themes(making):
        yield (
            promise.public_id,
            theme.public_id if theme else "",
            theme.title if theme else "",
            str(promise.kind),
            promise.what,
            promise.who,
            promise.due,
            promise.due_before,
            promise.because,
            str(promise.state),
            promise.review,
            promise.group.outside() if promise.group else "",
            making.address_of_promise(promise),
        )


def _updates(making: Making) -> Iterator[Row]:
    for _theme, promise in _with_themes(making):
        for update in promise.updates:
            state = str(update.state or ("done" if update.done else ""))
            yield (
                promise.public_id,
                update.made_on,
                update.words,
                state,
                update.evidence,
                update.new_due,
            )


def _news(making: Making) -> Iterator[Row]:
    for item in making.outcome.news:
        for sentence in item.told:
            yield item.promise.public_id, item.heading, sentence


def _numbers(making: Making) -> Iterator[Row]:
    outcome = making.outcome
    yield "things said, without what was withdrawn", outcome.heard
    yield "set aside", outcome.set_aside
    yield "of these: people who said nothing", outcome.said_nothing
    yield "held back", outcome.held
    yield "withdrawn", outcome.withdrawn
    yield "themes", len(outcome.themes)
    yield "answers", sum(1 for _ in _with_themes(making))


def _how_it_was(making: Making) -> Iterator[Row]:
    outcome = making.outcome
    for asked in outcome.how_it_was:
        numbers = asked.answers or ("not told",) * len(SCORES)
        for answer, number in zip(SCORES, numbers, strict=True):
            yield asked.value, asked.question, answer, "everybody", number, ""
    for rating in outcome.ratings:
        step = f"{rating.rung.name}, step {rating.rung.number} of {len(RUNGS)}"
        question = "Where on the ladder of participation was this meeting?"
        yield "ladder", question, step, str(rating.side), "", rating.reason
