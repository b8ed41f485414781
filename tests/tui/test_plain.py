"""The kiosk on plain lines: the whole visit through a real terminal and through pipes."""

import os
import re
import signal
import subprocess
import sys
import termios
import threading
from pathlib import Path

import pyte
import pytest

from assets.language import Pseudo, use
from assets.language_names import own_name
from models.contribution.contribution import Contribution, newest
from models.desk.face import FaceRow, ask_for_help, faces_of
from models.kiosk.draft import DraftRow, drafts, give_back, open_draft
from models.kiosk.kiosk import read_kiosk
from models.kiosk.picture import pictures
from models.kiosk.pin import set_pin
from models.merge.merge import merge_file
from models.outbox.pack import write_pack
from models.space.space import Space, close_space, find_space, open_space
from models.space.template import first_space
from models.store import writer
from models.store.database import close_store, open_store
from models.store.verbs import question
from screens.kiosk.visit import PageName
from tests.screens.staging import RECEIPT as RECEIPT_WORDS
from tests.screens.staging import WORDS as WRITTEN
from tests.screens.staging import visit_at
from tests.tui.conftest import PATIENCE, until
from tests.tui.test_signals import settings_of, written
from tui.plain import lock
from tui.plain.keyboard import InputEndedError, Keyboard
from tui.plain.lines import MOST_LETTERS, Lines, edited
from tui.plain.pages import NOT_HERE, page_here
from tui.plain.pages import written as written_as
from tui.plain.record import Record
from tui.terminal import Terminal

PIN = "4826"
WELCOME = "Press Enter to begin"
WORDS = "More time from the carers."
# From the welcome to typing the answer to the first prompt, in English.
TO_WORDS = ("", "1", "1", "1")
ON_THE_WAY = ("Choose your language", "talk about?", "How do you", "An empty line")
# From the read back to the receipt: send, a carer, yes to all three uses.
TO_RECEIPT = ("1", "2", "1", "1", "1")
LEAVING = ("leave", PIN, "2")
RECEIPT = re.compile(r"^Once more: (\w+, \w+, \w+, \w+)$", re.MULTILINE)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return the folder of a store with a space and a PIN, closed again."""
    folder = tmp_path / "data"
    folder.mkdir()
    open_store(str(folder / "heard.db"))
    first_space()
    set_pin(PIN)
    writer.finish()
    close_store()
    return folder


@pytest.fixture
def space(data: Path) -> Space:
    """Open the store beside the kiosk, as the desk does."""
    open_store(str(data / "heard.db"))
    return find_space()


def argv(data: Path) -> list[str]:
    return [sys.executable, "-m", "tui", "--data", str(data), "kiosk", "--plain"]


def piped(data: Path, *lines: str, end: str = "\n") -> str:
    """Say all these lines through a pipe; return what came out of the other one."""
    done = subprocess.run(
        argv(data),
        input=("\n".join(lines) + end).encode(),
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0
    assert done.stderr == b""
    assert b"\x1b" not in done.stdout
    return done.stdout.decode()


def kiosk(data: Path, columns: int = 80, rows: int = 24) -> Terminal:
    terminal = Terminal(argv(data), columns=columns, rows=rows, record=True)
    terminal.wait_for(WELCOME, timeout=PATIENCE)
    return terminal


def say(terminal: Terminal, line: str, then: str) -> str:
    """Type a line, and wait for what it leads to."""
    terminal.type(f"{line}\n")
    return terminal.wait_for(then, timeout=PATIENCE)


def to_words(terminal: Terminal) -> None:
    for line, then in zip(TO_WORDS, ON_THE_WAY, strict=True):
        say(terminal, line, then)


def only_one(space: Space) -> Contribution:
    (found,) = newest(space.uid)
    return found


def test_a_whole_visit_through_pipes(space: Space, data: Path) -> None:
    said = piped(data, *TO_WORDS, WORDS, "And <b>one</b> [name].", "", *TO_RECEIPT, "1", *LEAVING)
    one = only_one(space)
    assert one.words == f"{WORDS}\nAnd <b>one</b> [name]."
    assert (one.role, one.face, one.language) == ("a carer", "kiosk 1", "en")
    assert one.consent.room
    assert one.consent.report
    assert one.consent.quote
    found = RECEIPT.search(said)
    assert found
    assert said.count(found[1]) == 2
    assert f"{WORDS}\nAnd <b>one</b> [name].\n1: Send it" in said
    assert drafts(space.uid) == ()
    assert faces_of(space.uid) == ()
    assert PIN not in said


def test_a_receipt_finds_the_words_and_takes_them_back(space: Space, data: Path) -> None:
    found = RECEIPT.search(piped(data, *TO_WORDS, WORDS, "", *TO_RECEIPT))
    assert found
    to_receipt = ("", "1", "5", "1")
    said = piped(
        data,
        *(*to_receipt, "not the four words", found[1], "1", "1"),  # what became of it, go back
        *("2", "2", "More time.", "", "1"),  # change it: write it anew, keep it so
        *("3", "2", "1"),  # take it back
        *(*to_receipt, found[1], "1"),  # they find nothing any more
    )
    assert re.search(r"Word \d is not one that we use\.", said)
    assert f"This is what you told us.\n{WORDS}" in said
    assert "This is what you told us.\nMore time." in said
    assert said.count("Your words are gone.") == 2
    assert newest(space.uid) == ()  # it is withdrawn


def test_a_visit_in_polish_in_a_terminal(space: Space, data: Path) -> None:
    with kiosk(data, rows=60) as terminal:
        say(terminal, "", "Wybierz język")
        say(terminal, "2", "O czym chcesz mówić?")
        say(terminal, "1", "Jak chcesz odpowiedzieć?")
        say(terminal, "1", "Pusty wiersz")
        # Each is taken back whole, with its accent.
        terminal.type("Więcej czasu, proszę. ąłżźó\x7f\x7fe\u0301\x7fó\n")
        say(terminal, "", "Czy to chcesz powiedzieć?")
        say(terminal, "1", "krok 6 z 8")
        for answer in "21111"[:4]:
            terminal.type(f"{answer}\n")
        terminal.wait_for("Jeszcze raz:", timeout=PATIENCE)
        assert say(terminal, "1", WELCOME)  # the next person has English again
    one = only_one(space)
    assert one.words == "Więcej czasu, proszę. ąłżó"
    assert one.language == "pl"


def test_the_language_changes_in_the_middle(space: Space, data: Path) -> None:
    said = piped(data, "", "1", "1", "8", "2", "1", "Dobrze.", "", "8", "1", "7", "1")
    assert "Jak chcesz odpowiedzieć?" in said
    assert said.count("Is this what you want to say?\nDobrze.") == 2  # and "again"
    assert only_one(space).words == "Dobrze."


def test_pictures_are_words(space: Space, data: Path) -> None:
    said = piped(data, "", "1", "4", "2", "6", "1", "3", "1", "1")
    pages = said.split("What do you want to say?\n")
    first, second = (page.split("\n6: Other pictures")[0] for page in pages[2:4])
    assert re.fullmatch("(1|2|3|4|5): .+", first.splitlines()[0])
    assert first != second
    assert "1: Happy" in said
    one = only_one(space)
    assert one.way_in == "pictures"
    assert second.splitlines()[0].removeprefix("1: ") in one.words


def test_the_end_of_the_input_in_a_word_leaves_a_draft(space: Space, data: Path) -> None:
    piped(data, *TO_WORDS, WORDS, "Elev", end="")
    (draft,) = drafts(space.uid)
    assert open_draft(draft.uid, PIN) == f"{WORDS}\nElev"
    assert newest(space.uid) == ()


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM], ids=lambda number: number.name)
def test_a_closed_terminal_leaves_a_draft(space: Space, data: Path, number: signal.Signals) -> None:
    with kiosk(data) as terminal:
        to_words(terminal)
        terminal.type(WORDS)
        terminal.wait_for(WORDS, timeout=PATIENCE)
        os.kill(terminal.pid, number)
        assert until(lambda: not terminal.alive())
        assert terminal.exit_code == 0
        assert WORDS not in terminal.text()
    (draft,) = drafts(space.uid)
    assert open_draft(draft.uid, PIN) == WORDS


def test_a_kiosk_that_is_killed_leaves_a_draft(space: Space, data: Path) -> None:
    """D25: what was typed is at most a second behind, with no Enter."""
    with kiosk(data) as terminal:
        to_words(terminal)
        terminal.type(WORDS[0])
        assert until(lambda: kept_letters(space) == [1])
        terminal.type(WORDS[1:])
        assert until(lambda: kept_letters(space) == [len(WORDS)])
        os.kill(terminal.pid, signal.SIGKILL)
        assert until(lambda: not terminal.alive())


def kept_letters(space: Space) -> list[int]:
    """Return how long each draft is, also that of a kiosk that is open."""
    return question(
        lambda: [row.length for row in DraftRow.select().where(DraftRow.space == space.uid)]
    )()


def test_keys_and_signals_that_end_a_program_do_nothing(space: Space, data: Path) -> None:
    with kiosk(data) as terminal:
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
            os.kill(terminal.pid, number)
        terminal.press("ctrl+c", "ctrl+z", "ctrl+\\", "ctrl+d", "ctrl+s")
        to_words(terminal)
        terminal.type("More ")
        terminal.press("ctrl+c", "ctrl+z", "ctrl+\\", "ctrl+d", "ctrl+s", "up", "f5", "escape")
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
            os.kill(terminal.pid, number)
        terminal.type("tixx\x7f\x7fme.")
        terminal.press("ctrl+d")
        say(terminal, "", "empty line")
        say(terminal, "", "Send it")
        assert "\nMore time.\n" in terminal.text()


def test_only_the_pin_leaves_it_and_nobody_sees_it(data: Path) -> None:
    with Terminal(["sleep", "600"]) as plain:
        before = settings_of(plain)
    with kiosk(data) as terminal:
        # What is typed waits for nobody's Ctrl+C, which would throw it away.
        assert not termios.tcgetattr(terminal._fd)[3] & (termios.ISIG | termios.ECHO)
        say(terminal, "leave", "The PIN of this kiosk")
        say(terminal, "7351", "That is not the PIN. 4 tries are left")
        say(terminal, "999", "The PIN of this kiosk")
        terminal.type(f"{PIN}\n")
        terminal.wait_for("2: Leave the kiosk", timeout=PATIENCE)
        assert not re.search(f"7351|{PIN}|leave\n.*[*]", written(terminal).decode())
        terminal.type("2\n")
        assert until(lambda: not terminal.alive())
        assert terminal.exit_code == 0
        assert settings_of(terminal) == before
        assert terminal.text().strip() == ""


def test_it_starts_only_with_a_pin(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    said = piped(folder, "1234", "4826", "4827", "48a6", "")
    assert "easy to guess" in said
    assert "The two are not the same" in said
    assert "digits only" in said
    assert "Welcome" not in said
    said = piped(folder, PIN, PIN, "0", "leave", PIN, "2")
    assert "Welcome" in said
    assert "We have asked a person to come to you." in said
    assert "Choose a PIN" not in piped(folder, "leave", PIN, "2")


def test_nothing_of_the_last_person_is_left_in_the_terminal(space: Space, data: Path) -> None:
    marker = "Zanzibar"
    with kiosk(data, columns=60, rows=12) as terminal:
        to_words(terminal)
        say(terminal, f"{marker} {marker}", marker)
        say(terminal, "", "Send it")
        say(terminal, "1", "Who are you here as")
        for answer in "2111":
            terminal.type(f"{answer}\n")
        terminal.wait_for("Once more", timeout=PATIENCE)
        seen = written(terminal).decode()
        receipt = RECEIPT.search(seen.replace("\r", ""))
        assert receipt
        everything = (marker, *receipt[1].split(", "))
        assert all(word in all_of(terminal) for word in everything)
        # Typed ahead by the same person, and not for the next one.
        terminal.type(f"1\n{marker}")
        terminal.wait_for(WELCOME, timeout=PATIENCE)
        terminal.settle()
        assert not [word for word in everything if word in all_of(terminal)]
        say(terminal, "", "Choose your language")
        assert marker not in all_of(terminal)


def all_of(terminal: Terminal) -> str:
    """Return the screen and all that a terminal keeps of what has scrolled away."""
    screen = pyte.HistoryScreen(60, 12, history=10_000, ratio=0.5)
    pyte.ByteStream(screen).feed(written(terminal))
    lines = [*screen.history.top, *(screen.buffer[row] for row in range(12))]
    return "\n".join("".join(line[column].data for column in range(60)) for line in lines)


def test_words_longer_than_a_line_and_pasted_ones(space: Space, data: Path) -> None:
    """A terminal's own line would be cut at 4,095 bytes, and an empty line is part of a paste."""
    long = " ".join(f"word{number}" for number in range(900))
    assert len(long) > 6000
    with kiosk(data) as terminal:
        to_words(terminal)
        terminal.type(f"{long}\n\nThe end.\n")
        terminal.settle()
        say(terminal, "", "Send it")
        say(terminal, "1", "Who are you here as")
    assert only_one(space).words == f"{long}\n\nThe end."


def test_words_can_be_added_to(space: Space, data: Path) -> None:
    change = "2"
    piped(
        data,
        *(*TO_WORDS, "One.", "", change, "1", "Two.", "", change, "1", ""),
        *("1", "3", "1"),  # nothing was added: type it, leave them as they are, send
    )
    assert only_one(space).words == "One.\nTwo."


def test_what_is_refused_is_one_sentence_and_loses_nothing(space: Space, data: Path) -> None:
    with kiosk(data, rows=40) as terminal:
        to_words(terminal)
        say(terminal, WORDS, WORDS)
        say(terminal, "", "Send it")
        close_space(space.uid)
        seen = say(terminal, "1", "This space is closed, so nothing was saved.")
        assert "Traceback" not in seen
        terminal.wait_for("Send it", WORDS, timeout=PATIENCE)
        open_space(space.uid)
        say(terminal, "1", "Who are you here as")
    assert only_one(space).words == WORDS


def test_what_is_thrown_away_is_gone(space: Space, data: Path) -> None:
    piped(data, *TO_WORDS, WORDS, "", "3", "2")
    assert drafts(space.uid) == ()
    assert newest(space.uid) == ()


def test_help_is_seen_at_the_desk_and_answered(space: Space, data: Path) -> None:
    with kiosk(data) as terminal:
        say(terminal, "0", "We have asked a person")
        assert until(lambda: [one.asks_help for one in faces_of(space.uid)] == [True])
        (face,) = faces_of(space.uid)
        assert (face.name, bool(face.public_key)) == ("kiosk 1", True)
        ask_for_help(face.uid, asks=False)
        to_words(terminal)
        assert [one.asks_help for one in faces_of(space.uid)] == [False]


def test_the_desk_gives_back_what_was_unfinished(space: Space, data: Path) -> None:
    """Linked: the kiosk finds it by itself, and only while nobody is here."""
    piped(data, *TO_WORDS, WORDS, end="")
    (draft,) = drafts(space.uid)
    with kiosk(data) as terminal:
        to_words(terminal)
        say(terminal, "Mine.", "Mine.")
        assert until(lambda: faces_of(space.uid) and faces_of(space.uid)[0].public_key)
        give_back(draft.uid, PIN, faces_of(space.uid)[0].uid)
        assert WORDS not in terminal.settle(quiet=2)  # it would have looked by now
        say(terminal, "", "Send it")
        say(terminal, "3", "Throw your words away?")
        terminal.type("2\n")
        terminal.wait_for("Are they yours?", WORDS, timeout=PATIENCE)
        say(terminal, "1", "Add to these words")
        say(terminal, "1", "An empty line")
        say(terminal, "And more.", "And more.")
        say(terminal, "", "Send it")
        say(terminal, "1", "Who are you here as")
    assert only_one(space).words == f"{WORDS}\nAnd more."
    assert drafts(space.uid) == ()


def test_alone_the_pin_gives_back_or_throws_away(space: Space, data: Path) -> None:
    piped(data, *TO_WORDS, "First.", end="")
    piped(data, *TO_WORDS, "Second.", end="")
    said = piped(data, "leave", PIN, "3", "2", "3", "1", "1", "3", "1", "2", "1", *LEAVING)
    assert "3: 2 unfinished answers" in said
    assert "3: 1 unfinished answer\n" in said
    assert "An unfinished answer of 6 letters" in said
    assert "Are they yours?\nSecond." in said
    assert "First." not in said
    assert only_one(space).words == "Second."
    assert drafts(space.uid) == ()


def test_alone_its_file_is_merged_as_the_guide_says(space: Space, tmp_path: Path) -> None:
    alone = tmp_path / "alone"
    alone.mkdir()
    write_pack(space.uid, alone / "heard.db")
    piped(alone, *TO_WORDS, WORDS, "", *TO_RECEIPT, "1", *LEAVING)
    piped(alone, *TO_WORDS, "Elev", end="")
    merged = merge_file(alone / "heard.db")
    assert (merged.new, merged.unfinished, merged.strangers) == (1, 1, ())
    assert only_one(space).words == WORDS
    guide = (Path(__file__).parents[2] / "docs" / "kiosk-plain.md").read_text(encoding="utf-8")
    alone_part = guide.split("\n## Linked or alone\n")[1].split("\n## ")[0]
    assert "[merged](outbox-and-merge.md#two-laptops-and-a-stick)" in alone_part
    assert "cannot be merged" not in alone_part


def test_what_stands_in_a_line_and_what_is_shown_of_it() -> None:
    """An accent goes with its letter, and a wide letter takes two places back."""
    assert edited("", "More\t\x1b\x03time") == ("More time", "More time")
    assert edited("le\u0301", "\x7f") == ("l", "\b \b")
    assert edited("時間", "\x7f") == ("時", "\b\b  \b\b")
    assert edited("ab", "\x15c") == ("c", "\b\b  \b\bc")
    assert edited("", "\x7f") == ("", "")
    assert edited("x" * MOST_LETTERS, "yz") == ("x" * MOST_LETTERS, "\a\a")


def test_letters_and_sequences_that_come_in_parts() -> None:
    """A slow link cuts letters and what arrow keys send wherever it likes."""
    for cut in range(1, 14):
        there, keys = os.pipe()
        keyboard = Keyboard(there)
        whole = "ął\x1b[1;5Aż\x1bOPx\r\n".encode()
        os.write(keys, whole[:cut])
        later = threading.Timer(0.01, os.write, (keys, whole[cut:]))
        later.start()
        taken = ""
        while not taken.endswith("x\n"):
            taken += keyboard.take()
        assert taken == "ąłżx\n", cut
        later.join()
        os.close(keys)
        with pytest.raises(InputEndedError):
            keyboard.take()
        os.close(there)


def test_it_reports_every_fifteen_seconds(space: Space) -> None:
    clock = [100.0]
    record = Record(space.uid, lambda: clock[0])
    reports = []
    for second in range(61):
        clock[0] = 100.0 + second
        before = newest_report(space)
        record.look_after()
        writer.finish()
        if newest_report(space) != before:
            reports.append(second)
    assert reports == [0, 15, 30, 45, 60]
    record.close()
    assert faces_of(space.uid) == ()


def newest_report(space: Space) -> int:
    return question(lambda: sum(row.seen for row in FaceRow.select()))()


def test_an_open_lock_closes_by_itself(space: Space) -> None:
    """A facilitator who is called away after the PIN leaves no way out behind."""
    there, keys = os.pipe()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    clock = [0.0]

    def meanwhile() -> None:
        clock[0] += 10
        asked.append(clock[0])
        found.look_after()

    asked: list[float] = []
    lines = Lines(there, nowhere, meanwhile=meanwhile)
    found = lock.Lock(lines, Record(space.uid), lambda: clock[0])
    os.write(keys, f"{PIN}\n".encode())
    assert not found.opens()
    assert asked == [10, 20, 30, 40]  # one for the PIN, and then thirty seconds
    for fd in (there, keys, nowhere):
        os.close(fd)


def test_it_starts_without_what_only_a_screen_needs(data: Path) -> None:
    code = (
        "import sys; sys.argv[0] = 'heard'\nfrom tui.cli import main\n"
        "try: main()\nexcept SystemExit as ended: assert not ended.code\n"
        "print({one.split('.')[0] for one in sys.modules} & {'textual', 'rich', 'PIL', 'pyte'})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *argv(data)[3:]],
        input=b"",
        capture_output=True,
        check=True,
        timeout=120,
    )
    assert done.stdout.endswith(b"set()\n")


def test_every_line_is_in_the_language_of_the_person(space: Space) -> None:
    """In a language of accents, a plain letter is a sentence that nobody marked."""
    sees = read_kiosk(space.uid)
    own = [space.title, *RECEIPT_WORDS, WRITTEN, *(own_name(tag) for tag in sees.languages)]
    own += [*space.help_numbers, *(prompt.text_in("en") for prompt in sees.prompts)]
    use(Pseudo.NAME)
    for name in set(PageName) - NOT_HERE:
        visit = visit_at(name, sees)
        text = written_as(page_here(visit, sees, pictures()), visit, sees)
        for words in sorted(own, key=len, reverse=True):
            text = text.replace(words, "")
        if name is not PageName.LANGUAGE:  # it asks in each of them
            assert not re.search("[A-Za-z]{2}", text), name
