"""After words were taken back: each file that a command wrote is clean, or is told to be recalled.

Each command runs as people run it, with all the folders that it may write to under one.
"""

import io
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from uuid import UUID

import pytest

from models.contribution.contribution import State, move, newest
from models.erasure.recall import TakenBack, forget_and_look, take_back_and_look
from models.outcome.told import handed_out
from models.space.space import find_space
from models.store.database import close_store, open_store
from models.theme.theme import new_theme, put_in_theme
from tests.tui.conftest import Heard, until

GOOD, MENDED = "Quaggas were overlooked at Zwischenahn", "Kestrels came to Oberammergau"
REJECTS, AGAIN = "in.jsonl.not-taken.jsonl", "in.jsonl.not-taken-2.jsonl"
PIECES = tuple(one.encode() for one in (*GOOD.split(), *MENDED.split()) if len(one) > 6)


def holding(folder: Path) -> set[Path]:
    """Every file below a folder that holds a piece, packed ones unpacked."""
    files = [one for one in folder.rglob("*") if one.is_file() and not one.is_symlink()]
    return {one for one in files if holds(one.read_bytes())}


def holds(data: bytes) -> bool:
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return any(holds(packed.read(name)) for name in packed.namelist())
    return any(piece in data or piece.lower() in data for piece in PIECES)


def not_told(found: set[Path], told: TakenBack) -> set[Path]:
    """Those of the files of which no sentence says where they are: by its path or its folder's."""
    paths = {Path(one[one.index("/") :]) for one in told.sentences if "/" in one}
    return {one for one in found if not paths & {one, *one.parents}}


@pytest.fixture
def everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One folder for all that a command may write to: home, cache, state, temporary files."""
    for name in ("home", "cache", "state", "config", "tmp"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    for name in ("cache", "state", "config"):
        monkeypatch.setenv(f"XDG_{name.upper()}_HOME", str(tmp_path / name))
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path / "out")
    return tmp_path


def well(heard: Heard, *words: object) -> str:
    said = heard(*words)
    assert said.code == 0, (words, said.err)
    return said.out


def five_that_came_in(heard: Heard) -> list[UUID]:
    """Take in files as people do, one to be mended and one with no heads, and use what was said."""
    well(heard, "space", "new", "Getting help at home")
    well(heard, "space", "open", "getting")
    lines = f'{{"words": "{GOOD}"}}\n{{"words": "{MENDED}\n'
    Path("in.jsonl").write_text(lines)
    Path("no heads.csv").write_text(f"{GOOD} at last\n{GOOD}\n")
    agreed = ("--consent", "room,report,quote", "--yes")
    well(heard, "import", "in.jsonl", *agreed)
    rejects = Path(REJECTS)
    mended = rejects.read_text().replace(f'"{MENDED}', f'"{MENDED}"}}')
    rejects.write_text(mended)
    well(heard, "import", rejects.name, *agreed)
    well(heard, "import", "in.jsonl", *agreed)
    assert rejects.read_text() == mended
    data = str(heard.data / "heard.db")
    well(heard, "import", "no heads.csv", "--no-heads", *agreed)
    well(heard, "import", "no heads.csv", "--column", f"words={GOOD} at last", *agreed)
    open_store(data)
    space = find_space("getting").uid
    theme = new_theme(space, "Time").uid
    uids = [one.uid for one in newest(space)]
    assert len(uids) == 5
    for uid in uids:
        move(uid, State.CLEARED)
        put_in_theme(theme, uid)
    close_store()
    return uids


def hand_everything_out(heard: Heard) -> None:
    """Run every command that writes a file."""
    for name in ("o.csv", "o.jsonl", "o.xlsx"):
        well(heard, "export", "--to", name)
    well(heard, "outcome", "--to", "web", "--formats", "page,text,json")
    well(heard, "report", "--to", "report.html")
    well(heard, "publish", "site", "--space", "getting")
    well(heard, "year", "--to", "year")
    well(heard, "daysheet", "--to", "sheet.html")
    well(heard, "space", "save", "plan.toml", "getting")
    well(heard, "space", "pack", "getting", "kiosk.pack")
    well(heard, "backup", "safe")
    well(heard, "search", "Quaggas")
    well(heard, "doctor")


def test_every_file_of_every_command_is_clean_or_told(heard: Heard, everywhere: Path) -> None:
    out = everywhere / "out"
    uids = five_that_came_in(heard)
    hand_everything_out(heard)
    before = holding(everywhere)
    wrote = {one.name for one in before}
    assert wrote >= {"heard.db", "o.csv", "o.xlsx", "report.html", "outcome.txt", REJECTS, AGAIN}

    open_store(str(heard.data / "heard.db"))
    told = [take_back_and_look(uid, by_desk=True) for uid in uids]
    close_store()
    said = "\n".join(sentence for one in told for sentence in one.sentences)
    for piece in PIECES:
        assert piece.decode() not in said
    assert str(out / REJECTS) in said
    assert str(out / AGAIN) in said
    assert str(out / "in.jsonl") in said
    left = holding(everywhere)
    assert left == {one for one in before if one.name != "heard.db"}, "nobody asked to delete them"
    untold = set.intersection(*(not_told(left, one) for one in told))
    assert untold == set()
    assert not [one for one in told if one.halves]
    recalled = well(heard, "outcome", "getting", "--recall")
    assert f"import. From: {out / 'in.jsonl'}" in recalled


def test_what_a_kill_left_half_written_is_told(heard: Heard, everywhere: Path) -> None:
    """The pipe in place of the half holds the program where it would write the first word."""
    well(heard, "space", "new", "Getting help at home")
    well(heard, "space", "open", "getting")
    (everywhere / "in.csv").write_text(f"Comment\n{GOOD}\n")
    well(heard, "import", everywhere / "in.csv", "--consent", "report,quote", "--yes")
    half = everywhere / "out" / "o.csv.part"
    os.mkfifo(half)
    argv = [sys.executable, "-m", "tui", "--data", str(heard.data), "export", "--to", "o.csv"]
    open_store(str(heard.data / "heard.db"))
    space = find_space("getting").uid
    with subprocess.Popen(argv) as process:
        assert until(lambda: len(handed_out(space)) == 2), "it waits for somebody to read"
        process.kill()
    assert process.returncode == -signal.SIGKILL
    assert half.exists()
    told = forget_and_look(space)
    assert told.halves == (half,)
    assert str(half) in told.sentences
    assert handed_out(space)[0].place == str(half.with_suffix(""))
    assert GOOD not in "".join(told.sentences)
