"""What the disk or the database's file needs stands at the desk, and is told, at every size."""

from pathlib import Path

import pytest

from models.contribution.contribution import newest
from models.space.space import Space
from models.store import state as store_state
from models.store.base import database
from models.store.state import USED
from screens.desk.desk import DeskScreen
from screens.widgets.words_line import WordsLine
from tests.screens.cells import rows
from tests.screens.conftest import Voice
from tests.screens.staging import put_on


async def test_a_full_disk_and_a_lost_file_are_told_and_stand_there(
    demo: Space, voice: Voice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_state, "LOOK_SECONDS", 0)
    free = [500_000_000]
    monkeypatch.setattr(store_state, "free_bytes", lambda _: free[0])
    monkeypatch.setenv("HEARD_RESERVE", "1")
    monkeypatch.setattr(store_state, "keep_reserve", lambda _: free[0] > 4_000_000)
    async with put_on(DeskScreen) as stage:
        screen = stage.screen
        assert isinstance(screen, DeskScreen)
        screen.has_voice = True
        free[0] = 0
        await stage.until(lambda: screen.sees.store_warning == USED)
        assert any("Make room now" in said for said in voice.said)
        for size in ((44, 12), (80, 24), (120, 40)):
            await stage.resize(size)
            assert any("! The disk: see place 4" in row for row in rows(stage.app)), size
        assert "Heard used its reserve" in " ".join("".join(rows(stage.app)).split())
        free[0] = 500_000_000
        await stage.until(lambda: not screen.sees.store_warning)
        assert not any("The disk" in row for row in rows(stage.app)[:1])
        # The file goes: what is typed stays in the line, and nothing is called saved.
        store = Path(str(database.obj.database))
        away = store.with_name("away.db")
        store.rename(away)
        await stage.until(lambda: "Nothing more is saved" in screen.sees.store_warning)
        screen.query_one(WordsLine).value = "More time."
        await stage.press("enter")
        await stage.until(lambda: screen.query_one(WordsLine).value.strip() == "More time.")
        away.rename(store)
        await stage.until(lambda: not screen.sees.store_warning)
        await stage.press("enter")
        await stage.until(lambda: newest(demo.uid)[0].words == "More time.")
