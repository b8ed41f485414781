"""13:30 to 13:36: abuse, a name, harm and "nothing", with keys alone, in several processes."""

import re

from tests.story.conftest import Afternoon, Face

ABUSE = "Sharon in the Mansfield office is a lazy cow."
POINT = "in the Mansfield office is a lazy cow."
HARM = "He takes my money and I'm frightened of him."


def line(desk: Face, words: str) -> None:
    """Type a line at the desk, from paper or as it is said, and end it."""
    desk.type(words)
    desk.press("enter")


def bytes_in(afternoon: Afternoon) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(afternoon.data.glob("heard.db*")))


def test_d20_and_d21_abuse_is_held_and_the_name_is_taken_out_for_good(
    afternoon: Afternoon,
) -> None:
    desk, room = afternoon.open("desk"), afternoon.open("room")
    desk.press("f8")
    desk.sees("room sees: prompt 1")
    line(desk, ABUSE)
    desk.sees("Held: may name a person; strong language. F2 shows it.", "1 held")
    assert b"Sharon" in bytes_in(afternoon)
    desk.press("escape", "m")
    desk.sees("Take out what must not stay")
    desk.press("home", *["delete"] * len("Sharon"))
    desk.type("A worker")
    desk.press("enter")
    desk.sees("Why is it taken out?")
    desk.press("1")
    desk.sees("Take it out for good?")
    desk.press("2")
    desk.sees("Taken out: names a person. Still held: strong language.", "redacted", POINT)
    desk.press("f2")
    desk.sees("Clear what was held?")
    desk.press("2")
    # The point is still there, and the room may see it once a person decided.
    room.sees("A worker in the Mansfield")
    assert not room.ever_wrote("Sharon")
    desk.terminal.close()
    room.terminal.close()
    assert b"Sharon" not in bytes_in(afternoon)
    page = afternoon.heard("outcome", "--to", str(afternoon.data / "web"))
    assert page.returncode == 0, page.stderr
    for file in (afternoon.data / "web").rglob("*.html"):
        assert "Sharon" not in file.read_text()


def test_d22_possible_harm_is_first_at_the_desk_and_nowhere_else(afternoon: Afternoon) -> None:
    desk, room = afternoon.open("desk"), afternoon.open("room")
    desk.press("f8")
    desk.sees("room sees: prompt 1")
    line(desk, HARM)
    desk.sees("Held: may be about harm. It is first in the list.", "! 1 may be harm")
    line(desk, "More buses on Sundays.")
    page = desk.sees("2 heard", "More buses on Sundays.", "!! MAY BE HARM")
    assert page.index("!! MAY BE HARM") < page.index("More buses on Sundays.")
    desk.press("f2")
    room.sees("More buses on Sundays.")
    desk.press("f12")
    board = desk.sees("2 heard = 0 in themes + 1 not yet + 0 waiting + 0 set aside + 1 held")
    assert "frightened" not in board
    assert not room.ever_wrote("frightened")


def test_d23_nothing_is_set_aside_and_the_page_says_how_many_said_it(
    afternoon: Afternoon,
) -> None:
    desk, room = afternoon.open("desk"), afternoon.open("room")
    desk.press("f8")
    desk.sees("room sees: prompt 1")
    for number, words in enumerate(("nothing", "no", "N/A", "don't know"), start=1):
        line(desk, words)
        desk.sees(f"{number} heard, 0 waiting")
    desk.sees("Set aside: no answer.")
    assert not room.ever_wrote("nothing")
    written = afternoon.heard("outcome", "--to", str(afternoon.data / "web"))
    assert written.returncode == 0, written.stderr
    pages = [file.read_text() for file in (afternoon.data / "web").rglob("*.html")]
    assert len(pages) == 1
    assert "Of these, 4 people said nothing." in re.sub(r"<[^>]+>", "", pages[0])
