"""A chart in cells: bars of full cells, with the words and the number over each.

The bar is a shape and no colour alone; the words say all of it, to the eye and to the ear.
"""

from textual.content import Content
from textual.widget import Widget

from models.words import stop
from outcomes.charts import Bar, Chart, cells_of, say_chart
from screens.long_words import cut
from screens.widgets.line_list import wrap_plain

__all__ = ["ChartBars", "chart_content"]

FULL = "█"
LONGEST_BAR = 60
MOST_LINES = 4


def chart_content(chart: Chart, width: int) -> Content:
    """Return a chart as it is drawn in so many cells: for each bar its words, then the bar."""
    cells = max(1, min(LONGEST_BAR, width - 1))
    lines = [Content(line) for line in wrap_plain(chart.title, max(1, width), MOST_LINES)]
    for bar in chart.bars:
        lines += [Content(""), *_bar(bar, chart, width, cells)]
    return Content("\n").join(lines)


def _bar(bar: Bar, chart: Chart, width: int, cells: int) -> list[Content]:
    words = cut(f"{bar.label}: {stop(bar.words)}")
    drawn = [Content.styled(line, "bold") for line in wrap_plain(words, max(1, width), MOST_LINES)]
    long = cells_of(bar, chart, cells)
    return [*drawn, Content.styled(FULL * long, "$strong")] if long else drawn


class ChartBars(Widget):
    """A chart, as tall as it needs to be."""

    DEFAULT_CSS = "ChartBars { height: auto; width: 1fr; }"

    def __init__(self, chart: Chart, *, id: str | None = None, classes: str = "") -> None:
        super().__init__(id=id, classes=classes)
        self.chart = chart

    def render(self) -> Content:
        """Draw the chart for the width that there is."""
        return chart_content(self.chart, self.size.width)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """Return how many rows it takes in so many columns."""
        del container, viewport
        return len(chart_content(self.chart, width).plain.split("\n"))

    def aloud(self) -> str:
        """Return the chart for the ear: each bar as a sentence."""
        return say_chart(self.chart)
