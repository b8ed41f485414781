"""A full disk: told in words, nothing lost, and on it goes when there is room."""

import os
import shutil
import subprocess
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.contribution.contribution import capture, counts, newest
from models.desk.desk import read_desk
from models.errors import NotSavedError
from models.space.space import Space, new_space, open_space
from models.store import ballast, writer
from models.store import state as store_state
from models.store.ballast import free_bytes, keep_reserve, reserve_bytes, reserve_file
from models.store.base import database
from models.store.database import close_store, open_store
from models.store.state import USED, look_at_store
from tests.support.power_cut.workload import LONG

FULL = "The disk is full, so the last change was not saved"


def fill(space: Space) -> int:
    """Save until there is no more room; return how many were saved."""
    for n in range(5_000):
        try:
            capture(space.uid, f"words {n} " + "more time " * 100)
        except NotSavedError as error:
            if not str(error).startswith(FULL):
                raise
            return n
    raise AssertionError("the disk was never full")


def test_a_database_that_may_not_grow(space: Space) -> None:
    pages = database.execute_sql("PRAGMA page_count").fetchone()[0]
    database.execute_sql(f"PRAGMA max_page_count = {pages + 20}")
    saved = fill(space)
    assert saved > 0
    assert counts(space.uid)["waiting"] == saved  # type: ignore[index]
    with pytest.raises(NotSavedError, match=FULL):
        capture(space.uid, "x" * 50_000)
    database.execute_sql("PRAGMA max_page_count = 100000")
    assert capture(space.uid, "room again").words == "room again"
    assert len(newest(space.uid, most=9_999)) == saved + 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 8 MB. Only root can mount one; the tests of a file's own limit run for all."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("no small disk can be mounted here")
    yield folder
    close_store()
    subprocess.run(["umount", "-l", str(folder)], check=True)


def leave(folder: Path, megabytes: float) -> Path:
    """Fill a disk but for some megabytes, with a file that is returned."""
    filler = folder / "holiday.mov"
    filler.write_bytes(b"x" * int(free_bytes(folder / "heard.db") - megabytes * 1_000_000))
    return filler


def test_the_reserve_saves_what_is_on_the_screen(
    small_disk: Path, new_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Full in mid-save: saved from the reserve, told, full again, room again, and on it goes."""
    monkeypatch.setenv("HEARD_RESERVE", "1")
    monkeypatch.setattr(store_state, "LOW_MEGABYTES", 2)
    monkeypatch.setattr(store_state, "STEP_MEGABYTES", 1)
    path = small_disk / "heard.db"
    shutil.copyfile(new_file, path)
    open_store(str(path))
    reserve = reserve_file(path)
    assert reserve.stat().st_blocks * 512 >= 1_000_000, "it is really there"
    space = open_space(new_space("Getting help at home").uid)
    assert look_at_store() == ""
    filler = leave(small_disk, 0.3)
    assert "nearly full" in look_at_store(), "it is told before it comes to that"
    assert reserve.exists()
    saved = 0
    while reserve.exists():  # each one of these is saved: the last of them from the reserve
        assert capture(space.uid, f"{saved}\n{LONG}").words == f"{saved}\n{LONG}".strip()
        saved += 1
        assert saved < 500
    assert look_at_store() == USED
    assert read_desk(space.uid).store_warning == USED
    saved += fill(space)
    with pytest.raises(NotSavedError, match=FULL):
        writer.submit(capture, space.uid, "y" * 50_000).result(20)
    assert counts(space.uid)["waiting"] == saved  # type: ignore[index]
    filler.unlink()
    assert capture(space.uid, "room again").words == "room again"
    assert writer.submit(capture, space.uid, "and here").result(20).words == "and here"
    assert look_at_store() == ""
    assert reserve.stat().st_size == 1_000_000, "it is made again where there is room"
    writer.finish()
    close_store()
    open_store(str(path))
    assert len(newest(space.uid, most=9_999)) == saved + 2
    assert database.execute_sql("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_a_disk_with_no_room_for_a_new_database(small_disk: Path) -> None:
    leave(small_disk, 0.05)
    with pytest.raises(NotSavedError, match="disk is full"):
        open_store(str(small_disk / "heard.db"))


def test_a_disk_system_that_promises_room_and_packs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where asking for room sets none aside, bytes are written that cannot be packed."""
    monkeypatch.setenv("HEARD_RESERVE", "0.5")
    monkeypatch.setattr(os, "posix_fallocate", lambda handle, start, size: None)
    assert keep_reserve(tmp_path / "heard.db")
    found = reserve_file(tmp_path / "heard.db")
    assert found.stat().st_blocks * 512 >= found.stat().st_size == 500_000
    assert len(zlib.compress(found.read_bytes(), 1)) > 490_000
    assert found.stat().st_mode & 0o777 == 0o600


def test_nobodys_last_megabytes_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_RESERVE", "0.5")
    monkeypatch.setattr(ballast, "free_bytes", lambda _: 1_900_000)
    assert not keep_reserve(tmp_path / "heard.db")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("setting", "size"), [("0", 0), ("2", 2_000_000), ("much", 8_000_000)])
def test_how_much_is_kept_can_be_set(
    setting: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARD_RESERVE", setting)
    assert reserve_bytes() == size
