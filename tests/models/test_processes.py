"""Several processes on one file, starting together."""

import select
import subprocess
import sys
from pathlib import Path

from models.encryption.encryption import opening
from models.space.space import list_spaces
from models.store.base import database
from models.store.database import MIGRATIONS, open_store

HOME = Path(__file__).parents[2]

START = """
import sys, time
import peewee, playhouse.migrations, models.space.space
from models.store.database import close_store, open_store
from models.space.space import new_space
print("ready", flush=True)
sys.stdin.readline()
open_store(sys.argv[1])
new_space(sys.argv[2])
close_store()
print("done", flush=True)
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
    for attempt in range(2):
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


def test_a_new_file_is_made_ready_by_one_at_a_time(tmp_path: Path) -> None:
    """SQLite lets nobody wait who turns a new file to a log while another does."""
    path = tmp_path / "heard.db"
    process = start(START, str(path), "First")
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == "ready\n"
    with opening(path):
        process.stdin.write("go\n")
        process.stdin.flush()
        assert select.select([process.stdout], [], [], 2)[0] == [], "it waits for us"
    assert process.communicate(timeout=60)[0] == "done\n"
    second = start(START, str(path), "Second")
    with opening(path):
        assert second.communicate("go\n", timeout=60)[0] == "ready\ndone\n", "now nobody waits"
