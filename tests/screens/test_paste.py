"""A megabyte pasted, or many lines: all of it is kept, and all of it is saved."""

import pytest
from textual.events import Paste
from textual.widgets import Input

from models.contribution.contribution import newest
from models.space.space import Space
from models.words import clean, one_line
from screens.desk.desk import DeskScreen
from screens.kiosk.kiosk import KioskScreen
from screens.kiosk.visit import PageName, Visit
from screens.widgets.words_area import WordsArea
from tests.screens.staging import put_on

LINES = "The first line.\nThe second line.\r\n\tThe third [/x] line 🌻.\n\nThe last."
PASTED = {
    "lines": LINES,
    "a megabyte": "more time, please. " * 55_000,
    "a megabyte of lines": "no\n" * 340_000,
    "one word": "x" * 5_000,
}
TEXTS = [
    pytest.param(text, id=name, marks=[pytest.mark.soak] if name == "a megabyte of lines" else [])
    for name, text in PASTED.items()
]


@pytest.mark.parametrize("text", TEXTS)
async def test_the_scribe_keeps_all_of_a_paste_on_one_line(text: str, demo: Space) -> None:
    async with put_on(DeskScreen) as stage:
        line = stage.screen.query_one(Input)
        before = len(newest(demo.uid))
        stage.app.post_message(Paste(text))
        await stage.until(lambda: line.value)
        assert line.value == one_line(text)
        await stage.press("enter")
        await stage.until(lambda: len(newest(demo.uid)) > before)
        assert newest(demo.uid, most=1)[0].words == one_line(text)
        assert line.value == ""


async def test_a_paste_goes_where_the_cursor_is(demo: Space) -> None:
    async with put_on(DeskScreen) as stage:
        await stage.press("a", "z", "left")
        stage.app.post_message(Paste("b\nc"))
        await stage.settle()
        assert stage.screen.query_one(Input).value == "ab cz"


@pytest.mark.parametrize("text", TEXTS)
async def test_the_kiosk_keeps_all_of_a_paste(text: str, demo: Space) -> None:
    async with put_on(KioskScreen) as stage:
        screen = stage.screen
        assert isinstance(screen, KioskScreen)
        screen.call_later(screen.turn_to, Visit(PageName.WORDS))
        await stage.until(lambda: screen.query(WordsArea))
        before = len(newest(demo.uid))
        stage.app.post_message(Paste(text))
        area = screen.query_one(WordsArea)
        await stage.until(lambda: area.text)
        assert clean(area.text) == clean(text)
        await stage.press("enter")
        await stage.until(lambda: screen.visit.page is PageName.READ_BACK)
        assert screen.visit.words == clean(text)
        await stage.press("1")
        await stage.until(lambda: screen.visit.page is PageName.ROLE)
        assert len(newest(demo.uid)) == before + 1
        assert newest(demo.uid, most=1)[0].words == clean(text)


async def test_what_is_typed_stays_when_a_person_goes_back(demo: Space) -> None:
    async with put_on(KioskScreen) as stage:
        screen = stage.screen
        assert isinstance(screen, KioskScreen)
        screen.call_later(screen.turn_to, Visit(PageName.WORDS))
        await stage.until(lambda: screen.query(WordsArea))
        await stage.press(*"More 9 0 time".replace(" ", "_").split("_")[0], "space", "9")
        assert screen.query_one(WordsArea).text == "More 9", "digits are text here"
        await stage.press("escape", "4")
        await stage.until(lambda: screen.visit.page is PageName.WAY)
        await stage.press("1")
        await stage.until(lambda: screen.query(WordsArea))
        assert screen.query_one(WordsArea).text == "More 9"


async def test_the_next_person_finds_nothing_of_the_last(demo: Space) -> None:
    async with put_on(KioskScreen) as stage:
        screen = stage.screen
        assert isinstance(screen, KioskScreen)
        screen.call_later(screen.turn_to, Visit(PageName.WORDS))
        await stage.until(lambda: screen.query(WordsArea))
        await stage.press(*"Secret", "enter", "1")
        await stage.until(lambda: screen.visit.page is PageName.ROLE)
        assert screen.visit.words == "", "once sent, the words are off the screen"
        await stage.press("5", "2", "2")
        await stage.until(lambda: screen.visit.page is PageName.THANKS)
        await stage.press("1")
        await stage.until(lambda: screen.visit == Visit(uid=screen.visit.uid))
        screen.call_later(screen.turn_to, Visit(PageName.WORDS))
        await stage.until(lambda: screen.query(WordsArea))
        await stage.press("ctrl+z", "ctrl+y", "ctrl+v", "up")
        assert screen.query_one(WordsArea).text == ""
