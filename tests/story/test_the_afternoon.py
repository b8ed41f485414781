"""13:00 to 15:00 in one piece: two desks, the room and a kiosk, by keys alone, one data folder.

Among what is typed are ten real comments, where their file lies beside this checkout.
"""

import csv
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from assets import asset
from tests.story.at_the_desk import AtTheDesk
from tests.story.conftest import Afternoon, Face
from tests.story.test_a_real_room import COMMENTS
from tests.story.visits import Visitor

IDS = range(15, 25)
PROMPT = "What helps you stay at home?"
OWN = ("The same carer all week.", "Nobody phoned me back.", "More buses on Sundays.")
ABUSE = "Sharon in the Mansfield office is a lazy cow."
HARM = "He takes my money and I'm frightened of him."
NOT_FOR_THE_ROOM = "Stairs, and no rail."
LEADER = "We had no idea about the key safes."
UNDECIDED = "Taxis would be cheaper."
LATE = "It came in a letter"
# Whatever else happens, these never reach the shared screen.
NEVER = ("Sharon", "frightened", "no rail", "key safes", "Taxis", "came in a letter")


def real_comments() -> list[str]:
    """Return ten real comments in the order in which they were made; none without the file."""
    if not COMMENTS.exists():
        return []
    with COMMENTS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if int(row["comment-id"]) in IDS]
    rows.sort(key=lambda row: int(row["comment-id"]))
    return [" ".join(row["comment-body"].split()) for row in rows]


class TheMeeting:
    """The afternoon, step by step; it counts along with the desk."""

    def __init__(self, afternoon: Afternoon) -> None:
        self.afternoon = afternoon
        self.facilitator = AtTheDesk(afternoon.open("desk"))
        self.scribe = AtTheDesk(afternoon.open("desk"))
        self.room: Face = afternoon.open("room")
        self.kiosk: Face = afternoon.open("kiosk")
        self.real = real_comments()
        self.heard = 0

    def said(self, words: str, *, decided: bool = False) -> None:
        """Have the scribe type what is said, and the facilitator decide, each at their desk."""
        self.heard += 1
        self.scribe.say(words, f"{self.heard} heard")
        if decided:
            self.facilitator.sees(f"{self.heard} heard, 1 waiting")
            self.facilitator.press("home", "s")
        self.facilitator.sees(f"{self.heard} heard, {0 if decided else 1} waiting")

    def about_harm_at_the_kiosk(self) -> None:
        """Have somebody make a visit who agrees to everything; they are given the numbers."""
        she = Visitor(self.kiosk)
        she.to_words(PROMPT)
        she.say(HARM)
        she.send()
        she.choose("I use services", "May we show your words")
        she.choose("Yes", "count in the report?")
        she.choose("Yes", "quote your words")
        she.choose("Yes", "In danger now: 999")
        she.choose("Go on", "With them you can change your words")
        she.finish()
        self.heard += 1

    # -- 13:00 ---------------------------------------------------------------------------------

    def welcome(self) -> None:
        """The rules and the consent are shown and read; then last time's promises (D7)."""
        desk = self.facilitator
        self.room.sees("Getting help at home", "One person speaks at a time.")
        desk.press("escape")
        desk.sees("The line sleeps")
        desk.press("7")
        desk.sees("The room is asked to read it aloud.")
        desk.press("right")
        desk.sees("The room sees page 2 of")
        self.room.sees("What your words may be used for")
        desk.press("f8")
        desk.sees("room sees: last time's promises")
        self.room.sees("Late. It was due on 30 October 2026", "1 of 2")
        desk.sees("1 of 2")
        desk.press("escape", "right")
        desk.sees("The room sees page 2 of")
        self.room.sees("We can't, because")
        desk.press("f8")
        desk.answer("Late. What was said about it?", "The trainer is back in December")
        desk.sees("Now: Prompt 1.")
        desk.sees("room sees: prompt 1")
        self.room.no_longer_sees("Late. It was due")

    def capture(self) -> None:
        """The scribe types, the facilitator decides; two at once are asked; the leader (D32)."""
        desk, scribe = self.facilitator, self.scribe
        desk.list_only("Waiting")
        for words in (OWN[0], *self.real[:5]):
            self.said(words, decided=True)
            self.room.sees(words[:30])
        self.said(OWN[1])
        desk.press("f3")
        desk.sees("Why hold it?")
        scribe.press("f2")
        scribe.sees("Shown: the room may see it.")
        desk.choose("Why hold it?", "not sure yet")
        desk.choose("Hold it all the same?", "Leave it as it is")
        desk.sees(f"{self.heard} heard, 0 waiting, 0 held")
        self.room.sees(OWN[1])
        for _ in range(6):
            scribe.press("f7")
        scribe.sees("The leader says (not counted as heard)")
        scribe.say(LEADER, "the leader said")
        scribe.press("f7")
        scribe.sees("Said aloud by: not asked")
        desk.sees(f"{self.heard} heard")

    def at_the_kiosk(self) -> None:
        """Words for the report only, and words about harm, come from the kiosk (D8, D22, D33)."""
        desk = self.facilitator
        Visitor(self.kiosk).visit(NOT_FOR_THE_ROOM, room="No", prompt=PROMPT)
        self.heard += 1
        desk.sees(f"{self.heard} heard")
        desk.find("no rail")
        desk.press("f2")
        desk.sees("This person has not agreed to being shown in the room.")
        self.about_harm_at_the_kiosk()
        desk.sees("! 1 may be harm", "1 held")

    def redact(self) -> None:
        """Abuse is held; the name is taken out; then the room may see the point of it (D21)."""
        desk = self.facilitator
        self.scribe.say(ABUSE, "Held: may name a person; strong language.")
        self.heard += 1
        desk.sees("2 held")
        desk.find("lazy cow")
        desk.press("m")
        desk.sees("Take out what must not stay")
        desk.press("home", *["delete"] * len("Sharon"))
        desk.answer("Take out what must not stay", "A worker")
        desk.choose("Why is it taken out?", "names a person")
        desk.choose("Take it out for good?", "Take it out")
        desk.sees("Taken out")
        desk.press("f2")
        desk.choose("Clear what was held?", "Clear it")
        self.room.sees("A worker in the Mansfield")
        desk.sees(f"{self.heard} heard, 0 waiting, 1 held")

    def break_and_turns(self) -> None:
        """A break is cut short with a reason (D28); then people speak in turn (D31)."""
        desk = self.facilitator
        desk.press("f8")
        desk.sees("room sees: the break")
        self.room.sees("until")
        desk.press("f8")
        desk.choose("Why end the break now?", "we have little time left")
        desk.sees("Now: Prompt 2.")
        desk.more("Speakers in turn")
        for place in ("by the window", "at the back", "at the door"):
            desk.press("a")
            desk.answer("Where are they?", place)
            desk.sees(f"{place}.")
        desk.press("s")
        self.room.sees("1, by the window", "3, at the door")
        desk.press("n")
        desk.sees("Now speaks: 1, by the window.")
        desk.press("2", "p")
        desk.sees("Passed: 2, at the back.")
        desk.press("n")
        desk.sees("Now speaks: 3, at the door.")
        desk.press("s")
        desk.sees("The room sees: Prompt 2.")
        desk.press("escape")
        desk.sees("2 Contributions")
        desk.sees("room sees: prompt 2")

    def capture_more(self) -> None:
        """The second prompt; one is left undecided, and one says nothing."""
        self.facilitator.list_only("Waiting")
        for words in (OWN[2], *self.real[5:]):
            self.said(words, decided=True)
        self.said(UNDECIDED)
        self.scribe.say("nothing", "Set aside: no answer.")
        self.heard += 1

    # -- 14:25 ---------------------------------------------------------------------------------

    def themes(self) -> None:
        """Everything cleared gets a theme, one of them two, and the sum stands (D34, D35)."""
        desk = self.facilitator
        desk.press("f8")
        desk.sees("Now: Themes.")
        desk.press("t")
        cleared = self.heard - 3
        others = "1 waiting + 1 set aside + 1 held"
        desk.sees(f"{self.heard} heard = 0 in themes + {cleared} not yet + {others}")
        for number, title in enumerate(("Know who is coming", "Ring us back"), 1):
            desk.press("n")
            desk.answer("What do people say together?", title)
            desk.sees(f"Theme {number} is made.")
        for number in range(1, cleared + 1):
            desk.press(str(number % 2 + 1))
            desk.sees(f"{self.heard} heard = {number} in themes + {cleared - number} not yet")
        desk.press("left", str((cleared + 1) % 2 + 1))
        desk.sees(f"{cleared // 2 + 1} said this", f"{cleared} in themes + 0 not yet + {others}")
        desk.press("tab", "enter")
        page = desk.sees("Behind:")
        told = re.search(r"1   (\d+) said this", page)
        assert told is not None
        assert len(re.findall(r"\d\d:\d\d · ", page)) == int(told[1])
        desk.press("escape")
        desk.sees("Not yet in a theme come first")
        desk.press("q")
        desk.choose("Have we got it right?", "One needs another name")
        desk.choose("Which one needs another name?", "Ring us back")
        desk.answer("What is it called?", " when we ring")
        desk.choose("Have we got it right?", "One is missing")
        desk.answer("What is missing?", "Buses")
        self.room.sees("Ring us back when we ring", "Buses", "Have we got it right?")
        desk.choose("Have we got it right?", "Yes, the room agrees")
        desk.sees("Noted: the room agreed with the themes.")

    def promises(self) -> None:
        """One of each kind; the room sees "can't" with the same weight (D36)."""
        desk = self.facilitator
        desk.press("home", "w")
        desk.choose("What is the answer?", "We will")
        desk.answer("what exactly?", "We'll look into it")
        desk.press("f2")
        desk.sees("Say what exactly will be done.")
        desk.press("escape")
        desk.face.no_longer_sees("what exactly?")
        desk.promise("We will", "Send a list", "The office", "30 April 2099", told="Send a list")
        desk.press("down")
        desk.promise("We can't, because", "Answer at night", "Nobody is there", told="Answer at")
        desk.press("down")
        desk.promise("We need more time", "Ask", "The council", "1 May 2099", told="Ask")
        desk.sees("3 themes, all answered")
        desk.press("u")
        self.room.sees("You said", "We will", "We can't, because")
        self.room.press("right")
        self.room.sees("We need more time")
        desk.press("escape")
        desk.sees("2 Contributions")

    def how_was_it(self) -> None:
        """The kiosk asks, and hands are counted (D41)."""
        desk = self.facilitator
        desk.more("How was this meeting?")
        desk.press("o")
        desk.sees("the kiosks ask it")
        she = Visitor(self.kiosk)
        she.begin()
        she.choose("Answer five short questions", "step 1 of 5")
        for step, key in enumerate("11251", 2):
            she.press(key)
            end = "Thank you. Your answers are counted."
            self.kiosk.sees(f"step {step} of 5" if step <= 5 else end)
        she.choose("I have finished", "Nobody asks for your name.")
        desk.sees("1 person answered at a kiosk")
        desk.press("4")
        desk.answer("Five numbers", "7 3 2 0 1")
        desk.sees("hands counted")
        desk.press("escape")
        desk.sees("2 Contributions")

    def close(self) -> None:
        """The report names what is open; after the end there are late additions only (D42)."""
        desk = self.facilitator
        desk.more("Report and close")
        desk.sees("Report · draft")
        desk.press("x")
        desk.sees("may be about harm", "1 not decided yet: waiting.")
        desk.choose("Close this space?", "Close it")
        desk.sees("Report · closed")
        self.kiosk.sees("Have you got four words from us?")
        self.scribe.sees("closed ·")
        self.scribe.say(LATE, "Press Enter again to add it late.")
        self.scribe.press("enter")
        self.scribe.sees("late addition")
        self.heard += 1
        desk.press("escape")
        desk.sees(f"{self.heard} heard")

    def afterwards(self) -> None:
        """The sums of the database hold, and nothing that was held ever reached the room."""
        for words in NEVER:
            assert not self.room.ever_wrote(words), words
        for face in (self.facilitator.face, self.scribe.face, self.room, self.kiosk):
            assert face.terminal.alive()
            face.terminal.close()
            assert face.terminal.exit_code == 0
        with closing(sqlite3.connect(self.afternoon.data / "heard.db")) as store:
            assert sums(store) == {
                "heard": self.heard,
                "cleared": self.heard - 4,
                "held": 1,
                "set aside": 1,
                "waiting": 2,
                "in themes": self.heard - 4,
                "leader": 1,
                "late": 1,
                "turns": 0,
            }
            assert store.execute("pragma integrity_check").fetchone() == ("ok",)
            assert store.execute("pragma foreign_key_check").fetchall() == []
        kept = b"".join(file.read_bytes() for file in self.afternoon.data.glob("heard.db*"))
        assert b"Sharon" not in kept
        assert HARM.encode() in kept


def sums(store: sqlite3.Connection) -> dict[str, int]:
    """Count in the tables themselves, past the program's own sums."""

    def count(query: str) -> int:
        return int(store.execute(f"select count(*) from {query}").fetchone()[0])

    heard = "contribution where kind = 'heard'"
    states = ("cleared", "held", "set aside", "waiting")
    return {
        "heard": count(heard),
        **{state: count(f"{heard} and state = '{state}'") for state in states},
        "in themes": count(f"{heard} and uid in (select contribution_id from theme_member)"),
        "leader": count("contribution where kind = 'leader'"),
        "late": count("contribution where late"),
        "turns": count("turn"),
    }


@pytest.mark.timeout(400)
def test_the_afternoon_from_13_00_to_15_00(afternoon: Afternoon, tmp_path: Path) -> None:
    """Run D7, D8, D21, D22, D28, D31 to D36, D41 and D42, one after the other."""
    made = afternoon.heard("space", "new", "--from", str(asset("spaces", "tour.toml")))
    assert made.returncode == 0, made.stderr
    meeting = TheMeeting(afternoon)
    meeting.welcome()
    meeting.capture()
    meeting.at_the_kiosk()
    meeting.redact()
    meeting.break_and_turns()
    meeting.capture_more()
    meeting.themes()
    meeting.promises()
    meeting.how_was_it()
    meeting.close()
    meeting.afterwards()
    report = tmp_path / "report.html"
    done = afternoon.heard("report", "--to", str(report))
    assert done.returncode == 0, done.stderr
    written = report.read_text(encoding="utf-8")
    assert "1 late addition, after the meeting was closed." in written
    assert "we have little time left" in written
    for words in ("Ring us back when we ring", "Send a list", "Nobody is there"):
        assert words in written
    assert not [words for words in NEVER if words in written]
