"""Verbs and questions: one plain function, one transaction, errors in words."""

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from peewee import DoesNotExist, PeeweeException, SqliteDatabase

from models.base import database
from models.errors import RefusedError
from models.troubles import in_words

__all__ = ["question", "verb"]

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def verb(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Make a function one thing that somebody does: all of it happens, or nothing does.

    Verbs may call verbs: the inner one joins the outer transaction.
    """
    return _in_one_transaction(function, database.atomic)


def question(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Make a function one thing that somebody asks: one moment's picture, and nobody waits for it.

    SQLite would take the writer's lock for it, as it does for verbs; so it is told not to.
    """
    return _in_one_transaction(
        function,
        lambda: (
            database.atomic("DEFERRED")
            if isinstance(database.obj, SqliteDatabase)
            else database.atomic()
        ),
    )


def _in_one_transaction(
    function: Callable[Parameters, Result], transaction: Callable[[], Any]
) -> Callable[Parameters, Result]:
    @functools.wraps(function)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        if database.obj is not None and database.in_transaction():
            return function(*args, **kwargs)
        # The database's own message can quote what somebody told us: it is never chained.
        try:
            with transaction():
                return function(*args, **kwargs)
        except DoesNotExist:
            raise RefusedError(
                "That is not there any more. Nothing was changed. Look again and choose."
            ) from None
        except PeeweeException as trouble:
            raise in_words(trouble) from None

    return run
