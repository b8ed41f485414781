"""Everything that is shown is said (A01), as it is shown (A03): every screen, found by looking."""

import re
import unicodedata

import pytest
from textual.widget import Widget

from models.contribution.contribution import State, newest
from models.room.room import read_room
from models.space.space import Space
from screens.desk.desk import DeskScreen
from screens.desk.promise import PromiseDialog
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.whole import WholeDialog
from screens.door import DoorScreen
from screens.kiosk.kiosk import KioskScreen
from screens.kiosk.visit import PageName
from screens.room.room import RoomScreen
from screens.widgets.choices import Choices
from screens.widgets.line_list import NOT_ALOUD, LineList
from tests.screens.cells import rows
from tests.screens.conftest import Voice
from tests.screens.discovery import SCREENS, ScreenClass
from tests.screens.staging import Stage, put_on, views_of

WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
# A list that is drawn too long for its place says where the rest is; by ear, there is no rest.
NO_ROOM = re.compile(r"\d+ more\.(?: All are at \S+)?")


def words_in(text: str) -> set[str]:
    """Return the words of a text, all small."""
    return {word.casefold() for word in WORD.findall(unicodedata.normalize("NFC", text))}


def seen_on(stage: Stage) -> set[str]:
    """Return the words on the screen, but for those that are cut, the clock, and the caption."""
    screen = stage.screen
    page = rows(stage.app)
    for caption in (*screen.query("#caption"), *screen.query("#clock")):
        area = caption.region
        for y in range(area.y, area.bottom):
            page[y] = page[y][: area.x] + " " * area.width + page[y][area.right :]
    text = NO_ROOM.sub(" ", "\n".join(page))
    text = re.sub(r"\S*…\S*", " ", text)
    return words_in(text)


async def walk(stage: Stage, voice: Voice, lists: dict[Widget, list[str]]) -> None:
    """Go to every place by Tab, and in a list to every entry, as a person who listens does.

    What a list said is kept in ``lists``: it says the same wherever the screen is turned.
    """
    screen = stage.screen
    if isinstance(screen, RoomScreen):
        await stage.press("7")
    for widget in screen.focus_chain:
        screen.set_focus(widget)
        await stage.settle()
        if isinstance(widget, LineList) and widget not in lists:
            before = len(voice.said)
            await stage.press("home")
            for _ in widget.entries:
                widget.action_move(1)
                await stage.pilot.pause()
            lists[widget] = voice.said[before:]
        elif isinstance(widget, LineList):
            voice.said += lists[widget]
    await stage.settle()


@pytest.mark.parametrize("screen", SCREENS)
async def test_a01_everything_that_is_shown_is_said(
    demo: Space, voice: Voice, screen: ScreenClass
) -> None:
    lists: dict[Widget, list[str]] = {}
    async with put_on(screen, (132, 43), has_voice=True) as stage:
        # Each page of the kiosk says all of itself; elsewhere, what stays was said at the start.
        once = [] if screen is KioskScreen else list(voice.said)
        for view in views_of(screen):
            if isinstance(stage.screen, KioskScreen):
                stage.screen.forget_what_was_told()
            await view.turn(stage)
            shown = seen_on(stage)
            await walk(stage, voice, lists)
            said = " ".join(voice.said)
            not_said = shown - words_in(said)
            assert not_said == set(), f"{view.name}: this is on the screen and was not said"
            lines = re.search("[\u2500-\u259f]", said)
            assert not lines, f"{view.name}: lines and block letters are no words"
            voice.said[:] = once


async def test_a03_what_has_the_focus_is_named_with_its_place(demo: Space, voice: Voice) -> None:
    async with put_on(KioskScreen) as stage:
        await stage.begin_visit()
        await stage.until(lambda: "step 2 of 8" in voice.said[-1])
        await stage.press("down")
        screen = stage.screen
        choices = screen.query_one(Choices)
        assert voice.said[-1] == f"2 of {len(choices.words)}. {choices.words[1]}"


async def test_a04_the_page_is_said_again_and_the_voice_pauses_and_goes_on(
    demo: Space, voice: Voice
) -> None:
    async with put_on(KioskScreen) as stage:
        await stage.begin_visit()
        await stage.press("7")
        await stage.until(lambda: len(voice.said) > 1)
        assert "Press the number." in voice.said[-1]
        assert voice.said[-1].endswith("0: Help.")
        cut = voice.cut
        await stage.press("space", "space")
        assert voice.paused == 2
        assert voice.cut == cut, "the key that pauses does not cut"


async def test_a05_any_key_cuts_the_voice_and_in_a_text_space_too(
    demo: Space, voice: Voice
) -> None:
    async with put_on(KioskScreen) as stage:
        for key in ("enter", "1", "x", "f5", "down", "1", "1"):
            cut = voice.cut
            await stage.press(key)
            assert voice.cut == cut + 1, key
        await stage.until(lambda: stage.screen.query("WordsArea"))
        cut = voice.cut - 1
        await stage.press("space")
        assert (voice.cut, voice.paused) == (cut + 2, 0)


async def test_a_screen_that_opens_says_its_title_its_question_then_what_to_press(
    demo: Space, voice: Voice
) -> None:
    async with put_on(ConfirmDialog, has_voice=True) as stage:
        await stage.until(lambda: "Leave the desk?" in voice.said[-1])
        assert voice.said[-1] == (
            "Leave the desk? Nothing is lost. 2 choices. 1: Stay. 2: Leave. Press the number."
        )


async def test_what_is_on_every_page_is_said_once_and_to_the_next_person_anew(
    demo: Space, voice: Voice
) -> None:
    async with put_on(KioskScreen) as stage:
        screen = stage.screen
        assert isinstance(screen, KioskScreen)
        title = demo.title
        await stage.press("enter")
        await stage.until(lambda: voice.said)
        assert title in voice.said[0]
        await stage.press("1")
        await stage.until(lambda: screen.visit.page is PageName.PROMPT)
        assert title not in voice.said[-1]
        screen.call_later(screen.next_person)
        await stage.until(lambda: screen.visit.page is PageName.WELCOME)
        said = len(voice.said)
        await stage.press("enter")
        await stage.until(lambda: title in " ".join(voice.said[said:]))


@pytest.mark.parametrize("key", ["5", "7", "space"])
async def test_who_begins_by_touch_hears_each_key(demo: Space, voice: Voice, key: str) -> None:
    async with put_on(KioskScreen) as stage:
        await stage.to_words(key)
        said = len(voice.said)
        await stage.press(*"a ", "b", "backspace")
        assert voice.said[said:] == ["a", "a", "b", "deleted"]


async def test_who_did_not_ask_hears_no_keys_until_they_ask(demo: Space, voice: Voice) -> None:
    async with put_on(KioskScreen) as stage:
        await stage.to_words()
        screen = stage.screen
        assert isinstance(screen, KioskScreen)
        said = len(voice.said)
        await stage.press("a", "b")
        assert voice.said[said:] == []
        await stage.press("escape", "3", "6", "4")
        await stage.until(lambda: "Say each letter I type: on" in voice.said[-1])
        assert "Say each letter I type: on" in "\n".join(rows(stage.app))
        await stage.press("6")
        await stage.until(lambda: screen.visit.page is PageName.WORDS)
        await stage.press("c")
        assert voice.said[-1] == "c"


async def test_a11_the_next_person_hears_no_keys(demo: Space, voice: Voice) -> None:
    async with put_on(KioskScreen) as stage:
        screen = stage.screen
        assert isinstance(screen, KioskScreen)
        await stage.press("5")
        assert screen.echoes
        screen.call_later(screen.next_person)
        await stage.until(lambda: screen.visit.page is PageName.WELCOME)
        assert not screen.echoes


async def test_a13_an_error_names_the_field_and_how_to_mend_it(demo: Space, voice: Voice) -> None:
    async with put_on(PromiseDialog, has_voice=True) as stage:
        await stage.press("f2")
        await stage.until(lambda: "Who" in voice.said[-1])
        assert voice.said[-1] == "Who. Say who will do it. A team or a job is enough."
        assert "Say who will do it." in "\n".join(rows(stage.app))


async def test_who_works_by_ear_asks_for_it_at_the_front_door(demo: Space, voice: Voice) -> None:
    async with put_on(DoorScreen) as stage:
        await stage.press("down")
        assert voice.said == []
        await stage.press("7")
        assert "1: Desk: run the meeting." in voice.said[-1]
        await stage.press("down")
        assert voice.said[-1] == "3 of 6. Kiosk: one person at a time."
        await stage.press("1")
        await stage.until(lambda: isinstance(stage.screen, DeskScreen))
        await stage.until(lambda: any("1 Running order." in one for one in voice.said))


@pytest.mark.parametrize("state", [State.HELD, State.WAITING])
@pytest.mark.parametrize("by_headphones", [True, False])
async def test_a08_words_that_are_not_for_the_room_are_said_into_headphones_only(
    demo: Space, voice: Voice, state: State, by_headphones: bool
) -> None:
    one = next(one for one in newest(demo.uid) if one.state is state)
    async with put_on(DeskScreen, has_voice=True) as stage:
        screen = stage.screen
        assert isinstance(screen, DeskScreen)
        screen.says_private = by_headphones
        voice.said.clear()
        screen.query_one("#list", LineList).light(one.uid)
        await stage.press("escape", "o")
        await stage.settle()
        assert isinstance(stage.screen, WholeDialog)
        await stage.press("escape", "f4")
        await stage.settle()
        said = " ".join(voice.said)
        assert (one.shown in said) is by_headphones
        assert (NOT_ALOUD in said) is not by_headphones
    assert read_room(demo.uid).reading.contribution is None


async def test_a08_a_desk_without_headphones_says_no_held_words(demo: Space, voice: Voice) -> None:
    held = next(one for one in newest(demo.uid) if one.state is State.HELD)
    async with put_on(DeskScreen) as stage:
        stage.screen.query_one("#list", LineList).light(held.uid)
        await stage.press("f4")
        await stage.settle()
        assert voice.said == []


async def test_what_a_key_told_is_not_cut_by_the_focus_that_it_moved(
    demo: Space, voice: Voice
) -> None:
    async with put_on(DeskScreen, has_voice=True) as stage:
        await stage.press("escape", "2")
        screen = stage.screen
        assert isinstance(screen, DeskScreen)
        screen.key_pressed()
        screen.say("It is saved.")
        screen.set_focus(screen.query_one("#order"))
        await stage.settle()
        assert voice.interrupts[-2:] == [True, False]


async def test_a_place_of_the_desk_without_a_list_is_said_too(demo: Space, voice: Voice) -> None:
    async with put_on(DeskScreen, has_voice=True) as stage:
        for place in ("3", "4"):
            said = len(voice.said)
            await stage.press("escape", place)
            await stage.settle()
            assert len(voice.said) > said, place


@pytest.mark.parametrize("has_voice", [True, False])
async def test_letters_are_offered_only_where_there_is_a_voice(
    demo: Space, voice: Voice, has_voice: bool
) -> None:
    async with put_on(DeskScreen, has_voice=has_voice) as stage:
        await stage.press("escape", "8")
        shown = "\n".join(rows(stage.app))
        assert ("Say each letter" in shown) is has_voice
