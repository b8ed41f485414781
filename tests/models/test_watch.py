"""Noticing change, on a clock that the test moves; and once for real."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from peewee import OperationalError

from models.contribution.contribution import capture, counts
from models.errors import HeardError, NotSavedError
from models.space.space import Space
from models.store.base import database
from models.store.watch import ASK_SECONDS, PAINT_SECONDS, follow


class Script:
    """A database that changes when the script says so, and a clock that only waiting moves."""

    def __init__(self, seconds: float, *, version: Callable[[float], Any], read: Any) -> None:
        self.seconds = 0.0
        self.end = seconds
        self.version_at = version
        self.read_at = read
        self.reads = 0
        self.delivered: list[tuple[float, Any]] = []
        self.told: list[tuple[float, str]] = []
        follow(
            self.read,
            lambda seen: self.delivered.append((round(self.seconds, 2), seen)),
            lambda: self.seconds >= self.end,
            trouble=lambda error: self.told.append((round(self.seconds, 2), str(error))),
            clock=self,
            version=lambda: self.version_at(self.seconds),
        )

    def now(self) -> float:
        return self.seconds

    def wait(self, seconds: float) -> None:
        self.seconds += seconds

    def read(self) -> Any:
        self.reads += 1
        return self.read_at(self.seconds)

    @property
    def seen(self) -> list[Any]:
        return [what for _, what in self.delivered]

    @property
    def times(self) -> list[float]:
        return [at for at, _ in self.delivered]


@pytest.fixture(autouse=True)
def _opened(store: Path) -> None:
    """Open a database: following holds a connection to it."""


def test_what_is_there_is_delivered_at_once_and_then_nothing_more() -> None:
    script = Script(10, version=lambda _: 1, read=lambda _: "a")
    assert script.delivered == [(0.0, "a")]
    assert script.reads == 1, "nobody asks again while nothing changes"


def test_a_change_is_delivered_at_the_next_look() -> None:
    script = Script(10, version=lambda now: now >= 5, read=lambda now: now >= 5)
    assert script.seen == [False, True]
    assert 5 <= script.times[1] <= 5 + 2 * ASK_SECONDS


def test_many_changes_are_at_most_four_a_second_and_the_last_is_not_missed() -> None:
    script = Script(
        10.5, version=lambda now: min(now, 9.9), read=lambda now: f"{min(now, 9.9):.2f}"
    )
    gaps = [later - sooner for sooner, later in zip(script.times, script.times[1:], strict=False)]
    assert min(gaps) >= PAINT_SECONDS - 0.001
    assert 10 / PAINT_SECONDS - 10 <= len(script.delivered) <= 10 / PAINT_SECONDS + 2
    assert script.seen[-1] == "9.90"


def test_the_first_change_after_a_quiet_time_is_not_kept_back() -> None:
    script = Script(3, version=lambda now: now >= 2, read=lambda now: now >= 2)
    assert script.times[1] <= 2 + ASK_SECONDS + 0.001


def test_what_is_equal_is_not_delivered_again() -> None:
    script = Script(5, version=lambda now: now, read=lambda _: "a")
    assert script.seen == ["a"]
    assert script.reads > 10


def test_a_trouble_is_told_once_and_what_comes_after_is_delivered() -> None:
    def read(now: float) -> str:
        if now < 3:
            raise NotSavedError("The database was busy.")
        return "a"

    script = Script(6, version=lambda now: now, read=read)
    assert script.told == [(0.0, "The database was busy.")]
    assert script.seen == ["a"]


def test_a_read_that_failed_is_tried_again_though_nothing_changed() -> None:
    def read(now: float) -> str:
        if now < 1:
            raise NotSavedError("The database was busy.")
        return "a"

    script = Script(6, version=lambda _: 1, read=read)
    assert script.seen == ["a"]
    assert script.reads <= 1 + 1 / PAINT_SECONDS + 1, "and no more than four times a second"


def test_a_trouble_that_comes_back_is_told_again() -> None:
    def read(now: float) -> float:
        if 1 <= now < 2 or 3 <= now < 4:
            raise NotSavedError("The database was busy.")
        return now

    script = Script(6, version=lambda now: now, read=read)
    assert len(script.told) == 2


def test_a_fault_of_the_database_is_told_in_words() -> None:
    def version(now: float) -> float:
        if now < 2:
            raise OperationalError("database is locked")
        return now

    script = Script(4, version=version, read=lambda _: "a")
    assert len(script.told) == 1
    assert "busy" in script.told[0][1]
    assert script.seen == ["a"]


def test_a_change_of_another_connection_is_noticed(space: Space) -> None:
    seen: list[int] = []
    arrived = threading.Condition()
    stop = threading.Event()
    troubles: list[HeardError] = []

    def deliver(number: int) -> None:
        with arrived:
            seen.append(number)
            arrived.notify_all()

    thread = threading.Thread(
        target=follow,
        args=(lambda: sum(counts(space.uid).values()), deliver, stop.is_set),
        kwargs={"trouble": troubles.append},
    )
    thread.start()
    try:
        for n in range(4):
            with arrived:
                assert arrived.wait_for(lambda n=n: n in seen, timeout=20)  # type: ignore[misc]
            capture(space.uid, f"words {n}")
        with arrived:
            assert arrived.wait_for(lambda: 4 in seen, timeout=20)
    finally:
        stop.set()
        thread.join(timeout=20)
    assert not thread.is_alive()
    assert seen == sorted(set(seen))
    assert troubles == []
    assert not database.is_closed(), "the follower closed its own connection and not ours"
