"""A real meeting is replayed from a file: its pauses, its choices, and files that are wrong."""

import csv
import io
import logging
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from models.contribution.contribution import Consent, Contribution, State, WayIn, newest
from models.space.space import find_space
from models.store.database import close_store, open_store
from tests.tui.conftest import PATIENCE, Heard, Said, sentence

SECRET = "Sharon-took-my-card"
HEAD = "timestamp,comment-id,comment-body\n"
START = 1_658_934_589_213


def written(path: Path, *told: tuple[float, int, str]) -> Path:
    """Write a file of comments: seconds after the start, the number, the words."""
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(["timestamp", "author-id", "comment-id", "comment-body"])
    for seconds, number, words in told:
        rows.writerow([START + round(seconds * 1000), 7, number, words])
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return path


@pytest.fixture
def pauses(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """Open a space, and collect the pauses asked for instead of making them."""
    heard("space", "new", "Getting help", "--prompt", "What helps?")
    heard("space", "open")
    asked: list[float] = []
    monkeypatch.setattr("tui.commands.replay.time", SimpleNamespace(sleep=asked.append))
    yield asked
    close_store()


def saved(heard: Heard) -> list[Contribution]:
    """Return what is saved, oldest first."""
    open_store(str(heard.data / "heard.db"))
    found = newest(find_space().uid, most=9_999)
    close_store()
    return list(reversed(found))


def words_of(heard: Heard) -> list[str]:
    return [one.words for one in saved(heard)]


FOUR = ((0, 1, "one"), (5, 2, "two"), (5, 3, "three"), (65, 4, "four"))


# -- the pauses ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        ([], [5, 60]),
        (["--speed", "10"], [0.5, 6]),
        (["--speed", "0.5"], [10, 120]),
        (["--gap", "20"], [5, 20]),
        (["--gap", "2", "--speed", "5"], [1, 2]),
        (["--gap", "0"], []),
        (["--ids", "1,4"], [65]),
        (["--ids", "3"], []),
    ],
)
def test_the_pauses_are_those_of_the_meeting(
    heard: Heard, tmp_path: Path, pauses: list[float], options: list[str], asked: list[float]
) -> None:
    said = heard("replay", written(tmp_path / "a.csv", *FOUR), *options)
    assert (said.code, said.err) == (0, "")
    assert pauses == pytest.approx(asked)


def test_what_was_told_first_comes_first(heard: Heard, tmp_path: Path, pauses: list[float]) -> None:
    path = written(tmp_path / "a.csv", (9, 8, "last"), (4, 9, "middle"), (0, 3, "first"))
    said = heard("replay", path)
    assert said.out == "1 of 3: comment 3\n2 of 3: comment 9\n3 of 3: comment 8\n"
    assert words_of(heard) == ["first", "middle", "last"]
    assert pauses == [4, 5]


@pytest.mark.parametrize("speed", ["1e-300", "1e-9", "1e300"])
def test_no_speed_is_too_much_for_the_clock(
    heard: Heard, tmp_path: Path, pauses: list[float], speed: str
) -> None:
    assert heard("replay", written(tmp_path / "a.csv", *FOUR), "--speed", speed).code == 0
    assert all(0 <= pause <= 7 * 24 * 3600 for pause in pauses)
    assert len(saved(heard)) == 4


@pytest.mark.parametrize("speed", ["nan", "inf"])
def test_a_speed_that_is_no_number(
    heard: Heard, tmp_path: Path, pauses: list[float], speed: str
) -> None:
    said = heard("replay", written(tmp_path / "a.csv", *FOUR), "--speed", speed)
    assert "--speed" in sentence(said)
    assert not saved(heard)


# -- what is replayed, and as what ---------------------------------------------------------


@pytest.mark.parametrize(
    ("ids", "numbers"),
    [
        ("15-38", [15, 20, 38]),
        ("1,4,7-9", [1, 4, 7, 9]),
        ("38-15,4", [4]),
        ("1-999999999999", [1, 4, 7, 9, 14, 15, 20, 38, 39]),
        ("", [1, 4, 7, 9, 14, 15, 20, 38, 39]),
        (" 4 , 7 - 7 ", [4, 7]),
    ],
)
def test_only_these_ids(
    heard: Heard, tmp_path: Path, pauses: list[float], ids: str, numbers: list[int]
) -> None:
    told = [(n, n, f"words {n}") for n in (1, 4, 7, 9, 14, 15, 20, 38, 39)]
    said = heard("replay", written(tmp_path / "a.csv", *told), "--ids", ids)
    assert [int(line.rpartition(" ")[2]) for line in said.out.splitlines()] == numbers
    assert words_of(heard) == [f"words {n}" for n in numbers]


@pytest.mark.parametrize("ids", ["x", "1-", "-3", "1,,2", "1.5", "²"])
def test_ids_that_are_none(heard: Heard, tmp_path: Path, pauses: list[float], ids: str) -> None:
    said = heard("replay", written(tmp_path / "a.csv", *FOUR), f"--ids={ids}")
    assert "15-38 or 1,4,7-9" in sentence(said)
    assert not saved(heard)


def test_ids_that_are_not_in_the_file(heard: Heard, tmp_path: Path, pauses: list[float]) -> None:
    said = heard("replay", written(tmp_path / "a.csv", *FOUR), "--ids", "50-60")
    assert "There is nothing to replay" in sentence(said)


@pytest.mark.parametrize(
    ("options", "consent"),
    [
        ([], Consent(room=True, report=True)),
        (["--consent", "none"], Consent()),
        (["--consent", "quote"], Consent(quote=True)),
        (["--consent", "room, report,quote"], Consent(True, True, True)),
    ],
)
def test_consent(
    heard: Heard, tmp_path: Path, pauses: list[float], options: list[str], consent: Consent
) -> None:
    assert heard("replay", written(tmp_path / "a.csv", *FOUR), *options).code == 0
    assert {one.consent for one in saved(heard)} == {consent}


def test_what_they_are_and_how_they_came(heard: Heard, tmp_path: Path, pauses: list[float]) -> None:
    path = written(tmp_path / "a.csv", (0, 1, "More time."), (1, 2, " \t "), (2, 3, "[/x]\x1b[2J"))
    assert heard("replay", path, "--role", "a carer", "--space", "getting").code == 0
    one, two = saved(heard)
    assert (one.words, one.role, one.way_in) == ("More time.", "a carer", WayIn.TYPED)
    assert {one.state, two.state} == {State.WAITING}
    assert two.words == "[/x]"


def test_a_use_that_there_is_not(heard: Heard, tmp_path: Path, pauses: list[float]) -> None:
    said = heard("replay", written(tmp_path / "a.csv", *FOUR), "--consent", "room,radio")
    assert "room, report, quote or none" in sentence(said)
    assert not saved(heard)


# -- words are not lost --------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "first line\nsecond line\n\nlast, with a comma and “quotes”",
        'He said "no", twice',
        "word " * 60_000 + "end",
        "Chcę, żeby ktoś mówił po polsku. 👩‍🦽 اردو",
        "'=1+1",
    ],
    ids=["lines", "quotes", "300,000 characters", "scripts", "formula"],
)
def test_words_stay_as_they_were(
    heard: Heard, tmp_path: Path, pauses: list[float], words: str
) -> None:
    path = written(tmp_path / "a.csv", (0, 1, "before"), (1, 2, words), (2, 3, "after"))
    said = heard("replay", path)
    assert (said.code, said.err) == (0, "")
    assert words_of(heard) == ["before", words, "after"]


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_lines_may_end_in_any_way(
    heard: Heard, tmp_path: Path, pauses: list[float], ends: str
) -> None:
    path = tmp_path / "a.csv"
    text = f'{HEAD}{START},1,"two\nlines"\n\n{START},2,more\n'.replace("\n", ends)
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert heard("replay", path).code == 0
    assert words_of(heard) == ["two\nlines", "more"]


def test_a_nul_costs_no_words(heard: Heard, tmp_path: Path, pauses: list[float]) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{HEAD}{START},1,More\0 time.\n{START},2,after\n")
    assert heard("replay", path).code == 0
    assert words_of(heard) == ["More time.", "after"]


# -- files that are wrong ------------------------------------------------------------------


GOOD = f"{START},1,{SECRET}\n"


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (b"", "has no column timestamp"),
        (b"when,who,what\n1,2,3\n", "has no column timestamp"),
        (f"timestamp,comment-id,{SECRET}\n".encode(), "has no column comment-body"),
        (HEAD.encode(), "There is nothing to replay"),
        ((HEAD + GOOD + f"{START},2,\xe9 {SECRET}\n").encode("latin-1"), "is not in UTF-8"),
        ((HEAD + GOOD).encode("utf-16"), "is not in UTF-8"),
        ((HEAD + GOOD).encode("utf-16-le"), "has no column"),
        ((HEAD + GOOD + f"soon,2,{SECRET}\n").encode(), "Line 3 of"),
        ((HEAD + GOOD + f"{START},two,{SECRET}\n").encode(), "Line 3 of"),
        ((HEAD + GOOD + f"{'9' * 30},2,{SECRET}\n").encode(), "Line 3 of"),
        ((HEAD + GOOD + f"{'9' * 5000},2,{SECRET}\n").encode(), "Line 3 of"),
        ((HEAD + GOOD + f"-5,2,{SECRET}\n").encode(), "Line 3 of"),
        ((HEAD + GOOD + f"{START},2,{SECRET}, and more\n").encode(), "more parts or fewer"),
        ((HEAD + GOOD + f"{START}\n").encode(), "more parts or fewer"),
        ((HEAD + GOOD + f'{START},2,"{SECRET}\n{GOOD * 3}').encode(), "is not CSV"),
        ((HEAD + GOOD + f'{START},2,"{SECRET}" and more\n').encode(), "is not CSV"),
    ],
    ids=[
        *("empty", "other columns", "two columns of three", "no rows", "latin-1", "UTF-16"),
        *("UTF-16 unmarked", "a word for a time", "a word for an id", "a time too late"),
        *("a time without end", "a time too early", "more parts", "fewer parts"),
        *("a quote never closed", "words after a quote"),
    ],
)
def test_a_wrong_file_adds_nothing_and_is_told_without_its_words(
    heard: Heard,
    tmp_path: Path,
    pauses: list[float],
    caplog: pytest.LogCaptureFixture,
    file: bytes,
    told: str,
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(file)
    with caplog.at_level(logging.DEBUG):
        said = heard("replay", path)
    assert told in sentence(said)
    assert "Nothing was added." in said.err
    assert SECRET not in said.err
    assert SECRET not in caplog.text
    assert not saved(heard)


def test_a_file_that_is_no_file(heard: Heard, tmp_path: Path, pauses: list[float]) -> None:
    for path, told in (
        (tmp_path / "none.csv", "There is no file"),
        (tmp_path, "is a folder"),
        (tmp_path / "heard.toml" / "a.csv", "Nothing was added"),
        (Path("/proc/self/mem"), "cannot be read"),
    ):
        assert told in sentence(heard("replay", path))


def wrong_way(heard: Heard, path: Path, *options: str) -> Said:
    said = heard("replay", path, *options)
    assert said.code == 1
    assert SECRET not in said.err + said.out
    return said


def test_a_space_that_is_not_open(heard: Heard, tmp_path: Path, pauses: list[float]) -> None:
    path = written(tmp_path / "a.csv", (0, 1, SECRET))
    heard("space", "close")
    assert "is not open. 0 of 1 were added" in sentence(wrong_way(heard, path))
    assert "heard space list" in sentence(wrong_way(heard, path, "--space", "Nowhere"))
    assert not saved(heard)


def test_a_space_that_is_closed_halfway(
    heard: Heard, tmp_path: Path, pauses: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    from models.space.space import close_space

    monkeypatch.setattr(
        "tui.commands.replay.time",
        SimpleNamespace(sleep=lambda _: close_space(find_space().uid)),
    )
    said = wrong_way(heard, written(tmp_path / "a.csv", (0, 1, "one"), (1, 2, SECRET)))
    assert "1 of 2 were added before that." in said.err
    assert said.out == "1 of 2: comment 1\n"
    assert words_of(heard) == ["one"]


def test_a_fault_while_it_runs_tells_no_words(
    heard: Heard, tmp_path: Path, pauses: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(*_: object, **__: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr("tui.commands.replay.capture", faulty)
    assert "(RuntimeError)" in sentence(
        wrong_way(heard, written(tmp_path / "a.csv", (0, 1, SECRET)))
    )


def test_ctrl_c_stops_it_and_what_was_added_stays(heard: Heard, tmp_path: Path) -> None:
    heard("space", "new", "Getting help")
    heard("space", "open")
    path = written(tmp_path / "a.csv", (0, 1, "one"), (3_600, 2, SECRET))
    running = subprocess.Popen(
        [sys.executable, "-m", "tui", "--data", str(heard.data), "replay", str(path)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "1 of 2: comment 1\n"
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=PATIENCE)
    assert running.returncode == 130
    assert err.strip() == "Stopped. Everything that was saved is safe."
    assert words_of(heard) == ["one"]
