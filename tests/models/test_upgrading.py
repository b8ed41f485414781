"""A database of an older Heard is brought up to date: nothing is lost, and a copy is kept."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import namedtuple
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from models.contribution.contribution import State, WayIn, capture, contribution, move
from models.errors import StoreError
from models.search.finding import search
from models.space.space import list_spaces, new_space
from models.store.base import database
from models.store.database import APPLICATION_ID, MIGRATIONS, close_store, open_store
from models.store.upgrading import WITHOUT_COPY, copies_before

HOME = Path(__file__).parents[2]
ALL = sorted(file.stem for file in MIGRATIONS.glob("[0-9]*.py"))
# The first, the last before words were searched for, and the last before what is imported.
OLDER = ("0001_first_tables", "0017_theme_alike", "0020_back_ups")
SPACE, PROMPT, THEME = UUID(int=1 << 80), UUID(int=2 << 80), UUID(int=3 << 80)
SAID = [UUID(int=(one << 80) + 7) for one in range(10, 60)]
LONGEST = 0.8  # seconds: an upgrade takes half a second, and twice that beside others
CHANGED = ("contribution", "contribution_version", "theme_member", "stage")


def older(engine: Any, last: str) -> None:
    """Fill a database as an older Heard left it: its tables up to a migration, and rows in them."""
    from playhouse.migrations import Runner

    Runner(engine, str(MIGRATIONS)).up(ALL[0])
    mark = engine.param

    def insert(table: str, *values: object) -> None:
        plain = [one.hex if isinstance(one, UUID) else one for one in values]
        marks = ", ".join([mark] * len(plain))
        engine.execute_sql(f"INSERT INTO {table} VALUES ({marks})", plain)

    with engine.atomic():
        titles = ("Getting help at home", "", "", "2026-05-01", "en", "", "closed")
        insert("space", SPACE, "k7p2k7p2", *titles, 1, 2, 3)
        insert("prompt", PROMPT, SPACE, 1, "What helps?", "", "en")
        insert("theme", THEME, "th2k7p2x", SPACE, 1, "Time", 5)
        for number, uid in enumerate(SAID):
            said = (f"More time, {number}", "en", "paper", "desk", "a carer", "cleared", "")
            yes, no = (True, False) if "postgres" in type(engine).__name__.lower() else (1, 0)
            insert("contribution", uid, SPACE, PROMPT, *said, yes, yes, no, 5, 6)
            beside = UUID(int=uid.int + 1)
            insert("contribution_version", beside, uid, "tidied", "More time.", "en", "x", 7)
            insert("theme_member", UUID(int=uid.int + 2), THEME, uid)
        showing = ("prompt", "", None, 0, "", None, 8)
        insert("stage", SPACE, *showing)
    Runner(engine, str(MIGRATIONS)).up(last)


def older_file(path: Path, last: str) -> None:
    from playhouse.cysqlite_ext import CySqliteDatabase

    engine = CySqliteDatabase(str(path), rank_functions=False)
    with closing(engine):
        engine.connect()
        engine.execute_sql("PRAGMA journal_mode = wal")
        engine.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        older(engine, last)


def look_whole() -> None:
    """Everything that was there is there, and the newest Heard can work with it."""
    for table in CHANGED:
        wanted = 1 if table == "stage" else len(SAID)
        assert database.execute_sql(f"SELECT count(*) FROM {table}").fetchone()[0] == wanted, table
    for number, uid in enumerate(SAID):
        one = contribution(uid)
        assert (one.words, one.way_in, one.role) == (f"More time, {number}", "paper", "a carer")
        assert one.consent.room
        assert one.tidied is not None
    assert [space.title for space in list_spaces()] == ["Getting help at home"]
    late = capture(SPACE, "One more thing about the bus", late=True, way_in=WayIn.IMPORTED)
    assert move(late.uid, State.CLEARED).words
    assert [one.uid for one in search(SPACE, "bus").contributions] == [late.uid]


def seldom(names: list[str], often: tuple[str, ...]) -> list[Any]:
    """Mark those for the long run that are not looked at each time."""
    return [pytest.param(one, marks=() if one in often else pytest.mark.soak) for one in names]


@pytest.mark.parametrize("last", seldom(ALL[:-1], OLDER[:2]))
def test_an_older_database_is_brought_up_to_date(tmp_path: Path, last: str) -> None:
    path = tmp_path / "heard.db"
    older_file(path, last)
    told = open_store(str(path)) or ""
    look_whole()
    assert database.execute_sql("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute_sql("PRAGMA integrity_check").fetchone()[0] == "ok"
    [copy] = copies_before()
    assert copy.name == f"heard.db.before-{ALL[-1][:4]}"
    assert str(copy) in told
    assert copy.stat().st_mode & 0o077 == 0, "others on this machine do not read it"
    with closing(sqlite3.connect(copy)) as before:
        names = [name for (name,) in before.execute("SELECT name FROM schema_migration")]
        assert sorted(names)[-1] == last
        assert before.execute("SELECT count(*) FROM contribution").fetchone() == (len(SAID),)
    assert open_store(str(path)) is None, "only once"


@pytest.mark.xdist_group("server")
@pytest.mark.parametrize("last", seldom(list(OLDER), OLDER[:1]))
def test_an_older_database_on_a_server(server: str, last: str) -> None:
    import psycopg
    from playhouse.db_url import connect

    name = f"older_{os.getpid()}_{last[:4]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    address = server.replace("/postgres?", f"/{name}?")
    engine = connect(address, prefer_psycopg3=True)
    older(engine, last)
    engine.close()
    assert open_store(address) is None, "a server has back-ups of its own"
    look_whole()


def test_where_there_is_no_room_for_a_copy_nothing_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "heard.db"
    older_file(path, OLDER[1])
    before = path.read_bytes()
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("models.store.upgrading.shutil.disk_usage", lambda _: usage(10, 10, 0))
    with pytest.raises(StoreError, match="no room") as refused:
        open_store(str(path))
    assert WITHOUT_COPY in str(refused.value)
    assert path.read_bytes() == before
    assert not [one for one in tmp_path.iterdir() if "before" in one.name]
    monkeypatch.setenv(WITHOUT_COPY, "1")
    assert open_store(str(path)) is None
    look_whole()


def test_a_new_database_and_an_empty_one_need_no_copy(tmp_path: Path) -> None:
    assert open_store(str(tmp_path / "new.db")) is None
    assert copies_before() == ()


def test_a_copy_from_before_goes_when_words_are_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "heard.db"
    older_file(path, OLDER[1])
    open_store(str(path))
    [copy] = copies_before()
    move(SAID[3], State.WITHDRAWN)
    close_store()
    open_store(str(path))
    assert not copy.exists()
    new_space("Another")


def killed(path: Path, chance: random.Random) -> bool:
    """Bring a database up to date in a process of its own; kill it somewhere on the way."""
    script = (
        "import sys; from models.store.database import open_store; print('go', flush=True); "
        "open_store(sys.argv[1])"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(path)], cwd=HOME, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "go\n"
    # Not a wait for anything: the kill is to come at any moment.
    time.sleep(chance.random() * LONGEST)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return process.returncode == -signal.SIGKILL


def kill_often(path: Path, kills: int, seed: int) -> None:
    """Kill one upgrade again and again, and let the last one through."""
    chance = random.Random(seed)
    done = 0
    for number in range(kills * 20):
        one = path.with_name(f"{number}.db")
        older_file(one, OLDER[0])
        for _ in range(3):
            done += killed(one, chance)
        open_store(str(one))
        look_whole()
        assert database.execute_sql("PRAGMA integrity_check").fetchone()[0] == "ok"
        for copy in copies_before():
            with closing(sqlite3.connect(copy)) as before:
                names = before.execute("SELECT name FROM schema_migration").fetchall()
                assert names == [(OLDER[0],)], "the copy is from before all of it"
        close_store()
        if done >= kills:
            return
    raise AssertionError("nothing was killed")


def test_an_upgrade_that_is_killed_is_finished_by_the_next_start(tmp_path: Path) -> None:
    kill_often(tmp_path / "heard.db", 3, seed=2)


@pytest.mark.soak
def test_an_upgrade_that_is_killed_25_times(tmp_path: Path) -> None:
    kill_often(tmp_path / "heard.db", 25, seed=3)
