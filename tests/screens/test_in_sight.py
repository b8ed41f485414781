"""One machine, one screen: while the room can see the desk, nothing that is held is in it."""

from models.contribution.contribution import (
    Consent,
    Contribution,
    State,
    VersionKind,
    add_version,
    capture,
    move,
    newest,
)
from models.contribution.visibility import Where, may_be_seen
from models.desk.desk import read_desk
from models.desk.face import FaceKind, ask_for_help, report_face
from models.identity import new_uid
from models.room.in_sight import in_sight_of_room
from models.space.space import Space
from models.space.template import DEMO_PIN
from screens.desk.desk import DeskScreen
from screens.desk.sight import OPEN_IN_SIGHT
from screens.dialogs.confirm import ConfirmDialog
from screens.room.driven import SaidDialog
from screens.room.room import RoomScreen
from screens.widgets.line_list import LineList
from tests.screens.cells import rows
from tests.screens.conftest import Voice
from tests.screens.discovery import bindings_of
from tests.screens.staging import Stage, put_on

MARKER = "zebrawords"
SEEN = "giraffewords"
ALL = Consent(room=True, report=True, quote=True)


def _told(space: Space, **more: object) -> Contribution:
    return capture(space.uid, f"{MARKER} at the door", consent=ALL, **more)  # type: ignore[arg-type]


def _everything_that_may_not_be_seen(space: Space) -> None:
    """Put the marker wherever the room must not see it: each state, each reason, each version."""
    _told(space)
    move(_told(space).uid, State.HELD, reason=f"{MARKER} is a name")
    move(_told(space).uid, State.SET_ASIDE)
    unasked = capture(space.uid, f"{MARKER} not for the room", consent=Consent(report=True))
    move(unasked.uid, State.CLEARED)
    add_version(unasked.uid, VersionKind.TIDIED, f"{MARKER} tidied")
    capture(space.uid, f"{MARKER} he takes my money and I am frightened of him", consent=ALL)
    shown = capture(space.uid, f"{SEEN} for everybody", consent=ALL, face="kiosk 7")
    move(shown.uid, State.CLEARED)
    kiosk = new_uid()
    report_face(kiosk, space.uid, FaceKind.KIOSK, sound_off=f"{MARKER} is why")
    ask_for_help(kiosk)


def _in_everything(stage: Stage, voice: Voice) -> str:
    """Return all that anybody could see or hear: the cells, the widgets' words, the voice."""
    screen = stage.screen
    lists = [entry.head + entry.body for one in screen.query(LineList) for entry in one.entries]
    return "\n".join([*rows(stage.app), *lists, *voice.said])


def test_the_filter_is_the_rule_of_the_room(demo: Space) -> None:
    _everything_that_may_not_be_seen(demo)
    whole = read_desk(demo.uid)
    seen = in_sight_of_room(whole)
    assert {one.uid for one in seen.contributions} == {
        one.uid for one in whole.contributions if may_be_seen(one, Where.ROOM)
    }
    assert MARKER in repr(whole)
    assert MARKER not in repr(seen)
    assert "kiosk 7" not in repr(seen)
    assert not any(face.asks_help for face in seen.faces)
    assert seen.drafts == ()
    assert (seen.tally.heard, seen.tally.waiting, seen.tally.held) == (
        whole.tally.heard,
        whole.tally.waiting,
        whole.tally.held,
    )
    assert seen.tally.may_be_harm == 0
    assert in_sight_of_room(seen) == seen


async def test_no_key_of_the_desk_shows_or_says_what_is_not_for_the_room(
    demo: Space, voice: Voice
) -> None:
    """Every key there is, one after the other, in every place, with a voice that speaks."""
    _everything_that_may_not_be_seen(demo)
    desk = DeskScreen(read_desk(demo.uid), "https://heard.example/k7", in_sight=True)
    written: list[str] = []
    async with put_on(desk, (80, 24), has_voice=True) as stage:
        driver = stage.app._driver
        assert driver is not None
        write = driver.write
        driver.write = lambda data: (written.append(data), write(data))[1]  # type: ignore[method-assign, func-returns-value]
        await stage.until(lambda: any(SEEN in row for row in rows(stage.app)))
        found = [_in_everything(stage, voice)]
        await stage.press(*MARKER)
        found.append(_in_everything(stage, voice))
        await stage.press("enter")
        await stage.until(lambda: any(MARKER in one.words for one in newest(demo.uid, most=1)))
        keys = sorted({key for one in bindings_of(DeskScreen) for key in one.key.split(",")})
        for key in keys:
            await stage.press(key)
            assert stage.app.is_running, key
            found.append(_in_everything(stage, voice))
            while len(stage.app.screen_stack) > 1:
                await stage.app.pop_screen()
            if not isinstance(desk.focused, LineList):
                await stage.press("escape")
        text = "\n".join([*found, *written])
        assert SEEN in text
        # The marker is typed here, and nowhere shown or said; letter by letter it is a key.
        assert MARKER not in text


async def test_held_words_come_when_the_projector_is_off_and_go_with_one_key(
    demo: Space, voice: Voice
) -> None:
    _everything_that_may_not_be_seen(demo)
    desk = DeskScreen(read_desk(demo.uid), in_sight=True)

    def in_list() -> bool:
        return any(MARKER in entry.body for entry in desk.query_one("#list", LineList).entries)

    async with put_on(desk, (120, 40)) as stage:
        await stage.press("escape")
        for key in ("semicolon", "f5"):
            assert not in_list()
            await stage.press("semicolon")
            assert isinstance(stage.screen, ConfirmDialog)
            await stage.press("escape")
            assert not in_list(), "whoever does not answer has not said that it is off"
            await stage.press("semicolon", "2")
            await stage.until(in_list)
            assert any(MARKER in row for row in rows(stage.app))
            assert any("asks for help" in row for row in rows(stage.app))
            await stage.press(key)
            await stage.settle()
            assert not in_list()
            assert not any(MARKER in row for row in rows(stage.app))
            # What is new meanwhile stays hidden as well.
            _told(demo)
            await stage.pilot.pause(0.5)
            assert not in_list()


def test_what_is_open_in_sight_exists(demo: Space) -> None:
    """A name that is misspelt in the list would close nothing and open nothing."""
    missing = [name for name in OPEN_IN_SIGHT if not hasattr(DeskScreen, f"action_{name}")]
    assert not missing


async def test_the_room_is_led_from_its_own_screen(demo: Space, voice: Voice) -> None:
    """The driving line: next, read, blank, QR, write, and the desk behind the PIN."""
    made = RoomScreen.example()
    async with put_on(RoomScreen(made.sees, made.address, driven=True)) as stage:
        room = stage.screen
        assert isinstance(room, RoomScreen)
        for words in ("N  Next", "7  Read", "B  Blank", "Q  QR", "W  Write"):
            assert any(words in row for row in rows(stage.app)[-1:]), words
        before = room.sees.item
        assert before is not None
        await stage.press("n")
        await stage.until(lambda: room.sees.item and room.sees.item.number == before.number + 1)
        await stage.press("q")
        await stage.until(lambda: room.sees.showing == "qr")
        await stage.press("w")
        assert isinstance(stage.screen, SaidDialog)
        await stage.press(*MARKER)
        assert not any(MARKER in row for row in rows(stage.app)), "the room sees dots"
        await stage.press("enter")
        await stage.until(lambda: newest(demo.uid, most=1)[0].words == MARKER)
        await stage.until(lambda: stage.screen is room)
        await stage.press("o")
        await stage.until(lambda: stage.screen is not room)
        await stage.press(*"1111", "enter")
        await stage.pilot.pause(0.2)
        assert not isinstance(stage.screen, DeskScreen), "that is not the PIN"
        await stage.press(*DEMO_PIN, "enter")
        await stage.until(lambda: isinstance(stage.screen, DeskScreen))
        desk = stage.screen
        assert isinstance(desk, DeskScreen)
        assert desk.in_sight
        assert not any(MARKER in row for row in rows(stage.app))
        await stage.press("escape", "9")
        await stage.until(lambda: stage.screen is room)


async def test_a_room_of_its_own_has_no_driving_line(demo: Space, voice: Voice) -> None:
    async with put_on(RoomScreen) as stage:
        assert not stage.screen.query("KeyBar")
        await stage.press("w")
        assert isinstance(stage.screen, RoomScreen)
        await stage.press("d")
        assert stage.screen.query("KeyBar")
        await stage.press("w")
        assert isinstance(stage.screen, SaidDialog)
