"""Charts: bars to look at, and the same in words and numbers beside each.

Nothing is told by a bar alone, and nothing by a colour. A chart is drawn as SVG for pages, and as
rows of signs for plain text; screens draw it by ``screens.widgets.chart``.
"""

from dataclasses import dataclass
from html import escape

from models.words import stop

__all__ = ["Bar", "Chart", "cells_of", "chart_svg", "chart_text", "say_chart"]

WIDTH = 640
LABEL_ROW, BAR_ROW, GAP = 26, 22, 16
LETTERS = 20
ROOM_FOR_NUMBER = 60
TEXT_CELLS = 24
MOST_LETTERS = 52


@dataclass(frozen=True)
class Bar:
    """One bar: what it is, how long, and in words how much: "3 of 5 spaces"."""

    label: str
    value: int
    words: str


@dataclass(frozen=True)
class Chart:
    """Bars with a title. ``unit`` says what one of the bars' values is: "spaces".

    ``whole`` is what a bar of full length stands for, 0 for the longest of the bars.
    """

    title: str
    unit: str
    bars: tuple[Bar, ...]
    whole: int = 0

    @property
    def most(self) -> int:
        """What a bar of full length stands for, at least 1."""
        return max(1, self.whole, *(bar.value for bar in self.bars))


def cells_of(bar: Bar, chart: Chart, cells: int) -> int:
    """Return how many of ``cells`` a bar fills: whatever there is at all is seen."""
    if bar.value <= 0:
        return 0
    return max(1, min(cells, round(bar.value / chart.most * cells)))


def say_chart(chart: Chart) -> str:
    """Return a chart for the ear: its title, and each bar as a sentence."""
    bars = " ".join(stop(f"{bar.label}: {bar.words}") for bar in chart.bars)
    return f"{stop(chart.title)} {bars}".strip()


def chart_text(chart: Chart) -> list[str]:
    """Return a chart as rows of plain text: for each bar its words, and the bar under them."""
    rows = []
    for bar in chart.bars:
        rows += [f"{bar.label}: {bar.words}", "#" * cells_of(bar, chart, TEXT_CELLS)]
    return [row for row in rows if row]


def chart_svg(chart: Chart, name: str) -> str:
    """Return a chart as SVG; ``name`` is its id, unlike any other on the page.

    It takes the colour of the text around it, so it is seen on any paper.
    """
    height = len(chart.bars) * (LABEL_ROW + BAR_ROW + GAP)
    parts = [
        f'<svg role="img" aria-labelledby="{name}-title {name}-words" '
        f'viewBox="0 0 {WIDTH} {height}" xmlns="http://www.w3.org/2000/svg">',
        f'<title id="{name}-title">{escape(chart.title)}</title>',
        f'<desc id="{name}-words">{escape(say_chart(chart))}</desc>',
    ]
    for number, bar in enumerate(chart.bars):
        top = number * (LABEL_ROW + BAR_ROW + GAP)
        long = cells_of(bar, chart, WIDTH - ROOM_FOR_NUMBER)
        baseline = top + LABEL_ROW + BAR_ROW - 3
        parts += [
            _words(0, top + LETTERS, _short(bar.label)),
            f'<rect x="0" y="{top + LABEL_ROW}" width="{long}" height="{BAR_ROW}" '
            'fill="currentColor"/>',
            _words(long + 8, baseline, str(bar.value)),
        ]
    return "".join([*parts, "</svg>"])


def _short(label: str) -> str:
    """Return as much of a label as has room; the words beside the chart have all of it."""
    return label if len(label) <= MOST_LETTERS else f"{label[: MOST_LETTERS - 1]}…"


def _words(across: int, down: int, words: str) -> str:
    return (
        f'<text x="{across}" y="{down}" font-size="{LETTERS}" font-weight="700" '
        f'fill="currentColor">{escape(words)}</text>'
    )
