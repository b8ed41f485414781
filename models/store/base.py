"""The database, opened by calling a function, and the base of every table."""

import contextlib
import threading
from collections.abc import Iterator
from typing import Any

from peewee import DatabaseProxy, Model, Proxy

__all__ = ["Base", "connect", "database", "elsewhere", "plain"]


class _Elsewhere(threading.local):
    """The database that one thread works with in place of the one that is open."""

    engine: Any = None


_elsewhere = _Elsewhere()
_main: Any = vars(Proxy)["obj"]


class _Store(DatabaseProxy):
    """The database that is open, unless this thread works with another one."""

    @property
    def obj(self) -> Any:
        return _main.__get__(self) if _elsewhere.engine is None else _elsewhere.engine

    @obj.setter
    def obj(self, engine: Any) -> None:
        _main.__set__(self, engine)


database: Any = _Store()


@contextlib.contextmanager
def elsewhere(engine: Any) -> Iterator[None]:
    """Have every verb and question of this thread work with another database for a while.

    So a kiosk's file is read, and a server is written to, with the rules that hold everywhere.
    """
    before, _elsewhere.engine = _elsewhere.engine, engine
    try:
        yield
    finally:
        _elsewhere.engine = before


def connect() -> None:
    """See that this thread has a connection; one that a server ended is replaced."""
    if not database.is_closed():
        ended = getattr(database.connection(), "closed", False)
        if isinstance(ended, int) and ended:
            database.close()
    database.connect(reuse_if_open=True)


def plain(query: Any) -> list[dict[str, Any]]:
    """Return the rows of a query as plain values, by the names of the fields."""
    return list(query.dicts())


class Base(Model):
    """A table. Rows never leave this package: verbs return plain dataclasses."""

    class Meta:
        database = database
        legacy_table_names = False
        # Only what was changed is written: on a server, two people may change one row at once,
        # and words that were withdrawn must not come back with somebody else's change.
        only_save_dirty = True
