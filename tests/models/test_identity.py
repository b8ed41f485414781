"""Who is who: identities in order, public ids without any."""

import threading
import time
from uuid import UUID

import pytest

from models import identity
from models.identity import PUBLIC_ALPHABET, PUBLIC_LENGTH, new_public_id, new_uid, now_ms


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
