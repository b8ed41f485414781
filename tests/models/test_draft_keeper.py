"""Keeping what is typed: at most a second behind, the newest wins, and a failure is told once."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from models.errors import NotSavedError
from models.kiosk.draft_keeper import SAVE_SECONDS, DraftKeeper


class Desk:
    """A clock, a disk that takes as long as it is told, and what waits."""

    def __init__(self) -> None:
        self.now = 100.0
        self.takes = 0.0
        self.fails: Exception | None = None
        self.waiting: list[tuple[float, Callable[[], Any]]] = []
        self.saved: list[tuple[float, str]] = []
        self.told: list[str] = []
        self.keeper = DraftKeeper(self.save, self.later, lambda: self.now, self.told.append)

    def later(self, seconds: float, act: Callable[[], Any]) -> None:
        self.waiting.append((self.now + seconds, act))

    def save(self, words: str) -> "Future[Any]":
        future: Future[Any] = Future()

        def done() -> None:
            if self.fails:
                future.set_exception(self.fails)
            else:
                self.saved.append((self.now, words))
                future.set_result(None)

        if self.takes:
            self.later(self.takes, done)
        else:
            done()
        return future

    def until(self, time: float) -> None:
        while True:
            due = sorted((one for one in self.waiting if one[0] <= time), key=lambda one: one[0])
            if not due:
                self.now = time
                return
            self.waiting.remove(due[0])
            self.now = max(self.now, due[0][0])
            due[0][1]()


def test_the_first_letter_is_saved_at_once_and_the_last_within_a_second() -> None:
    desk = Desk()
    desk.keeper.changed("N")
    assert desk.saved == [(100.0, "N")]
    for number, letter in enumerate("Nobody phoned", 1):
        desk.until(100 + number * 0.1)
        desk.keeper.changed("Nobody phoned"[:number])
        assert letter
    desk.until(103)
    assert desk.saved[-1][1] == "Nobody phoned"
    assert desk.saved[-1][0] <= 101.3 + SAVE_SECONDS
    assert len(desk.saved) <= 4, "not one for each letter"


def test_at_each_moment_what_was_there_a_second_before_is_saved() -> None:
    desk = Desk()
    desk.takes = 0.2
    text = "I waited nine weeks for a ramp and then it was too short. " * 4
    for number in range(1, len(text) + 1):
        desk.until(100 + number * 0.07)
        desk.keeper.changed(text[:number])
        known = desk.saved[-1][1] if desk.saved else ""
        before = int((desk.now - 1 - 100) / 0.07)
        assert len(known) >= before


def test_a_slow_disk_gets_one_at_a_time_and_the_newest() -> None:
    desk = Desk()
    desk.takes = 5.0
    for number in range(30):
        desk.until(100 + number * 0.1)
        desk.keeper.changed(f"words {number}")
    desk.until(120)
    assert [words for _, words in desk.saved] == ["words 0", "words 29"]


def test_when_told_it_is_saved_now_and_when_forgotten_not_at_all() -> None:
    desk = Desk()
    desk.keeper.changed("one")
    desk.keeper.changed("two")
    desk.keeper.save_now()
    assert [words for _, words in desk.saved] == ["one", "two"]
    desk.keeper.changed("three")
    desk.keeper.forget()
    desk.until(200)
    assert [words for _, words in desk.saved] == ["one", "two"]


def test_a_failure_is_told_once_and_typing_goes_on() -> None:
    desk = Desk()
    desk.fails = NotSavedError("The disk is full.")
    for number in range(4):
        desk.until(100 + number)
        desk.keeper.changed(f"words {number}")
    assert desk.told == ["The disk is full."]
    desk.fails = None
    desk.until(110)
    desk.keeper.changed("more words")
    assert desk.saved[-1][1] == "more words"
    desk.fails = ValueError("more words")
    desk.until(120)
    desk.keeper.changed("and more")
    assert desk.told == ["The disk is full.", "What is typed cannot be kept at this moment."]
