"""D37, D38: every square in the room is read from the drawn screen; without one, its words are."""

from typing import Any

import pytest
import zxingcpp
from PIL import Image
from textual.app import App

from models.contribution.contribution import Consent, State, capture, move
from models.kiosk.receipt import give_receipt
from models.promise.done_answers import DoneAnswer, DoneAnswers
from models.promise.is_it_done import answer_done, answers_to
from models.promise.promise import PromiseState, add_update, promises_of
from models.room.room import read_room
from models.room.stage import Showing, Square, show, show_square
from models.settings import Settings, TeamSettings, WifiSettings
from models.space.last_time import last_promises
from models.space.space import Space
from models.theme.theme import put_in_theme, themes_of
from outcomes.payloads import team_squares, words_of
from screens.desk.desk import DeskScreen
from screens.desk.more import ELSE, LAST, MORE
from screens.dialogs.is_it_done import IsItDoneDialog
from screens.kiosk.kiosk import KioskScreen
from screens.kiosk.visit import PageName
from screens.room.room import RoomScreen
from screens.widgets.words_area import WordsArea
from tests.screens.cells import picture, rows
from tests.screens.conftest import Voice
from tests.screens.staging import Stage, put_on

WIFI = WifiSettings("Library guests", "kettle;42")
TEAM = team_squares(
    Settings(wifi=WIFI, team=TeamSettings("01623 434345", "07700 900123", "a@b.cd"))
)
BASE = "https://outcomes.heard.example"


def seen_by_a_phone(app: App[Any]) -> list[str]:
    """Draw the cells as a screen does, each two pixels high, and read what is in them."""
    drawn = Image.new("L", (app.size.width, app.size.height * 2))
    for (x, y), cell in picture(app).items():
        upper = cell.ink if cell.char == "▀" else cell.paper
        drawn.putpixel((x, 2 * y), upper[0])
        drawn.putpixel((x, 2 * y + 1), cell.paper[0])
    large = drawn.resize((drawn.width * 3, drawn.height * 3), Image.Resampling.NEAREST)
    return [code.text for code in zxingcpp.read_barcodes(large)]


def page(stage: Stage) -> str:
    """Return what stands on the screen, as one line."""
    return " ".join(" ".join(rows(stage.app)).split())


async def test_d37_each_square_is_read_at_each_size_and_in_each_colour(
    demo: Space, voice: Voice
) -> None:
    promise = promises_of(demo.uid)[0]
    wanted: list[tuple[Square, dict[str, Any], str]] = [
        (Square.PROMISE, {"promise": promise.uid}, f"{BASE}/{promise.public_id}"),
        (Square.WORDS, {"promise": promise.uid}, words_of(promise)),
        *[(one.kind, {"holds": one.holds, "says": one.says}, one.holds) for one in TEAM],
        (Square.OUTCOME, {}, f"{BASE}/{demo.public_id}"),
    ]
    assert max(len(text) for kind, _, text in wanted if kind is Square.PROMISE) <= 45
    room = RoomScreen(read_room(demo.uid), f"{BASE}/{demo.public_id}")
    async with put_on(room, (80, 24)) as stage:
        for size, colours in (((80, 24), "night"), ((132, 43), "day")):
            await stage.resize(size)
            await stage.colours(colours)
            # Those that ring and text are laid out as the others of the team are.
            few = (Square.PHONE, Square.TEXT) if size[0] > 80 else ()
            for kind, about, holds in [one for one in wanted if one[0] not in few]:
                show_square(demo.uid, kind, **about)
                await stage.until(lambda k=kind: room.sees.square is k)  # type: ignore[misc]
                await stage.until(lambda h=holds: seen_by_a_phone(stage.app) == [h])  # type: ignore[misc]
                voice.said.clear()
                await stage.press("7")
                if kind is Square.PROMISE:
                    said = " ".join(voice.said)
                    assert promise.what in said
                    assert f"letter by letter: {', '.join(promise.public_id)}." in said
                    assert voice.said.count(voice.said[-1]) == 1
        # Where no square fits, there is the address, and what to do for the square.
        await stage.resize((58, 16))
        show_square(demo.uid, Square.PROMISE, promise=promise.uid)
        address = f"outcomes.heard.example/{promise.public_id}"
        await stage.until(
            lambda: address in page(stage) and "letters of this screen" in page(stage)
        )
        assert seen_by_a_phone(stage.app) == []
        show(demo.uid, Showing.QR)
        assert read_room(demo.uid).square is Square.OUTCOME, "F6 is always the usual one"


async def to_squares(stage: Stage) -> None:
    """Open "Other squares" from the desk, as the menus stand."""
    menus = (MORE, "else"), (ELSE, "still_more"), (LAST, "squares")
    await stage.press("f10")
    for menu, action in menus:
        words = menu[0].words
        await stage.until(lambda w=words: w in page(stage))  # type: ignore[misc]
        await stage.press(str([entry.action for entry in menu].index(action) + 1))
    await stage.until(lambda: "Which square?" in page(stage))


async def test_the_desk_chooses_a_square_by_digits(
    demo: Space, voice: Voice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.desk.squares.squares_of_team", lambda: TEAM)
    async with put_on(DeskScreen, (132, 43)) as stage:
        await stage.press("escape")
        await to_squares(stage)
        await stage.until(lambda: "for a phone with no network" in page(stage))
        await stage.press("4")
        await stage.until(lambda: "room sees: the QR of the Wi-Fi" in page(stage))
        assert read_room(demo.uid).square_holds == r"WIFI:T:WPA;S:Library guests;P:kettle\;42;;"
        await to_squares(stage)
        await stage.press("2")
        await stage.until(lambda: "Which promise?" in page(stage))
        await stage.press("3")
        await stage.until(lambda: "room sees: one promise, with its QR" in page(stage))
        sees = read_room(demo.uid)
        assert (sees.promise, sees.square_holds) == (promises_of(demo.uid)[2], "")
        await stage.press("f6")
        await stage.until(lambda: "room sees: the QR" not in page(stage))


async def test_d47_the_kiosk_asks_whether_it_is_done_and_counts_once(
    demo: Space, voice: Voice
) -> None:
    done = [one for one in last_promises(demo.uid) if one.done]
    async with put_on(KioskScreen, (80, 24), has_voice=True) as stage:
        screen = stage.screen
        assert isinstance(screen, KioskScreen)
        await stage.begin_visit()
        words = [choice.words for choice in screen.page.choices]
        asks = words.index("Say whether promises are done") + 1
        await stage.press(str(asks))
        await stage.until(lambda: screen.visit.page is PageName.DONE)
        await stage.until(lambda: done[0].what in " ".join(voice.said))
        await stage.press("3")
        await stage.until(lambda: screen.visit.board == 1)
        await stage.press("9")
        await stage.until(lambda: screen.visit.board == 0)
        await stage.press("1")
        await stage.until(lambda: answers_to(done[0].uid) == DoneAnswers(yes=1))
        await stage.until(lambda: screen.visit.board == 1)
        for number in range(1, len(done)):
            await stage.until(lambda n=number: screen.visit.board == n)  # type: ignore[misc]
            await stage.press("3")
        await stage.until(lambda: screen.visit.page is PageName.DONE_THANKS)
        await stage.press("2")
        await stage.until(lambda: screen.visit.page is PageName.PROMPT)
        assert "Say whether promises are done" not in [one.words for one in screen.page.choices]
        assert screen.visit.answered == (), "the visit knows no more what it said"
    assert all(answers_to(one.uid) == DoneAnswers(not_yet=1) for one in done[1:])


async def test_a14_what_became_of_somebodys_words_is_shown_and_said_in_full(
    demo: Space, voice: Voice
) -> None:
    """With four words: theme, promise, who, by when, all of its news, and "is it done?"."""
    promise = next(one for one in promises_of(demo.uid) if one.theme and one.due)
    (theme,) = [one for one in themes_of(demo.uid) if one.uid == promise.theme]
    said = capture(demo.uid, "The phone rings and rings.", consent=Consent(report=True))
    move(said.uid, State.CLEARED)
    put_in_theme(theme.uid, said.uid)
    add_update(promise.uid, "Two people began", made_on="2026-12-01", state=PromiseState.DOING)
    add_update(
        promise.uid, "Both are ill", made_on="2027-01-12", state=PromiseState.LATE, new_due="1/3/27"
    )
    add_update(promise.uid, "All calls", made_on="2027-02-02", done=True, evidence="The new list")
    answer_done(promise.uid, DoneAnswer.NOT_YET)
    told = (
        *(theme.title, promise.what.rstrip("."), promise.who, "1 March 2027"),
        *("1 December 2026: Two people began.", "12 January 2027: Both are ill."),
        *("It is done.", "2 February 2027: All calls.", "What you can see: The new list."),
        "The group says: not yet: fewer than 5.",
    )
    four_words = " ".join(give_receipt(said.uid))
    async with put_on(KioskScreen, (80, 24), has_voice=True) as stage:
        screen = stage.screen
        assert isinstance(screen, KioskScreen)

        async def choose(words: str, then: PageName) -> None:
            choices = [choice.words for choice in screen.page.choices]
            await stage.press(str(choices.index(words) + 1))
            await stage.until(lambda: screen.visit.page is then)

        await stage.begin_visit()
        await choose("I have been here before", PageName.BEEN_HERE)
        await choose("Type them", PageName.RECEIPT)
        stage.screen.query_one(WordsArea).text = four_words
        await stage.press("enter")
        await stage.until(lambda: screen.visit.page is PageName.FOUND)
        voice.said.clear()
        await stage.resize((44, 12))
        await choose("What became of it", PageName.FATE)
        seen = page(stage)
        while (choice := screen.page.choices[0].words) == "Go on":
            number = screen.visit.board + 1
            await choose(choice, PageName.FATE)
            await stage.until(lambda n=number: screen.visit.board == n)  # type: ignore[misc]
            assert screen.page.step == f"step {number + 1} of 5"
            seen += f" {page(stage)}"
        aloud = " ".join(voice.said)
        for words in told:
            assert words in aloud, "all of it is said"
            assert words in seen, "and all of it is seen, on the smallest screen"
        # "Is it done?" is asked of them, and their own promise stands first.
        await choose("Say whether promises are done", PageName.DONE)
        assert promise.what in screen.page.question
        await stage.press("1")
        await stage.until(lambda: answers_to(promise.uid) == DoneAnswers(yes=1, not_yet=1))
        await stage.press("9")
        await stage.until(lambda: screen.visit.page is PageName.DONE and screen.visit.board == 0)
        await stage.press("9")
        await stage.until(lambda: screen.visit.page is PageName.FATE)


async def test_the_room_is_asked_and_hands_are_counted(demo: Space, voice: Voice) -> None:
    done = next(one for one in last_promises(demo.uid) if one.done)
    answer_done(done.uid, DoneAnswer.YES)
    async with put_on(IsItDoneDialog(done)) as stage:
        assert done.what in page(stage)
        await stage.press(*"7 x 2", "enter")
        await stage.until(lambda: "Three numbers are needed" in page(stage))
        assert answers_to(done.uid) == DoneAnswers(yes=1)
        await stage.press(*["backspace"] * 5, *"7 3 2", "enter")
        await stage.until(lambda: answers_to(done.uid) == DoneAnswers(8, 3, 2, hands=True))
