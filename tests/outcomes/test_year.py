"""The report of a period in its forms: the same words in all, and no number that is small."""

import csv
import io
import stat
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from models.contribution.contribution import State
from models.contribution.table import ContributionRow
from models.identity import new_uid
from models.outcome.year import Year, read_year
from models.promise.promise import PromiseKind, make_promise
from models.promise.types import PromiseState
from models.space.space import new_space, open_space
from models.store.base import database
from models.theme.theme import MemberRow, new_theme
from outcomes.charts import LENGTH, Bar, Chart, bar_svg, cells_of
from outcomes.year import make_year, write_year, year_page, year_table, year_text
from outcomes.year_lines import year_parts
from tests.outcomes.a_year import EVIL, a_year
from tests.outcomes.reading import parsed


@pytest.fixture(scope="module")
def year() -> Year:
    return a_year()


def plain(text: str) -> str:
    return " ".join(text.split())


def every_form(year: Year) -> dict[str, str]:
    made = {one.name: one.content for one in make_year(year)}
    pdf = PdfReader(io.BytesIO(made["year-large-print.pdf"]))
    assert str(pdf.root_object["/Lang"]) == "en-GB"
    assert "/StructTreeRoot" in pdf.root_object
    assert "/Author" not in (pdf.metadata or {})
    return {
        "text": plain(made["year.txt"].decode()),
        "page": plain(" ".join(parsed(made["year.html"].decode()).itertext())),
        "print": plain(" ".join(page.extract_text() for page in pdf.pages)),
    }


def test_d49_every_form_has_every_part_and_the_words_of_every_bar(year: Year) -> None:
    for form, words in every_form(year).items():
        for part in year_parts(year):
            assert part.title in words, form
            for bar in part.chart.bars if part.chart else ():
                assert plain(bar.words) in words, (form, bar)
        for said in (
            "People came: 25, and fewer than 5 at 1 space.",
            "Late: 1. Refused: 1. People say “not yet” of 1 of those kept.",
            "Because: No money.",
            "People say, is it done? Not yet: 12, yes: 8.",
            "Why: a person put them together.",
            "are counted as two",
            "Nobody, or fewer than 5 at each space:",
            "Large print: asked for at 2 spaces; met at 1, partly met at 1.",
            "Nobody answered in Urdu, at 1 space held in it.",
            "Spring 2026",
            "look at what was learned, and design the next ones",
        ):
            assert said in words, form


def test_people_s_words_are_text(year: Year) -> None:
    page = year_page(year)
    assert "<script" not in page
    assert EVIL in plain(" ".join(parsed(page).itertext()))
    rows = list(csv.reader(io.StringIO(year_table(year), newline="")))
    assert f"'{EVIL}" in {row[1] for row in rows}
    assert not [cell for row in rows for cell in row if cell[:1] in set("=+-@")]


def test_each_bar_of_a_page_has_its_words_and_its_number_beside_it(year: Year) -> None:
    page = parsed(year_page(year))
    tables = list(page.iter("table"))
    charts = [part.chart for part in year_parts(year) if part.chart]
    assert len(tables) == len(charts) == 5
    for table, chart in zip(tables, charts, strict=True):
        caption = table.find("caption")
        assert caption is not None
        assert plain(caption.text or "") == plain(chart.title)
        rows = list(table.iter("tr"))[1:]
        for row, bar in zip(rows, chart.bars, strict=True):
            assert plain(" ".join(row.itertext())) == plain(f"{bar.label} {bar.words}")
            drawings = [one for one in row.iter() if str(one.tag).endswith("svg")]
            (rect,) = [one for one in row.iter() if str(one.tag).endswith("rect")]
            assert [one.get("aria-hidden") for one in drawings] == ["true"], "it is said already"
            assert rect.get("width") == str(cells_of(bar, chart, LENGTH))


def test_a_bar_is_as_long_as_its_number() -> None:
    chart = Chart("Spaces", "spaces", (Bar("a", 1, "1"), Bar("b", 0, "0"), Bar("c", 4, "4")), 8)
    assert [cells_of(bar, chart, 24) for bar in chart.bars] == [3, 0, 12]
    tiny = replace(chart, whole=10_000)
    assert cells_of(tiny.bars[0], tiny, 24) == 1, "whatever there is at all is seen"
    assert 'width="0"' in bar_svg(chart.bars[1], chart)
    assert Chart("None", "spaces", ()).most == 1


def test_it_is_written_for_one_reader_and_is_the_same_each_time(year: Year, tmp_path: Path) -> None:
    files = write_year(year, tmp_path / "report")
    assert [one.name for one in files] == [
        "year.txt",
        "year.html",
        "year-large-print.pdf",
        "year.csv",
    ]
    assert {stat.S_IMODE(one.stat().st_mode) for one in files} == {0o600}
    assert [one.read_bytes() for one in files] == [one.content for one in make_year(year)]
    assert all(len(line) <= 72 for line in year_text(year).splitlines())


def test_a_period_with_nothing_in_it_says_so() -> None:
    empty = Year(date(2026, 4, 1), date(2027, 3, 31), states=dict.fromkeys(PromiseState, 0))
    words = plain(year_text(empty))
    assert words.startswith("Listening spaces, 1 April 2026 to 31 March 2027")
    assert "0 listening spaces." in words
    assert len(make_year(empty)) == 4


@pytest.mark.soak
def test_ten_thousand_contributions_in_the_year_add_up(store: object, tmp_path: Path) -> None:
    """Forty meetings of 250 contributions: every number of the report, and every form of it."""
    themes = {"Phone us back": 0, "Buses": 1}
    for number in range(40):
        day = date(2026, 1, 1) + timedelta(days=9 * number)
        space = open_space(new_space(f"Meeting {number}", held_on=day.isoformat()).uid)
        said = [
            {
                "uid": new_uid(),
                "space": space.uid,
                "way_in": "said",
                "words": f"More time, please. {one}",
                "role": "a carer",
                "state": State.CLEARED,
                "consent_report": True,
            }
            for one in range(250)
        ]
        with database.atomic():
            ContributionRow.insert_many(said).execute()
            for title, part in themes.items():
                theme = new_theme(space.uid, title).uid
                MemberRow.insert_many(
                    {"uid": new_uid(), "theme": theme, "contribution": one["uid"]}
                    for one in said[part::2]
                ).execute()
        make_promise(
            space.uid, PromiseKind.WILL, f"Phone back {number}", who="Us", due="2027-01-31"
        )
    year = read_year(date(2026, 1, 1), date(2026, 12, 31))
    assert len(year.spaces) == 40
    assert year.heard.told == sum(one.heard or 0 for one in year.spaces) == 10_000
    assert {one.title: one.said.told for one in year.themes} == dict.fromkeys(themes, 5_000)
    assert len(year.promises) == 40
    for made in write_year(year, tmp_path):
        assert made.stat().st_size
    assert "10,000" in year_text(year)
