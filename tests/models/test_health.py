"""The doctor: each fault is found and named, what is safe is mended, and the log holds no words."""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from models.backup.backup import default_place, make_backup
from models.backup.file import POOL, opened
from models.backup.table import BackUpRow
from models.contribution.contribution import State, capture, move, newest
from models.doctor import support_log
from models.doctor.finding import Finding, Health, Mend
from models.doctor.health import examine
from models.doctor.looks_around_it import lying_here
from models.doctor.mending import mend
from models.doctor.support_log import Event, log_fault, log_files, log_to, note_event
from models.encryption.new_key import old_copy
from models.erasure.erasure import Gone, empty_the_log
from models.erasure.recall import what_is_left
from models.errors import RefusedError
from models.identity import new_uid, now_ms
from models.kiosk.own_words import take_back_words
from models.places import data_folder, recordings_folder
from models.recording.recording import path_of
from models.settings import BackupSettings
from models.space.space import Space, close_space, new_space
from models.store.ballast import reserve_file
from models.store.base import database
from models.store.database import close_store, open_store
from models.store.rescue import rescued_file
from models.theme.theme import new_theme
from tests.models.test_recordings import kept

SETTINGS = BackupSettings(to="/media/stick")


def wrong() -> dict[str, str]:
    """Return what the doctor finds wrong, by name."""
    return {one.name: one.said for one in examine(SETTINGS) if one.health is Health.PROBLEM}


def test_a_good_record_is_fine(space: Space, store: Path, tmp_path: Path) -> None:
    store.chmod(0o600)
    theme = new_theme(space.uid, "More time")
    for n in range(5):
        capture(space.uid, f"More time {n}.")
    kept(space)
    make_backup(tmp_path / "stick")
    assert wrong() == {}
    assert {one.name for one in examine(SETTINGS)} >= {"file", "search", "sums", "recordings"}
    assert theme.title == "More time"


def test_nothing_is_said_of_what_was_not_looked_at(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_back_ups = {one.name: one.said for one in examine(SETTINGS)}["back-ups"]
    assert of_back_ups == "nothing was said yet"
    for room in ("health", "looks_around_it", "looks_at_the_record"):  # as on a server
        monkeypatch.setattr(f"models.doctor.{room}.is_file", lambda: False)
    found = {one.name: one for one in examine(SETTINGS)}
    assert "whoever looks after the server" in found["back-ups"].said
    assert found["search"].said == "every word can be found"
    assert {one.health for one in found.values()} == {Health.FINE}


def test_each_fault_has_a_name(space: Space, store: Path, tmp_path: Path) -> None:
    store.chmod(0o644)
    tmp_path.chmod(0o755)
    theme = new_theme(space.uid, "More time")
    other = new_space("Another")
    one, taken = capture(space.uid, "More time."), capture(space.uid, "Taken.")
    elsewhere = capture(space.uid, "Elsewhere.")
    move(taken.uid, State.WITHDRAWN)
    missing, damaged = kept(space), kept(space)
    path_of(missing.uid).unlink()
    path_of(damaged.uid).write_bytes(b"x")
    (recordings_folder() / f"{new_uid()}.wav").write_bytes(b"x")
    default_place().mkdir()
    half = default_place() / "heard-2026-01-01-120000.db.part"
    half.write_bytes(b"x")
    old = time.time() - 3 * 86_400
    os.utime(half, (old, old))

    def change(sql: str, *values: object) -> None:
        database.execute_sql(sql, values)

    change("UPDATE contribution SET words = 'still there' WHERE uid = ?", taken.uid.hex)
    change("UPDATE contribution SET created = ? WHERE uid = ?", now_ms() + 3_600_000, one.uid.hex)
    change(
        "INSERT INTO theme_member (uid, theme_id, contribution_id) VALUES (?, ?, ?)",
        new_uid().hex,
        theme.uid.hex,
        elsewhere.uid.hex,
    )
    change("UPDATE theme SET space_id = ? WHERE uid = ?", other.uid.hex, theme.uid.hex)
    change("PRAGMA foreign_keys = 0")
    change("UPDATE theme_member SET theme_id = ?", new_uid().hex)
    change("PRAGMA foreign_keys = 1")
    found = wrong()
    assert set(found) == {
        "links",
        "taken back",
        "recordings",
        "back-ups",
        "clock",
        "permissions",
        "left over",
    }
    assert "1 in theme_member" in found["links"]
    assert found["taken back"].startswith("1 contributions were taken back, and their words")
    change("UPDATE theme_member SET theme_id = ?", theme.uid.hex)
    assert "sums" in wrong()


def test_what_is_safe_is_mended_after_a_copy(space: Space, store: Path, tmp_path: Path) -> None:
    store.chmod(0o644)
    tmp_path.chmod(0o755)
    capture(space.uid, "More time.")
    missing, damaged = kept(space), kept(space)
    files = [path_of(one.uid) for one in (missing, damaged)]
    sound = files[0].read_bytes()
    make_backup(tmp_path / "stick")
    files[0].unlink()
    files[1].write_bytes(b"x")
    database.execute_sql("DELETE FROM search_text")
    assert {"search", "recordings", "permissions"} <= set(wrong())
    done = {one.name: one for one in mend(examine(SETTINGS))}
    assert done["search"].health is done["recordings"].health is Health.MENDED
    assert "before mending" in done["search"].said
    [before] = tmp_path.glob("before mending*/heard.db")
    with opened(before) as copy:
        assert copy.execute_sql("SELECT count(*) FROM contribution").fetchone()[0] == 3
    assert [file.read_bytes() for file in files] == [sound, sound]
    assert wrong() == {}
    (tmp_path / "stick" / POOL / files[0].name).unlink()
    files[0].unlink()
    done = {one.name: one for one in mend(examine(SETTINGS))}
    assert done["recordings"].health is Health.PROBLEM, "what no back-up has is not called mended"


def test_every_copy_that_is_left_is_named_with_what_to_do(
    space: Space, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whole ones are named and never deleted; halves that a stop left may go."""
    uid = capture(space.uid, "Quaggas were overlooked at Zwischenahn.").uid
    make_backup(tmp_path / "stick")
    assert empty_the_log()
    rescued, before = rescued_file(store, 7), old_copy(store)
    upgraded = store.with_name(f"{store.name}.before-0025")
    aside = store.parent / "before the restore of 2026-01-01 12-00-00"
    aside.mkdir()
    for one in (rescued, before, upgraded):
        shutil.copyfile(store, one)
        assert b"Quaggas" in one.read_bytes()
    merging = data_folder() / "merging-x"
    merging.mkdir(parents=True)
    (merging / "heard.db").write_bytes(b"x")
    halves = [merging, store.with_name(f"{store.name}.part")]
    recordings_folder().mkdir()
    halves.append(recordings_folder() / f"{new_uid()}.sealing")
    for half in halves:
        half.is_dir() or half.write_bytes(b"x")
        os.utime(half, (time.time() - 3 * 86_400,) * 2)
    named = [one for one in examine(SETTINGS) if one.name == "copies"]
    due = [one for one in named if one.health is Health.PROBLEM]
    assert [path for path in (rescued, before, upgraded, aside) if path_in(path, named)] == [
        *(rescued, before, upgraded, aside)
    ]
    assert len(due) == 2, "one that was just made for a careful step may stay for a while"
    assert [one.do.partition(": ")[2][:21] for one in due] == [
        f"heard merge '{rescued}"[:21],
        "heard encrypt --shred",
    ]
    monkeypatch.setattr("models.doctor.left_over.LONG_MS", -1)
    assert all(one.do for one in examine(SETTINGS) if one.name == "copies")
    assert sum(one.health is Health.PROBLEM for one in lying_here(SETTINGS)) == 4
    assert wrong()["left over"].startswith("3 half-made copies")

    monkeypatch.setenv("HEARD_RESERVE", "0.1")
    assert "reserve" in wrong()
    done = {one.name: one.said for one in mend(examine(SETTINGS)) if one.health is Health.MENDED}
    assert done == {"left over": "3 deleted", "reserve": "it was made anew"}
    assert not any(half.exists() for half in halves)
    assert reserve_file(store).stat().st_size == 100_000
    assert rescued.exists()
    assert before.exists()

    take_back_words(uid)
    left = what_is_left(uid)
    assert left.erased.gone is Gone.ERASED, "what a person keeps aside is named, and not waited for"
    assert {one.path for one in left.copies} == {rescued, before}
    assert str(rescued) in " ".join(left.sentences)
    assert not upgraded.exists(), "nobody has to keep this one"


def test_a_back_up_from_before_the_words_is_not_called_back(space: Space, tmp_path: Path) -> None:
    earlier = make_backup(tmp_path / "stick")
    uid = capture(space.uid, "More time.").uid
    later = make_backup(tmp_path / "stick")
    day = 86_400_000
    BackUpRow.update(made=BackUpRow.made - 2 * day).where(
        BackUpRow.name == earlier.path.name
    ).execute()
    take_back_words(uid)
    assert [one.path for one in what_is_left(uid).backups] == [later.path]


def path_in(path: Path, found: list[Finding]) -> bool:
    return any(str(path) in one.said and one.do for one in found)


def test_a_damaged_index_is_made_anew(space: Space, store: Path) -> None:
    """The index is taken out of the schema, rows come in, and it is put back without them."""
    capture(space.uid, "More time.")
    make_backup(store.parent / "stick")
    where = "type = 'index' AND tbl_name = 'contribution' AND sql IS NOT NULL"
    close_store()
    with opened(store, writable_schema=1) as file:
        lines = file.execute_sql(f"SELECT * FROM sqlite_master WHERE {where}").fetchall()
        file.execute_sql(f"DELETE FROM sqlite_master WHERE {where}")
    open_store(str(store))
    capture(space.uid, "This one is in no index.")
    close_store()
    with opened(store, writable_schema=1) as file:
        for line in lines:
            file.execute_sql("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", line)
    open_store(str(store))
    [found] = [one for one in examine(SETTINGS) if one.name == "file"]
    assert (found.health, found.mend) == (Health.PROBLEM, Mend.INDEXES)
    done = {one.name: one for one in mend(examine(SETTINGS))}
    assert done["file"].health is Health.MENDED
    assert "file" not in wrong()
    assert len(newest(space.uid)) == 2


def test_a_file_that_cannot_be_read_is_a_finding_and_no_fault(space: Space, store: Path) -> None:
    for n in range(200):
        capture(space.uid, f"unmistakable {n} " * 40)
    close_store()
    data = bytearray(store.read_bytes())
    for page in range(40, len(data) // 4096):
        data[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    store.write_bytes(data)
    try:
        open_store(str(store))
    except Exception:
        return
    found = examine(SETTINGS)
    assert any(one.health is Health.PROBLEM and one.name == "file" for one in found)
    assert not any("unmistakable" in one.said for one in found)
    assert Mend.INDEXES not in {one.mend for one in found}


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    log_to(tmp_path / "log")
    (tmp_path / "log").mkdir()
    yield tmp_path / "log"
    log_to(None)


def test_the_log_takes_events_and_numbers_and_nothing_else(log: Path) -> None:
    note_event(Event.BACKED_UP, bytes=5, contributions=2)
    for bad in ("unmistakable", 1.5, True, UUID(int=1), None):
        with pytest.raises(TypeError):
            note_event(Event.BACKED_UP, bytes=bad)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        note_event("unmistakable")  # type: ignore[arg-type]
    try:
        try:
            raise ValueError("unmistakable words")
        except ValueError as first:
            raise RefusedError("more unmistakable words") from first
    except RefusedError as fault:
        log_fault(fault)
    try:
        capture(UUID(int=7), "unmistakable")
    except Exception as fault:
        log_fault(fault)
    [file] = log_files()
    text = file.read_text()
    assert "backed up bytes=5 contributions=2" in text
    assert "fault RefusedError from ValueError at no code of ours" in text
    assert "at models/" in text
    assert "unmistakable" not in text
    assert oct(file.stat().st_mode)[-3:] == "600"


def test_the_log_stays_small(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(support_log, "MOST_BYTES", 500)
    for n in range(200):
        note_event(Event.EXAMINED, problems=n)
    files = log_files()
    assert [file.name for file in files] == ["heard.log", "heard.log.1", "heard.log.2"]
    assert all(file.stat().st_size <= 500 for file in files)
    assert "problems=199" in files[0].read_text()
    log_to(log / "gone")
    note_event(Event.EXAMINED, problems=1)  # no folder is no reason to stop


def test_no_log_where_none_was_begun(space: Space) -> None:
    log_to(None)
    note_event(Event.STARTED)
    close_space(space.uid)
    assert log_files() == ()
