"""The desk's list when it is longer than what is read of it: every place is reached by keys."""

from models.contribution.contribution import capture
from models.contribution.lists import PAGE
from models.desk.desk import read_desk
from models.space.space import Space
from screens.desk.desk import DeskScreen
from screens.widgets.line_list import LineList
from tests.screens.conftest import Voice
from tests.screens.staging import put_on

MORE = 2 * PAGE + 20


async def test_a_long_list_is_walked_filtered_and_searched(demo: Space, voice: Voice) -> None:
    for number in range(MORE):
        capture(demo.uid, f"Long list number {number} of them")
    async with put_on(DeskScreen(read_desk(demo.uid, limit=PAGE))) as stage:
        assert isinstance(stage.screen, DeskScreen)
        found = stage.screen.query_one("#list", LineList)
        total = read_desk(demo.uid).total
        await stage.press("escape", "end")
        await stage.until(lambda: found.place == total - 1)
        assert len(found.entries) == PAGE
        last = found.lit_key
        await stage.press("home")
        await stage.until(lambda: found.place == 0)
        for _ in range(PAGE // 5 + 3):  # beyond what was read, five by five
            place = found.place
            await stage.press("pagedown")
            await stage.until(lambda place=place: found.place == place + 5)  # type: ignore[misc]
        lit = found.lit_key
        capture(demo.uid, "Something new comes in meanwhile")
        await stage.until(lambda: read_desk(demo.uid).total == total + 1)
        assert found.lit_key == lit, "the light stays on what it was on"
        await stage.press("comma", "8", *"number 7 of", "enter")
        await stage.until(lambda: len(found.entries) == 1)
        assert "with your words in it" in str(found.border_title)
        assert "number 7 of" in found.entries[0].body
        await stage.press("comma", "1")
        await stage.until(lambda: len(found.entries) == PAGE)
        assert last is not None
        # Somebody comes with a receipt for words from long ago: they are what the next key means.
        await stage.press("home")
        stage.screen.light_wherever(last)
        await stage.until(lambda: found.lit_key == last)
