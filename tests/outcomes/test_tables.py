"""The outcome as data: the same tables as CSV, JSON and a workbook, and no formula in any."""

import csv
import io
import json
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models.contribution.contribution import Consent, State, VersionKind, add_version, capture, move
from models.meeting.checkout import Value, count_hands
from models.meeting.ladder import Side, rate_on_ladder
from models.outcome.outcome import Outcome, Quote, read_outcome
from models.promise.promise import PromiseKind, make_promise
from models.settings import Settings
from models.space.space import new_space, open_space
from models.store.database import close_store, open_store
from models.theme.theme import new_theme, put_in_theme
from outcomes.codebook import SHEETS
from outcomes.making import Making
from outcomes.table_files import make_csv, make_json, make_xlsx
from outcomes.tables import tables_of

ALL = Consent(room=True, report=True, quote=True)
EVIL = '=HYPERLINK("http://x.example","click")'
PLUS = "+1 and -1"


@pytest.fixture(scope="module")
def making(new_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Making:
    """Make, once, a meeting with hostile words, one in Polish, and every kind of answer."""
    path = tmp_path_factory.mktemp("tables") / "heard.db"
    shutil.copyfile(new_file, path)
    open_store(str(path))
    space = open_space(new_space("Getting about", held_on="2027-03-12").uid)
    theme = new_theme(space.uid, "@home").uid
    polish = capture(space.uid, "Chcę łódź", language="pl", consent=ALL, role="a carer").uid
    add_version(polish, VersionKind.TRANSLATED, "I want a boat", made_by="the scribe")
    evil = capture(space.uid, EVIL, consent=ALL).uid
    add_version(evil, VersionKind.TIDIED, PLUS, made_by="the scribe")
    hidden = capture(space.uid, "Not to be quoted", consent=Consent(report=True)).uid
    for uid in (polish, evil, hidden):
        move(uid, State.CLEARED)
        put_in_theme(theme, uid)
    move(capture(space.uid, "Held words", consent=ALL).uid, State.HELD, reason="private details")
    make_promise(
        space.uid, PromiseKind.WILL, "Phone back", who="=1+1", due="2027-04-30", theme=theme
    )
    make_promise(space.uid, PromiseKind.CANNOT, "Open on Sundays", because="No money")
    for value in Value:
        count_hands(space.uid, value, (7, 6, 2, 0, 1))
    rate_on_ladder(space.uid, Side.PEOPLE, 3, "We were told")
    settings = Settings(address="https://heard.example")
    made = Making(read_outcome(space.uid), address="https://heard.example/k7", settings=settings)
    close_store()
    return made


def csv_files(making: Making) -> dict[str, str]:
    (made,) = make_csv(making)
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        assert all(one.date_time == (1980, 1, 1, 0, 0, 0) for one in archive.infolist())
        return {one: archive.read(one).decode("utf-8-sig") for one in archive.namelist()}


def csv_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def sheets(making: Making) -> dict[str, list[list[Any]]]:
    book = openpyxl.load_workbook(io.BytesIO(make_xlsx(making)[0].content))
    for page in book:
        for row in page.iter_rows():
            assert {cell.data_type for cell in row} <= {"s", "n"}, "text and numbers, no formula"
            assert not any(cell.hyperlink for cell in row)
    return {page.title: [list(row) for row in page.iter_rows(values_only=True)] for page in book}


def test_every_form_holds_the_same(making: Making) -> None:
    """CSV, JSON and workbook, cell by cell; only CSV has apostrophes before formulas."""
    files, data, book = csv_files(making), json.loads(make_json(making)[0].content), sheets(making)
    for table in tables_of(making):
        name = table.sheet.name
        rows = [
            dict(zip((c.name for c in table.sheet.columns), r, strict=True)) for r in table.rows
        ]
        assert data[name] == rows
        bare = [
            {k: v.removeprefix("'") for k, v in row.items()}
            for row in csv_rows(files[f"{name}.csv"])
        ]
        assert bare == [{k: str(v) for k, v in row.items()} for row in rows]
        written = [["" if cell is None else cell for cell in row] for row in book[name][1:]]
        assert [row for row in written if any(row)] == [list(row) for row in table.rows]
    assert files["quotes.csv"].startswith('"quote","theme_id","theme","words"')


def test_d30_no_cell_is_a_formula(making: Making) -> None:
    for name, text in csv_files(making).items():
        if name.endswith(".csv"):
            for row in csv.reader(io.StringIO(text, newline="")):
                assert not [cell for cell in row if cell[:1] in set("=+-@\t\r")], name
    assert EVIL in {cell for row in sheets(making)["quotes"] for cell in row}, "whole, as text"


def test_d19_each_wording_says_who_made_it(making: Making) -> None:
    rows = json.loads(make_json(making)[0].content)["quotes"]
    found = [(one["words"], one["wording"], one["language"], one["made_by"]) for one in rows]
    assert (EVIL, "as given", "en", "") in found
    assert (PLUS, "tidied", "en", "the scribe") in found
    assert ("Chcę łódź", "as given", "pl", "") in found
    assert ("I want a boat", "translated", "en", "the scribe") in found
    assert len({one["quote"] for one in rows}) == 2


def test_what_may_not_be_quoted_is_counted_and_not_there(making: Making) -> None:
    everything = "".join(csv_files(making).values()) + make_json(making)[0].content.decode()
    assert "Not to be quoted" not in everything
    assert "Held words" not in everything
    assert csv_rows(csv_files(making)["themes.csv"])[0]["things_said"] == "3"


def test_d36_a_refusal_and_a_promise_without_a_theme_are_there(making: Making) -> None:
    will, cannot = csv_rows(csv_files(making)["promises.csv"])
    assert (will["state"], will["due"], will["theme"]) != ("", "", "")
    assert (cannot["state"], cannot["because"], cannot["theme"]) == ("can't", "No money", "")
    assert all(one["promise_id"] in one["address"] for one in (will, cannot))


def test_d41_small_numbers_are_not_told(making: Making) -> None:
    rows = csv_rows(csv_files(making)["how_it_was.csv"])
    asked = [one["how_many"] for one in rows if one["about"] == "honesty"]
    assert asked == ["7", "6", "fewer than 5", "fewer than 5", "fewer than 5"]
    assert rows[-1]["answer"] == "informing, step 3 of 7"
    assert rows[-1]["because"] == "We were told"


def test_the_codebook_explains_every_column(making: Making) -> None:
    files, book = csv_files(making), sheets(making)
    explained = {(one["table"], one["column"]) for one in csv_rows(files["codebook.csv"])}
    for sheet in SHEETS:
        assert files[f"{sheet.name}.csv"]
        for column in sheet.columns:
            assert (sheet.name, column.name) in explained
            assert f"  {column.name}: {column.meaning}" in files["codebook.txt"]
            assert len(column.meaning.split()) > 1
    assert next(iter(book)) == "codebook"


def test_the_same_outcome_gives_the_same_bytes_with_nobody_and_no_time_in_them(
    making: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    before = [make(making) for make in (make_csv, make_json, make_xlsx)]
    later = time.time() + 86_400
    monkeypatch.setattr(time, "time", lambda: later)
    assert [make(making) for make in (make_csv, make_json, make_xlsx)] == before
    book = openpyxl.load_workbook(io.BytesIO(before[2][0].content)).properties
    assert not book.creator
    assert not book.lastModifiedBy
    assert f"{book.created:%Y-%m-%d %H:%M}" == "2027-03-12 00:00"
    assert f"{book.modified:%Y-%m-%d %H:%M}" == "2027-03-12 00:00"


def test_a_text_too_long_for_a_cell_is_cut_and_that_is_told(making: Making) -> None:
    theme = making.outcome.themes[0]
    long = replace(theme, quotes=(Quote("word " * 8_000, "", "en"),))
    (made,) = make_xlsx(replace(making, outcome=replace(making.outcome, themes=(long,))))
    assert made.missing == (
        "A cell of a workbook holds 32,767 characters, so 1 of its texts is cut short. "
        "The CSV and JSON files have all of them.",
    )
    assert not make_xlsx(making)[0].missing


def test_an_empty_outcome_has_tables_too(making: Making) -> None:
    empty = Making(Outcome(making.outcome.space, (), (), 0, 0, 0, 0))
    assert csv_rows(csv_files(empty)["quotes.csv"]) == []
    assert csv_rows(csv_files(empty)["numbers.csv"])[0]["number"] == "0"
    assert sheets(empty)["quotes"]
