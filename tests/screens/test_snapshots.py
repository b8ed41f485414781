"""Pictures of the main screens: whoever changes how they look sees it, and says yes to it.

Look at a change with `pytest tests/screens/test_snapshots.py`, which leaves a report to open in a
browser; say yes to it with `--snapshot-update`.
"""

import sys
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from models.room.stage import Showing
from models.settings import Settings
from models.space.space import Space
from models.store.base import database
from screens.desk.desk import DeskScreen
from screens.desk.promise import PromiseDialog
from screens.desk.themes import ThemesScreen
from screens.dialogs.keys import KeysDialog
from screens.door import DoorScreen
from screens.kiosk.kiosk import KioskScreen
from screens.kiosk.visit import PageName, Visit
from screens.room.room import RoomScreen
from tests.screens.discovery import is_dialog
from tests.screens.staging import Stage, example_of, set_stage
from tui.app import HeardApp

# A Tuesday, 13:10 in UTC; the meeting came to its first question at 13:00.
NOW = 1_795_007_400_000
Compare = Callable[..., bool]

pytestmark = pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="the pictures are taken with one version of Python"
)


@pytest.fixture(autouse=True)
def _still(demo: Space, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold the time still, and what depends on it."""
    monkeypatch.setattr("screens.clock.now_ms", lambda: NOW)
    monkeypatch.setattr("models.identity.ahead_ms", lambda: 0)
    monkeypatch.setattr("screens.face.FollowingScreen._follow", lambda _: None)
    monkeypatch.setattr("screens.face.FaceScreen._report", lambda _: None)
    hold_still()


def hold_still() -> None:
    """Give everything that has happened its time."""
    with database.atomic():
        database.execute_sql("UPDATE contribution SET created = ?", (NOW - 300_000,))
        database.execute_sql(
            "UPDATE running_item SET started = ? WHERE started > 0", (NOW - 600_000,)
        )


async def _nothing(_: Stage) -> None:
    pass


def _press(*keys: str) -> Callable[[Stage], Awaitable[None]]:
    async def press(stage: Stage) -> None:
        await stage.press(*keys)

    return press


def _page(name: PageName) -> Callable[[Stage], Awaitable[None]]:
    async def turn(stage: Stage) -> None:
        screen = stage.screen
        assert isinstance(screen, KioskScreen)
        visit = Visit(name, screen.sees.prompts[0].uid, words="More time from the carers.")
        screen.call_later(screen.turn_to, visit, speak=False)
        await stage.until(lambda: screen.visit.page is name)

    return turn


def compare(
    snap_compare: Compare,
    screen: type[Screen[Any]],
    turn: Callable[[Stage], Awaitable[None]] = _nothing,
    *,
    colours: str = "night",
    size: tuple[int, int] = (80, 24),
) -> bool:
    """Compare one screen with its picture."""
    made = example_of(screen)
    under = DoorScreen.example() if is_dialog(screen) else made
    app = HeardApp(Settings(colours=colours), lambda: under, door=False)

    async def arrange(pilot: Pilot[Any]) -> None:
        stage = Stage(pilot)
        await stage.settle()
        if under is not made:
            app.push_screen(made)
        await turn(stage)
        await stage.settle()

    return snap_compare(app, terminal_size=size, run_before=arrange)


def test_the_desk_is_ready_for_the_scribe(snap_compare: Compare) -> None:
    assert compare(snap_compare, DeskScreen)


def test_the_desk_shows_everything_on_a_large_screen(snap_compare: Compare) -> None:
    assert compare(snap_compare, DeskScreen, size=(120, 40))


def test_the_desk_in_cream(snap_compare: Compare) -> None:
    assert compare(snap_compare, DeskScreen, _press("escape"), colours="cream")


@pytest.mark.parametrize("what", [Showing.PROMPT, Showing.OUTCOME, Showing.QR])
def test_the_room(snap_compare: Compare, what: Showing, demo: Space) -> None:
    set_stage(demo.uid, what)
    hold_still()
    assert compare(snap_compare, RoomScreen)


def test_the_room_in_day(snap_compare: Compare) -> None:
    assert compare(snap_compare, RoomScreen, colours="day")


@pytest.mark.parametrize("page", [PageName.WELCOME, PageName.WAY, PageName.READ_BACK])
def test_the_kiosk(snap_compare: Compare, page: PageName) -> None:
    assert compare(snap_compare, KioskScreen, _page(page))


def test_the_kiosk_in_the_largest_print(snap_compare: Compare) -> None:
    assert compare(snap_compare, KioskScreen, _page(PageName.ROLE), size=(44, 12))


def test_the_front_door_in_day(snap_compare: Compare) -> None:
    assert compare(snap_compare, DoorScreen, colours="day")


def test_the_front_door(snap_compare: Compare) -> None:
    assert compare(snap_compare, DoorScreen)


def test_the_theme_board(snap_compare: Compare) -> None:
    assert compare(snap_compare, ThemesScreen)


def test_the_promise_form(snap_compare: Compare) -> None:
    assert compare(snap_compare, PromiseDialog)


def test_the_keys(snap_compare: Compare) -> None:
    assert compare(snap_compare, KeysDialog)
