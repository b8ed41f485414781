"""Verbs and questions: one plain function, one transaction, errors in words."""

import functools
import threading
from collections.abc import Callable
from typing import Any, Generic, ParamSpec, TypeVar

from peewee import DoesNotExist, PeeweeException, SqliteDatabase

from assets.language import _
from models.errors import RefusedError, ServerAwayError
from models.store.base import database
from models.store.state import with_reserve
from models.store.troubles import in_words

__all__ = ["after_commit", "at_the_end_of_verbs", "crowd_verb", "question", "verb"]

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

# How a server keeps verbs apart that run at once: as though one came after the other, which is
# what a file's one writer does. What collides is run again (models/store/retrying.py).
AS_THOUGH_ALONE = "SERIALIZABLE"
ONE_PICTURE = "REPEATABLE READ, READ ONLY"
# For what a crowd does at once: only two changes of one row collide.
ROW_BY_ROW = "REPEATABLE READ"


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


_at_the_end: list[Callable[[], None]] = []


def at_the_end_of_verbs(act: Callable[[], None]) -> None:
    """Have something done at the end of each verb.

    On a file it is in the verb's transaction; on a server after its commit, where it collides
    with nobody's.
    """
    _at_the_end.append(act)


def verb(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Make a function one thing that somebody does: all of it happens, or nothing does.

    Verbs may call verbs: the inner one joins the outer transaction. On a server the function may
    run several times before it is saved, once: what a transaction cannot take back belongs in
    ``after_commit``.
    """
    return _in_one_transaction(function, saves=True, level=AS_THOUGH_ALONE)


def crowd_verb(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Make a function a verb that a hundred kiosks may do at one moment.

    Only for one that adds or changes rows of its own and takes no number that others take too:
    on a server it is kept apart from others row by row, and does not wait for them.
    """
    return _in_one_transaction(function, saves=True, level=ROW_BY_ROW)


def question(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Make a function one thing that somebody asks: one moment's picture, and nobody waits for it.

    SQLite would take the writer's lock for it, as it does for verbs; so it is told not to.
    """
    return _in_one_transaction(function, saves=False, level=ONE_PICTURE)


def _transaction(saves: bool, level: str) -> Any:
    if isinstance(database.obj, SqliteDatabase):
        return database.atomic() if saves else database.atomic("DEFERRED")
    return database.atomic(level)


class _Once(Generic[Result]):
    """One verb or question, and how far its last run came."""

    result: Result

    def __init__(self, act: Callable[[], Result], *, saves: bool, level: str) -> None:
        self._act = act
        self._level = level
        self._saves = saves
        self._mark = 0
        self.acts: list[Callable[[], None]] = []
        self.is_unsure = False
        self.in_turn = False

    def run(self) -> Result:
        """Run it in a transaction of its own, from its start to its commit."""
        self.is_unsure = False
        self.acts = _waiting.acts = []
        try:
            if self._saves and _on_server():
                from models.store import mark

                mark.begin_marks()
                with _transaction(True, self._level):
                    if self.in_turn:
                        mark.take_turn()
                    self.result = self._act()
                    self._mark = mark.leave_mark()
                    self.is_unsure = True  # until the commit has answered
            else:
                with _transaction(self._saves, self._level):
                    self.result = self._act()
                    for act in _at_the_end if self._saves else ():
                        act()
        finally:
            _waiting.acts = None
        return self.result

    def was_committed(self) -> bool:
        """Ask the server whether the last run was committed after all."""
        from models.store.mark import is_there

        return is_there(self._mark)


def _on_server() -> bool:
    return database.obj is not None and not isinstance(database.obj, SqliteDatabase)


def _in_one_transaction(
    function: Callable[Parameters, Result], *, saves: bool, level: str
) -> Callable[Parameters, Result]:
    @functools.wraps(function)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        if database.obj is not None and database.in_transaction():
            return function(*args, **kwargs)
        once = _Once(functools.partial(function, *args, **kwargs), saves=saves, level=level)
        # The database's own message can quote what somebody told us: it is never chained.
        try:
            result = _run(once)
        except DoesNotExist:
            raise RefusedError(
                _("That is not there any more. Nothing was changed. Look again and choose.")
            ) from None
        except PeeweeException as trouble:
            told = in_words(trouble)
            if not saves and isinstance(told, ServerAwayError):
                from models.store.server_troubles import reading_failed

                told = reading_failed()
            raise told from None
        _do_all([*(_at_the_end if saves and _on_server() else ()), *once.acts])
        return result

    return run


def _run(once: _Once[Result]) -> Result:
    """Run it: a file once, a server until it is committed, as ``keep_trying`` says."""
    if not _on_server():
        return with_reserve(once.run)
    from models.store.retrying import keep_trying

    return keep_trying(once)


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
