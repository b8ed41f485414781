"""Trying again: on a clock of the test's own, with the driver's own errors."""

from collections.abc import Callable
from typing import Any

import peewee
import pytest

from models.errors import NotSavedError, ServerAwayError, StoreError, UnsureError
from models.store import retrying
from models.store.retrying import MOST_LOST, MOST_TRIES, keep_trying
from models.store.server_troubles import Sort, in_server_words, sort_of
from models.store.troubles import in_words

psycopg: Any = pytest.importorskip("psycopg")

CONFLICT = psycopg.errors.SerializationFailure("could not serialize access")
DEADLOCK = psycopg.errors.DeadlockDetected("deadlock detected")
LOST = psycopg.OperationalError("server closed the connection unexpectedly")
CLOSED = psycopg.OperationalError("the connection is closed")
SHUT_DOWN = psycopg.errors.AdminShutdown("terminating connection")
REFUSED = psycopg.errors.CheckViolation("new row violates check: 'my words'")


def wrapped(fault: Exception) -> peewee.PeeweeException:
    """Return a driver's error as Peewee raises it."""
    kinds = {psycopg.IntegrityError: peewee.IntegrityError}
    made: type[peewee.PeeweeException] = next(
        (ours for theirs, ours in kinds.items() if isinstance(fault, theirs)),
        peewee.OperationalError,
    )
    error = made(fault)
    error.__context__ = fault
    return error


class Pace:
    """Chance that is always 1, and a clock that only notes how long it should wait."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def chance(self) -> float:
        return 1.0

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)


class _Open:
    """A database of which a connection is open."""

    def is_closed(self) -> bool:
        return False


class Script:
    """A transaction that fails as the script says: what fails in the COMMIT is marked by True."""

    result = "saved"

    def __init__(self, *faults: Exception | tuple[Exception, bool]) -> None:
        self.faults = list(faults)
        self.runs = 0
        self.is_unsure = False
        self.is_committed = False
        self.in_turn = False

    def run(self) -> str:
        self.runs += 1
        self.is_unsure = False
        if self.faults:
            fault = self.faults.pop(0)
            if isinstance(fault, tuple):
                fault, self.is_committed = fault
                self.is_unsure = True
            raise wrapped(fault)
        return "saved"

    def was_committed(self) -> bool:
        return self.is_committed


@pytest.fixture(autouse=True)
def _connections(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count new connections; there is no server here."""
    made: list[str] = []
    monkeypatch.setattr(retrying, "_connect_anew", lambda: made.append("new"))
    monkeypatch.setattr(retrying, "database", _Open())
    return made


@pytest.mark.parametrize("fault", [CONFLICT, DEADLOCK, LOST, CLOSED, SHUT_DOWN])
def test_the_whole_transaction_runs_again(fault: Exception) -> None:
    script = Script(fault, fault)
    assert keep_trying(script, Pace()) == "saved"
    assert script.runs == 3


def test_it_waits_longer_each_time_by_chance_and_gives_up() -> None:
    pace, script = Pace(), Script(*[CONFLICT] * 50)
    with pytest.raises(peewee.OperationalError) as failure:
        keep_trying(script, pace)
    assert script.runs == MOST_TRIES
    assert pace.waits == sorted(pace.waits)
    assert (len(pace.waits), 1 < sum(pace.waits) < 4) == (MOST_TRIES - 1, True)
    assert "busy" in str(in_words(failure.value))


def test_a_server_that_stays_away_is_given_up_soon() -> None:
    script = Script(*[LOST] * 50)
    with pytest.raises(peewee.OperationalError) as failure:
        keep_trying(script, Pace())
    assert script.runs == MOST_LOST + 1
    told = in_words(failure.value)
    assert isinstance(told, ServerAwayError)
    assert "cannot be reached" in str(told)


def test_what_breaks_a_rule_is_never_tried_again() -> None:
    script = Script(REFUSED)
    with pytest.raises(peewee.IntegrityError) as failure:
        keep_trying(script, Pace())
    assert script.runs == 1
    assert "my words" not in str(in_words(failure.value))


@pytest.mark.parametrize("committed", [True, False])
def test_a_commit_that_broke_is_asked_for_first(committed: bool) -> None:
    script = Script((LOST, committed))
    assert keep_trying(script, Pace()) == "saved"
    assert script.runs == (1 if committed else 2), "saved once, whichever it was"


def test_where_nobody_can_say_it_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise wrapped(LOST)

    monkeypatch.setattr(retrying, "_connect_anew", away)
    script = Script((LOST, True))
    with pytest.raises(UnsureError, match="may be saved"):
        keep_trying(script, Pace())
    assert script.runs == 1, "it is never run again while it may be saved"


def test_a_server_that_is_away_for_a_moment_is_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tries: list[int] = []

    def away_once() -> None:
        tries.append(1)
        if len(tries) == 1:
            raise wrapped(LOST)

    monkeypatch.setattr(retrying, "_connect_anew", away_once)
    script = Script((LOST, True))
    assert keep_trying(script, Pace()) == "saved"
    assert script.runs == 1


def test_what_the_server_took_back_is_not_merely_lost() -> None:
    """The roll-back after a collision may find the connection gone: still nothing was saved."""
    later = wrapped(LOST)
    later.__cause__ = wrapped(CONFLICT)
    assert sort_of(later) is Sort.CONFLICT
    assert sort_of(ValueError("the connection")) is Sort.OTHER


AT_THE_DOOR: dict[str, str] = {
    'connection failed: FATAL:  password authentication failed for user "heard"': "the password",
    'connection failed: FATAL:  role "heard" does not exist': "that name",
    'connection failed: FATAL:  database "heard" does not exist': "no such database",
    "connection failed: FATAL:  sorry, too many clients already": "no connection left",
    "connection failed: SSL error: certificate verify failed": "not as safe",
    "connection failed: could not connect to server": "cannot be reached",
}


@pytest.mark.parametrize("said", AT_THE_DOOR)
def test_what_the_server_says_at_the_door_is_told_in_words(said: str) -> None:
    told = in_server_words(wrapped(psycopg.OperationalError(said)))
    assert told is not None
    assert AT_THE_DOOR[said] in str(told)
    assert isinstance(told, ServerAwayError if "reached" in str(told) else StoreError)


OF_A_STATE: list[tuple[Callable[[str], Exception], str]] = [
    (psycopg.errors.DiskFull, "disk of the database server is full"),
    (psycopg.errors.ReadOnlySqlTransaction, "may only be read"),
    (psycopg.errors.LockNotAvailable, "busy"),
]


@pytest.mark.parametrize(("fault", "sentence"), OF_A_STATE)
def test_what_the_server_says_later_is_told_in_words(
    fault: Callable[[str], Exception], sentence: str
) -> None:
    told = in_server_words(wrapped(fault("a detail")))
    assert isinstance(told, NotSavedError)
    assert sentence in str(told)
    assert "a detail" not in str(told)
