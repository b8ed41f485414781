"""Back-ups: whole, checked, kept by number and age, and made by themselves."""

import errno
import shutil
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest

from models.backup import backup as backups_module
from models.backup.backing_up import BackingUp, is_due
from models.backup.backup import (
    README,
    BackUpBusyError,
    BackUpError,
    default_place,
    make_backup,
    one_at_a_time,
)
from models.backup.file import POOL, check_checksums, describe, opened
from models.backup.keeping import tidy_place, to_delete
from models.backup.table import (
    BackUp,
    backup_trouble,
    backups,
    newest_backup,
    note_backed_up,
)
from models.contribution.contribution import capture
from models.contribution.table import ContributionRow
from models.desk.desk import read_desk
from models.errors import StoreError
from models.room.in_sight import in_sight_of_room
from models.settings import BackupSettings
from models.space.space import Space, close_space
from models.store.base import database
from screens.desk.needs import needs
from tests.models.test_recordings import kept

DAY = 86_400_000
MINUTE = 60_000


def rows_of(engine: Any) -> dict[str, list[str]]:
    """Return every row of every table; the index of words has an order of its own."""
    names = [
        name
        for (name,) in engine.execute_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'back_up%'"
        ).fetchall()
    ]
    return {
        name: sorted(map(str, engine.execute_sql(f'SELECT * FROM "{name}"').fetchall()))
        for name in names
    }


def test_a_back_up_is_whole_and_any_tool_can_say_so(space: Space, tmp_path: Path) -> None:
    for n in range(30):
        capture(space.uid, f"More time {n}.")
    one = kept(space)
    here = rows_of(database.obj)
    said: list[str] = []
    done = make_backup(tmp_path / "stick", tell=said.append)
    assert (done.contributions, done.recordings, done.without, done.damaged) == (31, 1, 0, 0)
    assert said[:2] == ["Copying", "Checking the copy"]
    with opened(done.path) as copy:
        assert rows_of(copy) == here
        assert copy.execute_sql("PRAGMA journal_mode").fetchone()[0] == "delete"
    assert {path.name for path in done.path.parent.iterdir()} == {
        done.path.name,
        f"{done.path.name}.sha256",
        README,
        POOL,
    }
    assert (done.path.parent / POOL / f"{one.uid}.wav").is_file()
    if shutil.which("sha256sum"):
        checked = subprocess.run(
            ["sha256sum", "-c", f"{done.path.name}.sha256"],
            cwd=done.path.parent,
            capture_output=True,
            text=True,
            check=True,
        )
        assert checked.stdout.count(": OK") == 2
    assert check_checksums(done.path) == ""
    found = describe(done.path)
    assert (found.spaces[0].title, found.contributions) == (space.title, 31)
    assert newest_backup() == BackUp(done.path, done.made, done.sha256, done.bytes, 31)
    assert oct(done.path.stat().st_mode)[-3:] == "600"


def test_a_back_up_while_others_write_has_what_was_there_when_it_began(
    space: Space, store: Path, tmp_path: Path
) -> None:
    """Another connection writes all the time: rows in the copy are those of one moment."""
    stop = threading.Event()
    errors: list[Exception] = []

    def write() -> None:
        try:
            database.connect(reuse_if_open=True)
            while not stop.is_set():
                capture(space.uid, "words " * 20)
                stop.wait(0.005)
            database.close()
        except Exception as error:
            errors.append(error)

    writing = threading.Thread(target=write)
    writing.start()
    try:
        for _ in range(2):
            before = ContributionRow.select().count()
            done = make_backup(tmp_path / "stick")
            assert describe(done.path).contributions == done.contributions >= before
    finally:
        stop.set()
        writing.join()
    assert not errors


def test_a_copy_that_differs_is_thrown_away(
    space: Space, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    capture(space.uid, "More time.")
    good = make_backup(tmp_path / "stick")
    copied = backups_module.copy_database

    def loses_one(part: Path) -> dict[str, int]:
        counts = copied(part)
        with opened(part) as copy:
            copy.execute_sql("DELETE FROM contribution")
        return counts

    def damages(part: Path) -> dict[str, int]:
        counts = copied(part)
        data = bytearray(part.read_bytes())
        for page in range(4, len(data) // 4096):
            data[page * 4096 : page * 4096 + 64] = b"\xff" * 64
        part.write_bytes(data)
        return counts

    def fills_the_disk(part: Path) -> dict[str, int]:
        raise OSError(errno.ENOSPC, "words")

    for trouble, sentence in (
        (loses_one, "as many rows"),
        (damages, "copy is not whole|damaged"),
        (fills_the_disk, "no room"),
    ):
        monkeypatch.setattr(backups_module, "copy_database", trouble)
        with pytest.raises(BackUpError if trouble is not damages else Exception, match=sentence):
            make_backup(tmp_path / "stick")
    assert [one.path for one in backups()] == [good.path]
    assert check_checksums(good.path) == ""
    assert len(list((tmp_path / "stick").iterdir())) == 3, "nothing half-made stays"


def test_a_damaged_or_missing_recording_is_counted_and_never_passed_off(
    space: Space, tmp_path: Path
) -> None:
    from models.places import recordings_folder

    missing, damaged, good = kept(space), kept(space), kept(space)
    (recordings_folder() / f"{missing.uid}.wav").unlink()
    file = recordings_folder() / f"{damaged.uid}.wav"
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    for _ in range(2):  # the second time it must not be taken for one that is there already
        done = make_backup(tmp_path / "stick")
        assert (done.recordings, done.without, done.damaged) == (1, 1, 1)
    assert [p.name for p in (tmp_path / "stick" / POOL).iterdir()] == [f"{good.uid}.wav"]


def test_one_at_a_time(space: Space, store: Path, tmp_path: Path) -> None:
    with one_at_a_time(store), pytest.raises(BackUpBusyError, match="Another back-up"):
        make_backup(tmp_path / "stick")
    assert not (tmp_path / "stick").exists()


def at(day: int, hour: int, minute: int = 0) -> BackUp:
    return BackUp(
        Path(f"/x/{day}-{hour}-{minute}.db"), day * DAY + hour * 3_600_000 + minute, "", 0, 0
    )


def test_the_newest_stay_and_one_a_day_and_nothing_too_old() -> None:
    now = 100 * DAY + 20 * 3_600_000
    found = [at(100, 19), at(100, 18), at(100, 17), at(99, 18), at(99, 12), at(95, 9), at(40, 9)]
    gone = to_delete(found, keep=2, days=30, now=now)
    assert gone == (at(100, 17), at(99, 12), at(40, 9))
    assert to_delete([at(1, 1)], keep=1, days=1, now=now) == (), "the only one always stays"
    assert to_delete([at(1, 1), at(0, 1)], keep=9, days=1, now=now) == (at(0, 1),)


def test_only_ours_are_deleted_and_never_the_last_good_one(space: Space, tmp_path: Path) -> None:
    place = tmp_path / "stick"
    one = kept(space)
    first = make_backup(place)
    from models.recording.recording import forget_recording

    forget_recording(one.uid)
    second, third = make_backup(place), make_backup(place)
    stranger = place / "heard-2020-01-01-120000.db"
    shutil.copyfile(first.path, stranger)
    (place / "letter.txt").write_text("x")
    own = place / POOL / "holiday.wav"
    own.write_text("x")
    changed = place / "heard-2020-01-02-120000.db"
    changed.write_text("somebody put another file in its place")
    note_backed_up(BackUp(changed, 5, "0" * 64, 1, 1))

    whole = third.path.read_bytes()
    third.path.write_bytes(b"rotten")
    assert tidy_place(place, keep=1, days=1) == 0, "the newest is not good: everything stays"
    third.path.unlink()
    assert tidy_place(place, keep=1, days=1) == 0, "the newest is gone: everything stays"
    third.path.write_bytes(whole)
    assert tidy_place(place, keep=1, days=1) == 2
    left = {path.name for path in place.iterdir()}
    assert {third.path.name, stranger.name, changed.name, "letter.txt"} <= left
    assert not {first.path.name, second.path.name} & left
    assert [path.name for path in (place / POOL).iterdir()] == ["holiday.wav"]
    assert first.path not in {known.path for known in backups()}


def test_when_one_is_due() -> None:
    made = BackUp(Path("x"), 1000 * MINUTE, "", 0, 0)
    assert is_due(None, 0, 15, 1000 * MINUTE)
    assert not is_due(None, 0, 0, 1000 * MINUTE)
    assert not is_due(made, 999 * MINUTE, 15, 1014 * MINUTE)
    assert is_due(made, 1001 * MINUTE, 15, 1002 * MINUTE), "a space was closed since"
    assert is_due(made, 0, 15, 1015 * MINUTE)
    assert is_due(made, 0, 15, 900 * MINUTE), "the clock was set back"


def test_a_stick_that_is_not_there_is_told_and_tried_again(space: Space, tmp_path: Path) -> None:
    stick = tmp_path / "media" / "stick"
    now = [10 * DAY]
    going = BackingUp(BackupSettings(to=str(stick), minutes=15, keep=2), now=lambda: now[0])
    assert going.look() is None
    assert "plug in the stick" in backup_trouble()
    sees = read_desk(space.uid)
    assert any("plug in the stick" in line for line in needs(sees))
    assert in_sight_of_room(sees).backup_trouble == "", "the room need not know where it goes"
    assert not stick.exists(), "nothing is made where the stick should be"

    stick.mkdir(parents=True)
    done = going.look()
    assert done is not None
    assert backup_trouble() == ""
    now[0] = done.made + MINUTE
    assert going.look() is None, "not due again yet"

    held = tmp_path / "in a pocket"
    stick.rename(held)
    stick.mkdir()  # the empty folder where it is plugged in is no stick
    now[0] = done.made + 15 * MINUTE
    assert going.look() is None
    assert "plug in the stick" in backup_trouble()
    close_space(space.uid)
    after_close = going.look()
    assert after_close is not None
    assert after_close.path.parent == default_place(), "stick or no stick, it is over"
    stick.rmdir()
    held.rename(stick)
    assert going.look() is not None
    assert backup_trouble() == ""


def test_what_fails_is_told_once_a_minute_and_never_stops_the_meeting(
    space: Space, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from models.backup import backing_up

    tried = []

    def fails(*args: object, **kwargs: object) -> None:
        tried.append(args)
        raise BackUpError("There is no room for a back-up.")

    monkeypatch.setattr(backing_up, "make_backup", fails)
    now = [10 * DAY]
    going = BackingUp(BackupSettings(to=str(tmp_path), minutes=15), now=lambda: now[0])
    for _ in range(3):
        assert going.look() is None
    now[0] += MINUTE
    going.look()
    assert len(tried) == 2
    assert backup_trouble() == "There is no room for a back-up."


def test_a_face_that_is_left_after_a_close_makes_one_first(space: Space, tmp_path: Path) -> None:
    going = BackingUp(BackupSettings(to=str(tmp_path), minutes=15))
    going.start()
    going.close()
    assert backups() == (), "nothing was closed, so leaving is quick"
    close_space(space.uid)
    going = BackingUp(BackupSettings())
    going.start()
    going.close()
    assert [one.path.parent for one in backups()] == [default_place()]


def test_a_server_is_told_to_use_its_own_tools(
    space: Space, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups_module, "SqliteDatabase", int)
    with pytest.raises(StoreError, match="own tools"):
        make_backup()
