"""Who is who: identities in order, public ids without any."""

import shutil
import threading
import time
from pathlib import Path
from uuid import UUID

import pytest

from models import identity
from models.contribution.contribution import capture, newest
from models.identity import PUBLIC_ALPHABET, PUBLIC_LENGTH, new_public_id, new_uid, now_ms
from models.space.space import new_space, open_space
from models.store.database import close_store, open_store


def test_later_identities_sort_later() -> None:
    made = [new_uid() for _ in range(10_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_an_identity_is_a_uuid_of_version_7() -> None:
    for _ in range(100):
        uid = new_uid()
        assert uid.version == 7
        assert uid.variant == "specified in RFC 4122"


def test_an_identity_holds_the_moment() -> None:
    before = now_ms()
    stamp = new_uid().int >> 80
    # Ten thousand within one millisecond borrow from the next, so a little ahead is right.
    assert before <= stamp <= now_ms() + 50


def test_a_clock_that_goes_back_does_not_turn_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    first = new_uid()
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    assert new_uid() > first


def test_identities_of_many_threads_differ_and_each_thread_sees_them_rise() -> None:
    made: list[list[UUID]] = [[] for _ in range(8)]
    start = threading.Barrier(len(made))

    def make(mine: list[UUID]) -> None:
        start.wait()
        mine.extend(new_uid() for _ in range(2_000))

    threads = [threading.Thread(target=make, args=(mine,)) for mine in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(mine == sorted(mine) for mine in made)
    everything = [uid for mine in made for uid in mine]
    assert len(set(everything)) == len(everything)
    stamps = {uid.int >> 64 for uid in everything}
    assert len(stamps) == len(everything), "the clock part alone is already unique"


def test_public_ids_hold_no_order_and_nothing_to_mistake() -> None:
    made = [new_public_id() for _ in range(2_000)]
    assert len(set(made)) == len(made)
    assert made != sorted(made)
    assert all(len(one) == PUBLIC_LENGTH and set(one) <= set(PUBLIC_ALPHABET) for one in made)
    assert not set("01oilaeu") & set(identity.PUBLIC_ALPHABET)


class Clocks:
    """The machine's two clocks, moved by hand: the one that is set, and the one that only runs."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.wall, self.steady = 1_800_000_000_000, 5_000_000
        patch.setattr(time, "time_ns", lambda: self.wall * 1_000_000)
        patch.setattr(time, "monotonic_ns", lambda: self.steady * 1_000_000)
        patch.setattr(identity, "_told", identity._Told())
        patch.setattr(identity, "_last", 0)

    def run(self, ms: int) -> None:
        self.wall += ms
        self.steady += ms


HOUR = 3_600_000


def test_time_goes_on_when_the_clock_is_set_back_by_an_hour(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clocks = Clocks(monkeypatch)
    before, first = now_ms(), new_uid()
    clocks.wall -= HOUR
    clocks.run(60_000)
    assert now_ms() == before + 60_000, "a minute is a minute, and nothing goes back"
    assert identity.ahead_ms() == HOUR
    second = new_uid()
    assert second > first
    assert second.int >> 80 == before + 60_000
    clocks.wall += HOUR
    clocks.run(1_000)
    assert now_ms() == clocks.wall, "the machine's clock has caught up"
    assert identity.ahead_ms() == 0


def test_a_clock_that_was_a_year_ahead_is_not_followed_for_a_year(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clocks = Clocks(monkeypatch)
    now_ms()
    first = new_uid()
    clocks.wall -= 365 * 24 * HOUR
    assert now_ms() == clocks.wall
    assert new_uid() > first, "what one process makes keeps its order all the same"


def test_the_next_start_goes_on_after_what_is_on_record(monkeypatch: pytest.MonkeyPatch) -> None:
    clocks = Clocks(monkeypatch)
    identity.begin_after(clocks.wall + HOUR)
    assert now_ms() == clocks.wall + HOUR
    assert new_uid().int >> 80 >= clocks.wall + HOUR
    clocks.run(10)
    identity.begin_after(clocks.wall - HOUR)
    identity.begin_after(clocks.wall + identity.MOST_AHEAD_MS + 2 * HOUR)
    assert now_ms() == clocks.wall + HOUR, "what is past, or cannot be true, changes nothing"


def test_a_clock_set_back_between_two_starts_turns_no_order_round(
    new_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clocks = Clocks(monkeypatch)
    path = tmp_path / "heard.db"
    shutil.copyfile(new_file, path)
    open_store(str(path))
    space = open_space(new_space("Getting help at home").uid).uid
    first = capture(space, "first")
    close_store()
    # The next start: another process, on a machine whose clock was set back by an hour.
    clocks.wall -= HOUR
    monkeypatch.setattr(identity, "_told", identity._Told())
    monkeypatch.setattr(identity, "_last", 0)
    open_store(str(path))
    second = capture(space, "second")
    assert second.uid > first.uid
    assert second.created >= first.created
    assert [one.words for one in newest(space)] == ["second", "first"]
