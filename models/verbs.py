"""Verbs and questions: one plain function, one transaction, errors in words."""

import functools
import threading
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from peewee import DoesNotExist, PeeweeException, SqliteDatabase

from assets.language import _
from models.base import database
from models.errors import RefusedError
from models.troubles import in_words

__all__ = ["after_commit", "question", "verb"]

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class _Waiting(threading.local):
    """What waits, on each thread, for its transaction to be committed."""

    def __init__(self) -> None:
        self.acts: list[Callable[[], None]] | None = None


_waiting = _Waiting()


def after_commit(act: Callable[[], None]) -> None:
    """Have something done once the verb that runs now is committed, and never where it is not.

    For what no transaction can take back: a file that is moved or deleted.
    """
    if _waiting.acts is None:
        act()
    else:
        _waiting.acts.append(act)


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
        acts = _waiting.acts = []
        # The database's own message can quote what somebody told us: it is never chained.
        try:
            with transaction():
                result = function(*args, **kwargs)
        except DoesNotExist:
            raise RefusedError(
                _("That is not there any more. Nothing was changed. Look again and choose.")
            ) from None
        except PeeweeException as trouble:
            raise in_words(trouble) from None
        finally:
            _waiting.acts = None
        _do_all(acts)
        return result

    return run


def _do_all(acts: list[Callable[[], None]]) -> None:
    """Do everything that waited; trouble with one of them is told once the others are done."""
    trouble: Exception | None = None
    for act in acts:
        try:
            act()
        except Exception as found:
            trouble = trouble or found
    if trouble:
        raise trouble
