"""News from a server: told at once where it can tell, and asked for by and by in any case."""

import contextlib
import time
from typing import Any

from peewee import PeeweeException

from models.store.base import connect, database
from models.store.mark import CHANNEL, all_marks

__all__ = ["ASK_SECONDS", "ServerNews"]

# A server that tells is asked all the same: what it tells is a hint, and can be lost.
ASK_SECONDS = 1.0
# One that cannot tell is asked this often, and leaving a face waits for no more than that.
LOOK_SECONDS = 0.2


class ServerNews:
    """Knows whether somebody saved something. For one thread, on that thread's connection."""

    def __init__(self) -> None:
        self._connection: Any = None
        self._listens = False
        self._heard = True
        self._ask_at = 0.0
        self._known: object = None

    def version(self) -> object:
        """Return something that differs after every verb that anybody saved.

        The server is asked where it told of a change, and otherwise once a second.
        Raises a Peewee error where it is away; a new connection begins with a new look.
        """
        self._listen()
        now = time.monotonic()
        if self._heard or now >= self._ask_at:
            # What is told from now on may be newer than the answer, and is heard next time.
            self._heard = False
            self._known = (id(self._connection), all_marks())
            self._ask_at = now + (ASK_SECONDS if self._listens else 0)
        return self._known

    def wait(self) -> None:
        """Wait for news for a moment; trouble is told by the next look."""
        if not self._listens:
            time.sleep(LOOK_SECONDS)
            return
        try:
            for _notice in self._connection.notifies(timeout=LOOK_SECONDS, stop_after=1):
                self._heard = True
        except Exception:
            # The connection broke: so it is time to look, which tells so or connects anew.
            self._listens = False
            self._heard = True
            time.sleep(LOOK_SECONDS)

    def _listen(self) -> None:
        """See that this thread has a connection that works, and listens where that can be."""
        try:
            connect()
            if database.connection() is self._connection:
                return
            self._connection = database.connection()
            self._heard = True
            self._listens = hasattr(self._connection, "notifies")
            with contextlib.suppress(PeeweeException):
                if self._listens:
                    self._listens = False  # until the server says that it can
                    database.execute_sql(f"LISTEN {CHANNEL}")
                    self._listens = True
        except PeeweeException:
            self._connection = None
            raise
