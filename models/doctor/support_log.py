"""A log for support: what happened and when, and never a word that anybody said.

It takes names from ``Event`` and ``Word``, whole numbers and the types of faults, and refuses all
else: no sentence, no title, no id, no address can get in. Beside a fault stands where in our own
code it was. The newest lines are in ``heard.log``; two older files of the same size are kept.
"""

import contextlib
import os
import threading
import time
from enum import StrEnum
from pathlib import Path
from types import TracebackType

__all__ = ["Event", "Word", "log_fault", "log_files", "log_to", "note_event"]

NAME = "heard.log"
MOST_BYTES = 200_000
OLDER = 2
MOST_PLACES = 6
HOME = Path(__file__).parents[2]
OURS = ("models", "voice", "outcomes", "screens", "tui", "assets")


class Event(StrEnum):
    """Everything that can be in the log."""

    STARTED = "started"
    ENDED = "ended"
    CUT_OFF = "was cut off"
    FAULT = "fault"
    BACKED_UP = "backed up"
    BACK_UP_FAILED = "back-up failed"
    BACK_UP_DELETED = "back-up deleted"
    RESTORED = "restored"
    EXAMINED = "examined"
    MENDED = "mended"


class Word(StrEnum):
    """The only words that can stand beside an event: faces, and engines of the database."""

    DOOR = "door"
    DESK = "desk"
    ROOM = "room"
    DRIVEN_ROOM = "driven room"
    KIOSK = "kiosk"
    SQLITE = "sqlite"
    SQLCIPHER = "sqlcipher"
    POSTGRESQL = "postgresql"


Beside = int | tuple[int, ...] | Word

_folder: Path | None = None
_lock = threading.Lock()


def log_to(folder: Path | None) -> None:
    """Say in which folder the log is; None for no log at all."""
    global _folder  # noqa: PLW0603 - one log for one process
    _folder = folder


def log_files() -> tuple[Path, ...]:
    """Return the files of the log that are there, newest first."""
    if _folder is None:
        return ()
    return tuple(path for path in _files(_folder) if path.exists())


def note_event(event: Event, **beside: Beside) -> None:
    """Write down that something happened, with whole numbers, versions and ``Word``s by name.

    A version is a tuple of whole numbers. Raises ``TypeError`` for anything else. Where the log
    cannot be written, nothing happens: it never stands in the way of a meeting.
    """
    if not isinstance(event, Event):
        raise TypeError("an event of the log is one of Event")
    _write(" ".join([event, *(f"{name}={_said(one)}" for name, one in beside.items())]))


def _said(one: Beside) -> str:
    """Return how a number, a version or a word is written; refuse all else."""
    if isinstance(one, Word):
        return one.replace(" ", "-")
    numbers = one if isinstance(one, tuple) else (one,)
    if any(type(number) is not int for number in numbers):
        raise TypeError("beside an event stand whole numbers and words of Word")
    return ".".join(map(str, numbers))


def log_fault(fault: BaseException) -> None:
    """Write down the type of a fault, those of its causes, and where in our code it was.

    What it says is left out, and so are the values: both can hold what somebody told us.
    """
    kinds: list[str] = []
    one = fault
    while len(kinds) < MOST_PLACES:
        kinds.append(type(one).__name__)
        cause = one.__cause__ or one.__context__
        if cause is None:
            break
        one = cause
    places = _places(fault.__traceback__)[-MOST_PLACES:]
    _write(f"{Event.FAULT} {' from '.join(kinds)} at {' > '.join(places) or 'no code of ours'}")


def _places(traceback: TracebackType | None) -> list[str]:
    """Return file and line of each step that is in our code."""
    found = []
    while traceback is not None:
        path = Path(traceback.tb_frame.f_code.co_filename)
        with contextlib.suppress(ValueError):
            name = path.relative_to(HOME)
            if name.parts[0] in OURS:
                found.append(f"{name.as_posix()}:{traceback.tb_lineno}")
        traceback = traceback.tb_next
    return found


def _files(folder: Path) -> list[Path]:
    return [folder / NAME, *(folder / f"{NAME}.{number}" for number in range(1, OLDER + 1))]


def _write(line: str) -> None:
    folder = _folder
    if folder is None:
        return
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    data = f"{moment} {os.getpid()} {line}\n".encode()
    with _lock, contextlib.suppress(OSError):
        _make_room(folder, len(data))
        file = os.open(folder / NAME, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, data)  # in one piece: several processes write one log
        finally:
            os.close(file)


def _make_room(folder: Path, more: int) -> None:
    """Move the files on by one where the newest is full; one process at a time."""
    newest = folder / NAME
    if not newest.exists() or newest.stat().st_size + more <= MOST_BYTES:
        return
    import fcntl

    with newest.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if not newest.exists() or os.fstat(file.fileno()).st_ino != newest.stat().st_ino:
            return  # somebody else just did it
        files = _files(folder)
        for older, newer in zip(reversed(files[1:]), reversed(files[:-1]), strict=True):
            if newer.exists():
                newer.replace(older)
