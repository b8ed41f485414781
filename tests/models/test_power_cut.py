"""Power cuts at random moments: nothing is lost that somebody was told was saved.

A killed process does not test this: what it wrote is still with the system, and gets to the disk.
So what the program writes is recorded, and the files are rebuilt as cuts would leave them.
"""

import contextlib
import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import cysqlite
import pytest

from models.kiosk.pin import set_pin
from models.space.space import new_space, open_space
from models.store.database import close_store, open_store
from tests.support.power_cut.record import Entry, recorder, recording
from tests.support.power_cut.simulate import Cut, cuts, missing

ROUNDS = 10
INSTANTS = 400
CONTROL_ROUNDS = 4
CONTROLS = 40
NO_CHECKPOINT_ON_CLOSE = 1006  # SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE


@pytest.fixture(scope="module")
def meeting(new_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, UUID]:
    """Make a database with an open space once."""
    path = tmp_path_factory.mktemp("meeting") / "heard.db"
    shutil.copyfile(new_file, path)
    open_store(str(path))
    space = open_space(new_space("Getting help at home").uid).uid
    set_pin("7391")
    close_store()
    return path, space


@pytest.fixture(scope="module")
def record(
    meeting: tuple[Path, UUID], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, int], list[Entry]]:
    """Return what records a meeting with one way of syncing."""
    folder = tmp_path_factory.mktemp("record")
    library = recorder(folder)
    path, space = meeting

    def run(synchronous: str, rounds: int) -> list[Entry]:
        copy = folder / synchronous / "heard.db"
        copy.parent.mkdir()
        shutil.copyfile(path, copy)
        return recording(library, copy, space, rounds, synchronous)

    return run


def lost_in(cut: Cut, store: Path, *, check: str = "quick_check") -> int:
    """Open what a cut left, and return how many things are lost that somebody was told."""
    cut.write(store)
    with contextlib.closing(cysqlite.Connection(str(store))) as found:
        # What is looked at is thrown away: it need not be safe, nor brought from the log.
        found.execute_simple("PRAGMA synchronous = off")
        found.db_config(NO_CHECKPOINT_ON_CLOSE, 1)
        whole = found.execute(f"PRAGMA {check}").fetchone()[0]
        assert whole == "ok"
        return len(missing(found, cut.told, cut.unsure))


def test_nothing_is_lost_in_400_power_cuts(
    record: Callable[[str, int], list[Entry]], meeting: tuple[Path, UUID], tmp_path: Path
) -> None:
    entries = record("full", ROUNDS)
    kinds = Counter((one.operation, one.file) for one in entries)
    assert kinds["w", "l"] > 100, "what goes into the log is recorded"
    assert kinds["s", "l"] >= kinds["a", "-"], "each thing is synced before it is told"
    assert kinds["w", "d"] > 0, "the log was brought into the file as well"
    chance = random.Random(11)
    lost = [
        # The whole check, of each index too, takes three times as long: every eighth has it.
        lost_in(cut, tmp_path / "heard.db", check="quick_check" if turn % 8 else "integrity_check")
        for turn, cut in enumerate(cuts(entries, meeting[0].read_bytes(), INSTANTS, chance))
    ]
    assert len(lost) == INSTANTS
    assert sum(lost) == 0
    # And the program itself opens what the last one left, and goes on.
    open_store(str(tmp_path / "heard.db"))
    assert open_space(meeting[1]).uid == meeting[1]


def test_the_simulated_power_cut_bites(
    record: Callable[[str, int], list[Entry]], meeting: tuple[Path, UUID], tmp_path: Path
) -> None:
    """The control: synced as most guides advise, words that were acknowledged are lost."""
    entries = record("normal", CONTROL_ROUNDS)
    chance = random.Random(12)
    lost = [
        lost_in(cut, tmp_path / "heard.db")
        for cut in cuts(entries, meeting[0].read_bytes(), CONTROLS, chance)
    ]
    assert sum(1 for one in lost if one) > CONTROLS // 3
    assert sum(lost) > CONTROLS
