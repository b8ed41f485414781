"""`heard backup`, `heard restore` and `heard doctor`, as a person or a script uses them."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from shlex import quote
from typing import ClassVar

import pytest

from models.contribution.contribution import State, capture, move
from models.encryption.store_key import forget_key, use_key, write_to_keyring
from models.space.space import list_spaces, open_space
from models.store.database import close_store, open_store
from tests.models.test_restore import HOLD
from tests.tui.conftest import Heard, sentence


def test_back_up_lose_and_put_back(heard: Heard, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    assert heard("backup", stick).code == 1, "there is no database yet"
    assert not stick.exists()
    heard("space", "new", "Getting help at home")
    done = heard("backup", stick)
    assert (done.code, "Checked: it is whole" in done.out) == (0, True)
    [file] = stick.glob("*.db")
    plain = json.loads(heard("backup", stick, "--json").out)
    assert plain["contributions"] == 0
    assert {one["here"] for one in json.loads(heard("backup", "--list", "--json").out)} == {True}
    assert str(file) in heard("backup", "--list").out
    assert "is whole: 1 space" in heard("backup", "--check", file).out

    heard("space", "new", "A second one")
    refused = heard.process("restore", file)
    assert refused.code != 0, "nobody said yes"
    assert "A second one" in refused.out
    assert "A second one" in heard("space", "list").out
    done = heard("restore", file, "--yes")
    assert (done.code, "What was there before is in" in done.out) == (0, True)
    assert "A second one" not in heard("space", "list").out
    looked_at = tmp_path / "to look at"
    assert heard("restore", file, "--to", looked_at, "--yes").code == 0
    assert (looked_at / "heard.db").is_file()
    there = heard.bare("--data", str(looked_at), "backup", "--list").out
    assert str(file) in there, "made before the back-up, its register does not name it by itself"

    data = file.read_bytes()
    file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    broken = heard("restore", file, "--yes")
    assert (broken.code, "not as it was written" in broken.err) == (1, True)
    checked = heard("backup", "--check", file, "--json")
    assert (checked.code, json.loads(checked.out)["whole"]) == (1, False)


def test_the_doctor_ends_with_what_there_is_to_do(
    heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_database = heard("doctor")
    assert (no_database.code, "There is no Heard database" in no_database.out) == (1, True)
    heard("space", "new", "Getting help at home")
    tmp_path.chmod(0o755)
    heard.data.chmod(0o755)
    (heard.data / "heard.db").chmod(0o644)
    found = json.loads(heard("doctor", "--json").out)
    assert {one["name"] for one in found if one["health"] == "problem"} == {
        "back-ups",
        "permissions",
    }
    heard("backup", tmp_path / "stick")
    mended = heard("doctor", "--mend")
    assert (mended.code, "closed to other accounts: heard.db" in mended.out) == (0, True)
    assert heard("doctor").out.endswith("All is well.\n")
    assert str(heard.data / "heard.log") in heard("doctor", "--log").out

    whole = (heard.data / "heard.db").read_bytes()
    (heard.data / "heard.db").write_text("Dear all, " * 1000)
    damaged = heard("doctor")
    assert (damaged.code, "PROBLEM" in damaged.out) == (1, True)
    (heard.data / "heard.db").write_bytes(whole[:8192] + b"x" * (len(whole) - 8192))
    assert f"heard restore {tmp_path / 'stick'}/heard-" in heard("doctor").out


def test_one_who_may_not_write_there_is_told(heard: Heard, tmp_path: Path) -> None:
    heard("space", "new", "Getting help at home")
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o500)
    done = heard.without_master_key("backup", shut / "here")
    assert (done.code, "could not be written" in done.err) == (1, True)
    assert "Traceback" not in done.err


def test_an_encrypted_database_stays_encrypted_in_its_back_up(
    heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("sqlcipher3")
    key = tmp_path / "key"
    key.write_text("four words that do not belong\n")
    key.chmod(0o600)
    monkeypatch.setenv("HEARD_KEY_FILE", str(key))
    heard("space", "new", "Unmistakable title")
    stick = tmp_path / "stick"
    assert heard("backup", stick).code == 0
    [file] = stick.glob("*.db")
    assert b"Unmistakable" not in file.read_bytes()
    assert "Unmistakable title: 0" in heard("backup", "--check", file).out
    assert heard("restore", file, "--yes").code == 0
    assert "Unmistakable title" in heard("space", "list").out
    monkeypatch.setenv("HEARD_KEY_FILE", "")
    assert heard("backup", "--check", file).code == 1


def test_a_keyring_keeps_the_key_of_the_back_ups_too(heard: Heard, tmp_path: Path) -> None:
    pytest.importorskip("sqlcipher3")
    keyring = pytest.importorskip("keyring")
    from keyring.backend import KeyringBackend

    class Ring(KeyringBackend):  # type: ignore[misc]
        """One that keeps passwords in memory."""

        priority = 1
        kept: ClassVar[dict[tuple[str, str], str]] = {}

        def get_password(self, service: str, username: str) -> str | None:
            return self.kept.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            self.kept[service, username] = password

    before = keyring.get_keyring()
    keyring.set_keyring(Ring())
    try:
        settings = Path(os.environ["HEARD_SETTINGS"])
        settings.parent.mkdir(exist_ok=True)
        settings.write_text('[store]\nkey = "keyring"\n')
        key = "four words that do not belong"
        write_to_keyring(heard.data / "heard.db", key)
        heard("space", "new", "Unmistakable title")
        done = heard("backup", tmp_path / "stick", "--json")
        assert done.code == 0, done.err
        file = json.loads(done.out)["file"]
        assert b"Unmistakable" not in Path(file).read_bytes()
        assert heard("backup", "--check", file).code == 0
        put = heard("restore", file, "--yes")
        assert (put.code, "cannot be read" in put.out) == (0, False), put.err
    finally:
        keyring.set_keyring(before)


def test_what_was_taken_back_stays_so_whatever_the_keys_are(
    heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A back-up is plain or has an older key; what is there now has another one."""
    pytest.importorskip("sqlcipher3")
    keys = {}
    for name in ("first", "second"):
        keys[name] = tmp_path / f"{name} key"
        keys[name].write_text(f"the {name} four words that do not belong\n")
        keys[name].chmod(0o600)
    heard("space", "new", "Getting help at home")
    open_store(str(heard.data / "heard.db"))
    space = open_space(list_spaces()[0].uid)
    gone = capture(space.uid, "unmistakable")
    close_store()
    plain = json.loads(heard("backup", tmp_path / "stick", "--json").out)["file"]
    assert heard("encrypt", "--key-file", keys["first"], "--yes").code == 0
    monkeypatch.setenv("HEARD_KEY_FILE", str(keys["first"]))
    older = json.loads(heard("backup", tmp_path / "stick", "--json").out)["file"]
    changed = heard("encrypt", "--change-key", "--key-file", keys["second"], "--yes")
    assert changed.code == 0, changed.err
    settings = Path(os.environ["HEARD_SETTINGS"])
    settings.parent.mkdir(exist_ok=True)
    settings.write_text(f'[store]\nkey = "file:{keys["second"]}"\n')
    use_key(keys["second"].read_text().strip())
    open_store(str(heard.data / "heard.db"))
    move(gone.uid, State.WITHDRAWN)
    close_store()
    forget_key()
    as_it_was = tmp_path / "as it was"
    shutil.copytree(heard.data, as_it_was)
    for file in (older, plain):
        shutil.rmtree(heard.data)
        shutil.copytree(as_it_was, heard.data)
        done = heard("restore", file, "--yes")
        assert done.code == 0, done.err
        assert "Getting help at home: 1 contributions" in done.out
        assert "cannot be read" not in done.out
        assert "now taken back again: 1" in done.out
        assert ("Encrypt it afterwards" in done.out) == (file == plain)
    # Nobody has the key of what is there: it goes on, and says so.
    shutil.rmtree(heard.data)
    shutil.copytree(as_it_was, heard.data)
    settings.unlink()
    done = heard("restore", plain, "--yes")
    assert (done.code, "may be in it again" in " ".join(done.out.split())) == (0, True)


def test_a_lost_database_is_not_begun_anew_beside_its_back_ups(
    heard: Heard, tmp_path: Path
) -> None:
    heard("space", "new", "Getting help at home")
    done = json.loads(heard("backup", tmp_path / "a stick", "--json").out)
    store = heard.data / "heard.db"
    store.unlink()
    for empty in (False, True):
        if empty:
            store.touch()
        for command in (("space", "list"), ("space", "new", "Another")):
            said = sentence(heard(*command))
            assert "there are back-ups of it" in said
            assert f"heard restore {quote(done['file'])}" in said
    heard.bare("--data", str(tmp_path / "anew"), "space", "new", "Another")
    # A register that began anew knows nothing of them; the list does.
    shutil.copyfile(tmp_path / "anew" / "heard.db", store)
    assert json.loads(heard("backup", tmp_path / "b stick", "--json").out)["contributions"] == 0
    listed = heard("backup", "--list").out
    assert done["file"] in listed
    assert str(tmp_path / "b stick") in listed
    assert heard("restore", done["file"], "--yes").code == 0
    assert "what a restore kept" in heard("backup", "--list").out


def test_back_ups_are_listed_where_the_database_is_damaged_or_gone(
    heard: Heard, tmp_path: Path
) -> None:
    heard("space", "new", "Getting help at home")
    stick = tmp_path / "ffôn ŵyl"
    assert heard("backup", stick).code == 0
    [file] = stick.glob("*.db")
    store = heard.data / "heard.db"
    whole = store.read_bytes()
    for damaged in (bytes(8192) + whole[8192:], whole[: len(whole) // 2], b"Dear all, " * 999):
        store.write_bytes(damaged)
        listed = heard("backup", "--list")
        assert (listed.code, str(file) in listed.out) == (0, True)
        assert len(listed.err.splitlines()) == 1, "why it is not the register that is shown"
    store.unlink()
    assert [one["file"] for one in json.loads(heard("backup", "--list", "--json").out)] == [
        str(file)
    ]
    assert not store.exists(), "to look is not to make one"
    assert "heard restore" in heard("doctor").out
    file.unlink()
    nothing = heard("backup", "--list")
    assert (nothing.code, "Plug in the sticks" in nothing.out) == (1, True)
    store.touch()
    stick.joinpath("heard-2026-11-22-154300.db").write_bytes(whole)
    assert "nothing is in this database" in heard("doctor").out, "an emptied one is not well"


def test_a_restore_asks_only_when_it_can_be_done(heard: Heard, tmp_path: Path) -> None:
    heard("space", "new", "Getting help at home")
    assert heard("backup", tmp_path / "stick").code == 0
    [file] = (tmp_path / "stick").glob("*.db")
    store = heard.data / "heard.db"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(store)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    ) as face:
        assert face.stdout is not None
        assert face.stdout.readline() == "open\n"
        refused = heard("restore", file)
        face.kill()
    assert (refused.code, refused.out) == (1, ""), "nothing is shown or asked before that"
    assert refused.err.startswith("Heard is open on that database.")
    assert "is in the way" in sentence(heard("restore", file, "--to", file / "here"))
    assert "is in the way" in sentence(heard("restore", file, "--to", "/dev/full"))

    sums = file.with_name(f"{file.name}.sha256")
    sums.unlink()
    assert "nobody can say" in sentence(heard("restore", file))
    asked = heard.process("restore", file, "--unchecked")
    assert "nobody can say" in asked.out
    assert "It is whole" not in asked.out
