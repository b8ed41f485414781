"""Opening the database: made, opened again, or refused and left as it was."""

import importlib
import os
import pkgutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import peewee
import pytest

import models
from models.contribution.contribution import capture, newest
from models.errors import HeardError, NewerDatabaseError, NotSavedError, RefusedError, StoreError
from models.space.space import Space, list_spaces, new_space, open_space
from models.store import database as opening
from models.store.base import Base, database
from models.store.database import (
    APPLICATION_ID,
    close_store,
    open_store,
    sqlite_is_sound,
)


def pragma(name: str) -> object:
    return database.execute_sql(f"PRAGMA {name}").fetchone()[0]


def test_a_database_is_made_with_its_folder_and_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "a folder" / "another" / "heard.db"
    open_store(str(path))
    made = new_space("Getting help at home")
    close_store()
    open_store(f"sqlite:///{path}", create=False)
    assert list_spaces() == [made]


def test_other_accounts_cannot_read_a_new_database(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        open_store(str(tmp_path / "new" / "heard.db"))
        new_space("Getting help at home")
        made = {
            one.name: one.stat().st_mode & 0o007 for one in (tmp_path / "new").glob("heard.db*")
        }
        assert {"heard.db", "heard.db-wal"} <= set(made)
        assert not made["heard.db"]
        assert not made["heard.db-wal"]
        assert not (tmp_path / "new").stat().st_mode & 0o007
    finally:
        os.umask(before)


def test_opening_another_closes_the_first(tmp_path: Path) -> None:
    open_store(str(tmp_path / "one.db"))
    new_space("One")
    open_store(str(tmp_path / "two.db"))
    assert list_spaces() == []


def test_the_settings_are_as_promised(store: Path) -> None:
    assert pragma("synchronous") == 2, "FULL: nothing acknowledged is lost in a power cut"
    assert pragma("journal_mode") == "wal"
    assert pragma("foreign_keys") == 1
    assert pragma("secure_delete") == 1
    assert pragma("recursive_triggers") == 1
    assert pragma("trusted_schema") == 0
    assert pragma("application_id") == APPLICATION_ID
    assert pragma("integrity_check") == "ok"


def test_every_connection_has_them(store: Path) -> None:
    database.close()
    database.connect()
    assert (pragma("synchronous"), pragma("foreign_keys"), pragma("secure_delete")) == (2, 1, 1)


def test_the_library_is_free_of_the_fault(store: Path) -> None:
    version = tuple(
        int(part)
        for part in str(database.execute_sql("SELECT sqlite_version()").fetchone()[0]).split(".")
    )
    assert sqlite_is_sound(version)
    assert [sqlite_is_sound(v) for v in ((3, 40, 1), (3, 51, 2), (3, 51, 3), (4, 0, 0))] == [
        False,
        False,
        True,
        True,
    ]


def test_an_old_library_is_told_and_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "playhouse.cysqlite_ext", None)
    monkeypatch.setattr(opening, "sqlite_is_sound", lambda: False)
    warning = open_store(str(tmp_path / "heard.db"))
    assert warning is not None
    assert "3.51.3" in warning
    space = open_space(new_space("Getting help at home").uid)
    capture(space.uid, "More time.")
    assert newest(space.uid)[0].words == "More time."


def test_nothing_is_made_where_nothing_should_be(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no Heard database"):
        open_store(str(tmp_path / "none.db"), create=False)
    assert list(tmp_path.iterdir()) == []


def an_sqlite_file(path: Path, *, wal: bool = False, number: int = 0) -> None:
    made = sqlite3.connect(path)
    if wal:
        made.execute("PRAGMA journal_mode = wal")
    made.execute(f"PRAGMA application_id = {number}")
    made.execute("CREATE TABLE recipe (name TEXT)")
    made.execute("INSERT INTO recipe VALUES ('soup')")
    made.commit()
    made.close()


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "a text": (lambda path: path.write_text("Dear all, " * 500), "not a Heard database"),
    "a zeroed head": (lambda path: path.write_bytes(b"\0" * 8192), "not a Heard database"),
    "another program's": (an_sqlite_file, "another program"),
    "another program's with a log": (
        lambda path: an_sqlite_file(path, wal=True),
        "another program",
    ),
    "one that says whose it is": (
        lambda path: an_sqlite_file(path, number=0x47504B47),
        "another program",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_not_ours_is_refused_and_left_as_it_was(tmp_path: Path, name: str) -> None:
    make, sentence = REFUSED[name]
    path = tmp_path / "heard.db"
    make(path)
    before = path.read_bytes()
    for _ in range(2):
        with pytest.raises(StoreError, match=sentence) as refusal:
            open_store(str(path))
        assert "left as it" in str(refusal.value)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["heard.db"]
    assert database.obj is None


def test_an_empty_file_is_ours_to_fill(tmp_path: Path) -> None:
    path = tmp_path / "heard.db"
    path.touch()
    open_store(str(path))
    assert new_space("Getting help at home") in list_spaces()


def test_a_first_start_that_was_cut_short_goes_on(tmp_path: Path) -> None:
    """A file that was given a log, and then the power went: no table, and no number in it."""
    path = tmp_path / "heard.db"
    made = sqlite3.connect(path)
    made.execute("PRAGMA journal_mode = wal")
    made.close()
    open_store(str(path))
    assert pragma("application_id") == APPLICATION_ID
    assert list_spaces() == []


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "heard.db"
    path.mkdir()
    with pytest.raises(StoreError, match="is a folder"):
        open_store(str(path))


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")
    with pytest.raises(StoreError, match="cannot be"):
        open_store(str(tmp_path / "data" / "heard.db"))


def test_a_newer_database_is_refused_and_left_as_it_was(store: Path) -> None:
    new_space("Getting help at home")
    database.execute_sql(
        "INSERT INTO schema_migration (name, applied) VALUES ('9999_later', '2030-01-01')"
    )
    close_store()
    before = store.read_bytes()
    with pytest.raises(NewerDatabaseError, match="newer Heard"):
        open_store(str(store))
    assert store.read_bytes() == before


@pytest.fixture
def read_only_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk that may only be read, which binds root too; or without its permission."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() != 0:
        yield folder
        folder.chmod(0o700)
        return
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("root may write everywhere, and no small disk can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def make_read_only(folder: Path) -> None:
    if os.geteuid() == 0:
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    else:
        for file in folder.iterdir():
            file.chmod(0o400)
        folder.chmod(0o500)


def test_a_database_that_may_only_be_read_is_refused(read_only_disk: Path) -> None:
    path = read_only_disk / "heard.db"
    open_store(str(path))
    new_space("Getting help at home")
    close_store()
    make_read_only(read_only_disk)
    with pytest.raises(StoreError, match="may only be read"):
        open_store(str(path))
    with pytest.raises(StoreError, match="cannot be"):
        open_store(str(read_only_disk / "other.db"))
    with pytest.raises(StoreError, match="cannot be made"):
        open_store(str(read_only_disk / "folder" / "other.db"))


def test_a_database_that_becomes_read_only_says_so(space: Space) -> None:
    database.execute_sql("PRAGMA query_only = 1")
    with pytest.raises(NotSavedError, match="may only be read"):
        capture(space.uid, "More time.")
    assert newest(space.uid) == ()
    database.execute_sql("PRAGMA query_only = 0")
    assert capture(space.uid, "More time.").words == "More time."


def test_a_damaged_page_is_told_in_words(store: Path) -> None:
    space = open_space(new_space("Getting help at home").uid)
    for n in range(50):
        capture(space.uid, f"words {n} " * 50)
    close_store()
    data = bytearray(store.read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    store.write_bytes(data)
    with pytest.raises(HeardError, match="damaged"):  # noqa: PT012 - at opening or at use
        open_store(str(store))
        list_spaces()
        newest(space.uid)


def test_a_busy_database_is_told_in_words(
    space: Space, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.execute_sql("PRAGMA busy_timeout = 50")
    # Of the same library: two libraries in one process do not see each other's locks.
    other = type(database.obj)(str(store))
    other.connect()
    other.execute_sql("BEGIN IMMEDIATE")
    with pytest.raises(NotSavedError, match="busy"):
        capture(space.uid, "More time.")
    assert newest(space.uid) == (), "whoever asks does not wait for whoever writes"
    other.execute_sql("ROLLBACK")
    other.close()
    assert capture(space.uid, "More time.").words == "More time."


def test_a_verb_is_all_or_nothing(space: Space) -> None:
    from models.store.verbs import verb

    @verb
    def two_things() -> None:
        capture(space.uid, "the first")
        capture(space.uid, "")

    with pytest.raises(RefusedError):
        two_things()
    assert newest(space.uid) == ()


def test_a_server_without_its_driver_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for driver in ("psycopg", "psycopg2"):
        monkeypatch.setattr(peewee, driver, None)
    with pytest.raises(StoreError, match="pip install"):
        open_store("postgresql://heard@localhost/heard")


def tables() -> list[type[peewee.Model]]:
    for module in pkgutil.walk_packages(models.__path__, "models."):
        if not module.name.startswith("models.migrations."):
            importlib.import_module(module.name)
    return [one for one in Base.__subclasses__() if one.__module__.startswith("models.")]


def test_the_models_and_the_migrations_agree(store: Path) -> None:
    """Every column, its type, whether it may be empty, every key and every index."""
    made = {
        name
        for name in database.get_tables()
        if not name.startswith(("schema_migration", "search_index"))
    }
    assert made == {one._meta.table_name for one in tables()}
    for one in tables():
        meta = one._meta
        columns = {column.name: column for column in database.get_columns(meta.table_name)}
        assert set(columns) == {field.column_name for field in meta.sorted_fields}, meta.table_name
        for field in meta.sorted_fields:
            column = columns[field.column_name]
            assert column.null == field.null, (meta.table_name, column.name)
            assert column.primary_key == field.primary_key, (meta.table_name, column.name)
            wanted = field.ddl_datatype(database.get_sql_context()).sql.split("(")[0]
            assert column.data_type.upper() in (wanted, "INTEGER" if "INT" in wanted else wanted)
        keys = {key.column for key in database.get_foreign_keys(meta.table_name)}
        assert keys == {field.column_name for field in meta.refs}
        found = {
            (tuple(index.columns), bool(index.unique))
            for index in database.get_indexes(meta.table_name)
        }
        for fields, unique in meta.indexes:
            wanted_columns = tuple(meta.fields[name].column_name for name in fields)
            assert (wanted_columns, unique) in found, (meta.table_name, fields)
        for field in meta.sorted_fields:
            if field.unique:
                assert ((field.column_name,), True) in found


def test_the_checks_of_the_models_are_in_the_database(store: Path) -> None:
    def plain(sql: str) -> str:
        return " ".join(sql.split()).casefold()

    for one in tables():
        table = one._meta.table_name
        made = database.execute_sql(
            "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
        ).fetchone()[0]
        for field in one._meta.sorted_fields:
            for check in field.constraints or ():
                assert plain(check.sql) in plain(made), (table, field.name)


def test_a_database_of_another_kind_is_refused_and_nothing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError, match="not one that Heard can use"):
        open_store("mysql://somebody@somewhere/heard")
    assert not list(tmp_path.iterdir())
