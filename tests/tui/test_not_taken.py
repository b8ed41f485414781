"""The file of the rows that could not be taken: never written over, and always told."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from models.contribution.contribution import newest
from models.erasure.half_written import HALF
from models.erasure.recall import TakenBack, forget_and_look, take_back_and_look
from models.outcome.told import handed_out
from models.space.space import find_space, new_space, open_space
from models.store.database import close_store, open_store
from tests.tui.conftest import Heard, Said
from tui.session import begin

GOOD, MENDED = "More time", "Quaggas were overlooked"
BAD = f"Comment,Language\n{GOOD},en\n{MENDED},Klingon\n"

# The program is killed where the file would get its name: the half is all there.
KILLED = """
import os, signal, sys
os.fsync = lambda _file: os.kill(os.getpid(), signal.SIGKILL)
from tui.cli import main
main()
"""


def killed(heard: Heard, file: Path) -> Path:
    """Take in a file, kill the program before it is done, and return what that left."""
    argv = [sys.executable, "-c", KILLED, "--data", str(heard.data), "import", str(file), "--yes"]
    done = subprocess.run(argv, check=False, capture_output=True, timeout=120)
    assert done.returncode == -signal.SIGKILL
    [half] = {*file.parent.iterdir()} - {file}
    return half


@pytest.fixture
def bad(heard: Heard, tmp_path: Path) -> Path:
    """A file with a good row and one that cannot be taken, in a folder of its own."""
    a_space(heard, "Getting help at home")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "bad.csv").write_text(BAD)
    return folder / "bad.csv"


def a_space(heard: Heard, title: str) -> None:
    begin(str(heard.data))
    open_space(new_space(title).uid)
    close_store()


def beside(file: Path, number: int = 1) -> Path:
    mark = "not-taken" if number == 1 else f"not-taken-{number}"
    return file.with_name(f"{file.name}.{mark}.csv")


def take(heard: Heard, file: Path) -> Said:
    said = heard("import", file, "getting", "--yes")
    assert said.code == 0, said.err
    return said


def mend(file: Path) -> str:
    text = file.read_text(encoding="utf-8-sig").replace("Klingon", "English")
    file.write_text(text, encoding="utf-8-sig")
    return file.read_text()


def taken_back(heard: Heard, words: str) -> TakenBack:
    """Take back what somebody said, and return what is told then."""
    open_store(str(heard.data / "heard.db"))
    [uid] = [one.uid for one in newest(find_space("getting").uid) if one.words == words]
    told = take_back_and_look(uid, by_desk=True)
    close_store()
    return told


def test_what_somebody_mends_is_never_written_over(heard: Heard, bad: Path) -> None:
    assert str(beside(bad)) in take(heard, bad).err
    as_it_was = beside(bad).read_bytes()
    mended = mend(beside(bad))
    said = take(heard, bad)
    assert beside(bad).read_text() == mended
    assert beside(bad, 2).read_bytes() == as_it_was
    assert beside(bad, 2).stat().st_mode & 0o077 == 0
    assert f"Each with its reason: {beside(bad, 2)}\n" in said.err
    assert f"{beside(bad).name} was there before, and was not changed." in said.err
    once_more = json.loads(heard("import", bad, "getting", "--yes", "--json").out)
    assert once_more["not_taken_file"] == str(beside(bad, 2)), "it holds just that already"
    mend(beside(bad, 2))
    take(heard, bad)
    wrote = {bad, beside(bad), beside(bad, 2), beside(bad, 3)}
    assert {*bad.parent.iterdir()} == wrote

    assert "1 taken in" in take(heard, beside(bad, 2)).out
    said_then = "\n".join(taken_back(heard, MENDED).sentences)
    assert all(f": {one}" in said_then for one in wrote)


def test_the_very_same_rows_leave_the_file_alone(heard: Heard, bad: Path) -> None:
    take(heard, bad)
    before = beside(bad).stat()
    said = take(heard, bad)
    after = beside(bad).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert f"Each with its reason: {beside(bad)}\n" in said.err
    assert "there before, and" not in said.err
    assert {*bad.parent.iterdir()} == {bad, beside(bad)}


def test_a_later_file_is_told_with_the_words_that_came_in_from_an_earlier_one(
    heard: Heard, bad: Path
) -> None:
    take(heard, bad)
    mend(beside(bad))
    take(heard, beside(bad))
    take(heard, bad)
    assert MENDED in beside(bad, 2).read_text()
    told = taken_back(heard, MENDED)
    assert str(beside(bad, 2)) in {one.hand_out.place for one in told.hand_outs}
    assert str(beside(bad, 2)) in heard("outcome", "getting", "--recall").out


def test_so_it_is_where_the_earlier_one_was_written_for_another_space(
    heard: Heard, bad: Path
) -> None:
    a_space(heard, "Another one")
    assert heard("import", bad, "another", "--yes").code == 0
    mend(beside(bad))
    take(heard, beside(bad))
    take(heard, bad)
    told = taken_back(heard, MENDED)
    assert str(beside(bad, 2)) in {one.hand_out.place for one in told.hand_outs}


def test_what_is_left_of_a_later_file_gets_a_file_and_all_of_them_are_told(
    heard: Heard, bad: Path
) -> None:
    bad.write_text(f"{BAD}another one,Elvish\n")
    take(heard, bad)
    mend(beside(bad))
    take(heard, bad)
    second = beside(bad, 2)
    mend(second)
    assert "1 taken in" in take(heard, second).out
    left = beside(second)
    assert "Elvish" in left.read_text()
    assert MENDED not in left.read_text()
    left.write_text(left.read_text().replace("Elvish", "English"))
    assert "1 taken in" in take(heard, left).out
    places = {one.hand_out.place for one in taken_back(heard, "another one").hand_outs}
    assert places == {str(one) for one in (bad, beside(bad), second, left)}
    places = {one.hand_out.place for one in taken_back(heard, MENDED).hand_outs}
    assert places == {str(one) for one in (bad, beside(bad), second)}


@pytest.mark.parametrize("what", ["folder", "pipe", "link to nowhere"])
def test_what_is_no_file_and_in_the_way_means_the_next_name(
    heard: Heard, bad: Path, what: str
) -> None:
    if what == "folder":
        beside(bad).mkdir()
    elif what == "pipe":
        os.mkfifo(beside(bad))
    else:
        beside(bad).symlink_to(bad.parent / "nowhere")
    said = take(heard, bad)
    assert "1 taken in" in said.out
    assert f"Each with its reason: {beside(bad, 2)}\n" in said.err
    assert MENDED in beside(bad, 2).read_text()
    assert {*bad.parent.iterdir()} == {bad, beside(bad), beside(bad, 2)}


def test_a_full_disk_says_what_is_safe_and_leaves_no_half(heard: Heard, bad: Path) -> None:
    made = tempfile.mkstemp

    def on_a_full_disk(**options: Any) -> tuple[int, str]:
        handle, name = made(**options)
        if options.get("prefix") == HALF:
            os.close(handle)
            handle = os.open("/dev/full", os.O_WRONLY)
        return handle, name

    heard.monkeypatch.setattr("tui.not_taken.tempfile.mkstemp", on_a_full_disk)
    said = heard("import", bad, "getting", "--yes")
    assert said.code == 1
    assert said.err.splitlines()[-1] == (
        f"The rows that were not taken could not be written to {beside(bad)}. "
        "Make its folder writable, with space left on its disk. "
        "What was taken in before that is safe: 1 answer. "
        "Take in the same file again to go on. Nothing comes in twice."
    )
    assert {*bad.parent.iterdir()} == {bad}
    heard.monkeypatch.setattr("tui.not_taken.tempfile.mkstemp", made)
    assert "0 taken in, 1 there before" in take(heard, bad).out
    assert MENDED in beside(bad).read_text()


def test_a_folder_that_cannot_be_written_says_what_is_safe(heard: Heard, bad: Path) -> None:
    bad.parent.chmod(0o500)
    said = heard.without_master_key("import", bad, "getting", "--yes")
    bad.parent.chmod(0o700)
    assert said.code == 1
    assert "Make its folder writable" in said.err
    assert "Nothing comes in twice." in said.err


def test_a_name_that_is_too_long_is_called_so(heard: Heard, bad: Path) -> None:
    long = bad.rename(bad.with_name(f"{'x' * 241}.csv"))
    said = heard("import", long, "getting", "--yes").err.splitlines()[-1]
    assert "That name is too long. Give the file that you take in a shorter one." in said
    assert "safe: 1 answer." in said
    assert {*long.parent.iterdir()} == {long}


def test_what_a_kill_left_half_written_is_told(heard: Heard, bad: Path) -> None:
    half = killed(heard, bad)
    assert MENDED in half.read_text()
    assert half.stat().st_mode & 0o077 == 0
    take(heard, bad)
    mend(beside(bad))
    take(heard, beside(bad))
    told = taken_back(heard, MENDED)
    assert told.halves == (half,)
    assert str(half) in told.sentences


def test_the_half_is_told_also_where_nothing_was_taken_in_after_the_kill(
    heard: Heard, bad: Path
) -> None:
    half = killed(heard, bad)
    open_store(str(heard.data / "heard.db"))
    space = find_space("getting").uid
    assert [one.place for one in handed_out(space)] == [str(bad)]
    assert forget_and_look(space).halves == (half,)
    close_store()
