"""D43: what is put back is equal; nothing is overwritten; what was taken back stays so."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from models.backup.backup import make_backup
from models.backup.file import POOL, checksums_file, opened
from models.backup.restore import look_at_backup_file, restore
from models.backup.table import backups
from models.contribution.contribution import (
    Consent,
    State,
    capture,
    contribution,
    counts,
    move,
    newest,
)
from models.contribution.redaction import RedactionReason, redact
from models.erasure.retention import forget_space
from models.errors import HeardError, NewerDatabaseError
from models.outcome.asked_for import forget_address, post_to, post_to_whom
from models.outcome.told import How, note_addresses, note_handed_out, to_recall
from models.places import recordings_folder
from models.recording.recording import path_of
from models.space.space import Space, list_spaces, new_space, open_space
from models.store.base import database
from models.store.database import close_store, open_store
from tests.models.test_backup import rows_of
from tests.models.test_recordings import kept

HOLD = """
import sys, time
from models.store.database import open_store
open_store(sys.argv[1])
print("open", flush=True)
time.sleep(120)
"""


def test_d43_the_restored_copy_is_equal_row_by_row(
    space: Space, store: Path, tmp_path: Path
) -> None:
    for n in range(20):
        capture(space.uid, f"More time {n}.")
    spoken = kept(space)
    sound = path_of(spoken.uid).read_bytes()
    here = rows_of(database.obj)
    done = make_backup(tmp_path / "stick")
    capture(space.uid, "This came after it.")
    close_store()

    elsewhere = tmp_path / "elsewhere" / "heard.db"
    put = restore(look_at_backup_file(done.path), elsewhere)
    assert (put.aside, put.recordings, put.taken_back) == (None, 1, 0)
    assert rows_of(database.obj) == here
    assert path_of(spoken.uid).read_bytes() == sound
    assert recordings_folder().parent == elsewhere.parent

    put = restore(look_at_backup_file(done.path), store)
    assert rows_of(database.obj) == here
    assert put.aside is not None
    with opened(put.aside / store.name) as before:
        words = [w for (w,) in before.execute_sql("SELECT words FROM contribution").fetchall()]
    assert "This came after it." in words, "what was there is kept, with what was in its log"
    assert {one.path for one in backups()} == {done.path, put.aside / store.name}


def test_what_was_taken_back_since_is_taken_back_again(
    space: Space, store: Path, tmp_path: Path
) -> None:
    stays, taken, named = (capture(space.uid, f"unmistakable {n}") for n in range(3))
    spoken = kept(space)
    done = make_backup(tmp_path / "stick")
    move(taken.uid, State.WITHDRAWN)
    move(spoken.uid, State.WITHDRAWN)
    redact(named.uid, "a worker", RedactionReason.NAME)
    # Nothing of these is in the back-up.
    move(capture(space.uid, "unmistakable 4").uid, State.WITHDRAWN)
    redact(capture(space.uid, "unmistakable 5").uid, "a worker", RedactionReason.NAME)
    put = restore(look_at_backup_file(done.path), store)
    assert (put.taken_back, put.held, put.knows_what_was_taken_back) == (2, 1, True)
    assert contribution(taken.uid).words == ""
    assert contribution(spoken.uid).state is State.WITHDRAWN
    assert not list(recordings_folder().glob(f"{spoken.uid}*"))
    assert contribution(named.uid).state is State.HELD
    assert contribution(stays.uid).words == "unmistakable 0"


def test_what_was_handed_out_or_deleted_since_is_known_again(
    space: Space, store: Path, tmp_path: Path
) -> None:
    """Addresses and forgotten words stay away, and what is out there is still called back."""
    taken = capture(space.uid, "unmistakable", consent=Consent(quote=True))
    address = post_to(space.uid, "braille", "Mrs Zemlinsky, 1 High Street")
    later = post_to(space.uid, "text", "Mr Quaternion, 2 High Street")
    past = open_space(new_space("Past its day").uid)
    capture(past.uid, "unmistakable too", role="a carer")
    post_to(past.uid, "text", "Ms Quagga, 3 High Street")
    note_addresses(space.uid, "/home/ada/first.txt")
    done = make_backup(tmp_path / "stick")
    note_addresses(space.uid, "/home/ada/second.txt")
    note_handed_out(
        space.uid, How.MADE, "a stick", ["text"], with_words=["text"], contributions=[taken.uid]
    )
    forget_address(address.uid)
    move(taken.uid, State.WITHDRAWN)
    forget_space(past.uid)
    here = to_recall(space.uid)
    assert len(here) == 3
    put = restore(look_at_backup_file(done.path), store)
    assert (put.taken_back, put.forgotten) == (1, 1)
    assert [one.uid for one in post_to_whom(space.uid)] == [later.uid]
    assert to_recall(space.uid) == here
    assert post_to_whom(past.uid) == ()
    assert [one.role for one in newest(past.uid)] == [""]
    assert counts(past.uid)[State.WAITING] == 1, "what is forgotten is not taken back"
    close_store()
    assert b"Zemlinsky" not in store.read_bytes()
    assert b"Quagga" not in store.read_bytes()


def test_a_machine_that_stops_in_between_takes_it_back_at_the_next_start(
    space: Space, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = capture(space.uid, "unmistakable")
    done = make_backup(tmp_path / "stick")
    move(taken.uid, State.WITHDRAWN)
    found = look_at_backup_file(done.path)

    def power_cut(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("models.backup.restore.open_as_it_lies", power_cut)
        with pytest.raises(KeyboardInterrupt):
            restore(found, store)
    # Somebody tidies up before the next start.
    [aside] = store.parent.glob("before the restore*")
    shutil.rmtree(aside)
    open_store(str(store))
    assert contribution(taken.uid).words == ""
    assert contribution(taken.uid).state is State.WITHDRAWN
    assert [one.name for one in store.parent.glob("heard.db*catch*")] == []


def test_it_is_refused_while_a_face_is_open(space: Space, store: Path, tmp_path: Path) -> None:
    capture(space.uid, "More time.")
    done = make_backup(tmp_path / "stick")
    kept_words = capture(space.uid, "Later.")
    close_store()
    face = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(store)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert face.stdout is not None
        assert face.stdout.readline() == "open\n"
        with pytest.raises(HeardError, match="Heard is open on that database"):
            restore(look_at_backup_file(done.path), store)
    finally:
        face.kill()
        face.wait()
        if face.stdout:
            face.stdout.close()
    open_store(str(store))
    assert kept_words.uid in {one.uid for one in newest(space.uid)}, "nothing was changed"
    assert not list(tmp_path.glob("*restor*"))


def test_what_is_not_a_good_back_up_is_refused_and_nothing_changes(
    space: Space, store: Path, tmp_path: Path
) -> None:
    one = kept(space)
    done = make_backup(tmp_path / "stick")
    with pytest.raises(HeardError, match="no back-up at"):
        look_at_backup_file(tmp_path / "none.db")
    pool_file = done.path.parent / POOL / f"{one.uid}.wav"
    sound = pool_file.read_bytes()
    pool_file.write_bytes(sound[:-1])
    with pytest.raises(HeardError, match="not as it was written"):
        look_at_backup_file(done.path)
    pool_file.unlink()
    with pytest.raises(HeardError, match="missing"):
        look_at_backup_file(done.path)
    pool_file.write_bytes(sound)

    good = done.path.read_bytes()
    done.path.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    with pytest.raises(HeardError, match="not as it was written"):
        look_at_backup_file(done.path)
    sums = checksums_file(done.path).read_text()
    checksums_file(done.path).unlink()
    done.path.write_bytes(good)
    with pytest.raises(HeardError, match="no checksums"):
        look_at_backup_file(done.path)
    assert not look_at_backup_file(done.path, unchecked=True).has_checksums
    checksums_file(done.path).write_text(sums.replace(POOL, f"../{POOL}"))
    assert look_at_backup_file(done.path).has_checksums, "a name that leads away is not read"

    other = tmp_path / "letter.db"
    other.write_text("Dear all, " * 1000)
    with pytest.raises(HeardError, match=r"cannot be read|no Heard database"):
        look_at_backup_file(other, unchecked=True)
    checksums_file(done.path).unlink()
    with opened(done.path) as copy:
        copy.execute_sql("INSERT INTO schema_migration (name, applied) VALUES ('9999', '2030')")
    with pytest.raises(NewerDatabaseError, match="newer Heard"):
        look_at_backup_file(done.path, unchecked=True)
    assert [found.title for found in list_spaces()] == [space.title]


def test_a_damaged_database_is_put_aside_as_it_is(
    space: Space, store: Path, tmp_path: Path
) -> None:
    capture(space.uid, "More time.")
    done = make_backup(tmp_path / "stick")
    close_store()
    store.write_bytes(b"\0" * 8192)
    put = restore(look_at_backup_file(done.path), store)
    assert not put.knows_what_was_taken_back
    assert [one.words for one in newest(space.uid)] == ["More time."]
    assert put.aside is not None
    assert (put.aside / store.name).read_bytes() == b"\0" * 8192
