"""A database server: how to reach it, how long to wait for it, and who brings its tables up."""

import contextlib
from collections.abc import Iterator
from typing import Any

from peewee import PostgresqlDatabase

from models.errors import StoreError
from models.store.base import database
from models.store.troubles import in_words

__all__ = ["NO_DRIVER", "is_server", "only_one_migrates", "server_at"]

NO_DRIVER = (
    "Heard has no driver for that database here. Nothing was changed. "
    "Install it with: pip install 'psycopg[binary]'"
)
NOT_AN_ADDRESS = (
    "HEARD_DATABASE is not an address that Heard can read. Nothing was made. "
    "Write it like this: postgresql://name:password@server/heard"
)
# A link may die without a word. Unsent words are given up after 6 s, a silent server after
# about 10: a person at the desk waits for no more than that. libpq takes milliseconds only for
# tcp_user_timeout.
REACHING: dict[str, Any] = {
    "connect_timeout": 4,
    "keepalives": 1,
    "keepalives_idle": 4,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 6_000,
    "application_name": "heard",
}
# As long as a verb waits for a file on this disk; and a kiosk that lost its network in the
# middle of a change holds up the others no longer than that.
WAITING = (
    "SELECT set_config('lock_timeout', '{lock}s', false), "
    "set_config('idle_in_transaction_session_timeout', '{idle}s', false)"
)
LOCK_SECONDS, IDLE_SECONDS = 30, 20
MIGRATING_SECONDS = 600
MADE_AT_THE_SAME_MOMENT = ("23505", "42P07")


class Server(PostgresqlDatabase):
    """PostgreSQL, or a server that speaks as it does."""

    def _connect(self) -> Any:
        connection: Any = super()._connect()  # type: ignore[misc]
        _wait_no_longer(connection, LOCK_SECONDS, IDLE_SECONDS)
        return connection

    def another_connection(self) -> Any:
        """Return a connection of its own, beside that of this thread. Whoever asks closes it."""
        return self._connect()


def server_at(address: str) -> Server:
    """Return the server at a URL, not connected yet. What the URL says itself goes first."""
    from playhouse.db_url import parse

    try:
        found = parse(address, unquote_password=True, unquote_user=True)
    except ValueError:
        raise StoreError(NOT_AN_ADDRESS) from None  # the fault would quote the password
    if not found.get("database"):
        raise StoreError(NOT_AN_ADDRESS)
    try:
        return Server(**{**REACHING, **found}, prefer_psycopg3=True, autoconnect=False)
    except ImportError:
        raise StoreError(NO_DRIVER) from None


def is_server() -> bool:
    """Say whether the database that is open is on a server."""
    return isinstance(database.obj, PostgresqlDatabase)


@contextlib.contextmanager
def only_one_migrates() -> Iterator[None]:
    """Hold a row of the server, on a connection of its own, for as long as tables are made.

    A row and no advisory lock: some servers that speak as PostgreSQL does have none, or take
    them and do nothing.
    """
    connection = database.obj.another_connection()
    with contextlib.closing(connection):
        try:
            _wait_no_longer(connection, MIGRATING_SECONDS, 0)
            _see_that_there_is_a_row(connection)
            connection.execute("BEGIN")
            connection.execute("SELECT name FROM migration_lock FOR UPDATE")
        except Exception as trouble:  # the driver's own, which Peewee did not see
            raise in_words(trouble) from None
        yield


def _see_that_there_is_a_row(connection: Any) -> None:
    steps = (
        "CREATE TABLE IF NOT EXISTS migration_lock (name text PRIMARY KEY)",
        "INSERT INTO migration_lock VALUES ('one at a time') ON CONFLICT DO NOTHING",
    )
    for step in steps:
        try:
            connection.execute(step)
        except Exception as trouble:
            # PostgreSQL itself tells several who make one table at one moment that it is there.
            if getattr(trouble, "sqlstate", None) not in MADE_AT_THE_SAME_MOMENT:
                raise


def _wait_no_longer(connection: Any, lock_seconds: int, idle_seconds: int) -> None:
    """Bound the waits of a session; a server that does not know them does without."""
    with contextlib.suppress(Exception):
        connection.execute(WAITING.format(lock=lock_seconds, idle=idle_seconds))
