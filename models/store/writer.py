"""One thread that writes: a busy database never freezes a screen, and order is kept."""

import functools
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from peewee import PeeweeException

from models.store.base import connect, database
from models.store.troubles import in_words

__all__ = ["finish", "submit"]

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

_lock = threading.Lock()
_executor: ThreadPoolExecutor | None = None


def _run(verb: Callable[[], Result]) -> Result:
    """Run a verb on this thread, connected anew where the connection was lost."""
    try:
        connect()
    except PeeweeException as trouble:
        raise in_words(trouble) from None
    return verb()


def submit(
    verb: Callable[Parameters, Result], *args: Parameters.args, **kwargs: Parameters.kwargs
) -> "Future[Result]":
    """Have a verb run on the writer thread, after those submitted before it.

    The future's error is a ``HeardError``: a sentence that can be shown.
    """
    global _executor  # noqa: PLW0603 - one writer for one database
    with _lock:
        if _executor is None:
            _executor = ThreadPoolExecutor(1, thread_name_prefix="writer")
        return _executor.submit(_run, functools.partial(verb, *args, **kwargs))


def finish() -> None:
    """Finish everything submitted, then close the writer's connection."""
    global _executor
    with _lock:
        executor, _executor = _executor, None
    if executor is not None:
        executor.submit(database.close)
        executor.shutdown(wait=True)
