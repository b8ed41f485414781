"""The writer: one thread, in order, errors in words."""

import threading

import pytest
from peewee import OperationalError

from models.contribution.contribution import capture, newest
from models.errors import HeardError, NotSavedError, RefusedError
from models.space.space import Space, close_space
from models.store import writer
from models.store.base import database
from models.store.verbs import verb


def test_order_is_kept(space: Space) -> None:
    futures = [writer.submit(capture, space.uid, f"words {n}") for n in range(50)]
    saved = [future.result(20) for future in futures]
    assert [one.words for one in newest(space.uid)][::-1] == [f"words {n}" for n in range(50)]
    assert [one.uid for one in saved] == sorted(one.uid for one in saved)


def test_it_is_one_thread_and_not_ours(space: Space) -> None:
    idents = {writer.submit(threading.get_ident).result(20) for _ in range(10)}
    assert len(idents) == 1
    assert threading.get_ident() not in idents


def test_a_refusal_comes_back_and_the_next_one_is_written(space: Space) -> None:
    refused = writer.submit(capture, space.uid, "")
    after = writer.submit(capture, space.uid, "More time.")
    with pytest.raises(RefusedError, match="no words yet"):
        refused.result(20)
    assert after.result(20).words == "More time."


def test_a_fault_of_the_database_comes_back_in_words(space: Space) -> None:
    @verb
    def fails() -> None:
        raise OperationalError("database is locked")

    with pytest.raises(NotSavedError, match="busy"):
        writer.submit(fails).result(20)


def test_finish_writes_what_was_submitted(space: Space) -> None:
    for n in range(20):
        writer.submit(capture, space.uid, f"words {n}")
    writer.finish()
    assert len(newest(space.uid)) == 20
    writer.finish()


def test_it_starts_again_after_it_was_finished(space: Space) -> None:
    writer.submit(close_space, space.uid).result(20)
    writer.finish()
    with pytest.raises(RefusedError):
        writer.submit(capture, space.uid, "More time.").result(20)


def test_a_database_that_is_away_for_a_moment_is_no_end(
    space: Space, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise OperationalError("unable to open database file")

    with monkeypatch.context() as patch:
        patch.setattr(writer, "connect", away)
        with pytest.raises(HeardError, match="cannot be opened"):
            writer.submit(capture, space.uid, "first try").result(20)
    assert writer.submit(capture, space.uid, "second try").result(20).words == "second try"


def test_the_writer_closes_its_own_connection_only(space: Space) -> None:
    writer.submit(capture, space.uid, "More time.").result(20)
    writer.finish()
    assert not database.is_closed()
