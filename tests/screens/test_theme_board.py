"""The theme board by keys alone: fill, split, put together, rename, undo, suggest, read back."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from models.contribution.contribution import (
    ANNOUNCED_CONSENT,
    Consent,
    State,
    VersionKind,
    add_version,
    capture,
    move,
)
from models.desk.desk import DeskSees, read_desk
from models.desk.face import FaceKind, report_face
from models.identity import new_uid
from models.promise.promise import PromiseKind, make_promise
from models.room.room import read_room
from models.room.stage import Showing
from models.space.space import Space
from models.theme.names import names_before
from models.theme.read_back import ThemeAnswer, answers_of
from models.theme.theme import Theme, new_theme, put_in_theme, rename_theme, themes_of
from screens.desk.desk import DeskScreen
from screens.desk.theme_keys import BOARD_KEYS, THEME_KEYS
from screens.desk.theme_lists import View
from screens.desk.theme_names import NamesDialog
from screens.desk.theme_pick import ThemePickDialog
from screens.desk.theme_split import SplitDialog
from screens.desk.themes import ThemesScreen
from screens.dialogs.whole import WholeDialog
from screens.dialogs.write import WriteDialog
from screens.widgets.line_list import NOT_ALOUD, LineList
from screens.widgets.words_line import WordsLine
from tests.screens.cells import rows
from tests.screens.conftest import Voice
from tests.screens.staging import Stage, put_on

SAID = (
    "Nobody phoned me back.",
    "I waited nine weeks for a phone call.",
    "The bus never comes.",
    "Phones ring and nobody answers.",
    "My carer is kind.",
)


def cleared(space: Space, words: str, **more: object) -> UUID:
    uid = capture(space.uid, words, consent=ANNOUNCED_CONSENT, **more).uid  # type: ignore[arg-type]
    return move(uid, State.CLEARED).uid


@asynccontextmanager
async def board(
    space: Space, size: tuple[int, int] = (120, 40), *, has_voice: bool = False
) -> AsyncIterator[tuple[Stage, ThemesScreen]]:
    """Open the board over a desk, as it is used."""
    desk = DeskScreen(read_desk(space.uid), has_headphones=has_voice)
    async with put_on(desk, size) as stage:
        stage.app.push_screen(ThemesScreen(read_desk(space.uid)))
        await stage.settle()
        screen = stage.screen
        assert isinstance(screen, ThemesScreen)
        yield stage, screen


def told(stage: Stage) -> str:
    return " ".join(" ".join(rows(stage.app)).split())


def theme(space: Space, number: int) -> Theme:
    return themes_of(space.uid)[number - 1]


def sum_of(sees: DeskSees) -> int:
    tally = sees.tally
    return tally.in_themes + tally.not_in_a_theme + tally.set_aside + tally.held + tally.waiting


def test_no_key_of_a_theme_is_an_act_of_the_board_and_24_have_one() -> None:
    keys = [key for one in BOARD_KEYS for key in one.key.split(",")]  # type: ignore[union-attr]
    assert len(keys) == len(set(keys))
    assert len(THEME_KEYS) == 24
    assert THEME_KEYS.startswith("12345678")
    assert "9" not in THEME_KEYS, "9 goes back, as everywhere"


async def test_d34_the_board_by_keys_and_every_act_undone(space: Space) -> None:
    uids = [cleared(space, words) for words in SAID]
    for number in range(1, 13):
        new_theme(space.uid, f"Theme of key {number}")
    capture(space.uid, "Not read yet.")
    async with board(space) as (stage, screen):

        async def sees(text: str) -> None:
            await stage.until(lambda: text in told(stage))
            assert sum_of(screen.sees) == screen.sees.tally.heard == 6

        await sees("6 heard = 0 in themes + 5 not yet + 1 waiting + 0 set aside + 0 held")
        assert "12 themes, 12 have no answer yet" in told(stage)
        assert "9 A 0 said this" in told(stage)
        await stage.press("1")
        await sees("6 heard = 1 in themes + 4 not yet")
        assert screen.lit is not None
        assert screen.lit.uid == uids[1], "the next one is lit"
        await stage.press("left")
        assert screen.lit.uid == uids[0], "the one put last, for a second theme"
        await stage.press("d")
        await stage.until(lambda: theme(space, 12).members == {uids[0]})
        await sees("6 heard = 1 in themes + 4 not yet")
        await stage.press("backspace")
        await sees("Undone: put one into a theme.")
        assert theme(space, 12).members == frozenset()
        await stage.press("backspace")
        await sees("6 heard = 0 in themes + 5 not yet")
        await stage.press("z")
        await sees("There is no such theme yet.")
        # Only what is in no theme yet.
        await stage.press("2", "2")
        await sees("6 heard = 2 in themes + 3 not yet")
        await stage.press("0")
        await sees("Not yet in a theme: 3")
        assert len(screen.to_group()) == 3
        await stage.press("1")
        await sees("Not yet in a theme: 2")
        await stage.press("left", "3")
        await stage.until(lambda: len(theme(space, 3).members) == 1)
        await stage.press("escape")
        assert screen.view is View.ALL
        await stage.press("escape")
        await stage.until(lambda: isinstance(stage.screen, DeskScreen))


async def test_d35_a_theme_is_split_put_together_renamed_moved_and_removed(space: Space) -> None:
    first = new_theme(space.uid, "Phones, bus").uid
    for words in SAID[:3]:
        put_in_theme(first, cleared(space, words))
    async with board(space) as (stage, screen):
        # Split: the third one goes.
        await stage.press("full_stop", "2")
        assert isinstance(stage.screen, SplitDialog)
        await stage.press("enter")
        assert "Nothing goes yet." in told(stage)
        await stage.press("down", "down", "space")
        assert "1 of 3 go." in told(stage)
        assert "[x] goes" in told(stage)
        await stage.press("enter")
        assert isinstance(stage.screen, WriteDialog)
        await stage.press(*"Bus", "enter")
        await stage.until(lambda: len(screen.sees.themes) == 2)
        assert [len(one.members) for one in themes_of(space.uid)] == [2, 1]
        # Rename, with its history.
        await stage.press("e", *["backspace"] * len(", bus"), "enter")
        await stage.until(lambda: theme(space, 1).title == "Phones")
        await stage.until(lambda: screen.sees.themes[0].title == "Phones")
        await stage.press("full_stop", "7")
        await stage.until(lambda: isinstance(stage.screen, NamesDialog))
        assert re.search(r"Desk( 1)? gave it another name", told(stage))
        assert "Phones, bus" in told(stage)
        await stage.press("escape")
        # Move it down and up.
        await stage.press("full_stop", "5")
        await stage.until(lambda: theme(space, 2).uid == first)
        await stage.until(lambda: screen.sees.themes[1].uid == first)
        assert screen.theme is not None
        assert screen.theme.uid == first, "the light stays on the theme"
        # Put them together: asks first, and "no" is the first answer.
        await stage.press("full_stop", "3")
        assert isinstance(stage.screen, ThemePickDialog)
        await stage.press("1")
        assert "Put these two together?" in told(stage)
        await stage.press("enter")
        assert len(themes_of(space.uid)) == 2
        await stage.press("full_stop", "3", "1", "2")
        await stage.until(lambda: len(themes_of(space.uid)) == 1)
        assert len(theme(space, 1).members) == 3
        assert next(one.title for one in names_before(first)) == "Bus"
        # Remove: asks first.
        await stage.until(lambda: len(screen.sees.themes) == 1)
        await stage.press("delete", "2")
        await stage.until(lambda: not themes_of(space.uid))
        # And all of it back again, the newest first.
        for count in (1, 2):
            await stage.press("backspace")
            await stage.until(lambda count=count: len(themes_of(space.uid)) == count)
        await stage.press("backspace")
        await stage.until(lambda: theme(space, 1).uid == first)
        await stage.press("backspace")
        await stage.until(lambda: theme(space, 1).title == "Phones, bus")
        await stage.press("backspace")
        await stage.until(lambda: len(themes_of(space.uid)) == 1)
        assert len(theme(space, 1).members) == 3


async def test_a_name_that_was_not_saved_comes_back(space: Space) -> None:
    """Another desk gave it another name meanwhile: this one says so, and has lost no word."""
    made = new_theme(space.uid, "Phones")
    async with board(space) as (stage, _screen):
        await stage.press("e")
        line = stage.screen.query_one(WordsLine)
        line.value = "Nobody phones back"
        rename_theme(made.uid, "Calls")
        await stage.press("enter")
        await stage.until(
            lambda: (
                isinstance(stage.screen, WriteDialog)
                and stage.screen.query_one(WordsLine).value == "Nobody phones back"
                and stage.screen.query_one(WordsLine) is not line
            )
        )
        await stage.press("enter")
        await stage.until(lambda: theme(space, 1).title == "Nobody phones back")


async def test_what_may_belong_says_why_and_is_taken_only_by_a_person(
    space: Space, voice: Voice
) -> None:
    uids = [cleared(space, words) for words in SAID]
    secret = move(capture(space.uid, "Phone Sharon back.").uid, State.HELD, reason="a name").uid
    capture(space.uid, "Phone me back, please.")  # waiting: nobody has read it
    quiet = capture(space.uid, "The phone frightens me.", consent=Consent(report=True)).uid
    move(quiet, State.CLEARED)
    phone = new_theme(space.uid, "Phone us back")
    put_in_theme(phone.uid, uids[0])
    async with board(space, has_voice=True) as (stage, screen):
        await stage.press("g")
        await stage.until(lambda: screen.view is View.MAY_BELONG)
        found = [one.uid for one in screen.to_group()]
        assert set(found) == {uids[1], uids[3], quiet}
        assert secret not in found
        assert "May belong in theme 1: 3" in told(stage)
        assert "They share: phone" in told(stage)
        assert "They share: Phones" in told(stage), "her own word, as it stands there"
        assert theme(space, 1).members == {uids[0]}, "nothing is taken by itself"
        words = screen.query_one("#words", LineList)
        words.light(quiet)
        screen.says_private = False
        stage.app.screen_stack[0].says_private = False  # type: ignore[attr-defined]
        aloud = words.aloud_lit()
        assert NOT_ALOUD in aloud
        assert "phone" not in aloud.casefold(), "no word of it on a loudspeaker"
        words.light(uids[3])
        await stage.press("enter")
        await stage.until(lambda: theme(space, 1).members == {uids[0], uids[3]})
        await stage.until(lambda: "May belong in theme 1: 2" in told(stage))
        await stage.press("escape")
        assert screen.view is View.ALL
        assert theme(space, 1).members == {uids[0], uids[3]}
        await stage.press("backspace")
        await stage.until(lambda: theme(space, 1).members == {uids[0]})


async def test_d35_have_we_got_it_right_by_keys(space: Space) -> None:
    new_theme(space.uid, "Phones")
    report_face(new_uid(), space.uid, FaceKind.ROOM)
    async with board(space) as (stage, screen):
        await stage.press("q")
        await stage.until(lambda: "Have we got it right?" in told(stage))
        room = read_room(space.uid)
        assert (room.showing, room.reading.asks_if_right) == (Showing.THEMES, True)
        await stage.press("2")
        assert isinstance(stage.screen, ThemePickDialog)
        await stage.press("1")
        assert isinstance(stage.screen, WriteDialog)
        await stage.press(*" us", "enter")
        await stage.until(lambda: theme(space, 1).title == "Phones us")
        await stage.until(lambda: "Have we got it right?" in told(stage))
        await stage.press("3", *"Bus", "enter")
        await stage.until(lambda: len(themes_of(space.uid)) == 2)
        await stage.press("1")
        await stage.until(lambda: "the room agreed" in told(stage))
        kinds = [one.kind for one in answers_of(space.uid)]
        assert kinds == [
            ThemeAnswer.ASKED,
            ThemeAnswer.RENAMED,
            ThemeAnswer.ADDED,
            ThemeAnswer.AGREED,
        ]
        assert screen.sees.themes


async def test_d19_d35_what_is_behind_a_theme_stands_with_its_translation(space: Space) -> None:
    uid = cleared(space, "Nikt nie oddzwania.", language="pl")
    add_version(uid, VersionKind.TRANSLATED, "Nobody phones back.", language="en")
    put_in_theme(new_theme(space.uid, "Phones").uid, uid)
    cleared(space, "The bus never comes.")
    async with board(space) as (stage, screen):
        await stage.press("enter")
        await stage.until(lambda: "Behind: Phones" in told(stage))
        assert [one.uid for one in screen.to_group()] == [uid]
        assert "Nikt nie oddzwania." in told(stage)
        assert "Nobody phones back." in told(stage)
        await stage.press("o")
        assert isinstance(stage.screen, WholeDialog)
        assert re.search("translated.* by ", told(stage))
        assert told(stage).count("Nobody phones back.") == 1
        await stage.press("escape", "enter")
        assert screen.view is View.ALL


async def test_which_themes_have_no_answer_is_in_sight_at_every_size(space: Space) -> None:
    themes = [new_theme(space.uid, f"Theme {number}") for number in range(1, 13)]
    for words in range(24):
        put_in_theme(themes[words % 12].uid, cleared(space, f"words {words}"))
    make_promise(
        space.uid,
        PromiseKind.WILL,
        "Phone back within two days",
        who="The team",
        due="2027-04-30",
        theme=themes[0].uid,
    )
    async with board(space, (80, 24)) as (stage, screen):
        await stage.press("tab")
        for size in ((44, 12), (80, 24), (120, 40)):
            await stage.resize(size)
            await stage.press("home")
            shown = told(stage)
            assert "24 heard = 24 in themes + 0 not yet + 0 waiting + 0 set aside + 0 held" in shown
            assert "12 themes, 11" in shown
            assert "answered" in shown
            assert "no answer" in shown
            await stage.press("end")
            assert "12 D 2 said this" in told(stage)
            assert screen.theme is not None
            assert screen.theme.number == 12
