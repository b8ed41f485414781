"""A real room: 24 comments that were made in 12 minutes, replayed while desk and room are open."""

import os
from pathlib import Path

import pytest

from tests.story.conftest import Afternoon, Face

DEFAULT = Path(__file__).parents[3] / "shared" / "data" / "london.youth.policing.comments.csv"
COMMENTS = Path(os.environ.get("HEARD_REAL_COMMENTS", DEFAULT))
THEMES = ("Ask us and tell us", "Feel safe to speak", "Share the power")


@pytest.mark.skipif(not COMMENTS.exists(), reason="the real comments are not beside this checkout")
@pytest.mark.soak  # test_the_afternoon has some of these comments, and every step of this
@pytest.mark.timeout(400)
def test_a_real_room_is_replayed_grouped_answered_and_leads_to_its_page(
    afternoon: Afternoon, tmp_path: Path
) -> None:
    desk, room = afternoon.open("desk"), afternoon.open("room")
    desk.press("f8")
    desk.sees("room sees: prompt 1")
    replay = afternoon.start(
        "replay", str(COMMENTS), "--ids", "15-38", "--speed", "20", "--gap", "0.5"
    )
    desk.sees("2 heard")
    # While they still come in, the first one is cleared and seen by everyone.
    desk.press("f2")
    room.sees("“To offer the young people incentives”")
    desk.sees("24 heard")
    output, _ = replay.communicate(timeout=60)
    assert replay.returncode == 0
    assert output.splitlines()[-1] == "24 of 24: comment 38"

    clear_all(desk)
    group_all(desk)
    desk.sees("24 heard = 24 in themes + 0 not yet + 0 waiting + 0 set aside + 0 held")
    promise(desk)
    desk.press("u")
    room.sees("We will", "Hold an open evening in each borough")

    desk.press("escape")
    desk.sees("Contributions")
    desk.press("f6")
    desk.sees("room sees: the QR")
    room.no_longer_sees("Hold an open evening")
    room.terminal.resize(80, 24)  # a square needs the rows
    desk.sees("room sees: the QR")
    address = room.wait_for_qr()
    assert address.startswith("https://heard.example/")

    assert afternoon.heard("outcome", "--to", str(tmp_path / "site")).returncode == 0
    page = tmp_path / "site" / address.rsplit("/", 1)[1] / "index.html"
    html = page.read_text(encoding="utf-8")
    for words in (*THEMES, "Hold an open evening in each borough", "30 April 2027"):
        assert words in html
    # Nobody agreed to being quoted.
    assert "To offer the young people incentives" not in html


def clear_all(desk: Face) -> None:
    """Clear what waits, one key each; the light is moved by the arrows."""
    desk.press("escape")
    desk.sees("The line sleeps")
    desk.press("home")
    for left in range(23, 0, -1):
        desk.press("s")
        desk.sees(f"{left - 1} waiting")
        desk.press("down")
    desk.sees("24 heard, 0 waiting, 0 held")


def group_all(desk: Face) -> None:
    """Put every contribution into a theme, one digit each."""
    desk.press("t")
    desk.sees("Not yet in a theme")
    for title in THEMES:
        desk.press("n")
        desk.sees("What do people say together?")
        desk.type(title)
        desk.press("enter")
        desk.no_longer_sees("What do people say together?")
        desk.sees(title)
    for number in range(24):
        desk.press(str(number % 3 + 1))
        desk.sees(f"{number + 1} in themes")


def promise(desk: Face) -> None:
    """Answer the first theme."""
    desk.press("w")
    desk.sees("What is the answer?")
    desk.press("1")
    desk.sees("what exactly?")
    for words in ("Hold an open evening in each borough", "The borough teams", "30 April 2027"):
        desk.type(words)
        desk.press("enter")
    desk.sees("Right?")
    desk.press("enter")
    desk.sees("Promised.")
