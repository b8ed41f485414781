"""A full disk: told in words, nothing lost, and on it goes when there is room."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from models import writer
from models.base import database
from models.contribution import capture, counts, newest
from models.database import close_store, open_store
from models.errors import NotSavedError
from models.space import Space, new_space, open_space

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
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(folder)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("no small disk can be mounted here")
    yield folder
    close_store()
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_disk_that_is_really_full(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"x" * 300_000)
    path = small_disk / "heard.db"
    open_store(str(path))
    space = open_space(new_space("Getting help at home").uid)
    saved = fill(space)
    assert saved > 0
    with pytest.raises(NotSavedError, match=FULL):
        writer.submit(capture, space.uid, "y" * 50_000).result(20)
    ballast.unlink()
    assert capture(space.uid, "room again").words == "room again"
    assert writer.submit(capture, space.uid, "and here").result(20).words == "and here"
    writer.finish()
    close_store()
    open_store(str(path))
    assert len(newest(space.uid, most=9_999)) == saved + 2
    assert database.execute_sql("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_a_disk_with_no_room_for_a_new_database(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(b"x" * 1_536_000)
    with pytest.raises(NotSavedError, match="disk is full"):
        open_store(str(small_disk / "heard.db"))
