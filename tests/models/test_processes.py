"""Several processes on one file: starting together, and one that is killed."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from models.base import database
from models.contribution import newest
from models.database import MIGRATIONS, open_store
from models.space import list_spaces, new_space, open_space

HOME = Path(__file__).parents[2]

START = """
import sys, time
import peewee, playhouse.migrations, models.space
from models.database import close_store, open_store
from models.space import new_space
print("ready", flush=True)
sys.stdin.readline()
open_store(sys.argv[1])
new_space(sys.argv[2])
close_store()
print("done", flush=True)
"""

WRITE = """
import sys
from uuid import UUID
from models.contribution import capture
from models.database import open_store
open_store(sys.argv[1])
n = 0
while True:
    n += 1
    uid = capture(UUID(sys.argv[2]), f"words {n} " * 20).uid
    print(uid, flush=True)
"""


def start(script: str, *args: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", script, *args],
        cwd=HOME,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_several_that_start_at_the_same_moment_all_succeed(tmp_path: Path) -> None:
    for attempt in range(3):
        path = tmp_path / f"heard{attempt}.db"
        processes = [start(START, str(path), f"Space {n}") for n in range(3)]
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        for process in processes:
            out, err = process.communicate(timeout=60)
            assert (process.returncode, out) == (0, "done\n"), err
        open_store(str(path))
        assert {space.title for space in list_spaces()} == {"Space 0", "Space 1", "Space 2"}
        applied = database.execute_sql("SELECT count(*) FROM schema_migration").fetchone()[0]
        assert applied == len(list(MIGRATIONS.glob("[0-9]*.py")))


@pytest.mark.parametrize(
    "kills", [5, pytest.param(100, marks=[pytest.mark.soak, pytest.mark.timeout(1800)])]
)
def test_a_writer_that_is_killed_loses_nothing_it_acknowledged(tmp_path: Path, kills: int) -> None:
    path = tmp_path / "heard.db"
    open_store(str(path))
    space = open_space(new_space("Getting help at home").uid)
    acknowledged: set[str] = set()
    chance = random.Random(5)
    for _ in range(kills):
        process = start(WRITE, str(path), str(space.uid))
        assert process.stdout is not None
        first = process.stdout.readline()
        assert first, process.communicate()[1]
        time.sleep(chance.uniform(0, 0.15))
        process.send_signal(signal.SIGKILL)
        rest, _ = process.communicate(timeout=60)
        # A last line without its end was cut while it was told, so nobody was told it.
        acknowledged.update(line for line in (first + rest).split("\n")[:-1])
    saved = {str(one.uid) for one in newest(space.uid, most=1_000_000)}
    assert len(acknowledged) >= kills
    assert acknowledged <= saved
    assert len(saved) <= len(acknowledged) + kills
    assert all(one.words for one in newest(space.uid, most=1_000_000))
    assert database.execute_sql("PRAGMA integrity_check").fetchone()[0] == "ok"
