"""Real programs in a real pseudo-terminal."""

import contextlib
import os
import signal
import sys
import time
from pathlib import Path

import hypothesis
import hypothesis.strategies as st
import pyte
import pytest

from tui.emulator import Emulator, row_of
from tui.keystrokes import keystroke
from tui.terminal import Terminal, folded

APP = """
from textual import on
from textual.app import App
from textual.widgets import Input, Static

class Small(App):
    def compose(self):
        yield Static("What would make a difference to you?", markup=False)
        yield Input()
        yield Static("", id="said", markup=False)
    @on(Input.Submitted)
    def said(self, event):
        self.query_one("#said").update(f"You said: {event.value}")
    def on_key(self, event):
        if event.key == "f2":
            self.query_one("#said").update(f"{self.size.width} columns")
        elif event.key == "f10":
            self.exit(return_code=7)

app = Small()
app.run()
raise SystemExit(app.return_code)
"""


def python(program: str) -> list[str]:
    return [sys.executable, "-u", "-c", program]


@pytest.fixture
def small_app(tmp_path: Path) -> list[str]:
    path = tmp_path / "small.py"
    path.write_text(APP)
    return [sys.executable, str(path)]


# -- programs ------------------------------------------------------------------------------


def test_a_program_has_a_terminal_of_its_own_with_the_size_asked_for() -> None:
    with Terminal(["stty", "size"], columns=61, rows=17) as terminal:
        terminal.wait_for("17 61")
        assert terminal.exit_code == 0
        assert not terminal.alive()
    talk = python("open('/dev/tty', 'w').write('mine\\n')")
    with Terminal(talk) as terminal:
        terminal.wait_for("mine")


def test_what_a_program_is_told_and_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COLUMNS", "TMUX", "NO_COLOR", "PYTHONDONTWRITEBYTECODE", "TEXTUAL_THEME"):
        monkeypatch.setenv(name, "1")
    names = ["TERM", "COLORTERM", "LANG", "HEARD_TOLD"]
    names += ["COLUMNS", "TMUX", "NO_COLOR", "TEXTUAL_THEME", "PYTHONDONTWRITEBYTECODE"]
    program = python(f"import os; print(*[os.environ.get(name, '-') for name in {names}])")
    with Terminal(program, env={"HEARD_TOLD": "yes"}) as terminal:
        terminal.wait_for("xterm-256color truecolor C.UTF-8 yes - - - - -")


def test_a_textual_app_is_typed_into_and_answers(small_app: list[str]) -> None:
    with Terminal(small_app, columns=60, rows=12) as terminal:
        text = terminal.wait_for("What would make a difference")
        assert text.splitlines()[0] == "What would make a difference to you?"
        terminal.type("More time")
        terminal.press("backspace", "enter")
        terminal.wait_for("You said: More tim")
        terminal.press("home", "a", "escape", "b", "end", "c", "enter")
        terminal.wait_for("You said: abMore timc")
        terminal.press("f10")
        assert terminal.exit_code == 7


def test_nothing_a_textual_app_says_to_its_terminal_is_seen_as_text(small_app: list[str]) -> None:
    with Terminal(small_app, columns=60, rows=12) as terminal:
        terminal.wait_for("What would make a difference")
        letters = "".join(char for char in terminal.settle() if char.isascii()).split()
        assert " ".join(letters) == "What would make a difference to you?"
        terminal.press("f10")
        assert terminal.exit_code == 7
        assert terminal.text().strip() == ""


def test_a_paste_is_one_paste(small_app: list[str]) -> None:
    with Terminal(small_app, columns=60, rows=12) as terminal:
        terminal.wait_for("What would")
        terminal.settle()
        terminal.paste("Nobody phoned\nme back.\x1b[201~")
        terminal.wait_for("Nobody phoned")
        assert "You said" not in terminal.settle()  # typed, the new line would have been Enter


def test_a_program_that_asked_for_no_brackets_gets_none() -> None:
    with Terminal(["cat"]) as terminal:
        terminal.paste("plain")
        terminal.wait_for("plain")
        assert "200~" not in terminal.settle()


def test_a_resize_reaches_the_program(small_app: list[str]) -> None:
    with Terminal(small_app, columns=60, rows=12) as terminal:
        terminal.wait_for("What would make a difference")
        terminal.resize(44, 20)
        terminal.settle()
        terminal.press("f2")
        terminal.wait_for("44 columns")
        assert (terminal.screen.columns, terminal.screen.lines) == (44, 20)


def test_questions_are_answered_at_once_though_nobody_looks(tmp_path: Path) -> None:
    answers = tmp_path / "answers"
    program = f"""
import os, tty
tty.setraw(0)
heard = b""
for question in (b"\\x1b[c", b"\\x1b[?2026$p", b"\\x1b[?2048$p", b"\\r\\nab\\x1b[6n"):
    os.write(1, question)
    heard += os.read(0, 100) + b" "
open({str(answers)!r}, "wb").write(heard)
"""
    with Terminal(python(program)) as terminal:
        assert terminal.exit_code == 0
        assert terminal.text().split() == ["ab"]
    assert answers.read_bytes() == b"\x1b[?62;22c \x1b[?2026;2$y \x1b[?2048;0$y \x1b[2;3R "


def test_a_program_never_waits_for_somebody_to_look(tmp_path: Path) -> None:
    done = tmp_path / "done"
    program = f"print('x' * 400_000); open({str(done)!r}, 'w').close(); input()"
    with Terminal(python(program)):
        deadline = time.monotonic() + 20
        while not done.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert done.exists()


# -- waiting -------------------------------------------------------------------------------


def test_waiting_in_vain_names_what_was_awaited_and_nothing_else() -> None:
    with Terminal(python("print('the words of a person'); input()")) as terminal:
        terminal.wait_for("a person")
        with pytest.raises(TimeoutError) as failure:
            terminal.wait_for("words", "a promise", timeout=0.3)
    assert str(failure.value) == "waited 0.3 s for 'a promise' to come"


def test_waiting_for_a_program_that_has_ended_is_cut_short() -> None:
    began = time.monotonic()
    with (
        Terminal(python("print('seen'); raise SystemExit(3)")) as terminal,
        pytest.raises(TimeoutError, match="the program ended with 3"),
    ):
        terminal.wait_for("seen", "never", timeout=30)
    assert time.monotonic() - began < 10


def test_waiting_for_words_to_go() -> None:
    clear = "print('Loading', flush=True); input(); print('\\033[2J\\033[H', end=''); input()"
    with Terminal(python(clear)) as terminal:
        terminal.wait_for("Loading")
        terminal.press("enter")
        assert "Loading" not in terminal.wait_for("Loading", gone=True)


def test_a_phrase_in_a_box_is_found_though_it_is_wrapped() -> None:
    box = "╭──────╮\n│Nobody│\n│phoned▐\n╰──────╯"
    assert folded(box) == "Nobody phoned"
    with Terminal(python(f"print({box!r})")) as terminal:
        assert terminal.wait_for("Nobody phoned", "phoned").splitlines()[1] == "│Nobody│"


def test_settling_waits_for_the_last_words() -> None:
    slow = "import time\nfor n in range(5):\n time.sleep(.1); print(n)\ninput()"
    with Terminal(python(slow)) as terminal:
        assert terminal.settle(quiet=0.4).split() == ["0", "1", "2", "3", "4"]


# -- ending --------------------------------------------------------------------------------


def test_closing_ends_the_program_and_all_it_started() -> None:
    family = """
import os, signal, subprocess, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
signal.signal(signal.SIGHUP, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print("child", child.pid, "end")
child.wait()
"""
    terminal = Terminal(python(family), goodbye=0.5)
    words = terminal.wait_for("child", "end").split()
    child = int(words[words.index("child") + 1])
    assert os.getpgid(child) == terminal.pid
    terminal.close()
    terminal.close()
    assert terminal.exit_code == -signal.SIGKILL
    deadline = time.monotonic() + 5
    while _running(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _running(child)


def _running(pid: int) -> bool:
    """A killed orphan stays a zombie for as long as it takes the system to collect it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1][0] != "Z"
    except OSError:
        return False


def test_a_program_may_say_goodbye() -> None:
    polite = """
import signal, sys, time
def bye(*_):
    time.sleep(2.5)  # a desk makes a back-up
    print("goodbye")
    sys.exit(4)
signal.signal(signal.SIGTERM, bye)
print("ready")
signal.pause()
"""
    with Terminal(python(polite), record=True) as terminal:
        terminal.wait_for("ready")
    assert terminal.exit_code == 4
    assert b"goodbye" in b"".join(data for _, data in terminal.chunks)
    assert "goodbye" in terminal.text()


def test_a_terminal_leaves_no_open_files() -> None:
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(3):
        with Terminal(["true"]) as terminal:
            assert terminal.exit_code == 0
    with pytest.raises(FileNotFoundError):
        Terminal(["no-such-program-anywhere"])
    assert len(os.listdir("/proc/self/fd")) == before


def test_keys_pressed_after_the_end_are_lost_quietly() -> None:
    with Terminal(["true"]) as terminal:
        assert terminal.exit_code == 0
        terminal.press("a", "enter")
    terminal.press("b")


# -- keys ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "sent"),
    [
        ("enter", "\r"),
        ("up", "\x1b[A"),
        ("ctrl+left", "\x1b[1;5D"),
        ("shift+tab", "\x1b[Z"),
        ("f1", "\x1bOP"),
        ("f5", "\x1b[15~"),
        ("f12", "\x1b[24~"),
        ("f13", "\x1b[25~"),
        ("f23", "\x1b[44~"),
        ("ctrl+f5", "\x1b[15;5~"),
        ("pagedown", "\x1b[6~"),
        ("ctrl+x", "\x18"),
        ("ctrl+backslash", "ctrl+backslash"),
        ("ctrl+\\", "\x1c"),
        ("alt+a", "\x1ba"),
        ("+", "+"),
        ("1+1", "1+1"),
        ("up the hill", "up the hill"),
        ("ŵ", "ŵ"),
    ],
)
def test_keys(key: str, sent: str) -> None:
    assert keystroke(key) == sent


# -- the emulator --------------------------------------------------------------------------


def seen(*data: str | bytes, columns: int = 30) -> str:
    emulator = Emulator(columns, 3)
    for piece in data:
        emulator.feed(piece.encode() if isinstance(piece, str) else piece)
    return "\n".join(row.rstrip() for row in emulator.screen.display).rstrip()


@pytest.mark.parametrize(
    "sequence",
    [
        "\x1b[>25u",
        "\x1b[>1u",
        "\x1b[<u",
        "\x1b[<1u",
        "\x1b[=1;1u",
        "\x1b[?u",
        "\x1b[?2026$p",
        "\x1b[?2048$p",
        "\x1b[?1049h\x1b[?1003h\x1b[?2004h",
        "\x1b[>4;2m",
        "\x1b[?4m",
        "\x1b[?6n",
        "\x1b[>0q",
        "\x1b[2 q",
        "\x1b[!p",
        "\x1b[1;2;3;4;5A",
        "\x1b[38;2m",
        "\x1b]0;a title\x07",
        "\x1b]22;default\x1b\\",
        "\x1b]8;;https://example.org\x1b\\",
        "\x1b]52;c;d29yZHM=\x07",
        "\x1bP+q544e\x1b\\",
        "\x1b_Gi=31;AAAA\x1b\\",
        "\x1b(B",
        "\x1b=",
        "\x9b?25l",
        "\x01\x1c\x1f\x7f",
        "\u200b",
    ],
)
def test_no_sequence_leaks_into_the_picture_or_costs_what_follows(sequence: str) -> None:
    assert seen(f"{sequence}words") == "words"
    assert seen(*[bytes([byte]) for byte in f"{sequence}words".encode()]) == "words"


def test_a_synchronised_update_is_seen_whole() -> None:
    emulator = Emulator(20, 2)
    emulator.feed(b"before\x1b[?2026h\x1b[2J\x1b[Haft")
    assert emulator.screen.display[0].rstrip() == "before"
    assert emulator.show_open_frame()
    emulator.feed(b"er\x1b[?2026l")
    assert emulator.screen.display[0].rstrip() == "after"
    assert not emulator.show_open_frame()


def test_an_update_that_never_ends_is_shown_in_the_end() -> None:
    emulator = Emulator(20, 2)
    emulator.feed(b"\x1b[?2026hhalf a frame")
    time.sleep(0.6)
    assert not emulator.show_open_frame()
    assert emulator.screen.display[0].rstrip() == "half a frame"


def test_the_alternate_screen_gives_back_what_was_there() -> None:
    assert seen("$ heard\r\n\x1b[?1049h\x1b[Hthe room\x1b[?1049l$") == "$ heard\n$"


PIECES = (
    *(
        "words",
        "日",
        "é",
        "\u0301",
        "\ufe0f",
        "\r",
        "\n",
        "\b",
        "\t",
        "\x1bM",
        "\x1bD",
        "\x1b7",
        "\x1b8",
    ),
    *("\x1b[2J", "\x1b[K", "\x1b[1K", "\x1b[L", "\x1b[M", "\x1b[P", "\x1b[@", "\x1b[X", "\x1b[H"),
    *("\x1b[2;3r", "\x1b[4h", "\x1b[4l", "\x1b[?5h", "\x1b[?5l", "\x1b[?7l", "\x1b[?1049h"),
    *("\x1b[?1049l", "\x1b[3;4H", "\x1b[31;1m", "\x1b[0m", "\x1bc", "\x1b#8", "wider", "narrower"),
)


@hypothesis.given(st.lists(st.lists(st.sampled_from(PIECES), max_size=6), max_size=12))
def test_what_is_read_anew_is_all_that_was_painted_on(looks: list[list[str]]) -> None:
    emulator = Emulator(12, 4)
    screen = emulator.screen
    for pieces in looks:
        for piece in pieces:
            if piece in ("wider", "narrower"):
                screen.resize(5, 14 if piece == "wider" else 9)
            else:
                emulator.feed(piece.encode())
        whole = [row_of(screen.buffer[y], screen.columns) for y in range(screen.lines)]
        assert screen.display == whole


INKS = ("0", "1", "7", "31", "48;2;1;2;3", "38;5;200", "39", "22", "38;2")


@hypothesis.given(
    st.lists(
        st.sampled_from([*(f"\x1b[{ink}m" for ink in INKS), "\x1b[?5h", "\x1b[?5l", "\x1bc", "w"])
    )
)
def test_the_ink_is_what_pyte_makes_of_it(pieces: list[str]) -> None:
    emulator, plain = Emulator(12, 4), pyte.Screen(12, 4)
    stream = pyte.Stream(plain)
    for piece in pieces:
        emulator.feed(piece.encode())
        with contextlib.suppress(TypeError, IndexError, ValueError, KeyError):
            stream.feed(piece)
        assert emulator.screen.cursor.attrs == plain.cursor.attrs


def test_wide_characters_and_accents_take_the_cells_textual_gives_them() -> None:
    for text, cells in [
        ("日", 2),
        ("❤️", 2),
        ("👍🏽", 2),
        ("👩‍🦽", 2),
        ("🇬🇧", 2),
        ("é", 1),
        ("ਕੀ", 1),
    ]:
        emulator = Emulator(10, 1)
        emulator.feed(f"{text}|".encode())
        assert emulator.screen.cursor.x == cells + 1, text
        assert emulator.screen.display[0].startswith(f"{text}|")


def test_half_a_wide_character_is_blank() -> None:
    assert seen("日本\x1b[1G|", columns=5) == "| 本"
    assert seen("日本\x1b[2G|", columns=5) == " |本"


def test_colours_with_colons_are_colours() -> None:
    emulator = Emulator(5, 1)
    emulator.feed(b"\x1b[38:2::255:212:0mx\x1b[48:5:16my")
    assert emulator.screen.buffer[0][0].fg == "ffd400"
    assert emulator.screen.buffer[0][1].bg == "000000"
