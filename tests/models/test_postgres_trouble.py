"""A server in trouble: links that break in a COMMIT, many who write at once, and no news."""

import contextlib
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, pairwise
from typing import Any

import pytest

from models.contribution.contribution import capture, counts, newest
from models.errors import HeardError, RefusedError, ServerAwayError, StoreError
from models.identity import new_uid
from models.space.space import Space, new_space, open_space
from models.store import mark, notify, writer
from models.store.base import database
from models.store.database import close_store, open_store
from models.store.verbs import question
from models.store.watch import follow
from models.theme.theme import new_theme, themes_of
from tests.support.cutting import Cut, CuttingWay
from tests.support.server import new_database, remove_database

pytestmark = pytest.mark.xdist_group("server")


@pytest.fixture
def address(server: str) -> Iterator[str]:
    """Make a database on the server, with its tables; nothing is open yet."""
    made = new_database(server)
    yield made
    writer.finish()
    close_store()
    remove_database(server, made)


@pytest.fixture
def way(server: str) -> Iterator[CuttingWay]:
    with CuttingWay(server) as made:
        yield made
        writer.finish()
        close_store()


@pytest.fixture
def space(address: str) -> Space:
    open_store(address)
    return open_space(new_space("Getting help at home").uid)


def save_through_cuts(way: CuttingWay, address: str, times: int) -> Counter[str]:
    """Save so many, each with a broken COMMIT; return how often each is there."""
    open_store(way.address(address))
    space = open_space(new_space("Getting help at home").uid)
    kinds = cycle(Cut)
    for number in range(times):
        way.next = next(kinds)
        # With no uid: saving it twice would really make two.
        said = capture(space.uid, f"words {number}").words
        assert said == f"words {number}"
    assert way.cuts == times
    return Counter(one.words for one in newest(space.uid, most=10 * times))


@pytest.mark.parametrize("times", [6, pytest.param(400, marks=pytest.mark.soak)])
def test_a_commit_that_breaks_saves_once(way: CuttingWay, address: str, times: int) -> None:
    found = save_through_cuts(way, address, times)
    assert found == {f"words {number}": 1 for number in range(times)}


def test_the_control_that_does_not_ask_saves_twice(
    way: CuttingWay, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the test above is known to bite."""
    monkeypatch.setattr(mark, "is_there", lambda number: False)
    found = save_through_cuts(way, address, 4)
    assert sorted(found.values()) == [1, 1, 2, 2]


def test_the_middle_of_a_meeting_without_a_server(way: CuttingWay, address: str) -> None:
    """A sentence while it is away, the words come back, and it goes on by itself."""
    open_store(way.address(address))
    space = open_space(new_space("Getting help at home").uid)
    writer.submit(capture, space.uid, "before").result(20)
    way.is_open = False
    way.break_all()
    with pytest.raises(ServerAwayError, match="not saved") as failure:
        writer.submit(capture, space.uid, "while it is away").result(30)
    assert "while it is away" not in str(failure.value)
    with pytest.raises(ServerAwayError, match="goes on trying"):
        counts(space.uid)
    way.is_open = True
    assert writer.submit(capture, space.uid, "after").result(30).words == "after"
    assert [one.words for one in newest(space.uid)] == ["after", "before"]


def capture_at_once(space: Space, writers: int, each: int) -> None:
    together = threading.Barrier(writers)

    def work(number: int) -> None:
        with database.connection_context():
            together.wait(30)
            for n in range(each):
                capture(space.uid, f"writer {number}, words {n}")

    with ThreadPoolExecutor(writers) as pool:
        for done in [pool.submit(work, number) for number in range(writers)]:
            done.result(60)


@pytest.mark.parametrize("each", [6, pytest.param(200, marks=pytest.mark.soak)])
def test_no_reader_misses_what_eight_writers_save(space: Space, each: int) -> None:
    """What is shown is read anew after each change, so no order of commits leaves a row out."""
    seen: list[set[str]] = [set()]
    all_there = threading.Event()
    stop = threading.Event()

    def deliver(found: set[str]) -> None:
        seen.append(found)
        if len(found) == 8 * each:
            all_there.set()

    thread = threading.Thread(
        target=follow,
        args=(
            lambda: {one.words for one in newest(space.uid, most=10_000)},
            deliver,
            stop.is_set,
        ),
    )
    thread.start()
    try:
        capture_at_once(space, 8, each)
        assert all_there.wait(20)
    finally:
        stop.set()
        thread.join(20)
    assert all(before <= after for before, after in pairwise(seen))
    assert seen[-1] == {f"writer {w}, words {n}" for w in range(8) for n in range(each)}


def test_two_at_once_both_get_a_number(space: Space) -> None:
    """What takes the next number in a list collides with another, and is run again."""
    together = threading.Barrier(4)

    def work(number: int) -> None:
        with database.connection_context():
            for n in range(4):
                together.wait(30)
                new_theme(space.uid, f"theme {number} {n}")

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(work, number) for number in range(4)]:
            done.result(60)
    assert sorted(one.number for one in themes_of(space.uid)) == list(range(1, 17))


def test_a_question_is_one_moments_picture(space: Space, address: str) -> None:
    """What somebody saves between two looks of one question is not in it."""

    @question
    def twice() -> tuple[int, int]:
        first = sum(counts(space.uid).values())
        writer.submit(capture, space.uid, "in between").result(20)
        return first, sum(counts(space.uid).values())

    assert twice() == (0, 0)
    assert sum(counts(space.uid).values()) == 1


def a_change_is_seen(space: Space) -> None:
    seen: list[int] = []
    arrived = threading.Condition()
    stop = threading.Event()

    def deliver(number: int) -> None:
        with arrived:
            seen.append(number)
            arrived.notify_all()

    reads: Any = lambda: sum(counts(space.uid).values())  # noqa: E731
    thread = threading.Thread(target=follow, args=(reads, deliver, stop.is_set))
    thread.start()
    try:
        for number in range(3):
            with arrived:
                assert arrived.wait_for(lambda n=number: n in seen, 20)  # type: ignore[misc]
            capture(space.uid, f"words {number}")
        with arrived:
            assert arrived.wait_for(lambda: 3 in seen, 20)
    finally:
        stop.set()
        thread.join(20)


def test_the_server_tells_of_a_change(space: Space, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is never asked by and by here, so only what it tells can bring the change."""
    monkeypatch.setattr(notify, "ASK_SECONDS", 10_000.0)
    a_change_is_seen(space)


def test_a_server_that_cannot_tell_is_asked(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Such as one that speaks as PostgreSQL does, and has no NOTIFY."""
    monkeypatch.setattr(mark, "_can_notify", lambda: False)
    open_store(address)
    a_change_is_seen(open_space(new_space("Getting help at home").uid))


def test_what_is_told_holds_no_words(space: Space, address: str) -> None:
    psycopg = pytest.importorskip("psycopg")
    with contextlib.closing(psycopg.connect(address, autocommit=True)) as listener:
        listener.execute(f"LISTEN {mark.CHANNEL}".encode())
        capture(space.uid, "Sharon took my card")
        [told] = listener.notifies(timeout=20, stop_after=1)
    assert told.payload == ""


def test_what_is_refused_leaves_no_mark(space: Space) -> None:
    before = mark.all_marks()
    with pytest.raises(RefusedError):
        capture(space.uid, "")
    assert mark.all_marks() == before
    capture(space.uid, "More time.")
    assert mark.all_marks() != before


def test_marks_of_long_ago_go_and_a_thread_of_long_ago_goes_on(space: Space) -> None:
    capture(space.uid, "one")
    mark.MarkRow.delete().execute()
    mark.MarkRow.insert(uid=space.uid, at=1).execute()
    assert capture(space.uid, "two").words == "two"
    close_and_open = threading.Thread(target=lambda: _on_its_own(space))
    close_and_open.start()
    close_and_open.join(20)
    assert not mark.MarkRow.select().where(mark.MarkRow.at == 1).exists()


def _on_its_own(space: Space) -> None:
    with database.connection_context():
        capture(space.uid, "three")


def test_waits_on_the_server_are_bounded(space: Space) -> None:
    def setting(name: str) -> str:
        return str(database.execute_sql(f"SHOW {name}").fetchone()[0])

    assert setting("lock_timeout") == "30s"
    assert setting("idle_in_transaction_session_timeout") == "20s"
    assert setting("application_name") == "heard"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ("postgresql://postgres@127.0.0.1:{port}/no_such?sslmode=disable", "no such database"),
        ("postgresql://nobody@127.0.0.1:{port}/postgres?sslmode=disable", "does not know"),
        ("postgresql://postgres@127.0.0.1:{port}/postgres?sslmode=require", "not as safe"),
        ("postgresql://me:hunter2@127.0.0.1:1/heard", "cannot be reached"),
        ("postgresql://me:hunter2@127.0.0.1", "not an address"),
        ("postgresql://me:hunter2@127.0.0.1:port/heard", "not an address"),
    ],
)
def test_a_wrong_address_is_told_in_words(way: CuttingWay, wrong: str, sentence: str) -> None:
    with pytest.raises((StoreError, HeardError), match=sentence) as failure:
        open_store(wrong.format(port=way.port))
    assert "hunter2" not in str(failure.value)
    assert failure.value.__cause__ is None


def test_a_name_that_may_only_read_and_write_is_enough(
    way: CuttingWay, space: Space, address: str
) -> None:
    """The rights that docs/postgresql.md gives to a kiosk."""
    name = f"kiosk_{new_uid().hex}"
    for sql in (
        f"CREATE ROLE {name} LOGIN",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}",
    ):
        database.execute_sql(sql)
    try:
        open_store(way.address(address).replace("postgres@", f"{name}@"))
        assert capture(space.uid, "More time.").words == "More time."
        assert sum(counts(space.uid).values()) == 1
    finally:
        open_store(address)
        database.execute_sql(f"DROP OWNED BY {name}")
        database.execute_sql(f"DROP ROLE {name}")
