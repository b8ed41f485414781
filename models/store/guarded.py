"""A database file that is watched: whether it is still the one that was opened.

SQLite goes on writing into a file that somebody has deleted or moved, and says that all is well.
So the file is looked for by its path before each change, and after it: one question to the
system, of about a microsecond.
"""

import os
import threading
from pathlib import Path
from typing import Any

from peewee import SqliteDatabase

from assets.language import _
from models.errors import NotSavedError
from models.store.rescue import rescue

__all__ = ["Guarded", "StoreLostError", "guarded"]


class StoreLostError(NotSavedError):
    """The database file is not where it was; nothing is saved into one that nobody will find."""


class Guarded(SqliteDatabase):
    """SQLite, with a look at the file around each change.

    A question (``DEFERRED``) goes on: what was saved can still be read.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._known: tuple[int, int] | None = None
        self._mine = threading.local()
        super().__init__(*args, **kwargs)

    @property
    def path(self) -> Path:
        """The path of the file."""
        return Path(str(self.database))

    def know_file(self) -> None:
        """Take the file that is there now for ours."""
        self._known = self._found()

    def is_lost(self) -> bool:
        """Say whether the file that was opened is not at its path any more."""
        return self._known is not None and self._found() != self._known

    def _found(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self.database)
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def refuse_if_lost(self) -> None:
        """Refuse, in words, to go on with a file that is lost; first copy out what is in it."""
        if self.is_lost():
            raise StoreLostError(self.lost_in_words())

    def lost_in_words(self) -> str:
        """Copy out what is in a lost file, where this thread has it open, and say all that."""
        copy = self.copy_of_lost()
        if copy is None:
            return _(
                "The database file was moved or deleted, so the last change was not saved. "
                "Put it back at {path}, then do it again."
            ).format(path=self.path)
        return _(
            "The database file was moved or deleted, so the last change was not saved. "
            "All that was saved before is in {copy}. "
            "Put the file back, or give this copy its name. Then start Heard again."
        ).format(copy=copy)

    def copy_of_lost(self) -> Path | None:
        """Return the copy of what was in a lost file, made by this thread where there is none."""
        return rescue(self, self._known[1] if self._known else 0)

    def _connect(self) -> Any:
        # A file that is gone would be made anew, and empty; another one would be written into.
        self.refuse_if_lost()
        return super()._connect()  # type: ignore[misc]

    def begin(self, lock_type: str | None = None) -> None:
        """Begin a transaction; one that changes something only in the file that was opened."""
        self._mine.changes = lock_type != "DEFERRED"
        if self._mine.changes:
            self.refuse_if_lost()
        super().begin(lock_type)

    def commit(self) -> None:
        """Save; what went into a file that was lost meanwhile is not called saved."""
        super().commit()
        if getattr(self._mine, "changes", False):
            self.refuse_if_lost()

    def rollback(self) -> None:
        """Take back what was not saved; SQLite has done so by itself where the disk is full.

        Asking a second time would be an error, and hide the first.
        """
        connection: Any = self.connection()  # type: ignore[no-untyped-call]
        if connection.in_transaction:
            super().rollback()


def guarded(engine: type[SqliteDatabase]) -> type[Guarded]:
    """Return an engine for SQLite, of any driver, that watches its file."""
    return Guarded if engine is SqliteDatabase else type("GuardedFile", (Guarded, engine), {})
