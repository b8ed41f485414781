"""Charts: bars to look at, and the same in words and numbers beside each.

Nothing is told by a bar alone, and nothing by a colour. A bar is drawn as SVG for pages, and as
a row of signs for plain text; screens draw it by ``screens.widgets.chart``.
"""

from dataclasses import dataclass

from models.words import stop

__all__ = ["Bar", "Chart", "bar_svg", "cells_of", "chart_text", "say_chart"]

LENGTH, HEIGHT = 1000, 24
TEXT_CELLS = 24


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


def bar_svg(bar: Bar, chart: Chart) -> str:
    """Return one bar as SVG, to stand under its words: it says nothing that they do not say.

    It takes the colour of the text around it, so it is seen on any paper. No words are in it: a
    page that is made narrow would make them small.
    """
    long = cells_of(bar, chart, LENGTH)
    return (
        f'<svg class="bar" aria-hidden="true" viewBox="0 0 {LENGTH} {HEIGHT}" '
        f'preserveAspectRatio="none"><rect width="{long}" height="{HEIGHT}" '
        'fill="currentColor"/></svg>'
    )
