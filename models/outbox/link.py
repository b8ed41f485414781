"""The link of a kiosk to its server: one thread that brings things home, and the news back.

The kiosk itself never waits for the network. A link that is down is tried again and again, each
time after a wait by chance of at most two seconds, so that many kiosks do not all come at once.
"""

import contextlib
import os
import random
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from typing import Any, Protocol, TypeVar
from uuid import UUID

from peewee import PeeweeException

from assets.language import N_, _
from models.errors import HeardError, StoreError
from models.identity import now_ms
from models.outbox.face_link import FaceLink
from models.outbox.forwarding import Forwarder
from models.outbox.outbox import NoLinkError
from models.outbox.pack import apply_pack, read_pack
from models.store.base import connect, database, elsewhere
from models.store.troubles import in_words
from models.store.verbs import question

__all__ = ["BackOff", "Link", "RealWaits", "Waits"]

Result = TypeVar("Result")

# While nothing happens here: what the desk prepares is seen a second later.
LOOK_SECONDS = 1.0
# Somebody stands at the kiosk and waits for an answer.
ASK_SECONDS = 6.0
# A link that is dead is told by the system within seconds. This is for a server that is there and
# silent; and no shorter, since a recording takes its time on a slow link.
SILENT_SECONDS = 90.0
SHORTEST, LONGEST = 0.05, 2.0
NO_NETWORK = N_("This kiosk has no network now. What you said is safe here. Ask a person.")


class BackOff:
    """How long to wait before the next try: by chance, up to twice as long each time."""

    def __init__(self, chance: Callable[[], float] = random.random) -> None:
        self._chance = chance
        self._most = SHORTEST

    def next(self) -> float:
        """Return the seconds until the next try: anything from 0 to the most for now."""
        seconds = self._chance() * self._most
        self._most = min(LONGEST, self._most * 2)
        return seconds

    def begin_anew(self) -> None:
        """Begin with short waits again: it went well."""
        self._most = SHORTEST


class Waits(Protocol):
    """How the link waits; a test brings its own."""

    def wait(self, seconds: float) -> None:
        """Wait, or go on at once when woken."""
        ...

    def pause(self, seconds: float) -> None:
        """Wait before the next try; only the end of the link ends it."""
        ...

    def wake(self) -> None:
        """End the wait that is on, or else the next one."""
        ...

    def end(self) -> None:
        """End every wait from now on."""
        ...


class RealWaits:
    """The machine's own clock."""

    def __init__(self) -> None:
        self._woken = threading.Event()
        self._ended = threading.Event()

    def wait(self, seconds: float) -> None:
        """Wait, or go on at once when woken."""
        self._woken.wait(seconds)
        self._woken.clear()

    def pause(self, seconds: float) -> None:
        """Wait before the next try."""
        self._ended.wait(seconds)

    def wake(self) -> None:
        """End the wait that is on, or else the next one."""
        self._woken.set()

    def end(self) -> None:
        """End every wait from now on."""
        self._ended.set()
        self._woken.set()


class Link:
    """Brings what a kiosk kept to the server, and the space as it is there back to the kiosk.

    ``server`` is an engine that is not connected yet, ``space`` the space of this kiosk.
    """

    def __init__(
        self,
        server: Any,
        space: UUID,
        *,
        waits: Waits | None = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._server = server
        self._space = space
        self._waits = waits or RealWaits()
        self._back_off = BackOff(chance)
        self._forwarder = Forwarder(server)
        self._faces = FaceLink(server)
        self._asked: list[tuple[Callable[[], Any], Future[Any]]] = []
        self._lock = threading.Lock()
        self._is_over = False
        self._thread: threading.Thread | None = None
        self._down_since = now_ms()
        self._number = -1  # of the connection's file, to cut it from outside
        self.trouble = ""
        """Why the server is not used although it is there, in words; or nothing."""

    @property
    def down_since(self) -> int:
        """Since when the server could not be reached, in UTC milliseconds; 0 while it can."""
        return self._down_since

    def start(self) -> None:
        """Begin, on a thread of its own."""
        self._thread = threading.Thread(target=self._run, name="link", daemon=True)
        self._thread.start()

    def stop(self, seconds: float = 5.0) -> None:
        """End: what is not home by then stays here, and goes with the next start."""
        self._is_over = True
        self._waits.end()
        if self._thread is not None:
            self._thread.join(seconds)

    def wake(self) -> None:
        """Bring home at once what is here."""
        self._waits.wake()

    def ask(self, asked: Callable[[], Result]) -> Result:
        """Ask the server something, after all that is here was brought home.

        Raises ``NoLinkError`` where it cannot be reached, or does not answer in time.
        """
        if self._down_since or self._is_over:
            raise NoLinkError(_(NO_NETWORK))
        future: Future[Any] = Future()
        with self._lock:
            self._asked.append((asked, future))
        self.wake()
        try:
            answer: Result = future.result(ASK_SECONDS)
        except TooLate:
            future.cancel()
            raise NoLinkError(_(NO_NETWORK)) from None
        return answer

    def _run(self) -> None:
        while not self._is_over:
            try:
                self.one_pass()
            except HeardError as trouble:
                self._is_down(trouble)
                self._waits.pause(self._back_off.next())
            except Exception as fault:  # its text may quote what people said
                self._is_down(StoreError(type(fault).__name__))
                self._waits.pause(LONGEST)
            else:
                self._waits.wait(LOOK_SECONDS)
        self._say_goodbye()

    def one_pass(self) -> None:
        """Do all that there is to do now, once."""
        connect()
        with self._given_up_after(SILENT_SECONDS):
            self._reach()
            self._faces.tell()
        more = True
        while more:
            with self._given_up_after(SILENT_SECONDS):
                more = self._forwarder.forward() > 0
        with self._given_up_after(SILENT_SECONDS):
            self._faces.exchange()
            with elsewhere(self._server):
                pack = read_pack(self._space)
            apply_pack(pack)
            self._answer()
        self._down_since = 0
        self.trouble = ""
        self._back_off.begin_anew()
        self._faces.tell()

    def _reach(self) -> None:
        """See that there is a connection, and that the server's tables are those of this Heard."""
        with elsewhere(self._server):
            try:
                if self._server.is_closed():
                    self._server.connect()
                    self._number = int(self._server.connection().fileno())
                    _refuse_other_tables()
            except PeeweeException as trouble:
                raise in_words(trouble) from None

    def _answer(self) -> None:
        with self._lock:
            asked, self._asked = self._asked, []
        for question_asked, future in asked:
            if not future.set_running_or_notify_cancel():
                continue
            try:
                with elsewhere(self._server):
                    future.set_result(question_asked())
            except BaseException as trouble:
                future.set_exception(trouble)

    def _is_down(self, trouble: HeardError) -> None:
        self._down_since = self._down_since or now_ms()
        self.trouble = str(trouble) if isinstance(trouble, StoreError) else ""
        with contextlib.suppress(PeeweeException):
            self._server.close()
        with self._lock:
            asked, self._asked = self._asked, []
        for _asked, future in asked:
            if future.set_running_or_notify_cancel():
                future.set_exception(NoLinkError(_(NO_NETWORK)))

    @contextlib.contextmanager
    def _given_up_after(self, seconds: float) -> Any:
        """Cut the connection where a pass takes too long: a silent server holds up nobody."""
        timer = threading.Timer(seconds, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _cut(self) -> None:
        with contextlib.suppress(OSError):  # it was closed at this moment
            number = os.dup(self._number)
            with socket.socket(fileno=number) as connection:
                connection.shutdown(socket.SHUT_RDWR)

    def _say_goodbye(self) -> None:
        with contextlib.suppress(HeardError, PeeweeException):
            self._faces.close()
        for engine in (self._server, database.obj):
            if engine is not None:  # the store was closed before a slow pass ended
                with contextlib.suppress(PeeweeException):
                    engine.close()


@question
def _refuse_other_tables() -> None:
    """Refuse a server whose tables are not those of this Heard; nothing is sent to it."""
    from models.store.database import MIGRATIONS

    shipped = {file.stem for file in MIGRATIONS.glob("[0-9]*.py")}
    there: set[str] = set()
    if database.table_exists("schema_migration"):
        there = {name for (name,) in database.execute_sql("SELECT name FROM schema_migration")}
    if there - shipped:
        raise StoreError("The server has a newer Heard. Bring this kiosk's Heard up to date.")
    if shipped - there:
        raise StoreError("The server has an older Heard. Open a desk of this Heard on it once.")
