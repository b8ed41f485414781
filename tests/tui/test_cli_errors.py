"""Every failure is one sentence for a person, and a status that is not 0."""

import os
import sqlite3
import sys
from pathlib import Path

import click
import pytest

import tui.cli
from models.store.database import APPLICATION_ID
from tests.tui.conftest import NO_MASTER_KEY, Heard, sentence

SECRET = "Sharon-took-my-card"


# -- what was typed is wrong ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "told", "where"),
    [
        (["dsk"], "No such command 'dsk'.", "heard --help"),
        (["--fast"], "No such option '--fast'.", "heard --help"),
        (["desk", "--fast"], "No such option '--fast'.", "heard desk --help"),
        (["desk", "one", "two"], "unexpected extra argument (two).", "heard desk --help"),
        (["space", "lst"], "No such command 'lst'.", "heard space --help"),
        (["say"], "Missing argument 'WORDS...'.", "heard say --help"),
        (["replay"], "Missing argument 'FILE'.", "heard replay --help"),
        (["replay", "--speed", "0", "f"], "'--speed'", "heard replay --help"),
        (["replay", "--speed", "much", "f"], "'--speed'", "heard replay --help"),
        (["replay", "--gap", "-1", "f"], "'--gap'", "heard replay --help"),
        (["replay", "--role", "king", "f"], "'a carer'", "heard replay --help"),
        (["outcome"], "Missing option '--to'.", "heard outcome --help"),
    ],
)
def test_a_slip_of_the_keyboard(heard: Heard, words: list[str], told: str, where: str) -> None:
    said = heard(*words)
    assert said.code == 2
    assert told in sentence(said)
    assert said.err.rstrip().endswith(f"Nothing was done. Look at: {where}")


def test_the_processes_say_the_same(heard: Heard) -> None:
    said = heard.process("dsk")
    assert said.code == 2
    assert "heard --help" in sentence(said)
    assert "heard tour" in sentence(heard.process("desk"))
    assert heard.process("space", "list").code == 0


@pytest.mark.parametrize("words", [[], ["desk"], ["room"], ["kiosk"], ["demo"]], ids=str)
@pytest.mark.parametrize("lacking", ["terminal", "TERM"])
def test_no_terminal(
    heard: Heard, monkeypatch: pytest.MonkeyPatch, words: list[str], lacking: str
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    if lacking == "TERM":
        monkeypatch.delenv("TERM")
        monkeypatch.setattr("sys.stdin.isatty", lambda: True)
        monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert "heard tour" in sentence(heard(*words))
    assert not heard.data.exists()


# -- spaces --------------------------------------------------------------------------------


def test_a_space_that_is_not_there(heard: Heard, tmp_path: Path) -> None:
    for words in (["show"], ["open"], ["close"]):
        assert "heard space new" in sentence(heard("space", *words))
    heard("space", "new", "Getting help at home")
    for words in (["space", "show"], ["space", "open"], ["space", "close"], ["outcome"]):
        to = ["--to", str(tmp_path)] if words == ["outcome"] else []
        assert "heard space list" in sentence(heard(*words, "Nowhere", *to))


def test_several_spaces_that_begin_alike(heard: Heard) -> None:
    heard("space", "new", "Getting help at home")
    heard("space", "new", "Getting out")
    assert "Several spaces begin like that" in sentence(heard("space", "open", "getting"))
    assert heard("space", "open", "getting o").code == 0


# -- the database --------------------------------------------------------------------------


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_file_that_is_no_database_is_left_alone(heard: Heard) -> None:
    heard.data.mkdir()
    (heard.data / "heard.db").write_text(f"{SECRET} " * 200)
    before = bytes_of(heard.data)
    said = heard("space", "list")
    assert "not a Heard database. It was left as it is." in sentence(said)
    assert SECRET not in said.err
    assert bytes_of(heard.data) == before


def test_the_database_of_another_program_is_left_alone(heard: Heard) -> None:
    heard.data.mkdir()
    other = sqlite3.connect(heard.data / "heard.db")
    other.execute("CREATE TABLE bookmark (address TEXT)")
    other.close()
    before = bytes_of(heard.data)
    assert "belongs to another program. It was left as it is." in sentence(heard("space", "list"))
    assert bytes_of(heard.data) == before


def test_a_database_of_a_newer_heard_is_left_alone(heard: Heard) -> None:
    heard("space", "new", "Getting help at home")
    newer = sqlite3.connect(heard.data / "heard.db")
    assert newer.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    newer.execute("INSERT INTO schema_migration (name, applied) VALUES ('9999_new', '')")
    newer.commit()
    newer.close()
    for words in (["space", "list"], ["space", "open"], ["replay", "nothing.csv"]):
        assert "made by a newer Heard. It was left as it is." in sentence(heard(*words))


def test_a_folder_where_the_file_should_be(heard: Heard) -> None:
    (heard.data / "heard.db").mkdir(parents=True)
    assert "is a folder, not a database" in sentence(heard("space", "list"))


def test_a_data_folder_that_cannot_be_made(heard: Heard, tmp_path: Path) -> None:
    heard.data = tmp_path / "file"
    heard.data.write_text("not a folder")
    assert "--data" in sentence(heard("space", "list"))
    assert "--data" in sentence(heard("demo", "--only-load"))
    heard.data = tmp_path / "file" / "below"
    assert "--data" in sentence(heard("space", "list"))


@pytest.fixture
def stopped_by_permissions(heard: Heard, tmp_path: Path) -> Heard:
    """Skip where nothing stops the tests from writing: a permission would prove nothing."""
    probe = tmp_path / "probe"
    probe.touch(0o444)
    look = f"import os, sys; sys.exit(os.access({str(probe)!r}, os.W_OK))"
    if os.spawnv(os.P_WAIT, sys.executable, [sys.executable, "-c", NO_MASTER_KEY, "-c", look]):
        pytest.skip("permissions stop nobody here")
    return heard


def test_a_database_that_may_only_be_read(stopped_by_permissions: Heard) -> None:
    heard = stopped_by_permissions
    heard("space", "new", "Getting help at home")
    file = heard.data / "heard.db"
    file.chmod(0o444)
    told = sentence(heard.without_master_key("space", "list"))
    assert "may only be read" in told
    assert "--data" in told
    file.chmod(0o644)
    heard.data.chmod(0o555)
    assert "may only be read" in sentence(heard.without_master_key("space", "open"))
    heard.data.chmod(0o755)
    assert heard.without_master_key("space", "open").code == 0


def test_folders_that_may_not_be_written(stopped_by_permissions: Heard, tmp_path: Path) -> None:
    heard = stopped_by_permissions
    heard("space", "new", "Getting help at home")
    closed = tmp_path / "closed"
    closed.mkdir(0o555)
    told = sentence(heard.without_master_key("outcome", "--to", closed))
    assert "could not be written" in told
    assert "Nothing was lost." in told
    heard.data = closed
    assert "--data" in sentence(heard.without_master_key("demo", "--only-load"))
    assert sentence(heard.without_master_key("space", "list"))
    heard.data = closed / "below"
    assert "--data" in sentence(heard.without_master_key("space", "list"))
    assert "--to" in sentence(heard.without_master_key("tour", "--to", closed))


def test_a_server_that_is_not_there(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_DATABASE", f"postgresql://heard:{SECRET}@127.0.0.1:1/heard")
    said = heard.bare("space", "list")
    assert SECRET not in sentence(said)


# -- where the data is ---------------------------------------------------------------------


def titles(heard: Heard, *words: str) -> str:
    return heard.bare(*words, "space", "list").out


def test_what_says_where_the_data_is(
    heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = {name: tmp_path / name for name in ("chosen", "server", "variable", "settings")}
    for name, folder in folders.items():
        assert heard.bare("--data", str(folder), "space", "new", f"From {name}").code == 0
    settings = tmp_path / "heard.toml"
    settings.write_text(f'data = "{folders["settings"]}"\n')
    monkeypatch.setenv("HEARD_SETTINGS", str(settings))
    monkeypatch.delenv("HEARD_DATA")
    assert "From settings" in titles(heard)
    monkeypatch.setenv("HEARD_DATA", str(folders["variable"]))
    assert "From variable" in titles(heard)
    monkeypatch.setenv("HEARD_DATABASE", f"sqlite:///{folders['server'] / 'heard.db'}")
    assert "From server" in titles(heard)
    assert "From chosen" in titles(heard, "--data", str(folders["chosen"]))


# -- settings and templates ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (b'colours = "purple"', "Heard takes night"),
        (b"colours = ", "has a slip at end of document"),
        (b"[voice]\nrate = 10000", "Heard takes 150"),
        (b"\xff\xfe", "is not plain TOML"),
        (f"{SECRET} = 1".encode(), "there is no setting of that name"),
    ],
)
def test_wrong_settings_are_told_and_stop_nothing(
    heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: bytes, told: str
) -> None:
    path = tmp_path / "heard.toml"
    path.write_bytes(settings)
    monkeypatch.setenv("HEARD_SETTINGS", str(path))
    said = heard("space", "list")
    assert said.code == 0
    assert told in said.err
    assert len(said.err.splitlines()) == 1
    assert "There is no space yet" in said.out


@pytest.mark.parametrize(
    ("template", "told"),
    [
        (b"title = ", "has a slip at end of document"),
        (b"", "needs a title"),
        (b"\xff\xfe", "is not plain text"),
        (b'title = "A"\nheld_on = "soon"', "held_on"),
        (b'title = "A"\nprompt = "B"', "prompt: nothing in a template is called that"),
        (b"title = 1", "title: write a text"),
        (f'title = "A"\n[[contributions]]\nwords = "{SECRET}"'.encode(), "state"),
    ],
)
def test_a_wrong_template_makes_nothing(
    heard: Heard, tmp_path: Path, template: bytes, told: str
) -> None:
    path = tmp_path / "meeting.toml"
    path.write_bytes(template)
    said = heard("space", "new", "--from", path)
    assert told in sentence(said)
    assert "Nothing was made." in said.err
    assert SECRET not in said.err
    assert "There is no space yet" in heard("space", "list").out


def test_a_template_that_is_not_there(heard: Heard, tmp_path: Path) -> None:
    assert "cannot be read" in sentence(heard("space", "new", "--from", tmp_path / "none.toml"))
    assert "directory" in sentence(heard("space", "new", "--from", tmp_path))


# -- faults of our own ---------------------------------------------------------------------


@click.command()
def faulty() -> None:
    words = SECRET
    raise RuntimeError(f"nobody expected {words}")


@click.command()
def interrupted() -> None:
    raise KeyboardInterrupt


def test_a_fault_of_ours_is_one_sentence_without_anybodys_words(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tui.cli.Commands, "get_command", lambda *_: faulty)
    said = heard("faulty")
    assert said.code == 1
    assert "(RuntimeError)" in sentence(said)
    assert SECRET not in said.err


def test_ctrl_c_is_told_and_is_no_success(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tui.cli.Commands, "get_command", lambda *_: interrupted)
    said = heard("interrupted")
    assert said.code == 130
    assert said.err.strip() == "Stopped. Everything that was saved is safe."
