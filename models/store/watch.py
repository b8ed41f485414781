"""Noticing change: whoever wrote it, in this process or another."""

import contextlib
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from peewee import PeeweeException, SqliteDatabase

from assets.language import _
from models.errors import HeardError, ServerAwayError, StoreError
from models.store.base import connect, database
from models.store.state import store_warning
from models.store.troubles import in_words

__all__ = ["Clock", "follow"]

Seen = TypeVar("Seen")

# Measured on SQLite: asking for data_version this often finds a change after 35 ms at the median,
# which with reading and drawing stays under 100 ms, and costs 0.4 % of a slow core; every 50 ms
# would cost 0.55 %.
ASK_SECONDS = 0.07
# The first change at once, then at most four a second: more than that nobody can read.
PAINT_SECONDS = 0.25


class Clock(Protocol):
    """The time and how to wait; a test brings its own."""

    def now(self) -> float:
        """Return seconds on a clock that never goes back."""
        ...

    def wait(self, seconds: float) -> None:
        """Wait."""
        ...


class RealClock:
    """The machine's own clock."""

    def __init__(self) -> None:
        # A bare semaphore wakes for three quarters of what an Event costs, 20 times a second.
        self._no_hurry = threading.Lock()
        self._no_hurry.acquire()

    def now(self) -> float:
        """Return seconds on the monotonic clock."""
        return time.monotonic()

    def wait(self, seconds: float) -> None:
        """Wait, or go on at once when somebody hurries."""
        self._no_hurry.acquire(timeout=seconds)

    def hurry(self) -> None:
        """End the wait that is on, or else the next one, at once. From any thread."""
        with contextlib.suppress(RuntimeError):  # it was hurried already
            self._no_hurry.release()


def follow(
    read: Callable[[], Seen],
    deliver: Callable[[Seen], None],
    stopped: Callable[[], bool],
    *,
    trouble: Callable[[HeardError], None] = lambda _: None,
    well: Callable[[], object] = lambda: None,
    clock: Clock | None = None,
    version: Callable[[], object] | None = None,
    already: Seen | None = None,
) -> None:
    """Deliver what ``read`` returns now, and again after each change, until ``stopped``.

    Runs in a thread of its own, on a connection of its own. What did not change is not
    delivered again, nor what is ``already`` shown. A read that fails is told once and tried
    again until it succeeds, and then ``well`` is called.
    """
    clock = clock or RealClock()
    news = _news(clock, version)
    last = already
    known: object = None
    told = ""
    due = clock.now()
    try:
        while not stopped():
            if clock.now() >= due:
                try:
                    seen, known = _look(read, news.version, known, last)
                except HeardError as error:
                    due = clock.now() + PAINT_SECONDS
                    if str(error) != told:
                        told = str(error)
                        trouble(error)
                else:
                    if told:
                        told = ""
                        well()
                    if seen != last:
                        last = seen
                        due = clock.now() + PAINT_SECONDS
                        deliver(seen)
            news.wait()
    finally:
        if database.obj is not None:
            with contextlib.suppress(PeeweeException):
                database.close()


def _look(
    read: Callable[[], object], version: Callable[[], object], known: object, last: object
) -> tuple[Any, object]:
    """Return what is there now, read anew only where the version changed, and the version."""
    try:
        now_known = version()
        # The version is asked first: a change in between is then read twice and never missed.
        return (last if now_known == known else read()), now_known
    except HeardError:
        raise
    except PeeweeException as trouble:
        said = in_words(trouble)
        if isinstance(said, ServerAwayError):  # nothing was to be saved here
            from models.store.server_troubles import reading_failed

            said = reading_failed()
        raise said from None
    except Exception as fault:
        # Without this the screen would stand still and nobody would know.
        raise StoreError(
            _(
                "This screen cannot read the space now. Everything that was saved is safe. "
                "It goes on trying. ({fault})"
            ).format(fault=type(fault).__name__)
        ) from None


def _version() -> object:
    """Return something that differs after every change, of rows or of how the disk stands."""
    return _data_version(), store_warning()


class _News(Protocol):
    """Where news comes from: what to compare, and how to wait for the next."""

    def version(self) -> object:
        """Return something that differs after every commit of somebody else."""
        ...

    def wait(self) -> None:
        """Wait a moment, or until there may be news."""
        ...


class _Asked:
    """News of a file: it is asked for again and again, which costs next to nothing."""

    def __init__(self, clock: Clock, version: Callable[[], object]) -> None:
        self.version = version
        self._clock = clock

    def wait(self) -> None:
        self._clock.wait(ASK_SECONDS)


def _news(clock: Clock, version: Callable[[], object] | None) -> _News:
    if version is None and not isinstance(database.obj, SqliteDatabase):
        from models.store.notify import ServerNews  # a face on a file does without it

        return ServerNews()
    return _Asked(clock, version or _version)


def _data_version() -> object:
    """Return something that differs after every commit of another connection."""
    engine: Any = database.obj
    if engine.is_closed():
        connect()
    connection: Any = engine.connection()
    if hasattr(connection, "execute_one"):
        # Straight to cysqlite: this is nearly all that a face does while nothing happens, and
        # by way of Peewee it would cost half as much again.
        return connection.execute_one("PRAGMA data_version")[0]
    return engine.data_version
