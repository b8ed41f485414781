"""13:00 to 14:50: the core of the afternoon, with keys alone, in three processes."""

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.story.at_the_desk import AtTheDesk
from tests.story.conftest import Afternoon, Face
from tests.story.visits import Visitor
from tui.terminal import folded

FIRST = "The same carer all week."
UNSEEN = "I would rather say nothing about Tuesdays."


def capture(desk: Face, words: str) -> None:
    """Type and press Enter; the next key is pressed without waiting, as a scribe would."""
    desk.type(words)
    desk.press("enter")


def test_d06_the_room_shows_only_what_is_on_screen_and_the_desk_shows_the_same(
    afternoon: Afternoon,
) -> None:
    desk, room = afternoon.open("desk"), afternoon.open("room")
    desk.press("f8")
    desk.sees("room sees: prompt 1")
    capture(desk, FIRST)
    capture(desk, UNSEEN)
    desk.press("down", "f2")
    desk.sees("Shown: the room may see it.")
    room.sees(FIRST)
    # The desk's picture of the room holds the same words, as quotes.
    desk.sees(f"“{FIRST}”")
    assert f"“{UNSEEN}”" not in desk.terminal.text()
    desk.press("f5")
    desk.sees("room sees: blank", "The screen is blank.")
    room.no_longer_sees(FIRST)
    assert not room.terminal.text().strip()
    desk.press("f5")
    room.sees(FIRST)
    assert not room.ever_wrote(UNSEEN[:12])


def test_d08_no_consent_to_the_screen_never_reaches_the_screen_whoever_presses(
    afternoon: Afternoon,
) -> None:
    desk, room, kiosk = (afternoon.open(face) for face in ("desk", "room", "kiosk"))
    desk.press("f8")
    desk.sees("room sees: prompt 1")
    tell_at_the_kiosk(kiosk, "Nobody asked me about my own key.", screen=False)
    desk.sees("Nobody asked me about my own key.")
    desk.press("f2")
    desk.sees("Cleared, but not shown. This person has not agreed to being shown in the room.")
    desk.sees("cleared, not")  # for the room: in a narrow column
    desk.press("f2")
    desk.sees("Not for the room.")
    desk.press("f4")
    desk.sees("Not for the room.")
    capture(desk, FIRST)
    desk.press("f2")
    room.sees(FIRST)
    assert not room.ever_wrote("Nobody asked")
    assert not room.ever_wrote("own key")


def test_d09_a_prompt_goes_from_one_key_to_the_screen(afternoon: Afternoon) -> None:
    desk, room = afternoon.open("desk"), afternoon.open("room")
    before = room.sees("What matters to you")
    desk.press("f8")
    desk.sees("room sees: prompt 1")
    room.sees("25 min left")
    assert room.terminal.text() != before


def test_d33_words_for_the_report_only_are_not_shown_and_the_desk_says_why(
    afternoon: Afternoon,
) -> None:
    desk, kiosk = afternoon.open("desk"), afternoon.open("kiosk")
    tell_at_the_kiosk(kiosk, "Stairs, and no rail.", screen=False)
    desk.sees("Stairs, and no rail.", "typed at kiosk 1")
    desk.press("f2")
    desk.sees("This person has not agreed to being shown in the room.")


def tell_at_the_kiosk(kiosk: Face, words: str, *, screen: bool) -> None:
    """Make one visit, from the welcome to the welcome."""
    Visitor(kiosk).visit(words, room="Yes" if screen else "No")
    assert words not in kiosk.terminal.text()


def test_d34_and_d35_the_themes_add_up_and_open_to_the_words_behind_them(
    afternoon: Afternoon,
) -> None:
    assert afternoon.heard("demo", "--only-load").returncode == 0
    afternoon.data = afternoon.data / "demo"
    desk = afternoon.open("desk")
    desk.press("f12")
    desk.sees("30 heard = 14 in themes + 4 not yet + 5 waiting + 3 set aside + 4 held")
    desk.press("1")
    desk.sees("30 heard = 15 in themes + 3 not yet + 5 waiting + 3 set aside + 4 held")
    desk.press("2")
    desk.sees("30 heard = 16 in themes + 2 not yet + 5 waiting + 3 set aside + 4 held")
    desk.press("tab", "enter")
    page = desk.sees("Behind:")
    told = re.search(r"1   (\d+) said this", page)
    assert told is not None
    behind = re.findall(r"^[┃│] \d\d:\d\d · ", page, flags=re.MULTILINE)
    assert len(behind) == int(told[1])


def test_d36_d38_d39_a_promise_is_exact_and_goes_home_with_no_network_and_no_printer(
    afternoon: Afternoon, tmp_path: Path, quiet_box: Path
) -> None:
    settings = tmp_path / "heard.toml"
    settings.write_text('address = "https://o.example"\n')
    # No network is needed, and on this path there is no printer's queue either.
    afternoon.env |= {
        "HEARD_SETTINGS": str(settings),
        "PATH": str(quiet_box),
        "HOME": str(tmp_path),
    }
    desk, room = afternoon.open("desk"), afternoon.open("room")
    promises_are_exact(desk, room)
    words_go_home_in_a_square(AtTheDesk(desk), room)
    hand_outs_are_files(AtTheDesk(desk), tmp_path)


def promises_are_exact(desk: Face, room: Face) -> None:
    """D36: a promise has to say what, who and when, and a "can't" has to say why."""
    desk.press("f12")
    desk.sees("Not yet in a theme")
    desk.press("n")
    desk.sees("What do people say together?")
    desk.type("Phone us back")
    desk.press("enter")
    desk.sees("0 said this")
    desk.press("w", "1")
    desk.sees("what exactly?")
    desk.type("We'll look into it")
    desk.press("f2")
    desk.sees("Say what exactly will be done.")
    desk.press(*["backspace"] * 20)
    desk.type("Phone back within two days")
    desk.press("f2")
    desk.sees("Say who will do it.")
    desk.type("The duty team")
    desk.press("f2")
    desk.sees("Say by when.")
    desk.type("soon")
    desk.press("f2")
    desk.sees("That is not a date I can read.")
    desk.press(*["backspace"] * 4)
    desk.type("30/4/27")
    desk.press("f2")
    desk.sees("by Friday 30 April 2027", "Right?")
    desk.press("f2")
    desk.sees("Promised. we will: Phone back within two days. The duty team, by 30 April 2027")
    desk.press("w", "2")
    desk.sees("We can't (what?)")
    desk.type("Open on Sundays")
    desk.press("f2")
    desk.sees("Say why not.")
    desk.type("There is no money for a second team")
    desk.press("f2")
    desk.sees("Because: There is no money for a second team.", "Right?")
    desk.press("f2")
    desk.sees("Promised. we can't, because: Open on Sundays")
    desk.press("u")
    # Equal weight: both stand under the theme, each with its own sign and words.
    room.sees("✓ We will", "✕ We can't, because", "Open on Sundays", "no money for a second team")


def words_go_home_in_a_square(desk: AtTheDesk, room: Face) -> None:
    """D38: a phone reads the words of one promise from the room's screen, and needs no network."""
    desk.press("escape")
    desk.sees("2 Contributions")
    desk.more("Promises")
    desk.sees("2 promises, 0 themes without an answer")
    desk.press("p")
    desk.sees("a square that holds its words", "In the room", "room sees: one promise, in a QR")
    room.terminal.resize(120, 40)
    taken_home = room.wait_for_qr()
    for words in ("Phone back within two days", "The duty team", "30 April 2027"):
        assert words in taken_home
    desk.press("p")
    desk.sees("The room sees: the welcome.")
    room.sees("What matters to you")
    assert room.qr() != [taken_home]
    desk.press("escape")


def hand_outs_are_files(desk: AtTheDesk, home: Path) -> None:
    """D39: with no printer and no stick, there are files, a list to post, and what to do next."""
    desk.sees("2 Contributions")
    desk.more("Make and hand out")
    desk.sees("Make and hand out", "paper: white")
    desk.press("down", "down", "n")
    desk.sees("Large print, 18 point: how many people asked for it?")
    desk.press("backspace")
    desk.answer("how many people asked for it?", "2")
    desk.sees("2 asked for it, 2 to post")
    desk.press("p")
    desk.sees("How many copies?")
    desk.press("enter")
    desk.sees("There is no USB stick. Plug one in, and ask again.")
    desk.choose("Where to?", "The folder")
    desk.sees("There is no printer here.", "take it to one")
    desk.press("escape")
    desk.face.no_longer_sees("There is no printer here.")
    desk.press("a", "5", "6", "m")
    desk.choose("Where to?", "The folder")
    told = folded(desk.sees("What was made", "files are in"))
    assert "Nobody has checked and signed the Easy Read paper yet." in told
    (folder,) = [one for one in (home / "Heard").iterdir() if one.is_dir()]
    made = {one.name for one in folder.iterdir()}
    assert {"large-print-18.pdf", "easy-read.pdf", "what-is-here.txt"} <= made
    assert "outcome-contracted.brf" in made or "make system" in told
    assert "2 Large print, 18 point" in (folder.parent / "to-post.txt").read_text(
        encoding="utf-8-sig"
    )
    # Paper has both: the words, and where to read them at home (D38).
    paper = PdfReader(folder / "large-print-18.pdf")
    printed = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    assert "Phone back within two days" in printed
    assert f"o.example/{folder.name}" in printed


@pytest.mark.parametrize(
    ("columns", "rows", "colours"),
    [
        (80, 24, "night"),
        (132, 43, "day"),
        *(
            pytest.param(columns, rows, colours, marks=pytest.mark.soak)
            for columns, rows in ((80, 24), (132, 43), (120, 40))
            for colours in ("night", "day", "cream")
        ),
    ],
)
def test_d37_the_qr_is_read_from_the_drawn_screen(
    afternoon: Afternoon, tmp_path: Path, columns: int, rows: int, colours: str
) -> None:
    settings = tmp_path / "heard.toml"
    settings.write_text(f'colours = "{colours}"\naddress = "https://outcomes.example.org"\n')
    afternoon.env["HEARD_SETTINGS"] = str(settings)
    room = afternoon.open("room", columns, rows)
    room.sees("What matters to you", "go to outcomes.example.org/")
    show_qr(afternoon)
    room.no_longer_sees("What matters to you")
    public_id = afternoon.heard("space", "list").stdout.split()[0]
    assert room.wait_for_qr() == f"https://outcomes.example.org/{public_id}"
    room.terminal.resize(44, 12)
    room.sees("To see what happens next, go to", public_id)
    assert room.qr() == []
    room.terminal.resize(columns, rows)
    room.no_longer_sees("To see what happens next")
    assert room.wait_for_qr() == f"https://outcomes.example.org/{public_id}"


def show_qr(afternoon: Afternoon) -> None:
    desk = afternoon.open("desk", 80, 24)
    desk.sees("room sees: the welcome")
    desk.press("f6")
    desk.sees("room sees: the QR")
    desk.terminal.close()
