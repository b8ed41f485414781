"""How the database's file and disk stand: what a person is told for as long as it is so."""

import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from peewee import PeeweeException

from models.errors import DiskFullError
from models.store.ballast import free_bytes, keep_reserve, release_reserve, reserve_bytes
from models.store.base import database
from models.store.guarded import Guarded
from models.store.troubles import in_words

__all__ = ["look_at_store", "store_warning", "with_reserve"]

Result = TypeVar("Result")

# Below this, a person hears of it before it matters. A meeting of sixty contributions takes 2 MB.
LOW_MEGABYTES = 50
LOOK_SECONDS = 3.0
MEGABYTE = 1_000_000
USED = (
    "The disk is full. Heard used its reserve, so what was said is saved. "
    "Make room now: delete or move some files."
)
LOW = "The disk is nearly full: less than {most} MB left. Delete or move some files soon."
STEP_MEGABYTES = 10
LOST = (
    "The database file is not at {path} any more. Nothing more is saved. Put it back there. "
    "What was saved before is safe while Heard is open: do not close it."
)
LOST_AND_COPIED = (
    "The database file is not at {path} any more. Nothing more is saved. Put it back there. "
    "All that was saved before is in {copy}."
)


class _Looked:
    """What the last look said, and when the next one is due."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.engine: object = None
        self.due = 0.0
        self.said = ""


_looked = _Looked()


def store_warning(now: Callable[[], float] = time.monotonic) -> str:
    """Return what to tell, or nothing. Looks every few seconds, and remembers in between.

    So it may be asked as often as the screens ask whether anything was changed.
    """
    engine = database.obj
    with _looked.lock:
        if _looked.engine is not engine or now() >= _looked.due:
            _looked.engine, _looked.due = engine, now() + LOOK_SECONDS
            _looked.said = look_at_store()
        return _looked.said


def look_at_store() -> str:
    """Look at the file and its disk now, make the reserve again where there is room, and tell."""
    engine = database.obj
    if not isinstance(engine, Guarded):
        return ""
    if engine.is_lost():
        copy = engine.copy_of_lost()
        sentence = LOST_AND_COPIED if copy else LOST
        return sentence.format(path=engine.path, copy=copy)
    has_reserve = keep_reserve(engine.path)
    try:
        free = free_bytes(engine.path)
    except OSError:
        return ""  # a disk that does not answer is told with the next change
    if not has_reserve and free < reserve_bytes():
        return USED
    # In steps: a number that changes with every contribution would be told each time.
    most = (free // (STEP_MEGABYTES * MEGABYTE) + 1) * STEP_MEGABYTES
    return LOW.format(most=most) if most <= LOW_MEGABYTES else ""


def with_reserve(act: Callable[[], Result]) -> Result:
    """Do something in a transaction of its own; where the disk is full, once more with the reserve.

    Of what failed nothing was done, so all of it is done again.
    """
    try:
        return act()
    except PeeweeException as trouble:
        if not isinstance(in_words(trouble), DiskFullError) or not _give_up_reserve():
            raise
    return act()


def _give_up_reserve() -> bool:
    """Give the reserve to a full disk; say whether there was one, so that a change may go on."""
    engine: Any = database.obj
    if not isinstance(engine, Guarded) or not release_reserve(engine.path):
        return False
    with _looked.lock:
        _looked.due = 0.0
    return True
