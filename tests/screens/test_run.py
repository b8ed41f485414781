"""Running the meeting by keys: next and back, breaks, late promises, turns, a look before."""

import pytest

from models.contribution.contribution import State, newest
from models.contribution.visibility import Where, may_be_seen
from models.meeting.breaks import CUT_SHORT
from models.meeting.running_order import Item, ItemKind, add_item, running_order
from models.meeting.turn import TurnState, join_turns, turns_of
from models.promise.promise import PromiseKind, make_promise
from models.room.room import last_promises, read_room
from models.room.stage import Showing
from models.space.space import Space, close_space, list_spaces, new_space, open_space
from screens.desk.desk import DeskScreen
from screens.desk.preview import PreviewDialog
from screens.desk.turns import TurnsScreen
from screens.dialogs.ask import AskDialog
from screens.dialogs.pick import PickDialog
from screens.dialogs.write import WriteDialog
from screens.room.room import RoomScreen
from screens.widgets.line_list import LineList
from tests.models.test_running import Clock
from tests.screens.conftest import Voice
from tests.screens.staging import Stage, put_on
from tests.screens.test_desk import desk, light, told

__all__ = ["clock"]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Give the models and the screens one clock, that the test moves."""
    made = Clock()
    for module in (
        "models.meeting.running_order",
        "models.meeting.going_on",
        "models.meeting.breaks",
        "models.meeting.turn",
    ):
        monkeypatch.setattr(f"{module}.now_ms", made)
    monkeypatch.setattr("models.room.aloud.now_ms", made)
    monkeypatch.setattr("screens.clock.now_ms", made)
    monkeypatch.setattr("models.identity.ahead_ms", lambda: 0)
    return made


def at(space: Space) -> Item:
    return next(item for item in running_order(space.uid) if item.current)


def item_of(space: Space, kind: ItemKind) -> Item:
    return next(item for item in running_order(space.uid) if item.kind is kind)


async def at_the_break(stage: Stage, space: Space) -> None:
    """Press next until the break is on."""
    for _ in running_order(space.uid):
        current = next((one for one in running_order(space.uid) if one.current), None)
        if current is not None and current.kind is ItemKind.BREAK:
            break
        before = [one.current for one in running_order(space.uid)]
        await stage.press("f8")
        await stage.until(
            lambda before=before: [one.current for one in running_order(space.uid)] != before  # type: ignore[misc]
        )
        await stage.until(lambda: desk(stage).sees.items == running_order(space.uid))
    assert at(space).kind is ItemKind.BREAK


async def test_d28_a_break_cut_short_asks_why(clock: Clock, space: Space) -> None:
    async with put_on(DeskScreen, (120, 40)) as stage:
        await at_the_break(stage, space)
        pause = at(space)
        clock.wait(3)
        desk(stage).tick()
        await stage.settle()
        assert "9 of 12" in told(stage)
        assert "9 min left" in told(stage)
        await stage.press("f8")
        assert isinstance(stage.screen, PickDialog)
        assert "It has 9 minutes left." in told(stage)
        await stage.press("escape")
        await stage.until(lambda: "The break goes on." in told(stage))
        assert at(space) == pause
        await stage.press("escape", "n", "5")
        assert isinstance(stage.screen, WriteDialog)
        await stage.press(*"The fire alarm", "enter")
        await stage.until(lambda: at(space).uid != pause.uid)
        assert item_of(space, ItemKind.BREAK).cut_short == "The fire alarm"
        # Back by a slip: what is left of the break is left, and no reason stands there.
        await stage.until(lambda: desk(stage).sees.items == running_order(space.uid))
        await stage.press("p")
        await stage.until(lambda: at(space).uid == pause.uid)
        assert (at(space).cut_short, at(space).ends) == ("", pause.ends)
        await stage.until(lambda: desk(stage).sees.items == running_order(space.uid))
        await stage.press("f8", "1")
        await stage.until(lambda: item_of(space, ItemKind.BREAK).cut_short == CUT_SHORT[0])


async def test_after_its_end_a_break_asks_nothing(clock: Clock, space: Space) -> None:
    async with put_on(DeskScreen, (120, 40)) as stage:
        await at_the_break(stage, space)
        clock.wait(14)
        desk(stage).tick()
        await stage.settle()
        assert "2 over 12" in told(stage)
        assert "48 early" in told(stage), "what comes after says when it begins"
        await stage.press("escape", "n")
        await stage.until(lambda: at(space).kind is ItemKind.PROMPT)
        assert item_of(space, ItemKind.BREAK).cut_short == ""


async def test_five_minutes_more_by_one_key(clock: Clock, space: Space) -> None:
    async with put_on(DeskScreen, (120, 40)) as stage:
        await stage.press("escape", "5")
        await stage.until(lambda: "The meeting has not begun." in told(stage))
        await stage.press("n")
        await stage.until(lambda: desk(stage).sees.current)
        await stage.press("5")
        await stage.until(lambda: "5 minutes more: Welcome, 10 left." in told(stage))
        await stage.until(lambda: "10 of 5+5" in told(stage))
        assert "5, 5 late" in told(stage)
        assert (at(space).minutes, at(space).extra) == (5, 5)


async def test_the_room_refuses_to_leave_a_break_and_says_where_to(
    clock: Clock, space: Space
) -> None:
    async with put_on(RoomScreen) as stage:
        await stage.press("4")
        screen = stage.screen
        assert isinstance(screen, RoomScreen)
        await stage.until(lambda: screen.sees.item and screen.sees.item.ends)
        await stage.press("5")
        await stage.until(lambda: "go on at the desk and say why" in told(stage))
        assert at(space).kind is ItemKind.BREAK


async def test_d28_the_break_is_counted_down_by_voice(
    clock: Clock, space: Space, voice: Voice
) -> None:
    async with put_on(RoomScreen, (120, 40)) as stage:
        screen = stage.screen
        assert isinstance(screen, RoomScreen)
        await stage.press("4")
        await stage.until(lambda: screen.sees.item and screen.sees.item.ends)
        for minutes, said in ((9, 0), (1, 1), (1, 1), (1, 2), (5, 2)):
            clock.wait(minutes)
            screen.tick()
            screen.tick()
            count = said
            await stage.until(lambda count=count: len(voice.said) >= count)  # type: ignore[misc]
            await stage.until(
                lambda: screen.sees.item == next(i for i in running_order(space.uid) if i.current)
            )
            assert len(voice.said) == said
        assert voice.said == ["2 minutes of the break left.", "The break is over. We go on."]


# -- look first ----------------------------------------------------------------------------------


async def test_d06_a_part_is_looked_at_before_the_room_sees_it(clock: Clock, space: Space) -> None:
    async with put_on(DeskScreen) as stage:
        await stage.press("escape", "1", "down", "down", "enter")
        await stage.until(lambda: isinstance(stage.screen, PreviewDialog))
        assert "What helps you stay at home?" in told(stage)
        await stage.press("escape")
        await stage.settle()
        assert read_room(space.uid).showing is Showing.WELCOME
        assert not any(item.current for item in running_order(space.uid))
        await stage.press("6")
        await stage.until(lambda: isinstance(stage.screen, PreviewDialog))
        await stage.press("enter")
        await stage.until(lambda: read_room(space.uid).showing is Showing.PROMPT)
        assert at(space).kind is ItemKind.PROMPT


async def test_d06_one_contribution_is_looked_at_before_the_room_sees_it(demo: Space) -> None:
    shown = next(one for one in newest(demo.uid) if may_be_seen(one, Where.ROOM))
    held = next(one for one in newest(demo.uid) if one.state is State.HELD)
    async with put_on(DeskScreen, (120, 40)) as stage:
        await light(stage, held.uid)
        await stage.press("escape", "6")
        await stage.until(lambda: "Not for the room." in told(stage))
        assert isinstance(stage.screen, DeskScreen)
        await light(stage, shown.uid)
        before = read_room(demo.uid)
        await stage.press("6")
        await stage.until(lambda: isinstance(stage.screen, PreviewDialog))
        assert read_room(demo.uid) == before
        await stage.press("9")
        await stage.settle()
        assert isinstance(stage.screen, DeskScreen)
        await stage.press("6")
        await stage.until(lambda: isinstance(stage.screen, PreviewDialog))
        await stage.press("enter")
        await stage.until(lambda: read_room(demo.uid).showing is Showing.CONTRIBUTION)
        assert [one.uid for one in read_room(demo.uid).contributions] == [shown.uid]


# -- late promises -------------------------------------------------------------------------------


@pytest.fixture
def with_two_late(store: object) -> Space:
    """Make a space whose last meeting made two promises that are late."""
    before = open_space(new_space("Spring", held_on="2026-05-12").uid)
    for what in ("Phone back", "Send the list"):
        make_promise(before.uid, PromiseKind.WILL, what, who="A team", due="2026-10-01")
    close_space(before.uid)
    made = new_space("Autumn", held_on="2026-11-17")
    for kind in (ItemKind.PROMISES, ItemKind.OTHER):
        add_item(made.uid, kind, kind.capitalize(), 5)
    return open_space(made.uid)


async def test_d07_each_late_promise_gets_a_line_before_the_meeting_goes_on(
    with_two_late: Space,
) -> None:
    space = with_two_late
    async with put_on(DeskScreen) as stage:
        await stage.press("f8")
        await stage.until(lambda: desk(stage).sees.current)
        await stage.press("f8")
        await stage.until(lambda: isinstance(stage.screen, AskDialog))
        assert "Phone back" in told(stage)
        await stage.press("escape")
        await stage.settle()
        assert at(space).kind is ItemKind.PROMISES
        await stage.press("f8")
        await stage.until(lambda: isinstance(stage.screen, AskDialog))
        await stage.press("enter")
        await stage.until(lambda: "There is nothing there yet." in told(stage))
        await stage.press(*"It starts in May", "enter")
        await stage.until(lambda: "Send the list" in told(stage))
        assert at(space).kind is ItemKind.PROMISES
        await stage.press(*"It is at the printer", "enter")
        await stage.until(lambda: at(space).kind is ItemKind.OTHER)
    words = [[update.words for update in one.updates] for one in last_promises(space.uid)]
    assert words == [["It starts in May"], ["It is at the printer"]]
    assert len(list_spaces()) == 2


# -- turns ---------------------------------------------------------------------------------------


@pytest.fixture
def two_wait(space: Space, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have two wait to speak, and what changes drawn as late as can be: never."""
    for place in ("window", "back"):
        join_turns(space.uid, place)
    monkeypatch.setattr(TurnsScreen, "_deliver", lambda screen, sees: None)


@pytest.mark.usefixtures("two_wait")
async def test_the_next_again_before_the_queue_is_drawn_is_no_other_desk() -> None:
    async with put_on(TurnsScreen, (80, 24)) as stage:
        for keys, heard in (
            ("n", "Now speaks: 1, window."),
            ("n", "Now speaks: 2, back."),
            ("2d", "Done: 2, back."),
            ("n", "Nobody waits to speak."),
        ):
            await stage.press(*keys)
            await stage.until(lambda heard=heard: heard in told(stage))  # type: ignore[misc]


@pytest.mark.usefixtures("two_wait")
async def test_a_queue_that_was_read_before_the_next_is_drawn_after_it() -> None:
    async with put_on(TurnsScreen, (80, 24)) as stage:
        screen = stage.screen
        assert isinstance(screen, TurnsScreen)
        before = screen.read()
        await stage.press("n")
        await stage.until(lambda: "Now speaks: 1, window." in told(stage))
        screen.show(before)
        await stage.press("n")
        await stage.until(lambda: "Now speaks: 2, back." in told(stage))


async def test_d31_the_speakers_queue_by_keys(clock: Clock, space: Space) -> None:
    def queue(state: TurnState) -> list[str]:
        return [turn.name for turn in turns_of(space.uid) if turn.state is state]

    async with put_on(DeskScreen, (80, 24)) as stage:
        desk(stage).action_turns()
        await stage.until(lambda: isinstance(stage.screen, TurnsScreen))
        screen = stage.screen
        assert isinstance(screen, TurnsScreen)

        async def seen() -> None:
            await stage.until(lambda: screen.sees.turns == turns_of(space.uid))

        for number, place in enumerate(("window", "back", "door", "front"), 1):
            await stage.press("a", *place, "enter")
            name = f"{number}, {place}"
            await stage.until(lambda name=name: f"In the queue: {name}." in told(stage))  # type: ignore[misc]
        await seen()
        await stage.press("s")
        await stage.until(lambda: read_room(space.uid).showing is Showing.TURNS)
        await stage.press("n")
        await stage.until(lambda: queue(TurnState.SPEAKING) == ["1, window"])
        await seen()
        await stage.press("2", "p")
        await stage.until(lambda: queue(TurnState.PASSED) == ["2, back"])
        await seen()
        clock.wait(2.1)
        screen.tick()
        await stage.until(lambda: "2 minutes are over: 1, window." in told(stage))
        await stage.press("enter")
        await stage.until(lambda: queue(TurnState.SPEAKING) == ["3, door"])
        await seen()
        screen.query_one(LineList).light(
            next(one.uid for one in turns_of(space.uid) if one.number == 2)
        )
        await stage.press("i")
        await stage.until(lambda: queue(TurnState.WAITING) == ["4, front", "2, back"])
        await seen()
        await stage.press("1", "d")
        await stage.until(lambda: queue(TurnState.DONE) == ["1, window", "3, door"])
        await stage.press("escape")
        await stage.until(lambda: isinstance(stage.screen, DeskScreen))
        await stage.until(lambda: desk(stage).sees.turns == turns_of(space.uid))
        close_space(space.uid)
        await stage.until(lambda: desk(stage).sees.turns == ())
    assert turns_of(space.uid) == ()
