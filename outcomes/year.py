"""The report of a period in every form: plain text, a page, large print, and a table.

All of them are made from ``outcomes.year_lines``. Charts are drawn where they can be looked at,
and stand in words and numbers everywhere.
"""

import csv
import functools
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assets import asset
from models.outcome.year import Year
from models.words import stop
from outcomes.cells import plain_cell
from outcomes.charts import TEXT_CELLS, Bar, Chart, bar_svg, cells_of, chart_text, say_chart
from outcomes.making import Made
from outcomes.page import put_in_place
from outcomes.page_parts import page_environment, printable
from outcomes.year_lines import YearPart, year_parts, year_title

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["make_year", "write_year", "year_page", "year_pdf", "year_table", "year_text"]

# As wide as a line is read with ease.
COLUMNS = 72
# It is for those who run the programme: it says what broke and who was missing.
PRIVATE_FILE = 0o600


def year_text(year: Year, *, columns: int = COLUMNS) -> str:
    """Return the report as plain text; ``columns`` is where a line ends, 0 for nowhere."""
    text = (
        _text_environment()
        .get_template("year.txt.j2")
        .render(
            title=year_title(year),
            parts=year_parts(year),
            chart_text=chart_text,
            columns=columns or 1_000_000,
        )
    )
    return str(printable(text))


def year_page(year: Year) -> str:
    """Return the report as a web page that needs nothing from elsewhere."""
    from markupsafe import Markup  # comes with what makes pages

    def drawn(bar: Bar, chart: Chart) -> Markup:
        return Markup(bar_svg(bar, chart))  # noqa: S704 - nobody's words are in it

    return (
        page_environment()
        .get_template("year.html.j2")
        .render(title=year_title(year), parts=year_parts(year), drawn=drawn)
    )


def year_pdf(year: Year, *, large: int = 18, paper: str = "white") -> tuple[bytes, tuple[str, ...]]:
    """Return the report in large print as a PDF, and sentences on what could not be printed."""
    from outcomes.letters import LetterCase
    from outcomes.papers import paper_named
    from outcomes.typeset import typeset

    case = LetterCase(elsewhere="They are in the web page.")
    data = {
        "size": large,
        "heading": case.words(year_title(year)),
        "parts": [_for_print(part, case) for part in year_parts(year)],
    }
    title, last = year_title(year), year.last.isoformat()
    made = typeset("year.typ", data, title=title, day=last, paper=paper_named(paper))
    return made, case.missing


def year_table(year: Year) -> str:
    """Return every bar of the report as CSV: the part, what it is, its value, and in words."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(["chart", "what", "value", "of", "in_words"])
    for part in year_parts(year):
        for bar in part.chart.bars if part.chart else ():
            words = [part.chart.title if part.chart else "", bar.label]
            unit = part.chart.unit if part.chart else ""
            writer.writerow(
                [*map(_cell, words), bar.value, unit, _cell(bar.words)],
            )
    return text.getvalue()


def make_year(year: Year, *, large: int = 18, paper: str = "white") -> list[Made]:
    """Make the report in every form."""
    pdf, missing = year_pdf(year, large=large, paper=paper)
    return [
        Made("year.txt", year_text(year).encode()),
        Made("year.html", year_page(year).encode()),
        Made("year-large-print.pdf", pdf, missing),
        Made("year.csv", year_table(year).encode("utf-8-sig")),
    ]


def write_year(year: Year, folder: Path) -> list[Path]:
    """Write the report in every form into a folder; return the files.

    Each is put in place in one step. Only whoever runs Heard may read them.
    """
    made = make_year(year)
    folder.mkdir(parents=True, exist_ok=True)
    for one in made:
        put_in_place(one.content, folder / one.name, PRIVATE_FILE)
    return [folder / one.name for one in made]


def _cell(text: str) -> str:
    return plain_cell(printable(text))


def _for_print(part: YearPart, case: Any) -> dict[str, Any]:
    """Return a part as the template for print takes it."""
    return {
        "title": case.words(part.title),
        "lines": [{"kind": line.kind, "words": case.words(line.words)} for line in part.lines],
        "chart": _chart_for_print(part.chart, case) if part.chart else None,
    }


def _chart_for_print(chart: Chart, case: Any) -> dict[str, Any]:
    return {
        "title": case.words(chart.title),
        "alt": say_chart(chart),
        "bars": [
            {
                "label": case.words(bar.label),
                "words": case.words(stop(bar.words)),
                "part": cells_of(bar, chart, TEXT_CELLS) / TEXT_CELLS,
            }
            for bar in chart.bars
        ],
    }


@functools.cache
def _text_environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # with the first report

    return Environment(
        loader=FileSystemLoader(asset("templates")),
        autoescape=False,  # noqa: S701 - plain text is no page
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
