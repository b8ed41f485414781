"""Recordings beside an encrypted database: sealed from the first second, and lost by no stop."""

import os
import shutil
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import pytest
from textual.message import Message

from assets.sealed_sound import MARK
from models.backup.backup import make_backup
from models.contribution.contribution import State, move
from models.doctor.finding import Health
from models.doctor.looks_at_the_record import recordings as look_at_recordings
from models.doctor.mending import mend
from models.encryption.new_key import change_key, old_copy, shred
from models.encryption.store_key import use_key
from models.errors import RefusedError
from models.identity import new_uid
from models.merge.carrying import read_carried
from models.places import recordings_beside
from models.recording.after_a_stop import (
    keep_unfinished,
    throw_away_unfinished,
    unfinished_recordings,
)
from models.recording.files import part_file
from models.recording.recording import RecordingRow, keep_recording, path_of, recording_of, sound_of
from models.recording.seal import SealRow, key_for, seal_for
from models.settings import BackupSettings, FaceSettings, Settings
from models.space.space import Space, list_spaces, new_space, open_space
from models.store import writer
from models.store.database import close_store, open_store
from screens.messages import (
    PlayingEnded,
    PlayRecording,
    Record,
    RecordingBegan,
    RecordingEnded,
    StopPlaying,
    StopRecording,
    ThrowAwayRecording,
)
from tests.voice.conftest import PACED_PLAYER, until, write_program
from tests.voice.recording import Microphone
from tui.recordings import Recordings
from voice.sealed_wave import SealedWave, sealed_seconds_in
from voice.wave_file import GrowingWave, header

Kind = TypeVar("Kind", bound=Message)
KEY = "correct horse battery staple"
OTHER = "seven quiet lamps by the river"
# What is looked for on the disk: no other file holds it.
SAID = b"\x12\x34\x56\x78\x9a\xbc\xde\xf0" * 800
SECONDS_AGO = 60


@pytest.fixture(scope="module", autouse=True)
def _quickly_stretched() -> Iterator[None]:
    """How slow a key is to guess is proved elsewhere (test_encryption), and costs a lot."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("models.encryption.store_key._ROUNDS", 10)
        yield


@pytest.fixture(scope="module")
def stores(new_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encrypted database and a plain one, with a space in each, made once."""
    folder = tmp_path_factory.mktemp("stores")
    plain, encrypted = folder / "plain" / "heard.db", folder / "encrypted" / "heard.db"
    plain.parent.mkdir()
    shutil.copyfile(new_file, plain)
    use_key("")
    open_store(str(plain))
    open_space(new_space("Getting help at home").uid)
    writer.finish()
    close_store()
    shutil.copytree(plain.parent, encrypted.parent)
    shred(change_key(encrypted, "", KEY))
    return folder


@pytest.fixture(autouse=True)
def _no_key_stays() -> Iterator[None]:
    yield
    writer.finish()
    close_store()
    use_key("")


@pytest.fixture
def encrypted(stores: Path, tmp_path: Path) -> Path:
    shutil.copytree(stores / "encrypted", tmp_path / "data")
    use_key(KEY)
    open_store(str(tmp_path / "data" / "heard.db"))
    return tmp_path / "data" / "heard.db"


@pytest.fixture
def plain(stores: Path, tmp_path: Path) -> Path:
    shutil.copytree(stores / "plain", tmp_path / "data")
    use_key("")
    open_store(str(tmp_path / "data" / "heard.db"))
    return tmp_path / "data" / "heard.db"


def space() -> Space:
    return list_spaces()[0]


def record(*, to_its_end: bool = True, samples: bytes = SAID) -> tuple[UUID, Path]:
    """Record as the recording process does, and keep nothing yet."""
    uid = new_uid()
    key = seal_for(uid)
    path = part_file(uid, ".sealed" if key else ".wav")
    path.parent.mkdir(exist_ok=True)
    file = SealedWave(path, key) if key else GrowingWave(path)
    for at in range(0, len(samples), 3200):
        file.write(samples[at : at + 3200])
    if to_its_end:
        file.close()
    else:
        os.close(file._file)
    return uid, path


def keep() -> UUID:
    uid, part = record()
    return keep_recording(space().uid, part, uid=uid).uid


def files_with_sound(folder: Path) -> list[str]:
    """Name every file in which a stretch of what was said can be read."""
    return sorted(
        path.name for path in folder.rglob("*") if path.is_file() and SAID[:64] in path.read_bytes()
    )


def test_beside_an_encrypted_database_no_sound_is_ever_plain(encrypted: Path) -> None:
    uid, part = record()
    assert part.read_bytes()[: len(MARK)] == MARK
    assert sealed_seconds_in(part) == len(SAID) / 32_000
    assert key_for(part), "it can be listened to before it is kept"
    one = keep_recording(space().uid, part, uid=uid)
    found = recording_of(one.uid)
    assert found is not None
    assert (found.seconds, found.bytes) == (len(SAID) / 32_000, 44 + len(SAID))
    assert path_of(uid).name == f"{uid}.sealed"
    assert sound_of(uid) == header(len(SAID)) + SAID
    assert [one.sound for one in read_carried([uid])] == [header(len(SAID)) + SAID]
    assert files_with_sound(encrypted.parent) == []
    move(uid, State.WITHDRAWN)
    assert list(recordings_beside(encrypted).iterdir()) == []
    assert SealRow.select().count() == 0, "its key is gone, so an old block of the disk is noise"


def test_what_a_power_cut_left_is_heard_up_to_its_last_whole_piece(encrypted: Path) -> None:
    cut, part = record(to_its_end=False)
    with part.open("r+b") as file:
        file.truncate(part.stat().st_size - 5)
    thrown, _ = record(to_its_end=False)
    for one in recordings_beside(encrypted).iterdir():
        os.utime(one, (one.stat().st_atime, one.stat().st_mtime - SECONDS_AGO))
    whole = len(SAID) - 3200
    assert {one.uid: one.seconds for one in unfinished_recordings()} == {
        cut: whole / 32_000,
        thrown: len(SAID) / 32_000,
    }
    throw_away_unfinished(thrown)
    keep_unfinished(space().uid, cut)
    assert sound_of(cut) == header(whole) + SAID[:whole]
    assert [row.uid for row in SealRow.select()] == [cut]
    assert [one.name for one in recordings_beside(encrypted).iterdir()] == [f"{cut}.sealed"]


def test_a_damaged_one_is_told_and_taken_from_a_back_up(encrypted: Path, tmp_path: Path) -> None:
    uid = keep()
    make_backup(tmp_path / "stick")
    assert files_with_sound(tmp_path) == []
    path = path_of(uid)
    good = path.read_bytes()
    for damage in (
        good[:-1] + bytes([good[-1] ^ 1]),
        good[:-25],  # its end is cut off
        b"",
        good[:9] + good[33:],
    ):
        path.write_bytes(damage)
        with pytest.raises(RefusedError, match="damaged"):
            sound_of(uid)
    told = list(look_at_recordings(BackupSettings()))
    assert [one.said for one in told] == ["1 recording are not as recorded"]
    assert [one.said for one in mend(told)] == ["1 taken from a back-up"]
    assert path_of(uid).read_bytes() == good
    assert list(look_at_recordings(BackupSettings())) == []


def test_each_change_of_key_leaves_all_to_be_heard(plain: Path) -> None:
    uid, (draft, _) = keep(), record()
    row = RecordingRow.get()
    before = (row.sha256, row.bytes, row.seconds)
    names = {f"{uid}.wav", f"{draft}.wav.part"}
    sealed = {f"{uid}.sealed", f"{draft}.sealed.part"}

    open_with_another_key(plain, "", KEY)
    assert names_of(plain) == names | sealed, "the plain ones belong to the plain copy"
    assert sound_of(uid) == header(len(SAID)) + SAID
    close_store()
    shred(old_copy(plain))
    open_store(str(plain))
    assert names_of(plain) == sealed
    assert problems() == []
    assert files_with_sound(plain.parent) == []
    assert sound_of(uid) == header(len(SAID)) + SAID
    row = RecordingRow.get()
    assert (row.sha256, row.bytes, row.seconds) == before, "what is known of the sound stays"
    content = path_of(uid).read_bytes()

    open_with_another_key(plain, KEY, OTHER)
    shred(old_copy(plain))
    assert path_of(uid).read_bytes() == content, "its own key is in the database"
    assert sound_of(uid) == header(len(SAID)) + SAID

    open_with_another_key(plain, OTHER, "")
    shred(old_copy(plain))
    assert names_of(plain) == names
    assert path_of(uid).read_bytes() == header(len(SAID)) + SAID
    assert SealRow.select().count() == 0
    assert problems() == []


def open_with_another_key(store: Path, old: str, new: str) -> None:
    close_store()
    change_key(store, old, new)
    use_key(new)
    open_store(str(store))


def names_of(store: Path) -> set[str]:
    return {one.name for one in recordings_beside(store).iterdir()}


def problems() -> list[str]:
    found = look_at_recordings(BackupSettings())
    return [one.said for one in found if one.health is Health.PROBLEM]


# -- at a face ---------------------------------------------------------------------------------


def test_a_face_records_plays_and_keeps_it_sealed(
    encrypted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real recording and playing processes, with stand-ins for arecord and aplay."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    microphone, log = Microphone(tmp_path), tmp_path / "player.log"
    microphone.put(SAID * 20, times=10)
    player = PACED_PLAYER.format(python=sys.executable, log=str(log), paced=False)
    write_program(tmp_path / "bin" / "aplay", player)
    heard: list[Message] = []
    face, sound = FaceSettings(), Recordings(Settings(), heard.append)

    def told(kind: type[Kind]) -> Kind:
        assert until(lambda: any(isinstance(one, kind) for one in heard))
        return next(one for one in heard if isinstance(one, kind))

    # Stopped before the database has said the key: it ends all the same, once, with nothing.
    uid = new_uid()
    sound.obey(Record(uid), face)
    sound.obey(StopRecording(), face)
    ended = told(RecordingEnded)
    assert (ended.uid, not sound.is_recording) == (uid, True)
    sound.obey(ThrowAwayRecording(uid), face)
    assert sum(isinstance(one, RecordingEnded) for one in heard) == 1
    heard.clear()

    sound.obey(Record(uid), face)
    assert sound.is_recording
    told(RecordingBegan)
    sound.obey(StopRecording(), face)
    ended = told(RecordingEnded)
    assert ended.path == part_file(uid, ".sealed")
    sound.obey(PlayRecording(ended.path), face)
    assert told(PlayingEnded).completed
    heard.clear()
    assert "END" in log.read_text()
    keep_recording(space().uid, ended.path, uid=uid)
    sound.obey(PlayRecording(path_of(uid)), face)
    sound.obey(StopPlaying(), face)
    assert not told(PlayingEnded).completed
    assert sum(isinstance(one, PlayingEnded) for one in heard) == 1
    sound.close()
    assert sound_of(uid)[44:][:64] == SAID[:64]
    assert files_with_sound(encrypted.parent) == []


# -- stopped in the middle --------------------------------------------------------------------


def in_a_child(act: Callable[[], object]) -> int:
    """Do something in a process of its own; return how it ended: 0 well, 9 killed, 1 wrong."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        act()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def die_at_step(number: int) -> None:
    """End this process at its n-th step with a file, as a kill does: nothing is tidied up."""
    steps = iter(range(number))

    def step(event: str, _: object) -> None:
        if event in {"open", "os.rename", "os.remove", "os.utime"} and next(steps, None) is None:
            os._exit(9)

    sys.addaudithook(step)


def stopped_at_every_step(store: Path, base: Path, *, each: int, key: str) -> int:
    """Stop the sealing, or the opening, at every n-th step; return how often it was stopped."""
    use_key(KEY)  # stretched once, for all children
    for stops, number in enumerate(range(0, 10_000, each)):
        shutil.rmtree(store.parent)
        shutil.copytree(base, store.parent)

        def begin(number: int = number) -> None:
            use_key(key)
            die_at_step(number)
            open_store(str(store))

        ended = in_a_child(begin)
        assert ended in (0, 9)
        assert in_a_child(lambda: all_is_there(store, key)) == 0, f"stopped at step {number}"
        if ended == 0:
            return stops
    raise AssertionError("it never came to its end")


def all_is_there(store: Path, key: str) -> None:
    use_key(key)
    open_store(str(store))
    for row in RecordingRow.select():
        assert sound_of(row.contribution_id) == header(len(SAID)) + SAID
    names = sorted(one.name for one in recordings_beside(store).iterdir())
    ending = "sealed" if key else "wav"
    assert [name.partition(".")[2] for name in names] in (
        [ending, ending, f"{ending}.part"],
        [ending, f"{ending}.part", ending],
        [f"{ending}.part", ending, ending],
    ), names
    assert bool(files_with_sound(store.parent)) is not bool(key)


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
@pytest.mark.parametrize("key", [KEY, ""], ids=["sealing", "opening"])
@pytest.mark.parametrize("each", [20, pytest.param(1, marks=pytest.mark.soak)])
def test_a_stop_at_any_step_loses_no_recording(
    request: pytest.FixtureRequest, key: str, each: int, tmp_path: Path
) -> None:
    store: Path = request.getfixturevalue("plain" if key else "encrypted")
    keep()
    keep()
    record()
    writer.finish()
    close_store()
    shred(change_key(store, "" if key else KEY, key))
    base = tmp_path / "base"
    shutil.copytree(store.parent, base)
    assert stopped_at_every_step(store, base, each=each, key=key) >= 30 / each
