"""Merging a kiosk's encrypted file, and a plain one at an encrypted desk, as a person types it."""

import json
import shutil
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from models.contribution.contribution import WayIn, capture
from models.encryption.encryption import looks_encrypted
from models.encryption.store_key import forget_key, use_key
from models.identity import new_uid
from models.merge.merge import merge_file
from models.recording.files import part_file
from models.recording.recording import RecordingRow, keep_recording, path_of, sound_of
from models.space.space import list_spaces, open_space
from models.store.database import close_store, open_store
from tests.tui.conftest import Heard, sentence
from tui.terminal import Terminal
from voice.wave_file import header

pytest.importorskip("sqlcipher3")
KEY, OTHER = "four words that do not belong", "another four words altogether"


def key_file(path: Path, key: str) -> Path:
    path.write_text(f"{key}\n")
    path.chmod(0o600)
    return path


def files(folder: Path) -> dict[str, str]:
    found = (one for one in folder.rglob("*") if one.is_file())
    return {str(one): sha256(one.read_bytes()).hexdigest() for one in found}


def say(store: Path, number: int) -> None:
    """Say things at another machine, one of them aloud."""
    open_store(str(store))
    space = open_space(list_spaces()[0].uid)
    for n in range(number - 1):
        capture(space.uid, f"Said there, {n}.", way_in=WayIn.TYPED, face="kiosk 2")
    uid = new_uid()
    part = part_file(uid)
    part.parent.mkdir()
    part.write_bytes(header(6400) + bytes(6400))
    keep_recording(space.uid, part, uid=uid)
    close_store()


def pulled_out(folder: Path, to: Path) -> Path:
    """Say one thing more, and copy the folder before that left the log: as of a killed kiosk."""
    use_key(OTHER)
    open_store(str(folder / "heard.db"))
    capture(list_spaces()[0].uid, "Said last.", face="kiosk 2")
    shutil.copytree(folder, to)
    close_store()
    assert (to / "heard.db-wal").stat().st_size
    return to


def test_d44_an_encrypted_file_is_merged_once_however_often(
    heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert heard("space", "new", "Getting help at home").code == 0
    name = heard("space", "list").out.split()[0]
    pack = tmp_path / "pack.db"
    assert heard("space", "pack", name, pack).code == 0
    stick, plain = tmp_path / "ffôn ŵyl", tmp_path / "plain"
    for folder, number in ((stick, 36), (plain, 3)):
        folder.mkdir()
        shutil.copyfile(pack, folder / "heard.db")
        say(folder / "heard.db", number)
    desk, heard.data = heard.data, stick
    theirs = key_file(tmp_path / "theirs", OTHER)
    assert heard("encrypt", "--key-file", theirs, "--yes").code == 0
    assert looks_encrypted(stick / "heard.db")
    stick, heard.data = pulled_out(stick, tmp_path / "ffôn ŵyl, pulled out"), desk

    # A key that is another one, or none: a sentence, and nothing is taken or changed.
    as_it_was = files(stick)
    mine = key_file(tmp_path / "mine", KEY)
    assert "not the key" in sentence(heard("merge", stick, "--key-file", mine))
    assert "cannot be read" in sentence(heard("merge", stick, "--key-file", tmp_path / "none"))
    open_store(str(desk / "heard.db"))
    with pytest.raises(Exception, match="On the command line Heard asks"):
        merge_file(stick)
    close_store()

    # The key is typed, and hidden.
    argv = [sys.executable, "-m", "tui", "--data", str(desk), "merge", str(stick)]
    with Terminal(argv, columns=160) as terminal:
        terminal.wait_for("The key of", timeout=40)
        terminal.type(f"{OTHER}\r")
        shown = terminal.wait_for("37 new, 0 twice.", timeout=40)
        assert "altogether" not in shown
    again = json.loads(heard("merge", stick, "--key-file", theirs, "--json").out)
    assert (again["new"], again["twice"], again["already"]) == (0, 0, 37)
    assert files(stick) == as_it_was
    assert not list(desk.glob("merging-*"))
    open_store(str(desk / "heard.db"))
    [recorded] = [row.contribution_id for row in RecordingRow.select()]
    assert path_of(recorded).suffix == ".wav", "the desk is plain"
    assert sound_of(recorded)
    close_store()

    # An encrypted desk takes in a plain file; and one with its own key, without being asked.
    assert heard("encrypt", "--key-file", mine, "--yes").code == 0
    monkeypatch.setenv("HEARD_KEY_FILE", str(mine))
    assert heard("merge", plain).out.startswith("3 new, 0 twice.")
    copy = tmp_path / "copy"
    copy.mkdir()
    shutil.copyfile(desk / "heard.db", copy / "heard.db")
    assert "40 were here already" in heard("merge", copy).out
    use_key(KEY)
    open_store(str(desk / "heard.db"))
    assert merge_file(copy, dry_run=True).already == 40, "at the desk too"
    close_store()
    forget_key()
