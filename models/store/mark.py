"""Marks: on a server, each verb leaves one beside what it saved, in the same transaction.

They answer two questions that a file does not need: was this saved, when the connection broke in
the middle of the COMMIT? And has anybody saved anything since? Each writing thread has a row of
its own, so nobody waits for another's. They hold no words.
"""

import threading
from typing import Any
from uuid import UUID

from peewee import BigIntegerField, UUIDField, fn

from models.identity import new_uid, now_ms
from models.store.base import Base, database

__all__ = ["CHANNEL", "MarkRow", "all_marks", "begin_marks", "is_there", "leave_mark", "take_turn"]

# Whoever listens is told that something was saved, and nothing of what it was.
CHANNEL = "heard"
TELLING = "WITH mine AS ({update}) SELECT number, pg_notify('{channel}', '') FROM mine"
MONTH_MS = 30 * 24 * 60 * 60 * 1000


class MarkRow(Base):
    """The table of marks: a writing thread, how many verbs it saved, and when the last was."""

    uid = UUIDField(primary_key=True)
    number = BigIntegerField(default=0)
    at = BigIntegerField(default=now_ms)

    class Meta:
        table_name = "writer_mark"


class _Own(threading.local):
    """The row of this thread, and which database it is in."""

    def __init__(self) -> None:
        self.engine: Any = None
        self.uid: UUID = new_uid()
        self.notifies = False
        self.has_turns = False


_own = _Own()


def begin_marks() -> None:
    """See that this thread has a row: once for a database, in a transaction of its own.

    Rows that nobody wrote to for a month go: their threads have ended.
    """
    if _own.engine is database.obj:
        return
    uid = new_uid()
    MarkRow.delete().where(MarkRow.at < now_ms() - MONTH_MS).execute()
    MarkRow.insert(uid=uid).execute()
    _own.notifies = _can_notify()
    _own.has_turns = _has_turns()
    _own.engine, _own.uid = database.obj, uid


def leave_mark() -> int:
    """Count one more verb of this thread, and tell whoever listens; return its number."""
    update = 'UPDATE "writer_mark" SET number = number + 1, at = %s WHERE uid = %s RETURNING number'
    if _own.notifies:  # both at once: a server may be a long way off
        update = TELLING.format(update=update, channel=CHANNEL)
    found = database.execute_sql(update, (now_ms(), _own.uid)).fetchone()
    if found is None:  # it went, after a month in which this thread saved nothing
        MarkRow.insert(uid=_own.uid, number=1).execute()
        return 1
    return int(found[0])


def take_turn() -> None:
    """Wait until nobody else who collided is at it; call it first in a transaction.

    A lock on a table, since that alone waits before a server fixes what the transaction sees.
    Where a server has none, chance alone keeps them apart: it is for speed, never for safety.
    """
    if _own.has_turns:
        database.execute_sql("LOCK TABLE migration_lock IN SHARE UPDATE EXCLUSIVE MODE")


def is_there(number: int) -> bool:
    """Say whether the verb with that number was saved; while the server is still at it, wait."""
    query: Any = MarkRow.select(MarkRow.number).where(MarkRow.uid == _own.uid)
    found = query.for_update().scalar()
    return found is not None and int(found) >= number


def all_marks() -> object:
    """Return something that differs after every verb that anybody saved."""
    count, number, at = MarkRow.select(
        fn.COUNT(MarkRow.uid), fn.SUM(MarkRow.number), fn.MAX(MarkRow.at)
    ).scalar(as_tuple=True)
    return count, number, at


def _has_turns() -> bool:
    """Say whether the server is PostgreSQL itself, and its tables were made by this Heard."""
    version = str(database.execute_sql("SELECT version()").fetchone()[0])
    itself = version.startswith("PostgreSQL") and "-YB-" not in version
    return itself and bool(database.table_exists("migration_lock"))


def _can_notify() -> bool:
    """Say whether the server can tell others of a change; without it they only ask more often."""
    sql = "SELECT count(*) FROM pg_catalog.pg_proc WHERE proname = 'pg_notify'"
    return bool(database.execute_sql(sql).fetchone()[0])
