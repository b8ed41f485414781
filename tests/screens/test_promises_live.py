"""Promises that live, by keys: news with its evidence, another day, what is late, the chain."""

import pytest
from textual.widgets import Static

from models.contribution.acts import move
from models.contribution.contribution import State, capture, newest
from models.promise.promise import Promise, PromiseState, promises_of
from models.room.room import last_promises, read_room
from models.room.stage import Showing, Square
from models.space.space import Space
from models.theme.theme import put_in_theme
from screens.desk.chain import ChainScreen
from screens.desk.desk import DeskScreen
from screens.desk.promise_overdue import OverdueScreen
from screens.desk.promise_update import UpdateDialog
from screens.desk.promises import PromisesScreen
from screens.dialogs.pick import PickDialog
from screens.dialogs.whole import WholeDialog
from screens.door import DoorScreen
from screens.widgets.line_list import LineList
from screens.widgets.words_line import WordsLine
from tests.screens.staging import Stage, put_on

TODAY = "2026-11-20"
NOW = 1_795_179_600_000  # noon of that day


def told(stage: Stage) -> str:
    """Return everything that the top screen says, wherever it stands."""
    return " ".join(str(one.content) for one in stage.screen.query(Static))


async def write(stage: Stage, **fields: str) -> None:
    """Put words into fields of the form, and save it."""
    for name, words in fields.items():
        stage.screen.query_one(f"#{name}", WordsLine).value = words
    await stage.settle()
    await stage.press("f2")


def in_list(stage: Stage) -> str:
    """Return what stands in the list of the top screen."""
    entries = stage.screen.query_one(LineList).entries
    return "\n".join(f"{one.head}\n{one.body}" for one in entries)


async def test_d47_done_is_saved_with_what_changed_and_what_people_can_see(demo: Space) -> None:
    async with put_on(PromisesScreen) as stage:
        screen = stage.screen
        assert isinstance(screen, PromisesScreen)
        one = promises_of(demo.uid)[0]
        screen.query_one(LineList).light(one.uid)
        await stage.press("n", "2")
        form = stage.screen
        assert isinstance(form, UpdateDialog)
        await stage.press("f2")
        await stage.until(lambda: "Say what changed" in told(stage))
        await write(stage, words="Two answer the phone")
        await stage.until(lambda: "Say what people can see" in told(stage))
        assert not promises_of(demo.uid)[0].done, "nothing is saved by half"
        assert form.query_one("#words", WordsLine).value == "Two answer the phone"
        await write(stage, evidence="Ring us")
        await stage.until(lambda: promises_of(demo.uid)[0].done)
        await stage.until(lambda: "What you can see: Ring us." in in_list(stage))
        assert "✓ done" in in_list(stage)
        assert "The group says: not asked yet." in in_list(stage), "staff alone do not decide"
        await stage.press("i")
        await stage.until(lambda: "Is it done?" in told(stage))
        await stage.press(*"1 7 0", "enter")
        await stage.until(lambda: "The group says: not yet: 7, yes: 1." in in_list(stage))


async def test_another_day_a_review_and_the_news_in_the_room(demo: Space) -> None:
    async with put_on(PromisesScreen, (120, 40)) as stage:
        screen = stage.screen
        assert isinstance(screen, PromisesScreen)
        one = promises_of(demo.uid)[0]
        screen.query_one(LineList).light(one.uid)
        await stage.press("n", "3")
        await write(stage, words="Two are ill", new_due="1/1/27")
        await stage.until(lambda: "has to be after" in told(stage))
        await write(stage, new_due="end of June 2099")
        await stage.until(lambda: promises_of(demo.uid)[0].due == "2099-06-30")
        await stage.until(lambda: "because: Two are ill." in in_list(stage))
        assert "It was promised for 29 January 2027, now for 30 June 2099" in in_list(stage)
        await stage.press("r", *"1 May 2099", "enter")
        await stage.until(lambda: "Looked at again on 1 May 2099." in in_list(stage))
        await stage.press("s")
        await stage.until(lambda: read_room(demo.uid).showing is Showing.NEWS)
        await stage.until(lambda: read_room(demo.uid).reading.aloud)


async def test_one_promise_is_put_into_the_room_with_its_square_and_taken_away(
    demo: Space,
) -> None:
    def in_room() -> tuple[Showing, Square, Promise | None]:
        sees = read_room(demo.uid)
        return sees.showing, sees.square, sees.promise

    first, other = promises_of(demo.uid)[:2]
    async with put_on(PromisesScreen, (120, 40)) as stage:
        promises = stage.screen.query_one(LineList)
        await stage.until(lambda: "room sees: prompt 1" in told(stage))
        await stage.press("q")
        await stage.until(lambda: "No promise is lit." in told(stage))
        promises.light(first.uid)
        await stage.press("q")
        await stage.until(lambda: "The room sees this promise, and the square" in told(stage))
        await stage.until(lambda: "No room screen is open yet." in told(stage))
        assert in_room() == (Showing.QR, Square.PROMISE, first)
        await stage.until(lambda: "room sees: one promise, with its QR" in told(stage))
        await stage.until(lambda: in_list(stage).count("▶ In the room") == 1)
        promises.light(other.uid)
        await stage.press("p")  # another one, and its words: they take its place
        await stage.until(lambda: "holds its words" in told(stage))
        assert in_room() == (Showing.QR, Square.WORDS, other)
        await stage.press("b", "q")  # from the words behind it, the same keys
        await stage.until(lambda: in_room() == (Showing.QR, Square.PROMISE, other))
        assert isinstance(stage.screen, ChainScreen)
        await stage.press("q")
        await stage.until(lambda: "The room sees: prompt 1." in told(stage))
        assert in_room() == (Showing.PROMPT, Square.OUTCOME, None)
        await stage.press("escape")
        await stage.until(lambda: "▶ In the room" not in in_list(stage))


async def test_the_chain_is_walked_both_ways_in_two_keys(demo: Space) -> None:
    def is_at(words: str) -> bool:
        return isinstance(stage.screen, ChainScreen) and words in in_list(stage)

    promise = promises_of(demo.uid)[0]
    said = capture(demo.uid, "Nobody phoned me back on Monday.")
    move(said.uid, State.CLEARED)
    assert promise.theme is not None
    put_in_theme(promise.theme, said.uid)
    async with put_on(DeskScreen) as stage:
        desk = stage.screen
        assert isinstance(desk, DeskScreen)
        await stage.until(lambda: newest(demo.uid)[0].uid == said.uid)
        await stage.press("escape")
        await stage.until(lambda: said.uid in {one.uid for one in desk.sees.contributions})
        desk.query_one("#list", LineList).light(said.uid)
        await stage.press("o", "c")  # from somebody's words to what came of them
        await stage.until(lambda: is_at(promise.what.rstrip(".")))
        chain = stage.screen
        assert isinstance(chain, ChainScreen)
        chain.query_one(LineList).light(promise.uid)
        await stage.press("enter")  # and back, from the promise to all the words behind it
        await stage.until(lambda: is_at("Nobody phoned me back on Monday."))
        assert "behind it" in told(stage)
        move(said.uid, State.HELD, reason="names a person")
        await stage.until(lambda: not is_at("Nobody phoned me back on Monday."))
        await stage.press("escape")
        await stage.until(lambda: is_at(promise.what.rstrip(".")) or is_at("held"))
        move(said.uid, State.WITHDRAWN)
        await stage.until(lambda: "It is not here any more." in told(stage))
        assert "Monday" not in in_list(stage)
        await stage.press("escape")
        await stage.until(lambda: stage.screen is desk)
        assert not isinstance(stage.screen, WholeDialog)


async def test_d48_what_is_late_stands_at_the_top_of_the_door(
    demo: Space, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody asks for it; one key leads there; and it goes when news says that it is done."""
    monkeypatch.setattr("screens.clock.now_ms", lambda: NOW)
    monkeypatch.setattr("models.identity.ahead_ms", lambda: 0)
    (late,) = [one for one in last_promises(demo.uid) if one.state_on(TODAY) is PromiseState.LATE]
    async with put_on(DoorScreen, (44, 12)) as stage:
        await stage.until(lambda: "1 promise is late. Press P." in told(stage))
        await stage.press("p")
        await stage.until(lambda: isinstance(stage.screen, OverdueScreen))
        assert "! late · Getting help at home: summer, 18 August 2026" in in_list(stage)
        assert late.what.rstrip(".") in in_list(stage)
        await stage.press("n")
        assert isinstance(stage.screen, PickDialog)
        await stage.press("2")
        await write(stage, words="All are trained", evidence="Ask one")
        await stage.until(lambda: not stage.screen.query_one(LineList).entries)
        await stage.press("9")
        await stage.until(lambda: isinstance(stage.screen, DoorScreen))
        await stage.until(lambda: "late" not in told(stage))
