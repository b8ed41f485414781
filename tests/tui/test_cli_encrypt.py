"""``heard encrypt``, and the faces of an encrypted database: real files, real terminals."""

import os
import sys
from pathlib import Path

import pytest

from models.encryption.encryption import is_its_key, looks_encrypted
from models.encryption.new_key import old_copy
from models.identity import new_uid
from models.recording.files import part_file
from models.recording.recording import keep_recording, path_of
from models.space.space import list_spaces, open_space
from models.store.database import close_store, open_store
from tests.tui.conftest import Heard, sentence
from tui.terminal import Terminal
from voice.wave_file import header

KEY = "correct horse battery staple"


def something_recorded(store: Path) -> Path:
    """Keep a recording, and return its file."""
    open_store(str(store))
    space = open_space(list_spaces()[0].uid)
    uid = new_uid()
    part = part_file(uid)
    part.parent.mkdir()
    part.write_bytes(header(6400) + bytes(6400))
    keep_recording(space.uid, part, uid=uid)
    path = path_of(uid)
    close_store()
    return path


def test_a_database_is_encrypted_with_a_key_in_a_file_and_its_faces_open(
    heard: Heard, tmp_path: Path
) -> None:
    assert heard("space", "new", "Getting help at home").code == 0
    key_file = tmp_path / "stick" / "heard.key"
    key_file.parent.mkdir()
    store = heard.data / "heard.db"
    recording = something_recorded(store)
    upgraded = store.with_name("heard.db.before-0001")
    upgraded.write_bytes(store.read_bytes())

    done = heard("encrypt", "--key-file", key_file, "--yes")
    assert done.code == 0, done.err
    assert f'key = "file:{key_file}"' in done.out
    assert "overwritten and deleted" in done.out
    assert "solid-state disk" in done.out
    assert looks_encrypted(store)
    assert not old_copy(store).exists()
    assert not upgraded.exists(), "a plain copy from before an upgrade"
    assert [one.name for one in recording.parent.iterdir()] == [f"{recording.stem}.sealed"]
    assert "could not be" not in done.out
    secret = key_file.read_text().strip()
    assert secret not in done.out + done.err

    # With no key and nobody who could type it, and again with a wrong file.
    assert "Nothing was" in sentence(heard.process("space", "list"))
    wrong = tmp_path / "wrong.key"
    wrong.write_text("this is the key of another database\n")
    wrong.chmod(0o600)
    heard.monkeypatch.setenv("HEARD_KEY_FILE", str(wrong))
    assert "not the key of this database" in sentence(heard("space", "list"))
    key_file.chmod(0o644)
    heard.monkeypatch.setenv("HEARD_KEY_FILE", str(key_file))
    assert "chmod 600" in sentence(heard("space", "list"))
    key_file.chmod(0o600)
    heard.monkeypatch.delenv("HEARD_KEY_FILE")

    # A desk in a real terminal, with the key from the settings.
    settings = Path(os.environ["HEARD_SETTINGS"])
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(f'[store]\nkey = "file:{key_file}"\n')
    argv = [sys.executable, "-m", "tui", "--data", str(heard.data), "desk"]
    with Terminal(argv, columns=120, rows=40) as desk:
        assert "Getting help at home" in desk.wait_for("Getting help at home", timeout=40)
        told = heard("encrypt", "--off", "--yes")
        assert "in use" in sentence(told)
    assert is_its_key(store, secret)

    # The demo and new data: the demo is made up, and has no key.
    heard.data = tmp_path / "other"
    assert heard("space", "new", "Another").code == 0
    assert looks_encrypted(heard.data / "heard.db")
    assert heard("demo", "--only-load").code == 0
    assert not looks_encrypted(heard.data / "demo" / "heard.db")


def test_a_key_is_typed_before_anything_is_drawn(heard: Heard) -> None:
    """In a real terminal: hidden, asked for twice when it is new, three tries when it is not."""
    assert heard("space", "new", "Getting help at home").code == 0
    command = [sys.executable, "-m", "tui", "--data", str(heard.data)]
    with Terminal([*command, "encrypt"], columns=100) as terminal:
        terminal.wait_for("loses everything", timeout=40)
        terminal.type("y\r")
        terminal.wait_for("A new key for the database", timeout=40)
        terminal.type(f"{KEY}\r")
        terminal.wait_for("The same once more", timeout=40)
        terminal.type(f"{KEY}\r")
        terminal.wait_for("Shred it now?", timeout=40)
        terminal.type("n\r")
        shown = terminal.wait_for("It stays until you shred it", timeout=40)
        assert "battery" not in shown
    store = heard.data / "heard.db"
    assert b"Getting help" in old_copy(store).read_bytes()
    assert "Shred it first" in sentence(heard("encrypt", "--change-key"))
    assert heard("encrypt", "--shred", "--yes").code == 0
    assert not old_copy(store).exists()
    with Terminal([*command, "space", "list"], columns=100) as terminal:
        terminal.wait_for("The key of the database", timeout=40)
        terminal.type("not the right one\r")
        # What is typed before it asks again is thrown away: so wait for the question.
        terminal.wait_for("an older one. The key of the database", timeout=40)
        terminal.type(f"{KEY}\r")
        assert "battery" not in terminal.wait_for("Getting help at home", timeout=40)


def test_what_cannot_be_is_told_in_words(
    heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "no Heard database" in sentence(heard("encrypt", "--yes"))
    assert heard("space", "new", "Getting help at home").code == 0
    assert "not encrypted" in sentence(heard("encrypt", "--off", "--yes"))
    assert "do not go together" in sentence(heard("encrypt", "--off", "--change-key"))
    weak = tmp_path / "weak.key"
    weak.write_text("password\n")
    weak.chmod(0o600)
    assert "at least 15" in sentence(heard("encrypt", "--key-file", weak, "--yes"))
    assert not looks_encrypted(heard.data / "heard.db")
    monkeypatch.setattr("tui.commands.encrypt.can_encrypt", lambda: False)
    assert "pip install" in sentence(heard("encrypt", "--yes"))
    monkeypatch.setenv("HEARD_DATABASE", "postgresql://heard@localhost/heard")
    assert "server" in sentence(heard.bare("encrypt"))
