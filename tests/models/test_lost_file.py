"""The database's file is deleted, moved or replaced while it is open: told, and nothing is lost."""

import contextlib
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import cysqlite
import pytest

from models.contribution.contribution import capture, newest
from models.desk.desk import DeskSees, read_desk
from models.errors import HeardError, NotSavedError, StoreError
from models.merge.merge import merge_file
from models.merge.other_store import needs_a_key
from models.space.space import Space, list_spaces
from models.store import state as store_state
from models.store import writer
from models.store.base import database
from models.store.database import close_store, open_store
from models.store.guarded import StoreLostError
from models.store.rescue import rescued_files
from models.store.state import LOOK_SECONDS, look_at_store, store_warning
from models.store.verbs import verb
from models.store.watch import follow
from tests.support.power_cut.workload import LONG

HOME = Path(__file__).parents[2]
BESIDE = ("", "-wal", "-shm")


def delete(store: Path) -> None:
    for ending in BESIDE:
        store.with_name(f"{store.name}{ending}").unlink()


def words_in(file: Path) -> list[str]:
    with contextlib.closing(cysqlite.Connection(str(file))) as found:
        assert found.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        return [words for (words,) in found.execute("SELECT words FROM contribution ORDER BY uid")]


def test_a_file_that_is_deleted_is_copied_out_and_told(space: Space, store: Path) -> None:
    capture(space.uid, LONG)
    writer.submit(capture, space.uid, "on the writer's thread").result(20)
    delete(store)
    with pytest.raises(NotSavedError, match="moved or deleted") as told:
        writer.submit(capture, space.uid, "nobody will find this").result(20)
    [copy] = rescued_files(store)
    assert str(copy) in str(told.value)
    assert words_in(copy) == [LONG.strip(), "on the writer's thread"]
    assert len(newest(space.uid)) == 2, "what was saved can still be read"
    assert str(copy) in look_at_store()
    with pytest.raises(StoreLostError):
        capture(space.uid, "nor this")
    assert rescued_files(store) == [copy], "one copy is enough"
    assert not store.exists(), "no empty database stands in its place"
    close_store()
    with pytest.raises(StoreError, match="all that was saved in it is in"):
        open_store(str(store))
    assert not store.exists()
    copy.rename(store)
    open_store(str(store))
    assert [one.words for one in newest(space.uid)] == ["on the writer's thread", LONG.strip()]


def test_a_file_that_is_moved_and_put_back_goes_on_with_no_restart(
    space: Space, store: Path
) -> None:
    away = store.with_name("away.db")
    store.rename(away)
    with pytest.raises(NotSavedError, match="moved or deleted"):
        capture(space.uid, "More time.")
    away.rename(store)
    assert capture(space.uid, "More time.").words == "More time."
    assert look_at_store() == ""


def test_another_file_in_its_place_is_not_written_into(
    space: Space, store: Path, new_file: Path
) -> None:
    capture(space.uid, "More time.")
    other = store.with_name("other.db")
    shutil.copyfile(new_file, other)
    before = other.read_bytes()
    os.replace(other, store)
    for ending in BESIDE[1:]:
        store.with_name(f"{store.name}{ending}").unlink()
    with pytest.raises(NotSavedError, match="moved or deleted"):
        capture(space.uid, "into whose file?")
    # A thread that has no connection yet would open the other file.
    told: list[HeardError] = []

    def on_a_thread() -> None:
        with contextlib.suppress(AssertionError):
            try:
                database.connect()
            except HeardError as error:
                told.append(error)

    thread = threading.Thread(target=on_a_thread)
    thread.start()
    thread.join()
    assert len(told) == 1
    assert store.read_bytes() == before
    [copy] = rescued_files(store)
    assert words_in(copy) == ["More time."]


def test_the_whole_folder_is_deleted(new_file: Path, tmp_path: Path) -> None:
    store = tmp_path / "data" / "heard.db"
    store.parent.mkdir()
    shutil.copyfile(new_file, store)
    open_store(str(store))
    assert list_spaces() == []
    shutil.rmtree(store.parent)
    with pytest.raises(NotSavedError, match="moved or deleted"):
        _nothing()
    [copy] = rescued_files(store)
    assert words_in(copy) == []


@verb
def _nothing() -> None:
    """Change nothing, in a transaction that might."""


def test_what_went_into_a_file_lost_meanwhile_is_not_called_saved(
    space: Space, store: Path
) -> None:
    @verb
    def lost_in_the_middle() -> None:
        capture(space.uid, "More time.")
        delete(store)

    with pytest.raises(StoreLostError):
        lost_in_the_middle()
    [copy] = rescued_files(store)
    assert words_in(copy) == ["More time."], "it is in the copy all the same"


def test_a_copy_that_cannot_be_made_is_not_told_as_made(
    space: Space, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_link(part: Path, copy: Path) -> None:
        raise OSError("no room")

    delete(store)
    with monkeypatch.context() as patch:
        patch.setattr(os, "link", no_link)
        with pytest.raises(NotSavedError, match="Put it back at"):
            capture(space.uid, "More time.")
        assert "do not close it" in look_at_store()
        assert not list(store.parent.glob("*.part"))
    assert "is in" in look_at_store()
    assert len(rescued_files(store)) == 1


WRITE_ONCE = """
import sys
from uuid import UUID
from models.contribution.contribution import capture
from models.store.database import open_store
from models.errors import HeardError
open_store(sys.argv[1])
capture(UUID(sys.argv[2]), "from another process")
print("ready", flush=True)
sys.stdin.readline()
try:
    capture(UUID(sys.argv[2]), "too late")
except HeardError as error:
    print(error, flush=True)
"""


def test_of_several_programs_one_makes_the_copy(space: Space, store: Path) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", WRITE_ONCE, str(store), str(space.uid)],
        cwd=HOME,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "ready\n"
    capture(space.uid, "from this one")
    delete(store)
    with pytest.raises(StoreLostError):
        capture(space.uid, "too late")
    said, _ = other.communicate("go\n", timeout=60)
    [copy] = rescued_files(store)
    assert str(copy) in said
    assert words_in(copy) == ["from another process", "from this one"]


def test_the_desk_is_told_without_a_change(
    space: Space, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The watcher finds it out, when nobody saves anything."""
    monkeypatch.setattr(store_state, "LOOK_SECONDS", 0)
    seen: list[str] = []

    def deliver(sees: DeskSees) -> None:
        seen.append(sees.store_warning)
        if len(seen) == 1:
            delete(store)

    class Clock:
        """Goes on by itself, and ends after some seconds."""

        seconds = 0.0

        def now(self) -> float:
            return self.seconds

        def wait(self, seconds: float) -> None:
            self.seconds += seconds

    clock = Clock()
    follow(lambda: read_desk(space.uid), deliver, lambda: clock.seconds > 3, clock=clock)
    assert seen[0] == ""
    assert "Nothing more is saved" in seen[-1]


def test_the_look_is_remembered_for_a_moment(
    space: Space, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[int] = []

    def look() -> str:
        looks.append(1)
        return "a"

    monkeypatch.setattr(store_state, "look_at_store", look)
    seconds = [1_000_000.0]
    for _ in range(50):
        assert store_warning(lambda: seconds[0]) == "a"
    assert len(looks) == 1
    seconds[0] += LOOK_SECONDS
    assert store_warning(lambda: seconds[0]) == "a"
    assert len(looks) == 2


OPEN = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 512, 0x40000000)  # as a restore asks
"""


def test_the_file_that_is_open_here_keeps_its_locks(space: Space, store: Path) -> None:
    """The data folder may lie on a stick: to look into its file would let go of every lock."""
    capture(space.uid, "The bus comes too late.")
    for look in (needs_a_key, merge_file):
        with pytest.raises(StoreError, match="open here"):
            look(store)
        asked = subprocess.run(
            [sys.executable, "-c", OPEN, store], capture_output=True, check=False
        )
        assert b"BlockingIOError" in asked.stderr, "nobody may swap the file"
