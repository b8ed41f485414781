"""The report of the year on the screen: its bars, other periods, saving, themes that are one."""

from datetime import date
from pathlib import Path

from textual.geometry import Size

from models.outcome.year import read_year
from models.space.space import Space, new_space, open_space
from models.theme.theme import new_theme
from outcomes.charts import Bar, Chart
from screens.desk.year import YearScreen
from screens.dialogs.write import WriteDialog
from screens.door import DoorScreen
from screens.widgets.chart import FULL, ChartBars, chart_content
from screens.widgets.words_line import WordsLine
from tests.screens.cells import rows
from tests.screens.staging import Stage, put_on

CHART = Chart("Spaces", "spaces", (Bar("Said aloud", 2, "2 of 4"), Bar("On paper", 0, "0 of 4")), 4)


def words(stage: Stage) -> str:
    """Return everything in the report, in view or not."""
    year = stage.screen
    assert isinstance(year, YearScreen)
    return " ".join(year.in_words(whole=True).split())


def told(stage: Stage) -> str:
    """Return everything on the screen, the caption with it, as one line."""
    return " ".join("\n".join(rows(stage.app)).replace("▌", " ").split())


async def answer(stage: Stage, key: str, words: str) -> None:
    """Press a key that asks for a few words, and give them."""
    await stage.press(key)
    await stage.until(lambda: isinstance(stage.screen, WriteDialog))
    stage.screen.query_one(WordsLine).value = words
    await stage.press("enter")


def test_bars_are_full_cells_with_their_words_at_each_width() -> None:
    for width in (44, 78, 130):
        lines = chart_content(CHART, width).plain.split("\n")
        assert lines[:4] == [
            "Spaces",
            "",
            "Said aloud: 2 of 4.",
            FULL * round(min(60, width - 1) / 2),
        ]
        assert lines[-1] == "On paper: 0 of 4.", "nothing has no bar"
        assert all(len(line) <= width for line in lines)
    assert ChartBars(CHART).aloud() == "Spaces. Said aloud: 2 of 4. On paper: 0 of 4."
    narrow = ChartBars(CHART).get_content_height(Size(12, 9), Size(12, 9), 12)
    assert narrow > len(lines)


async def test_d49_the_year_is_one_key_from_the_door_and_shows_bars_at_each_size(
    demo: Space, tmp_path: Path
) -> None:
    async with put_on(DoorScreen, (44, 12)) as stage:
        await stage.press("y")
        await stage.until(lambda: isinstance(stage.screen, YearScreen))
        screen = stage.screen
        assert isinstance(screen, YearScreen)
        screen.show(read_year(date(2026, 1, 1), date(2026, 12, 31)))
        await stage.settle()
        for size, colours in (((44, 12), "night"), ((80, 24), "day"), ((120, 40), "cream")):
            await stage.resize(size)
            await stage.colours(colours)
            chart = screen.query(ChartBars)[1]
            screen.query_one("#year").scroll_to_widget(chart, top=True, animate=False)
            await stage.until(lambda: "Kept, and done: 3 of 11." in told(stage))
            shown = [row.strip("│┃ ") for row in rows(stage.app)]
            at = next(n for n, row in enumerate(shown) if row.startswith("Kept, and done: 3"))
            assert shown[at - 2].startswith("How the promises stand"), size
            assert shown[at + 1].startswith(FULL * 20), size
        assert "Refused, with the reason: 2 of 11. " in words(stage)
        folder = tmp_path / "report"
        await answer(stage, "s", str(folder))
        await stage.until((folder / "year.csv").exists)
        await answer(stage, "p", "2024")
        await stage.until(lambda: "0 listening spaces." in words(stage))
        await answer(stage, "p", "soon")
        await stage.until(lambda: "not a period I can read" in told(stage))
        await stage.press("escape")
        await stage.until(lambda: isinstance(stage.screen, DoorScreen))


async def test_themes_are_put_together_and_taken_apart_by_keys(store: Path) -> None:
    spring = open_space(new_space("Spring", held_on="2026-04-20").uid)
    new_theme(spring.uid, "Nobody phones us back")
    new_theme(spring.uid, "You never phone back")
    screen = YearScreen(read_year(date(2026, 1, 1), date(2026, 12, 31)))
    async with put_on(screen) as stage:
        assert "are counted as two" in words(stage)
        await stage.press("a")
        await stage.until(lambda: "Nobody put themes together" in told(stage))
        await stage.press("t", "1")
        await stage.until(lambda: "Which name stands" in "\n".join(rows(stage.app)))
        await stage.press("1")
        await stage.until(lambda: len(screen.year.themes) == 1)
        await stage.until(lambda: "a person put them together" in words(stage))
        await stage.press("a", "1")
        await stage.until(lambda: len(screen.year.themes) == 2)
        await stage.until(lambda: "are counted as two" in words(stage))
