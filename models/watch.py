"""Noticing change: whoever wrote it, in this process or another."""

import contextlib
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from peewee import PeeweeException

from models.base import connect, database
from models.errors import HeardError, StoreError
from models.troubles import in_words

__all__ = ["Clock", "follow"]

Seen = TypeVar("Seen")

# Measured on SQLite: asking for data_version every 50 ms finds every change after 26 ms at the
# median and costs 0.2 % of a core.
ASK_SECONDS = 0.05
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
    """The machine's own clock. ``hurry`` ends a wait at once."""

    def __init__(self, hurry: threading.Event | None = None) -> None:
        self._hurry = hurry or threading.Event()

    def now(self) -> float:
        """Return seconds on the monotonic clock."""
        return time.monotonic()

    def wait(self, seconds: float) -> None:
        """Wait, or go on at once when somebody hurries."""
        if self._hurry.wait(seconds):
            self._hurry.clear()


def follow(
    read: Callable[[], Seen],
    deliver: Callable[[Seen], None],
    stopped: Callable[[], bool],
    *,
    trouble: Callable[[HeardError], None] = lambda _: None,
    clock: Clock | None = None,
    version: Callable[[], object] | None = None,
    already: Seen | None = None,
) -> None:
    """Deliver what ``read`` returns now, and again after each change, until ``stopped``.

    Runs in a thread of its own, on a connection of its own. What did not change is not
    delivered again, nor what is ``already`` shown. A read that fails is told once and tried
    again until it succeeds.
    """
    clock = clock or RealClock()
    version = version or _data_version
    last = already
    known: object = None
    told = ""
    due = clock.now()
    try:
        while not stopped():
            if clock.now() >= due:
                try:
                    seen, known = _look(read, version, known, last)
                except HeardError as error:
                    due = clock.now() + PAINT_SECONDS
                    if str(error) != told:
                        told = str(error)
                        trouble(error)
                else:
                    told = ""
                    if seen != last:
                        last = seen
                        due = clock.now() + PAINT_SECONDS
                        deliver(seen)
            clock.wait(ASK_SECONDS)
    finally:
        if database.obj is not None:
            with contextlib.suppress(PeeweeException):
                database.close()


def _look(
    read: Callable[[], object], version: Callable[[], object], known: object, last: object
) -> tuple[Any, object]:
    """Return what is there now, read anew only where the version changed, and the version."""
    try:
        connect()
        now_known = version()
        # The version is asked first: a change in between is then read twice and never missed.
        return (last if now_known == known else read()), now_known
    except HeardError:
        raise
    except PeeweeException as trouble:
        raise in_words(trouble) from None
    except Exception as fault:
        # Without this the screen would stand still and nobody would know.
        raise StoreError(
            "This screen cannot read the space now. Everything that was saved is safe. "
            f"It goes on trying. ({type(fault).__name__})"
        ) from None


def _data_version() -> object:
    """Return something that differs after every commit of another connection."""
    if hasattr(database.obj, "data_version"):
        return database.data_version
    # A server has no such number: look again every time; what is equal is not delivered.
    return object()
