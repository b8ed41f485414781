"""13:17 and 13:45: what one person said is never the next one's, and a power cut loses nothing."""

import random
import signal
import sqlite3
import sys
from collections import Counter
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from models.desk.face import GONE_AFTER_MS
from models.space.template import DEMO_PIN
from tests.story.conftest import Afternoon, Face
from tests.story.visits import ALL_DONE, Visitor
from tests.tui.conftest import until
from tests.tui.test_locked import titles
from tests.tui.test_signals import written

MARKER = "Quagga said nothing on Tuesday"
ALSO = "Okapi threw it away"
HALF = "He takes his time and then"
# Takes sound as slowly as a sound card does, and says when it began.
PLAYER = """#!{python}
import os, sys, time
log = open({log!r}, "a", buffering=1)
print(os.getpid(), file=log)
taken, first = 0, time.monotonic()
while sound := os.read(0, 4096):
    taken += len(sound)
    time.sleep(max(0, taken / 44100 - (time.monotonic() - first)))
"""


def is_gone(pid: int) -> bool:
    """Say whether a process has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1][0] == "Z"
    except OSError:
        return True


def files_with(words: str, *folders: Path) -> list[str]:
    """Return the files that hold some words, but for the database itself."""
    return [
        file.name
        for folder in folders
        for file in folder.rglob("*")
        if file.is_file() and not file.name.startswith("heard.db")
        if words.encode() in file.read_bytes()
    ]


def test_d14_nothing_of_a_visit_is_left_for_the_next_person(
    afternoon: Afternoon, tmp_path: Path
) -> None:
    log, player = tmp_path / "player.log", tmp_path / "player"
    player.write_text(PLAYER.format(python=sys.executable, log=str(log)))
    player.chmod(0o755)
    settings = tmp_path / "heard.toml"
    settings.write_text(f'[kiosk]\nrepeat_seconds = 0\n[voice]\nplayer = ["{player}"]\n')
    afternoon.env["HEARD_SETTINGS"] = str(settings)
    kiosk = afternoon.open("kiosk")
    she = Visitor(kiosk)
    she.visit(MARKER)
    she.to_words()
    she.say(ALSO)
    she.choose("Throw it away", "Yes, throw them away")
    she.choose("Yes, throw them away", ALL_DONE)

    # Nothing is being said any more, and nothing waits to be said.
    assert until(lambda: all(is_gone(int(pid)) for pid in log.read_text().split()))
    began = log.read_text()
    assert "Quagga" not in (page := kiosk.terminal.settle()), page
    after = len(kiosk.terminal.chunks)
    try_to_bring_it_back(kiosk)
    assert log.read_text() != began, "it is not silent for the next person"

    while "step" in kiosk.terminal.settle():
        kiosk.press("escape")
    she.leave(DEMO_PIN)
    assert until(lambda: not kiosk.terminal.alive())
    assert kiosk.terminal.exit_code == 0
    since = b"".join(data for _, data in kiosk.terminal.chunks[after:])
    for words in (b"Quagga", b"Okapi", b"said nothing", b"threw it"):
        assert words not in since
    everything = written(kiosk.terminal)
    assert everything.rfind(b"\x1b[?1049l") > everything.rfind(b"Quagga")
    # The screen as it was before the kiosk: that is where a shell's scroll-back begins.
    assert "Quagga" not in kiosk.terminal.text()
    assert not [title for title in titles(kiosk.terminal) if b"Quagga" in title]
    assert b"\x1b]52" not in everything  # the clipboard
    assert files_with("Quagga", tmp_path) == []
    assert files_with("Okapi", tmp_path) == []
    database = b"".join(one.read_bytes() for one in afternoon.data.glob("heard.db*"))
    assert b"Quagga" in database
    assert b"Okapi" not in database


def try_to_bring_it_back(kiosk: Face) -> None:
    """Press what might show the words of the last person, on each page up to the words."""
    he = Visitor(kiosk)
    he.to_words()
    kiosk.press("ctrl+z", "ctrl+y", "ctrl+v", "shift+insert", "up", "down", "left", "ctrl+a")
    kiosk.press("home", "end", "ctrl+u", "ctrl+k", "ctrl+r", "alt+v", "f5")
    kiosk.press("escape")
    kiosk.sees("Go on typing")
    he.choose("Say it again", "Type, then press Enter.")
    assert "Quagga" not in kiosk.terminal.settle()
    kiosk.press("escape")
    kiosk.sees("Go on typing")
    he.choose("Go back", "Type with few keys")
    kiosk.press("7")
    kiosk.press("up", "down")


# -- the power cut -----------------------------------------------------------------------------


def query(afternoon: Afternoon, words: str, *values: object) -> list[tuple[object, ...]]:
    """Ask the database itself, as somebody who is not Heard."""
    # Closed each time: a connection that stays would go on reading a log that a cut left behind.
    with closing(sqlite3.connect(afternoon.data / "heard.db", timeout=20)) as connection:
        found = connection.execute(words, values).fetchall()
        connection.commit()
        return found


def lengths(afternoon: Afternoon) -> list[object]:
    """Return how long the unfinished answers are."""
    return [length for (length,) in query(afternoon, "select length from draft order by started")]


def cut_the_power(kiosk: Face, afternoon: Afternoon) -> None:
    """Kill a kiosk as a power cut does; an hour goes by."""
    kiosk.terminal._signal(signal.SIGKILL)
    assert until(lambda: not kiosk.terminal.alive())
    query(afternoon, "update face set seen = seen - ?", GONE_AFTER_MS)


def sealed(afternoon: Afternoon, words: str) -> bool:
    """Say whether these words are in no byte of the database."""
    return words.encode() not in b"".join(f.read_bytes() for f in afternoon.data.glob("heard.db*"))


def lose_power(afternoon: Afternoon, times: int) -> None:
    """Cut the power in the middle of a word, several times; each Enter before it is there."""
    sent: list[str] = []
    for number in range(times):
        with ExitStack() as stack:
            kiosk = Afternoon(afternoon.data, stack).open("kiosk")
            she = Visitor(kiosk)
            sent.append(f"Answer number {number}")
            she.visit(sent[-1])
            she.to_words()
            unfinished = f"{HALF} {number}"[: random.Random(number).randint(3, 28)]
            before = Counter(lengths(afternoon))
            kiosk.type(unfinished)
            # Another one may be as long, so it is the new one that is waited for.
            assert until(lambda: (Counter(lengths(afternoon)) - before)[len(unfinished)])  # noqa: B023
            kiosk.type(" wor")  # of this much, a second may be lost
            cut_the_power(kiosk, afternoon)
        assert query(afternoon, "pragma integrity_check") == [("ok",)]
        found = query(afternoon, "select words from contribution order by created")
        assert [words for (words,) in found] == sent
        assert len(lengths(afternoon)) == number + 1
    assert sealed(afternoon, HALF[:12])


@pytest.mark.timeout(120)
def test_d26_a_power_cut_loses_no_enter(afternoon: Afternoon) -> None:
    lose_power(afternoon, 2)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_d26_fifty_power_cuts_lose_no_enter(afternoon: Afternoon) -> None:
    lose_power(afternoon, 50)


@pytest.mark.parametrize("seed", [1, 2])
def test_d26_a_cut_while_it_is_sent_loses_nothing(afternoon: Afternoon, seed: int) -> None:
    kiosk = afternoon.open("kiosk")
    she = Visitor(kiosk)
    she.to_words()
    she.say(MARKER)
    assert until(lambda: lengths(afternoon) == [len(MARKER)])
    kiosk.press("1")
    if random.Random(seed).random() < 0.5:
        kiosk.terminal.settle()
    cut_the_power(kiosk, afternoon)
    assert query(afternoon, "pragma integrity_check") == [("ok",)]
    saved = query(afternoon, "select words from contribution")
    assert saved == [(MARKER,)] or lengths(afternoon) == [len(MARKER)]


def test_d25_what_was_half_typed_is_offered_at_the_desk_alone_and_finished_at_a_kiosk(
    afternoon: Afternoon,
) -> None:
    desk, kiosk = afternoon.open("desk"), afternoon.open("kiosk")
    she = Visitor(kiosk)
    she.to_words()
    kiosk.type(HALF)
    assert until(lambda: lengths(afternoon) == [len(HALF)])
    cut_the_power(kiosk, afternoon)

    kiosk = afternoon.open("kiosk")
    he = Visitor(kiosk)
    he.to_words()
    assert not kiosk.ever_wrote("takes his time")
    desk.sees("1 unfinished answer on kiosk 1")
    give_back(desk)
    # Not while somebody else is there.
    assert "Are they yours?" not in kiosk.terminal.settle()
    kiosk.press("escape")
    he.choose("Go back", "Type with few keys")
    for _ in range(3):
        kiosk.press("9")
    kiosk.sees("The person at the desk gave these words back. Are they yours?", HALF)
    she = Visitor(kiosk)
    she.choose("Yes, go on", "I have finished")
    kiosk.type(" nothing.")
    kiosk.sees(f"{HALF} nothing.")
    kiosk.press("enter")
    kiosk.sees("Throw it away")
    she.send()
    she.answer()
    she.finish()
    assert query(afternoon, "select words from contribution") == [(f"{HALF} nothing.",)]
    assert lengths(afternoon) == []
    desk.no_longer_sees("unfinished answer")
    desk.sees(f"{HALF} nothing.")


def give_back(desk: Face) -> None:
    """Give the unfinished answer back, at the desk."""
    desk.press("escape")
    desk.sees("The line sleeps")
    desk.press("u")
    desk.sees("Give it back at a kiosk", f"{len(HALF)} letters")
    assert "takes his time" not in desk.terminal.text()
    desk.press("1")
    desk.sees("The PIN, to give it back")
    desk.type(DEMO_PIN)
    desk.press("enter")
    desk.sees("It is given back.")


def test_d25_a_kiosk_alone_shows_what_needs_a_person_behind_its_pin(afternoon: Afternoon) -> None:
    kiosk = afternoon.open("kiosk")
    Visitor(kiosk).to_words()
    kiosk.type(HALF)
    assert until(lambda: lengths(afternoon) == [len(HALF)])
    cut_the_power(kiosk, afternoon)

    kiosk = afternoon.open("kiosk")
    she = Visitor(kiosk)
    she.behind_the_pin(DEMO_PIN)
    she.choose("1 unfinished answer", f"An unfinished answer of {len(HALF)} letters")
    she.choose("Give it back here", "Are they yours?")
    kiosk.sees(HALF)
    she.choose("No, they are not mine", ALL_DONE)
    # It waits for its owner still, until a person decides.
    assert lengths(afternoon) == [len(HALF)]
    she.behind_the_pin(DEMO_PIN)
    she.choose("1 unfinished answer", f"An unfinished answer of {len(HALF)} letters")
    she.choose("Throw it away", ALL_DONE)
    assert until(lambda: lengths(afternoon) == [])
