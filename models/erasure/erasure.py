"""Erasure: what was taken back leaves every byte of the files, and is called erased only then.

Whoever deletes words calls ``erase`` in the same verb. Once that is committed, SQLite's log is
emptied, and the files are searched for the words; where something is left, the file is written
anew. Where another screen reads at this moment the last traces stay a little longer: it is noted
by its id alone, and tried again by ``finish_erasures``.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from peewee import PeeweeException, SqliteDatabase

from models.erasure.table import ErasureRow, WhyErased
from models.erasure.traces import Traces, traces_of
from models.errors import HeardError
from models.identity import now_ms
from models.store.base import database
from models.store.server import LOCK_SECONDS
from models.store.upgrading import forget_copies_before
from models.store.verbs import after_commit, question, verb

__all__ = [
    "Erased",
    "Gone",
    "empty_the_log",
    "erase",
    "erased",
    "finish_erasures",
    "waiting_erasures",
]

# Nobody at a kiosk waits longer than this for a screen that reads: it is tried again later.
PATIENCE_MS = 1000
# Younger ones are in the hands of whoever asked for them.
LEFT_ALONE_MS = 10_000
# A small file is written anew in memory, so that no copy of it passes through another folder.
SMALL_BYTES = 64_000_000
GONE = "The words are erased. No trace of them is left in Heard's files."
WAITING = "The last traces go when no other screen is reading. Heard tries that again by itself."
ON_A_SERVER = (
    "The words are gone from every table. "
    "The server's own log, old pages and back-ups keep traces for a time."
)
# Every table of a server that held the words, an index of them or a key to them.
HELD_WORDS = (
    *("contribution", "contribution_version", "contribution_picture", "other_version"),
    *("search_text", "draft", "outbox_deed", "post_to", "recording_seal"),
)


class Gone(StrEnum):
    """How far something is erased."""

    ERASED = "erased"
    WAITING = "waiting"
    ON_A_SERVER = "on a server"


@dataclass(frozen=True)
class Erased:
    """What became of an erasure. ``asked`` is when, in UTC milliseconds."""

    gone: Gone
    asked: int = 0

    @property
    def sentence(self) -> str:
        """Say it, for the desk and the command line."""
        return {
            Gone.ERASED: GONE,
            Gone.WAITING: WAITING,
            Gone.ON_A_SERVER: ON_A_SERVER,
        }[self.gone]


def erase(subject: UUID, why: WhyErased, texts: Iterable[str], *, anew: bool = False) -> None:
    """Have the bytes of some texts leave the files, once the verb that deletes them is committed.

    ``subject`` is what they belonged to. The texts themselves are kept nowhere. With ``anew`` the
    file is written anew whatever is found: it is much that goes.
    """
    row = ErasureRow.create(subject=subject, why=why)
    traces = traces_of(*texts)
    after_commit(lambda: _try([row.uid], traces, anew=anew))


@question
def erased(subject: UUID) -> Erased:
    """Return how far the newest erasure of something is."""
    row = (
        ErasureRow.select()
        .where(ErasureRow.subject == subject)
        .order_by(ErasureRow.uid.desc())
        .first()
    )
    if row is None or not row.erased:
        return Erased(Gone.WAITING, row.asked if row else 0)
    on_file = isinstance(database.obj, SqliteDatabase)
    return Erased(Gone.ERASED if on_file else Gone.ON_A_SERVER, row.asked)


@question
def waiting_erasures(*, older_than_ms: int = 0) -> tuple[UUID, ...]:
    """Return the ids of the erasures that are not finished, oldest first."""
    rows = (
        ErasureRow.select(ErasureRow.uid)
        .where((ErasureRow.erased == 0) & (ErasureRow.asked <= now_ms() - older_than_ms))
        .order_by(ErasureRow.asked)
    )
    return tuple(row.uid for row in rows)


def finish_erasures(*, older_than_ms: int = LEFT_ALONE_MS) -> int:
    """Try again what could not be finished, and return how much is left of it.

    The words are not known any more, so the whole file is written anew: then nothing is in it
    that is in no table.
    """
    waiting = waiting_erasures(older_than_ms=older_than_ms)
    if not waiting:
        return 0
    _try(waiting, None)
    return len(waiting_erasures(older_than_ms=older_than_ms))


def empty_the_log() -> bool:
    """Overwrite the log that SQLite writes before the file: old words stand in it until then.

    Return whether it is empty now. It is not where another screen reads at this moment.
    """
    if not isinstance(database.obj, SqliteDatabase):
        return True
    try:
        with _patience():
            busy = database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except PeeweeException:
        return False
    return int(busy) == 0


def _try(uids: Iterable[UUID], traces: Traces | None, *, anew: bool = False) -> None:
    """Erase what is left, and note it where nothing is. Trouble leaves it for the next time."""
    gone = False
    with suppress(PeeweeException, OSError):
        gone = _gone_from_the_file(traces, anew) if _on_a_file() else _gone_from_the_server()
    with suppress(HeardError):
        _note_tried(list(uids), gone=gone)


@verb
def _note_tried(uids: list[UUID], *, gone: bool) -> None:
    tried = ErasureRow.uid << uids
    ErasureRow.update(tries=ErasureRow.tries + 1).where(tried).execute()
    if gone:
        ErasureRow.update(erased=now_ms()).where(tried & (ErasureRow.erased == 0)).execute()


def _on_a_file() -> bool:
    return isinstance(database.obj, SqliteDatabase)


def _gone_from_the_file(traces: Traces | None, anew: bool) -> bool:
    from models.search.index import empty_old_pages  # it stands on contributions

    forget_copies_before()  # one from before an upgrade would keep the words
    empty_old_pages()
    if not empty_the_log():
        return False
    if traces and not anew and not traces.left():
        return True
    # SQLite overwrites what is deleted, and yet a page that was moved can leave a copy of itself
    # in the gap of another. Written anew, the file holds what is in the tables, and no gap.
    _write_anew()
    return empty_the_log() and not (traces and traces.left())


def _write_anew() -> None:
    pages, size = (
        database.execute_sql(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size")
    )
    if pages * size < SMALL_BYTES:
        database.execute_sql("PRAGMA temp_store = MEMORY")
    try:
        with _patience():
            database.execute_sql("VACUUM")
    finally:
        database.execute_sql("PRAGMA temp_store = DEFAULT")


def _gone_from_the_server() -> bool:
    """Have the server write small tables anew, and clear the dead rows of large ones.

    A plain VACUUM leaves the bytes of dead rows in the gaps of pages, and of the index of words.
    To write a table anew shuts it to others meanwhile: so only where that takes a moment. What the
    planner noted of the words (pg_stats) is noted anew too. A server may not let this user.
    """
    with suppress(PeeweeException):
        database.execute_sql(f"SET lock_timeout = '{PATIENCE_MS}ms'")
    for table in HELD_WORDS:
        with suppress(PeeweeException):
            database.execute_sql(f"VACUUM ({_how_deep(table)}ANALYZE) {table}")
    with suppress(PeeweeException):
        database.execute_sql(f"SET lock_timeout = '{LOCK_SECONDS}s'")
    return True


def _how_deep(table: str) -> str:
    size = database.execute_sql("SELECT pg_total_relation_size(%s)", (table,)).fetchone()[0]
    return "FULL, " if size < SMALL_BYTES else ""


@contextmanager
def _patience() -> Iterator[None]:
    """Wait for others at most a second, and as long as ever after that."""
    before = database.execute_sql("PRAGMA busy_timeout").fetchone()[0]
    database.execute_sql(f"PRAGMA busy_timeout = {PATIENCE_MS}")
    try:
        yield
    finally:
        database.execute_sql(f"PRAGMA busy_timeout = {int(before)}")
