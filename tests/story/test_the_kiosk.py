"""13:12 to 13:24 at the kiosk: everybody answers in their own way, in a real terminal."""

import os
import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.story.conftest import Afternoon, Face
from tests.story.visits import ALL_DONE, Visitor, choices_on
from tui.terminal import folded

WORDS = "Nobody phoned me back on Tuesday."
CHANGED = " They came on Thursday."
BLOCKS = set("▟▙▜▛▐▌▀▄")


def stored(afternoon: Afternoon, query: str) -> list[tuple[object, ...]]:
    """Ask the database itself."""
    with closing(sqlite3.connect(afternoon.data / "heard.db", timeout=20)) as connection:
        return connection.execute(query).fetchall()


def bytes_of(afternoon: Afternoon) -> bytes:
    """Return every byte of the database and of its write-ahead log."""
    return b"".join(file.read_bytes() for file in sorted(afternoon.data.glob("heard.db*")))


def receipt_with(words: str, afternoon: Afternoon, *then: str) -> str:
    """Run ``heard receipt``, with the four words and what is typed after them."""
    done = afternoon.heard("receipt", typed="\n".join((words, *then, "")))
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_d13_the_receipt_finds_changes_and_withdraws_and_the_database_does_not_know_it(
    afternoon: Afternoon,
) -> None:
    kiosk = afternoon.open("kiosk")
    before = bytes_of(afternoon).lower()
    she = Visitor(kiosk)
    she.to_words()
    she.say(WORDS)
    she.send()
    she.answer()
    page = kiosk.terminal.settle()
    words = she.receipt()
    # Huge: drawn in block letters, so they are no text of the terminal's own on that page.
    assert words not in folded("\n".join(page.splitlines()[:-3]))
    assert len(BLOCKS & set(page)) > 4
    she.choose("Show them as a square for a phone", "A phone reads your four words")
    assert kiosk.wait_for_qr() == f"Heard: {words}"
    kiosk.press("9")
    she.finish()

    found = bytes_of(afternoon).lower()
    unknown = [word for word in words.split() if word.encode() not in before]
    assert unknown, "all four words were in the file before"
    assert [word for word in unknown if word.encode() in found] == []
    [(digest,)] = stored(afternoon, "select digest from receipt")
    assert len(str(digest)) > 40

    told = receipt_with(words, afternoon, "read")
    assert "A person has not read it yet." in told
    assert WORDS in told

    been_here_before(she, words)
    kiosk.sees(WORDS)
    she.choose("Change it", "Change what you told us.")
    kiosk.type(CHANGED)
    kiosk.sees(WORDS + CHANGED)
    kiosk.press("enter")
    she.choose("Yes, keep it so", "What became of it")
    kiosk.sees(WORDS + CHANGED)
    she.choose("Take it back", "Yes, take them back")
    she.choose("Yes, take them back", "Your words are gone.")
    she.finish()

    assert "It was taken back." in receipt_with(words, afternoon)
    been_here_before(she, words, finds="Your words are gone.")
    she.finish()
    kiosk.terminal.close()
    left = bytes_of(afternoon)
    assert b"Nobody phoned" not in left
    assert b"Thursday" not in left


def been_here_before(she: Visitor, words: str, finds: str = "This is what you told us.") -> None:
    """Come back with four words."""
    she.begin()
    she.choose("I have been here before", "You have four words")
    she.choose("Type them", "Type them, then press Enter.")
    she.face.type(words)
    she.face.press("enter")
    she.face.sees(finds)


def test_d15_pictures_and_a_face_need_three_keys_and_no_reading(afternoon: Afternoon) -> None:
    kiosk = afternoon.open("kiosk")
    he = Visitor(kiosk)
    he.begin("1")
    for key, shows in (
        ("1", "How do you want to answer?"),
        ("2", "Other pictures"),
        ("1", "Not happy"),  # "waiting"
        ("3", "Waiting: not happy."),
        ("2", "Other pictures"),
        ("2", "Not happy"),  # "money"
        ("2", "Waiting: not happy. Money: so-so."),
        ("1", "Throw it away"),
        ("1", "I use services"),
        ("1", "May we show your words"),
        ("2", "count in the report?"),
        ("1", "quote your words"),
        ("2", "With them you can change"),
        ("1", ALL_DONE),
    ):
        he.press(key)
        kiosk.sees(shows)
    assert set(he.pressed) == {"1", "2", "3"}
    assert len(he.pressed) == 16
    [(words, way_in)] = stored(afternoon, "select words, way_in from contribution")
    assert (words, way_in) == ("Waiting: not happy. Money: so-so.", "pictures")


def test_d16_ten_digits_are_enough_for_words_too(afternoon: Afternoon) -> None:
    kiosk = afternoon.open("kiosk")
    she = Visitor(kiosk)
    she.begin("5")
    she.choose("Anything you want to say", "Type with few keys")
    she.choose("Type with few keys", "Space, delete, finish, signs")
    for letter in "no stairs":
        write_with_digits(she, letter)
    # 9 goes back a group, and 8 and 9 to the settings and from them: nothing is lost.
    she.press("1")
    kiosk.no_longer_sees("Space, delete")
    for key, shows in (("9", "Space, delete"), ("8", "What would help?"), ("9", "no stairs")):
        she.press(key)
        kiosk.sees(shows)
    kiosk.sees("6 Space, delete")
    she.press("6")
    she.choose("I have finished", "Send it")
    kiosk.sees("no stairs")
    she.send()
    she.answer()
    she.finish()
    assert she.pressed.isdecimal()
    assert stored(afternoon, "select words from contribution") == [("no stairs",)]


def write_with_digits(she: Visitor, letter: str) -> None:
    """Write a letter: its group first, until the letter itself is a choice."""
    name = "Space" if letter == " " else letter
    while True:
        she.face.sees("▏")
        page = she.face.terminal.settle(quiet=0.2)
        offered = choices_on(page)
        if name in offered:
            before = re.search("(.*)▏", page)
            she.press(offered[name])
            assert before
            she.face.sees((before[1].lstrip() + letter).rstrip() + ("▏" if letter != " " else ""))
            return
        group = next((words for words in offered if name in re.split("[ ,]+", words)), "")
        if group:  # else the page is still being drawn
            she.press(offered[group])
            she.face.no_longer_sees(group)


def test_one_key_is_enough(afternoon: Afternoon) -> None:
    """Switch scanning: the light goes by itself, and Enter chooses what is lit."""
    settings = Path(os.environ["HEARD_SETTINGS"])
    settings.write_text("[kiosk]\nrepeat_seconds = 0\nscan_seconds = 2.0\n")
    kiosk = afternoon.open("kiosk")
    kiosk.press("enter")
    for lit, then in (
        ("1 English", "What do you want to talk about?"),
        ("1 What is going well for you?", "How do you want to answer?"),
        ("2 Choose pictures", "Other pictures"),
        ("", "Not happy"),
        ("", "1 Yes, that is all"),
        ("1 Yes, that is all", "Throw it away"),
        ("1 Send it", "I use services"),
        ("1 I use services", "May we show your words"),
        ("1 Yes", "count in the report?"),
        ("1 Yes", "quote your words"),
        ("1 Yes", "With them you can change"),
        ("1 I have finished", ALL_DONE),
    ):
        press_when_lit(kiosk, lit)
        kiosk.sees(then)
    [(words,)] = stored(afternoon, "select words from contribution")
    assert re.fullmatch(r"[A-Z][a-z ]+: (happy|so-so|not happy)\.", str(words))


def press_when_lit(kiosk: Face, lit: str) -> None:
    """Press the one key as soon as a choice is lit: in the heavy frame, or said; "" is any."""
    kiosk.sees(lit)
    number, *words = map(re.escape, lit.split()) if lit else [r"\d", ""]
    framed = rf"┃ +{' +'.join([number, *words])} "
    said = rf"▌ {number} of \d\. {' '.join(words)}"
    while not re.search(f"{framed}|{said}", kiosk.terminal.settle(quiet=0.2)):
        kiosk.sees(lit)
    # A press sooner than a finger can be is taken for the choice that was lit before.
    time.sleep(0.5)
    kiosk.press("enter")


def test_a_whole_visit_on_the_smallest_screen(afternoon: Afternoon) -> None:
    kiosk = afternoon.open("kiosk", 44, 12)
    she = Visitor(kiosk)
    she.to_words()
    she.say("The ramp is too steep.")
    she.send()
    she.answer()
    assert re.search(r"Keep these four words: \w+ \w+ \w+ \w+ With", folded(kiosk.terminal.text()))
    she.finish()
    he = Visitor(kiosk)
    he.begin()
    he.choose("What is going well for you?", "Type with few keys")
    he.choose("Choose pictures", "Other pictures")
    he.press("1")
    kiosk.sees("1 of 3 Happy")
    he.press("1")
    he.choose("Yes, that is all", "Throw it away")
    he.send()
    found = stored(afternoon, "select words from contribution order by created")
    assert found[0] == ("The ramp is too steep.",)
    assert str(found[1][0]).endswith(": happy.")


def test_who_asks_for_a_person_is_seen_at_the_desk_and_nobody_else_hears(
    afternoon: Afternoon,
) -> None:
    desk, kiosk = afternoon.open("desk"), afternoon.open("kiosk")
    he = Visitor(kiosk)
    he.begin()
    he.choose("What is going well for you?", "Type with few keys")
    he.choose("Ask a person to write it for me", "They write down what you say.")
    desk.sees("Kiosk 1 asks for help")
    he.finish()


@pytest.mark.parametrize("key", ["0", pytest.param("h", marks=pytest.mark.soak)])
def test_help_is_one_key_on_any_page(afternoon: Afternoon, key: str) -> None:
    desk, kiosk = afternoon.open("desk"), afternoon.open("kiosk")
    Visitor(kiosk).begin()
    kiosk.sees("What do you want to talk about?")
    kiosk.terminal.settle(quiet=0.4)  # what the page says would stand where the answer does
    kiosk.press(key)
    kiosk.sees("We have asked a person to come to you.")
    desk.sees("Kiosk 1 asks for help")


POLISH = "Więcej czasu: ąęłżźćńóś."


def test_d18_a_visit_in_polish_is_marked_at_the_desk_and_the_next_person_finds_english(
    afternoon: Afternoon,
) -> None:
    desk, kiosk = afternoon.open("desk"), afternoon.open("kiosk")
    he = Visitor(kiosk)
    he.begin(language="Polski")
    for key, shows in (
        ("1", "Jak chcesz odpowiedzieć?"),
        ("1", "Co układa się dobrze?"),
    ):
        kiosk.sees("krok")
        he.press(key)
        kiosk.sees(shows)
    kiosk.sees("Enter")
    kiosk.type(POLISH)
    kiosk.sees(POLISH)
    kiosk.press("enter")
    kiosk.sees("krok 5 z 8", POLISH)
    for key, shows in (("1", "krok 6"), ("5", "krok 7"), ("2", "raporcie"), ("2", "krok 8")):
        he.press(key)
        kiosk.sees(shows)
    he.press("1")
    kiosk.sees(ALL_DONE)
    kiosk.no_longer_sees("krok")
    desk.sees(POLISH, "Polish, needs translation")
    assert stored(afternoon, "select words, language from contribution") == [(POLISH, "pl")]
    Visitor(kiosk).to_words()
