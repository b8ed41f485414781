"""The report of a period in its forms: the same words in all, and no number that is small."""

import csv
import io
import re
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from models.alike import MayBeOne
from models.done_answers import DoneAnswers
from models.promise_types import Promise, PromiseKind, PromiseState, Update
from models.spread import Spread, Total
from models.year import NeedOfYear, PromiseOfYear, SpaceOfYear, ThemeOfYear, Year
from outcomes.charts import Bar, Chart, cells_of, chart_svg, say_chart
from outcomes.year import make_year, write_year, year_page, year_table, year_text
from outcomes.year_lines import year_parts
from tests.outcomes.reading import parsed

EVIL = "=1+1 <script>alert(1)</script> {{7*7}}"


def promise(kind: PromiseKind, what: str, **more: object) -> PromiseOfYear:
    from models.identity import new_uid

    made = Promise(new_uid(), "k7", kind, what, as_of="2026-12-01", **more)  # type: ignore[arg-type]
    return PromiseOfYear(made, "Autumn")


@pytest.fixture(scope="module")
def year() -> Year:
    """Make a year with something in every part."""
    done = Update("2026-11-30", "It rings", done=True, state=PromiseState.DONE, evidence="Ring it")
    promises = (
        promise(
            PromiseKind.WILL,
            "Phone back",
            who="Us",
            due="2026-10-31",
            updates=(done,),
            group=DoneAnswers(yes=8, not_yet=12),
        ),
        promise(PromiseKind.WILL, "Train every carer", who="Us", due="2026-10-30"),
        promise(PromiseKind.CANNOT, "Open on Sundays", because="No money"),
    )
    return Year(
        date(2026, 1, 1),
        date(2026, 12, 31),
        spaces=(
            SpaceOfYear("Spring", "Library", "2026-04-20", "Spring 2026", "a1", None, 40, 2, 0, 1),
            SpaceOfYear(EVIL, "", "2026-11-17", "Autumn 2026", "b2", 25, None, 1, 1, 2),
        ),
        themes=(
            ThemeOfYear(EVIL, ("Spring", EVIL), Total(12, 1), ("Phone us",), True, 2),
            ThemeOfYear("Buses", ("Spring",), Total(0, 1)),
        ),
        may_be_one=(MayBeOne("Phone us", "Phones ring", ("phone",)),),
        promises=promises,
        came=Total(25, 1),
        heard=Total(40, 1),
        held=Total(6, 1),
        why_held=(Spread("may name a person", 2),),
        roles=(Spread("uses services", 1, 14, 1),),
        missing_roles=("staff",),
        ways=(Spread("said", 2, 30, 1), Spread("paper", 1)),
        languages=(Spread("en", 2, 30, 1), Spread("pl", 1)),
        not_used=(("ur", 1),),
        needs=(NeedOfYear("large print", 2, met=1, partly=1),),
        states={
            state: sum(one.promise.state is state for one in promises) for state in PromiseState
        },
    )


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
            "Late: 1. Refused: 1.",
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


def test_a_chart_stands_in_words_and_numbers_beside_itself(year: Year) -> None:
    page = parsed(year_page(year))
    drawings = [one for one in page.iter() if str(one.tag).endswith("svg")]
    tables = list(page.iter("table"))
    charts = [part.chart for part in year_parts(year) if part.chart]
    assert len(drawings) == len(tables) == len(charts) == 5
    for drawing, chart in zip(drawings, charts, strict=True):
        words = [one for one in drawing.iter() if str(one.tag).endswith(("title", "desc"))]
        assert plain(words[0].text or "") == plain(chart.title)
        assert plain(words[1].text or "") == plain(say_chart(chart))
        assert drawing.get("aria-labelledby") == " ".join(one.get("id") or "" for one in words)
    ids = re.findall(r' id="([^"]+)"', year_page(year))
    assert len(set(ids)) == len(ids)


def test_a_bar_is_as_long_as_its_number() -> None:
    chart = Chart("Spaces", "spaces", (Bar("a", 1, "1"), Bar("b", 0, "0"), Bar("c", 4, "4")), 8)
    assert [cells_of(bar, chart, 24) for bar in chart.bars] == [3, 0, 12]
    tiny = replace(chart, whole=10_000)
    assert cells_of(tiny.bars[0], tiny, 24) == 1, "whatever there is at all is seen"
    assert 'width="0"' in chart_svg(chart, "x")
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
