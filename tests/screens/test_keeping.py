"""Words past their day: the door says so, a person decides, and what to call back is shown."""

import pytest
from textual.widgets import Static

from models.contribution.contribution import State, capture, contribution, move
from models.contribution.table import ContributionRow
from models.erasure.retention import kept_words, words_due
from models.outcome.told import How, note_handed_out
from models.space.space import Space, close_space
from models.theme.theme import new_theme, put_in_theme
from screens import clock
from screens.desk.desk import DeskScreen
from screens.dialogs.ask import AskDialog
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.pick import PickDialog
from screens.dialogs.recall import RecallDialog
from screens.door import DoorScreen
from tests.screens.staging import put_on
from tests.screens.test_desk import light, told


async def test_d50_the_door_says_so_and_a_person_decides(
    space: Space, monkeypatch: pytest.MonkeyPatch
) -> None:
    uid = capture(space.uid, "Quaggas at Zwischenahn.").uid
    close_space(space.uid)
    monkeypatch.setattr(clock, "today", lambda: "2199-01-01")
    async with put_on(DoorScreen, (80, 24)) as stage:
        door = stage.screen
        assert isinstance(door, DoorScreen)
        door.look_for_overdue()
        place = door.query_one("#overdue", Static)
        await stage.until(lambda: "past their day. Press W." in str(place.content))
        await stage.press("w")
        await stage.until(lambda: isinstance(stage.screen, PickDialog))
        await stage.press("2")
        await stage.until(lambda: isinstance(stage.screen, AskDialog))
        await stage.press(*"The review", "enter")
        await stage.until(lambda: stage.screen is door)
        assert kept_words(space.uid).longer[0].because == "The review"
        assert contribution(uid).words
        await stage.press("w")
        await stage.until(lambda: isinstance(stage.screen, PickDialog))
        await stage.press("3")
        await stage.until(lambda: isinstance(stage.screen, ConfirmDialog))
        assert "numbers, themes, promises" in told(stage)
        await stage.press("2")
        await stage.until(lambda: not ContributionRow.get_by_id(uid).words)
        await stage.until(lambda: "No trace of them is left" in told(stage))
        assert words_due("2199-01-01") == ()


async def test_d45_the_desk_says_what_to_call_back(space: Space) -> None:
    uid = capture(space.uid, "Quaggas at Zwischenahn.").uid
    move(uid, State.CLEARED)
    put_in_theme(new_theme(space.uid, "Time").uid, uid)
    note_handed_out(
        space.uid, How.PRINTED, "the printer", ["text"], with_words=["text"], contributions=[uid]
    )
    async with put_on(DeskScreen, (80, 24)) as stage:
        await light(stage, uid)
        await stage.press("escape", "d")
        await stage.until(lambda: isinstance(stage.screen, ConfirmDialog))
        await stage.press("2")
        await stage.until(lambda: isinstance(stage.screen, RecallDialog))
        assert "shred it" in told(stage)
        await stage.press("1")
        await stage.until(lambda: isinstance(stage.screen, DeskScreen))
