"""Everything that a database holds, to look for what must not be in it."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from models.store.base import database
from models.store.server import is_server
from tests.support.server import everything_in

__all__ = ["address_of", "held_in", "only_read"]


def address_of(store: Path) -> str:
    """Return the address of a test's database, to open it once more, or in another process."""
    return os.environ.get("HEARD_DATABASE") or str(store)


def held_in(store: Path, *, settled: bool = False) -> bytes:
    """Return the bytes of a database's files; of one on a server, each row of each table.

    ``settled``: the log of the file is emptied first, as the last program that leaves it does.
    """
    if is_server():
        return everything_in(os.environ["HEARD_DATABASE"])
    if settled:
        database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return b"".join(file.read_bytes() for file in sorted(store.parent.glob(f"{store.name}*")))


@contextlib.contextmanager
def only_read() -> Iterator[None]:
    """Have the database refuse every change for a while."""
    if is_server():
        refuse, allow = (f"SET default_transaction_read_only = {one}" for one in ("on", "off"))
    else:
        refuse, allow = (f"PRAGMA query_only = {one}" for one in (1, 0))
    database.execute_sql(refuse)
    try:
        yield
    finally:
        database.execute_sql(allow)
