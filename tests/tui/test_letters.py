"""Larger letters: what Heard asks for, where it stops, and whether letters are large enough."""

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from assets import language
from tests.tui.conftest import Heard, until
from tui.letter_size import farthest, letter_size, metres, most_rows
from tui.letters import ConsoleLetters, Letters, WindowLetters, fits, letters_here
from tui.machine.signals import WINDOW_FD, WINDOW_LETTERS

ROOT = Path(__file__).parents[2]
NOBODY = 65534
ASKS = """
import os, socket, time
talk = socket.socket(fileno=int(os.environ["HEARD_WINDOW_FD"]))
def size():
    return os.get_terminal_size(0)
def settled(*before):
    # A window that opens passes through sizes that nobody sees.
    now, since = size(), time.monotonic()
    while now in before or time.monotonic() - since < 0.7:
        time.sleep(0.02)
        if size() != now:
            now, since = size(), time.monotonic()
    return now
def change(before, points):
    talk.sendall(f"letters {points}\\n".encode())
    assert talk.recv(100) == b"redraw\\n"
    return settled(before, (80, 24))
first = settled((80, 24))
larger = change(first, 40)
again = change(larger, 20)
with open(os.environ["HEARD_TEST_SIZES"], "w") as file:
    print(*first, *larger, *again, file=file)
raise SystemExit(10)
"""


@pytest.fixture
def window() -> Iterator[tuple[WindowLetters, socket.socket]]:
    ours, holder = socket.socketpair()
    with ours, holder:
        holder.settimeout(20)
        yield WindowLetters(ours, 28.0), holder


def test_every_page_stays_whole() -> None:
    assert fits(87, 25, 1.25)
    assert fits(55, 15, 1.25)
    assert not fits(44, 12, 1.25)
    assert not fits(54, 25, 1.25)
    assert not fits(87, 14, 1.25)


def test_a_window_of_ours(window: tuple[WindowLetters, socket.socket]) -> None:
    letters, holder = window
    assert letters.can_change()
    assert letters.bigger(87, 25) == ""
    assert holder.recv(100) == b"letters 35\n"
    assert letters.bigger(54, 25) == "These are the largest letters that fit on this screen."
    assert letters.reset() == ""
    assert holder.recv(100) == b"letters 28\n"
    assert letters.reset() == ""
    assert letters.smaller() == ""
    assert holder.recv(100) == b"letters 22.4\n"
    assert letters.bigger(100, 30) == ""
    assert holder.recv(100) == b"letters 28\n"  # steps come back to the size that was set
    for _ in range(4):
        assert letters.smaller() == ""
    assert letters.smaller() == "These are the smallest letters."


async def test_a_window_that_does_not_open(window: tuple[WindowLetters, socket.socket]) -> None:
    letters, holder = window
    drawn: list[bool] = []
    told: list[str] = []
    letters.listen(lambda: drawn.append(True), told.append)
    letters.bigger(87, 25)
    holder.sendall(b"redraw\nnot chan")
    holder.sendall(b"ged\n")
    async with asyncio.timeout(20):
        while not told:
            await asyncio.sleep(0.01)
    assert drawn == [True]
    assert told == ["The letters cannot be changed now. They stay as they are."]
    assert letters.now == 28.0
    holder.close()
    assert letters.bigger(87, 25).startswith("The letters cannot be changed now.")


def test_any_other_terminal() -> None:
    letters = letters_here({"TERM": "xterm-256color"})
    assert not letters.can_change()
    assert "Ctrl and +" in letters.bigger(87, 25)
    assert "Ctrl and -" in letters.smaller()
    assert letters.reset() == ""
    language.use(language.Pseudo.NAME)
    try:
        assert "Ctrl" not in Letters().bigger(87, 25)
    finally:
        language.use(language.ENGLISH)


def test_what_starts_beside_us_does_not_get_the_socket() -> None:
    ours, holder = socket.socketpair()
    with holder:
        number = ours.detach()
        os.set_inheritable(number, True)
        letters = letters_here({WINDOW_FD: str(number), WINDOW_LETTERS: "28"})
        assert letters.can_change()
        assert not os.get_inheritable(number)
        os.close(number)


def test_the_console_takes_the_nearest_font(tmp_path: Path) -> None:
    assert ConsoleLetters(tmp_path, 28).usual == 32
    assert ConsoleLetters(tmp_path, 14).usual == 20
    letters = ConsoleLetters(tmp_path)
    assert letters.usual == 16
    assert letters.font(28).name == "Uni2-TerminusBold28x14.psf.gz"
    assert letters.smaller() == "These are the smallest letters."
    assert letters.bigger(60, 14) == "These are the largest letters that fit on this screen."
    if shutil.which("setfont"):  # there is no such font, and no console
        assert letters.bigger(240, 67).startswith("The letters cannot be changed now.")
        assert letters.now == 16


# -- a real window ---------------------------------------------------------------------------


@pytest.fixture
def for_anybody() -> Iterator[tuple[Path, str, int | None]]:
    """Copy the holder to where another user can run it, for sway refuses to run as root.

    Gives the folder, a Python, and the user; this shows too that the holder needs nothing else.
    """
    user = NOBODY if os.geteuid() == 0 else None
    python = shutil.which("python3", path="/usr/bin:/bin") if user else sys.executable
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "tui/machine", folder / "tui/machine")
        shutil.copytree(ROOT / "assets/kiosk", folder / "assets/kiosk")
        for package in ("tui", "assets"):
            shutil.copy2(ROOT / package / "__init__.py", folder / package)
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o700 if path.is_dir() else 0o600)
            if user:
                os.chown(path, user, user)
        yield folder, python or "", user


def test_a_real_window_gets_larger_and_smaller_letters(
    for_anybody: tuple[Path, str, int | None],
) -> None:
    """foot in sway, on a screen in memory."""
    folder, python, user = for_anybody
    for tool in ("sway", "foot"):
        if not shutil.which(tool):
            pytest.skip(f"{tool} is not installed here, so no real window can be opened")
    (folder / "asks.py").write_text(ASKS)
    (folder / "start").write_text(
        f"cd {folder}\n{python} -m tui.machine.holder 28 {python} asks.py\necho $? >ended\n"
    )
    (folder / "sway").write_text(
        "output * resolution 1920x1080\ndefault_border none\nxwayland disable\n"
        f"workspace_layout tabbed\nexec sh {folder}/start\n"
    )
    for name in ("asks.py", "start", "sway"):
        (folder / name).chmod(0o644)
    quiet = {"WLR_BACKENDS": "headless", "WLR_LIBINPUT_NO_DEVICES": "1", "WLR_RENDERER": "pixman"}
    here = {"XDG_RUNTIME_DIR": str(folder), "HEARD_TEST_SIZES": str(folder / "sizes")}
    with subprocess.Popen(
        ["sway", "-c", str(folder / "sway")],
        cwd=folder,
        env={**os.environ, **quiet, **here, "HOME": str(folder), "TMPDIR": str(folder)},
        user=user,
        group=user,
        extra_groups=[] if user else None,
        stderr=subprocess.DEVNULL,
    ) as sway:
        try:
            ended = folder / "ended"
            assert until(lambda: sway.poll() is not None or (ended.exists() and ended.read_text()))
            if sway.poll() is not None:
                pytest.skip("sway cannot draw on this machine, not even in memory")
            assert ended.read_text() == "10\n"
        finally:
            sway.terminate()
    sizes = map(int, (folder / "sizes").read_text().split())
    columns, rows, fewer_columns, fewer_rows, more_columns, more_rows = sizes
    assert fewer_rows < rows < more_rows
    assert fewer_columns == pytest.approx(columns * 28 / 40, abs=3)
    assert more_columns == pytest.approx(columns * 28 / 20, abs=5)


# -- are they large enough? (A15, A16) ---------------------------------------------------------


def test_a_capital_of_seven_tenths_of_a_degree() -> None:
    near = letter_size(0.59, 0.299, 25)  # a 24 inch screen at arm's length
    assert near.millimetres == pytest.approx(7.5, abs=0.1)
    assert near.degrees == pytest.approx(0.73, abs=0.01)
    assert near.enough
    assert not letter_size(0.7, 0.299, 25).enough
    assert letter_size(farthest(0.299, 25), 0.299, 25).degrees == pytest.approx(0.7)
    # Wide enough as an angle, and still too small for 508: a screen that is held close.
    assert letter_size(0.2, 0.15, 25).degrees > 0.7
    assert not letter_size(0.2, 0.15, 25).enough


@pytest.mark.parametrize(("heights_away", "rows"), [(2, 25), (3, 17), (4, 12), (6, 8)])
def test_the_most_rows_for_the_back_of_the_room(heights_away: int, rows: int) -> None:
    assert most_rows(heights_away, 1.0) == rows
    assert letter_size(heights_away, 1.0, rows).enough
    assert not letter_size(heights_away, 1.0, rows + 1).enough


@pytest.mark.parametrize(
    ("text", "length"),
    [("6m", 6), ("60 cm", 0.6), ("2.2", 2.2), ("2,2 m", 2.2), ("600mm", 0.6), ('24"', 0.6096)],
)
def test_lengths(text: str, length: float) -> None:
    assert metres(text) == pytest.approx(length)


@pytest.mark.parametrize("text", ["", "far", "0m", "-1m", "6 miles", "1e9m"])
def test_what_is_no_length(text: str) -> None:
    with pytest.raises(ValueError):
        metres(text)


def test_the_kit_check_tells_whether_letters_are_large_enough(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINES", "24")
    said = heard("check", "letters", "--distance", "60cm", "--screen-height", "32cm")
    assert "pass     Letters: a capital is 8 mm high, 0.8 degrees" in said.out
    said = heard("check", "letters", "--distance", "3m", "--screen-width", "2m")
    assert "PROBLEM  Letters" in said.out
    assert "until at most 19 rows are left" in said.out
    said = heard("check", "letters", "--distance", "6m", "--screen-width", "1m")
    assert "Take a larger picture" in said.out
    assert heard("check", "letters", "--distance", "6m").code == 2
    assert heard("check", "letters", "--distance", "far", "--screen-height", "1m").code == 2
    assert "without  Letters: not measured" in heard("check", "letters").out
