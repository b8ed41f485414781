"""12:25: no sound device. It is said in words, and trying again needs no restart."""

import sys
from pathlib import Path

from tests.story.conftest import Afternoon

PLAYER = f"""#!{sys.executable}
import sys, time
sound = sys.stdin.buffer.read()
time.sleep(len(sound) / 44100)
"""


def test_d04_no_sound_is_said_and_everything_else_goes_on(
    afternoon: Afternoon, quiet_box: Path
) -> None:
    afternoon.env["PATH"] = str(quiet_box)
    desk, room = afternoon.open("desk"), afternoon.open("room")
    desk.press("f8")
    desk.sees("room sees: prompt 1")
    room.press("7")
    room.sees("Sound is off:", "make system")
    desk.sees("Room 1: Sound is off:")
    # The room goes on: what is cleared at the desk is shown.
    desk.type("More time.")
    desk.press("enter", "f2")
    room.sees("More time.")
    assert room.terminal.alive()
    assert "Traceback" not in room.terminal.text()
    # A player is there now: the same key tries again.
    player = quiet_box / "aplay"
    player.write_text(PLAYER)
    player.chmod(0o755)
    room.press("7")
    room.sees("What is going well for you?")
    room.no_longer_sees("Sound is off")
    desk.no_longer_sees("Sound is off:")
