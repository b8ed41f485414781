"""Back-ups by themselves: after a space was closed, and every few minutes to a second place."""

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path

from peewee import PeeweeException, fn

from models.backup.backup import (
    README,
    BackUpBusyError,
    default_place,
    make_backup,
    not_there,
    store_path,
)
from models.backup.keeping import tidy_place
from models.backup.table import BackUp, backups, newest_backup, note_backup_trouble
from models.doctor.support_log import log_fault
from models.errors import HeardError
from models.identity import now_ms
from models.settings import BackupSettings
from models.space.space import SpaceRow
from models.store.base import connect, database
from models.store.verbs import question

__all__ = ["LOOK_SECONDS", "BackingUp", "is_due"]

LOOK_SECONDS = 20
# Soon, for what was closed and left in a hurry the last time; but not while a face opens.
FIRST_SECONDS = 2
# Where a place does not work it is tried again, but not at once: a full stick stays full a while.
AGAIN_MS = 60_000
MINUTE_MS = 60_000


def is_due(newest: BackUp | None, closed: int, minutes: int, now: int) -> bool:
    """Say whether a back-up is due at a place: a space was closed since, or the time has come.

    ``closed`` and ``now`` are UTC milliseconds; with 0 ``minutes`` only a close counts.
    """
    made = newest.made if newest else 0
    if closed > made:
        return True
    # By how much it differs: a clock that was set back must not stop the back-ups.
    return bool(minutes) and abs(now - made) >= minutes * MINUTE_MS


@question
def _last_closed() -> int:
    return int(SpaceRow.select(fn.MAX(SpaceRow.closed)).scalar() or 0)


class BackingUp:
    """A thread that looks every twenty seconds whether a back-up is due, and makes it.

    ``wanted`` says whether this face is one that makes back-ups now. It ends with ``close``, which
    makes one more look: somebody may have closed the space and left at once.
    """

    def __init__(
        self,
        settings: BackupSettings,
        wanted: Callable[[], bool] = lambda: True,
        *,
        now: Callable[[], int] = now_ms,
        seconds: float = LOOK_SECONDS,
    ) -> None:
        self._settings, self._wanted, self._now, self._seconds = settings, wanted, now, seconds
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._failed: dict[Path, int] = {}

    def start(self) -> None:
        """Begin to look, in a thread that never keeps the program from ending."""
        self._thread = threading.Thread(target=self._run, name="back-up", daemon=True)
        self._thread.start()

    def close(self, patience: float = 60.0) -> None:
        """Look once more, then end; wait for it as long as ``patience`` says, in seconds."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(patience)

    def _run(self) -> None:
        try:
            pause = min(FIRST_SECONDS, self._seconds)
            while not self._stop.wait(pause):
                self._look_safely()
                pause = self._seconds
            self._look_safely(only_after_close=True)
        finally:
            if database.obj is not None:
                with contextlib.suppress(PeeweeException):
                    database.close()

    def _look_safely(self, *, only_after_close: bool = False) -> None:
        """Look, whatever goes wrong: a back-up never stands in the way of a meeting."""
        try:
            if self._wanted() and database.obj is not None:
                self.look(only_after_close=only_after_close)
        except Exception as fault:
            log_fault(fault)

    def look(self, *, only_after_close: bool = False) -> BackUp | None:
        """Make a back-up where one is due, and note what is wrong with the place."""
        connect()
        store_path()  # a server makes its own
        closed, now = _last_closed(), self._now()
        minutes = 0 if only_after_close else self._settings.minutes
        done = None
        if self._settings.to:
            done = self._at(Path(self._settings.to).expanduser().absolute(), closed, minutes, now)
        # What was said in a meeting that is over has a copy somewhere, stick or no stick.
        if is_due(newest_backup(), closed, 0, now):
            done = self._at(default_place(), closed, 0, now, make_folder=True) or done
        return done

    def _at(
        self, place: Path, closed: int, minutes: int, now: int, *, make_folder: bool = False
    ) -> BackUp | None:
        if not make_folder and not is_there(place):
            note_backup_trouble(place, not_there(place))
            return None
        if not is_due(newest_backup(place), closed, minutes, now):
            note_backup_trouble(place, "")
            return None
        if abs(now - self._failed.get(place, -AGAIN_MS)) < AGAIN_MS:
            return None
        try:
            done = make_backup(place, make_folder=make_folder)
        except BackUpBusyError:
            return None
        except HeardError as trouble:
            self._failed[place] = now
            note_backup_trouble(place, str(trouble))
            return None
        tidy_place(place, keep=self._settings.keep, days=self._settings.days)
        return done


def is_there(place: Path) -> bool:
    """Say whether a place for back-ups is there.

    The folder of a stick is often there without the stick, and empty. So one that held back-ups
    before has to hold the file that says so.
    """
    return place.is_dir() and ((place / README).is_file() or not backups(place))
