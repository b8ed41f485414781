"""Beginning and end in the log for support: which version, which engine, and what was cut off.

A face that says it started, and whose process is gone without a word, was killed or lost its
power. Nobody could write that down then, so the next start does.
"""

import contextlib
import os
import re
import sys
import time
from calendar import timegm
from collections.abc import Iterator
from pathlib import Path

from models.doctor.support_log import Event, Word, log_files, note_event
from models.errors import HeardError
from models.store.base import database
from models.store.server import is_server
from models.store.verbs import question

__all__ = ["run_noted"]

LINE = re.compile(
    rf"(?P<moment>\S+Z) (?P<process>\d+) (?:(?P<started>{Event.STARTED})|{Event.ENDED})\b"
)
TOLD = re.compile(rf"{Event.CUT_OFF} process=(?P<process>\d+)")
# A process that began later than this after the line is another one with the same number.
LATER_SECONDS = 60


@contextlib.contextmanager
def run_noted(face: str) -> Iterator[dict[str, int]]:
    """Note in the log for support that a face started and how it ended.

    ``face`` is its name in ``Word``. What is yielded takes the ``status`` it ended with; where it
    takes none because of a fault, the status is 1.
    """
    for process in _cut_off():
        note_event(Event.CUT_OFF, process=process)
    note_event(
        Event.STARTED,
        face=Word(face),
        version=_version(),
        engine=_engine(),
        library=_library_or_none(),
        python=tuple(sys.version_info[:3]),
    )
    ended = {"status": 1}
    try:
        yield ended
    finally:
        note_event(Event.ENDED, status=ended["status"])


def _cut_off() -> list[int]:
    """Return the processes that started, never ended and are no more, oldest first."""
    open_ones: dict[int, str] = {}
    for path in reversed(log_files()):
        with contextlib.suppress(OSError):
            for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
                told = TOLD.search(line)
                if told:
                    open_ones.pop(int(told["process"]), None)
                elif found := LINE.match(line):
                    open_ones.pop(int(found["process"]), None)
                    if found["started"]:
                        open_ones[int(found["process"])] = found["moment"]
    return [process for process, moment in open_ones.items() if not _runs(process, moment)]


def _runs(process: int, moment: str) -> bool:
    """Say whether a process that wrote a line at this moment still runs."""
    if process == os.getpid():
        return False  # this one only begins: it was another with the same number
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass  # it runs, and is somebody else's
    began = _began(process)
    if began is None:
        return True
    try:
        wrote = timegm(time.strptime(moment, "%Y-%m-%dT%H:%M:%SZ"))
    except ValueError:
        return True
    return began <= wrote + LATER_SECONDS


def _began(process: int) -> float | None:
    """Return when a process began, in UTC seconds, or None where the system does not say.

    Source: proc(5), field 22 of ``stat`` counts ticks since the start of the machine.
    """
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()
        up = float(Path("/proc/uptime").read_text().split()[0])
    except (OSError, ValueError):
        return None
    return time.time() - up + int(fields[19]) / os.sysconf("SC_CLK_TCK")


def _version() -> tuple[int, ...]:
    """Return the version of Heard that runs, or nothing where it is not installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return _numbers(version("heard"))
    except PackageNotFoundError:
        return ()


def _engine() -> Word:
    if is_server():
        return Word.POSTGRESQL
    encrypted = getattr(database.obj, "is_encrypted", False)
    return Word.SQLCIPHER if encrypted else Word.SQLITE


@question
def _library() -> tuple[int, ...]:
    """Return the version of what keeps the words: SQLite, or the server."""
    asks = "SHOW server_version" if is_server() else "SELECT sqlite_version()"
    return _numbers(str(database.execute_sql(asks).fetchone()[0]))


def _library_or_none() -> tuple[int, ...]:
    with contextlib.suppress(HeardError):  # a log never stands in the way of a meeting
        return _library()
    return ()


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])
