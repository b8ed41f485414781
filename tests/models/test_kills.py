"""Kiosks and desks that are killed in the middle of a save, at random: no lost Enter (D25, D26).

What each said is compared one by one: words, drafts, consents, moves, versions, receipts and what
was taken back.
"""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import cysqlite
import pytest

from models.kiosk.pin import set_pin
from models.space.space import new_space, open_space
from models.store.database import close_store, open_store
from tests.support.power_cut.simulate import Facts, missing

HOME = Path(__file__).parents[2]
WRITERS = 2  # at once, on one file
ALL_KINDS = {"words", "draft", "no draft", "consent", "state", "version", "receipt"}


@contextlib.contextmanager
def standing_by(store: Path, space: UUID) -> Iterator["subprocess.Popen[str]"]:
    """Start what starts the writers."""
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.support.power_cut.workload"),
            *(str(store), str(space), "0"),
        ],
        cwd=HOME,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def killed_once(process: "subprocess.Popen[str]", facts: Facts, after: int, seconds: float) -> None:
    """Start a writer, kill it some time after so many acts, and take all that it says was saved."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("go\n")
    process.stdin.flush()
    child = 0
    for line in process.stdout:
        if line.startswith("ended by"):
            assert line == f"ended by {int(signal.SIGKILL)}\n", "it was killed, and did not fail"
            return
        if line.startswith("["):
            facts.take(line)
            after -= 1
        else:
            child = int(line)
        if child and after <= 0:
            # Not a wait for anything: the kill is to come at any moment of a save.
            time.sleep(seconds)
            os.kill(child, signal.SIGKILL)
            child = 0
    raise AssertionError("what starts the writers is gone")


def killed_often(process: "subprocess.Popen[str]", facts: Facts, seed: int, kills: int) -> int:
    """Start and kill one writer after the other; return how many were killed."""
    chance = random.Random(seed)
    for _ in range(kills):
        killed_once(process, facts, chance.randrange(25), chance.uniform(0, 0.02))
    return kills


@pytest.mark.parametrize(
    "kills", [12, pytest.param(200, marks=[pytest.mark.soak, pytest.mark.timeout(1800)])]
)
def test_nothing_is_lost_that_a_killed_process_had_acknowledged(
    new_file: Path, tmp_path: Path, kills: int
) -> None:
    path = tmp_path / "heard.db"
    shutil.copyfile(new_file, path)
    open_store(str(path))
    space = open_space(new_space("Getting help at home").uid).uid
    set_pin("7391")
    close_store()
    facts = [Facts() for _ in range(WRITERS)]
    with contextlib.ExitStack() as stack:
        writers = [stack.enter_context(standing_by(path, space)) for _ in facts]
        threads = stack.enter_context(ThreadPoolExecutor(WRITERS))
        done = threads.map(
            killed_often, writers, facts, range(WRITERS), [kills // WRITERS] * WRITERS
        )
        assert sum(done) == kills
    told = [fact for one in facts for fact in one.told]
    assert {kind for kind, _ in told} >= ALL_KINDS
    with contextlib.closing(cysqlite.Connection(str(path))) as found:
        for one in facts:
            assert missing(found, one.told, one.unsure) == []
        assert found.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        # What was saved and not told is at most one contribution of each that was killed.
        saved = found.execute("SELECT count(*) FROM contribution").fetchone()[0]
        assert saved <= sum(kind == "words" for kind, _ in told) + kills
