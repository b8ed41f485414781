"""15:00, doors: the space is closed, and everything is in a second place, equal; nobody did it."""

import os
from pathlib import Path

from models.backup.file import opened
from tests.models.test_backup import rows_of
from tests.story.at_the_desk import AtTheDesk
from tests.story.conftest import Afternoon
from tests.tui.conftest import until

WORDS = "Xylophone-quartz carers come at zebra o'clock"


def test_d43_the_back_up_is_made_by_itself_and_the_restored_copy_is_equal(
    afternoon: Afternoon, tmp_path: Path
) -> None:
    stick, settings = tmp_path / "stick", Path(os.environ["HEARD_SETTINGS"])
    settings.write_text(f'[kiosk]\nrepeat_seconds = 0\n[backup]\nto = "{stick}"\nminutes = 0\n')
    face = afternoon.open("desk")
    desk = AtTheDesk(face)
    desk.sees("The room sees")
    desk.say(WORDS, "1 heard")
    assert afternoon.heard("space", "close").returncode == 0
    desk.sees("No back-up: plug in the stick.")
    stick.mkdir()
    desk.press("escape", "9")
    desk.choose("Leave the desk?", "Leave")
    assert until(lambda: not face.terminal.alive()), "the back-up is made before it ends"

    [file] = stick.glob("heard-*.db")
    put = afternoon.heard("restore", str(file), "--to", str(tmp_path / "put back"), "--yes")
    assert put.returncode == 0, put.stderr
    with opened(file) as copy, opened(tmp_path / "put back" / "heard.db") as restored:
        there = rows_of(copy)
        assert rows_of(restored) == there
    assert any(WORDS in row for row in there["contribution"])

    # A meeting and a fault, and the log for support holds nobody's words.
    for end in ("-wal", "-shm"):
        (afternoon.data / f"heard.db{end}").unlink(missing_ok=True)
    (afternoon.data / "heard.db").write_text(WORDS * 500)
    assert afternoon.heard("backup").returncode == 1
    log = (afternoon.data / "heard.log").read_text()
    assert "backed up" in log
    assert not {word for word in ("Xylophone", "quartz", "zebra", "carers") if word in log}
