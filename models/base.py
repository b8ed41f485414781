"""The database, opened by calling a function, and the base of every table."""

from typing import Any

from peewee import DatabaseProxy, Model

__all__ = ["Base", "connect", "database"]

database: Any = DatabaseProxy()


def connect() -> None:
    """See that this thread has a connection; one that a server ended is replaced."""
    if not database.is_closed():
        ended = getattr(database.connection(), "closed", False)
        if isinstance(ended, int) and ended:
            database.close()
    database.connect(reuse_if_open=True)


class Base(Model):
    """A table. Rows never leave this package: verbs return plain dataclasses."""

    class Meta:
        database = database
        legacy_table_names = False
        # Only what was changed is written: on a server, two people may change one row at once,
        # and words that were withdrawn must not come back with somebody else's change.
        only_save_dirty = True
