"""The draft report as plain text and as a page that needs nothing but a browser."""

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from assets import asset
from models.outcome.report import Report
from outcomes.page import lang_of, page_environment, page_language, printable, put_in_place
from outcomes.report_lines import report_parts, title_of

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["report_page", "report_text", "write_report"]

PAGES = (".html", ".htm")
# As wide as a line is read with ease, and as a letter is printed.
COLUMNS = 72
# It is for those who ran the meeting: nobody else on the machine reads it.
PRIVATE_FILE = 0o600


def report_text(report: Report, *, columns: int = COLUMNS) -> str:
    """Return the report as plain text; ``columns`` is where a line ends, 0 for nowhere."""
    text = (
        _text_environment()
        .get_template("report.txt.j2")
        .render(title=title_of(report), parts=report_parts(report), columns=columns or 1_000_000)
    )
    return str(printable(text))


def report_page(report: Report) -> str:
    """Return the report as HTML."""
    language = page_language(report.outcome.space.language)
    return (
        page_environment()
        .get_template("report.html.j2")
        .render(
            title=title_of(report),
            parts=report_parts(report),
            page_language=language,
            lang_of=functools.partial(lang_of, language),
        )
    )


def write_report(report: Report, path: Path) -> Path:
    """Write the report to a file, as a page where its name ends in ``.html``, else as text.

    It is put in place in one step, so a report that cannot be written leaves the old one. Only
    whoever runs Heard may read it.
    """
    text = report_page(report) if path.suffix.lower() in PAGES else report_text(report)
    path.parent.mkdir(parents=True, exist_ok=True)
    put_in_place(text, path, PRIVATE_FILE)
    return path


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
