"""12:15: from the front door to every face and back, by keys alone."""

import pytest

from tests.story.conftest import Afternoon
from tests.story.visits import Visitor


def test_every_face_is_reached_and_left_from_the_front_door(afternoon: Afternoon) -> None:
    door = afternoon.open("", 120, 40)
    door.sees("Another space", "What matters to you")
    door.press("1")
    door.sees("Running order")
    door.press("escape", "9")
    door.sees("Leave the desk?")
    door.press("2")
    door.sees("Another space")
    door.press("2")
    door.sees("go to heard.example/")
    door.press("9")
    door.sees("Leave the room's screen?")
    door.press("2")
    door.sees("Another space")
    door.press("3")
    for asks in ("Choose a PIN for this kiosk", "The same once more"):
        door.sees(asks)
        door.terminal.settle()  # the line to write in comes with the frame after the question
        door.type("7302")
        door.sees("****")
        door.press("enter")
    door.no_longer_sees("Show the digits")
    door.sees("Press any key to begin")
    Visitor(door).leave("7302")
    door.sees("Another space")
    door.press("5")
    door.sees("Is everything ready?", "Database program", "Sound")
    door.press("escape")
    door.no_longer_sees("Is everything ready?")
    door.press("9")
    door.sees("Leave Heard?")
    door.press("2")
    assert door.terminal.exit_code == 0


def test_the_demo_is_one_key_away_and_starts_clean(afternoon: Afternoon) -> None:
    door = afternoon.open("", 120, 40)
    door.sees("What matters to you")
    door.press("4")
    door.sees("Getting help at home")
    door.press("1")
    door.sees("30 heard, 5 waiting, 4 held")
    door.type("Only for now.")
    door.press("enter")
    door.sees("31 heard")
    door.press("escape", "9", "2")
    door.sees("Another space")
    door.press("4")
    # The new door looks like the old one, so its first frame cannot be awaited by its words.
    door.terminal.settle(quiet=1.0, timeout=30)
    door.press("1")
    door.sees("30 heard, 5 waiting, 4 held")


@pytest.mark.parametrize("face", ["desk", "room"])
def test_a_face_opened_by_itself_is_left_with_status_0(afternoon: Afternoon, face: str) -> None:
    opened = afternoon.open(face)
    opened.sees("What matters to you" if face == "desk" else "go to")
    if face == "desk":
        opened.press("escape")
        opened.sees("The line sleeps")
    opened.press("9")
    opened.sees("Leave the")
    opened.press("2")
    assert opened.terminal.exit_code == 0
