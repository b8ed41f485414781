"""Reading a great deal on a thread of its own, so that nobody's words wait behind it."""

from collections.abc import Callable
from typing import TypeVar

from peewee import PeeweeException

from models.store.base import connect, database
from models.store.troubles import in_words

__all__ = ["read_apart"]

Result = TypeVar("Result")


def read_apart(ask: Callable[[], Result]) -> Result:
    """Ask on this thread, with a connection that is closed again afterwards.

    For a thread that does nothing else. Raises a ``HeardError`` as every question does.
    """
    try:
        connect()
    except PeeweeException as trouble:
        raise in_words(trouble) from None
    try:
        return ask()
    finally:
        database.close()
