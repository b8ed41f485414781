"""13:52: the break, counted down by the room's voice in a real terminal, once each."""

import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

from tests.story.conftest import Afternoon
from tests.story.test_by_ear import PLAYER
from tests.tui.conftest import until


def ends_in(afternoon: Afternoon, seconds: int) -> None:
    """Move the stored end of the break, instead of waiting for it."""
    with closing(sqlite3.connect(afternoon.data / "heard.db", timeout=30)) as store, store:
        store.execute(
            "update running_item set ends = ? where kind = 'break'",
            (int((time.time() + seconds) * 1000),),
        )


def number_of_break(afternoon: Afternoon) -> str:
    """Return the key of the room that goes to the break."""
    with closing(sqlite3.connect(afternoon.data / "heard.db", timeout=30)) as store:
        query = "select number from running_item where kind = 'break'"
        return str(store.execute(query).fetchone()[0])


def test_d28_the_break_is_told_at_two_minutes_and_at_its_end_once_each(
    afternoon: Afternoon, tmp_path: Path
) -> None:
    log, player, settings = tmp_path / "player.log", tmp_path / "player", tmp_path / "heard.toml"
    player.write_text(PLAYER.format(python=sys.executable, log=str(log)))
    player.chmod(0o755)
    settings.write_text(f'[voice]\nplayer = ["{player}"]\n')
    afternoon.env["HEARD_SETTINGS"] = str(settings)

    def played() -> int:
        return log.read_text().count("played") if log.exists() else 0

    desk, room, other = (afternoon.open(face) for face in ("desk", "room", "room"))
    room.sees("What matters to you")
    room.press(number_of_break(afternoon))
    desk.sees("room sees: the break")
    ends_in(afternoon, 118)
    assert until(lambda: played() == 1)
    ends_in(afternoon, -1)
    assert until(lambda: played() == 2)
    # It is over, so going on asks nothing; and of two rooms, one spoke.
    desk.press("f8")
    desk.no_longer_sees("room sees: the break")
    assert "Why end the break" not in desk.terminal.text()
    assert played() == 2
    assert other.terminal.alive()
