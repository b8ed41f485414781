"""The clock that all machines of one database share: the server's, where there is one.

A machine's own clock may be an hour wrong. Whether a face is open, and whether somebody is still
typing, must not depend on it: an unfinished answer would be offered at the desk in mid-word.
"""

import time
from typing import Any
from weakref import WeakKeyDictionary

from peewee import SqliteDatabase

from models.identity import now_ms
from models.store.base import database

__all__ = ["shared_ms"]

# Clocks are put right, and drift.
AGAIN_SECONDS = 600
SERVER_CLOCK = "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)"

_found: WeakKeyDictionary[Any, tuple[int, float]] = WeakKeyDictionary()


def shared_ms(own: int) -> int:
    """Return the time by the shared clock; ``own`` is that of this machine. UTC milliseconds.

    Raises a Peewee error where the server is away.
    """
    if isinstance(database.obj, SqliteDatabase):
        return own
    return own + _ahead(database.obj)


def _ahead(engine: Any) -> int:
    """Return by how many milliseconds a server's clock is ahead of ours."""
    ahead, measured = _found.get(engine, (0, -float(AGAIN_SECONDS)))
    if time.monotonic() - measured >= AGAIN_SECONDS:
        theirs = int(engine.execute_sql(SERVER_CLOCK).fetchone()[0])
        ahead, measured = theirs - now_ms(), time.monotonic()
        _found[engine] = (ahead, measured)
    return ahead
