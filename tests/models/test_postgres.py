"""The same models on a real PostgreSQL server, where one can be started here."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from peewee import IntegrityError

from models.contribution.contribution import (
    Consent,
    ContributionRow,
    State,
    VersionKind,
    add_version,
    capture,
    contribution,
    counts,
    move,
    newest,
    set_consent,
)
from models.contribution.visibility import Where, may_be_seen, seen_in
from models.desk.desk import read_desk
from models.desk.face import FaceKind, faces_of, report_face
from models.errors import HeardError, NewerDatabaseError, NotSavedError, RefusedError
from models.identity import new_uid
from models.kiosk.chosen import Feeling, capture_pictures, choose, chosen_for
from models.kiosk.kiosk import read_kiosk
from models.kiosk.picture import Picture, own_pictures, pictures, remove_pictures, save_pictures
from models.meeting.running_order import running_order
from models.outcome.outcome import read_outcome
from models.promise.promise import add_update, promises_of
from models.room.room import last_promises, read_room
from models.room.stage import Showing, read_to_room, show, show_contribution, show_item
from models.space.space import Space, close_space, find_space, list_spaces, new_space, open_space
from models.space.template import demo_space
from models.store import writer
from models.store.base import Base, database
from models.store.database import MIGRATIONS, close_store, open_store
from models.store.watch import follow
from models.theme.theme import new_theme, put_in_theme, remove_theme, themes_of
from tests.support.server import WHY, new_database

SECRET = "Sharon-took-my-card"
# On one worker: two servers that are made at the same moment get in each other's way.
pytestmark = pytest.mark.xdist_group("server")


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A new database on each engine."""
    if request.param == "SQLite":
        yield str(tmp_path / "heard.db")
    else:
        yield new_database(request.getfixturevalue("server"))
    writer.finish()
    close_store()


@pytest.fixture
def on_server(server: str) -> Iterator[str]:
    yield new_database(server)
    writer.finish()
    close_store()


@pytest.fixture
def space(on_server: str) -> Space:
    open_store(on_server)
    return open_space(new_space("Getting help at home").uid)


def test_the_demo_is_the_same_on_both_engines(address: str) -> None:
    open_store(address)
    with pytest.raises(RefusedError, match="no space yet"):
        find_space()
    space = demo_space()
    assert find_space() == space
    assert [one.title for one in list_spaces()] == [space.title, "Getting help at home: summer"]
    assert [p.done for p in last_promises(space.uid)] == [True, True, True, False, False]
    tally = read_desk(space.uid).tally
    assert (tally.heard, tally.waiting, tally.held, tally.set_aside) == (30, 5, 4, 3)
    assert (tally.in_themes, tally.not_in_a_theme) == (14, 4)
    assert len(read_room(space.uid).contributions) == 9
    outcome = read_outcome(space.uid)
    assert [(t.people, len(t.quotes), len(t.promises)) for t in outcome.themes] == [
        (3, 2, 2),
        (4, 1, 1),
        (3, 3, 1),
        (3, 3, 1),
        (2, 1, 0),
    ]
    for where in Where:
        rows = ContributionRow.select().where(seen_in(where))
        assert {row.uid for row in rows} == {
            one.uid for one in newest(space.uid) if may_be_seen(one, where)
        }


def test_one_meeting_from_start_to_end(address: str) -> None:
    """The core of an afternoon, step by step the same on both engines."""
    open_store(address)
    space = demo_space()
    uid = new_uid()
    words = "[/x] 🌻 łódź 'quoted' %s ? \x00\ud800 أريد " + "x" * 5_000
    saved = capture(space.uid, words, uid=uid, role="a carer", face="kiosk 2")
    assert capture(space.uid, words, uid=uid) == saved
    assert contribution(uid) == saved
    assert newest(space.uid, most=1) == (saved,)
    with pytest.raises(RefusedError):
        show_contribution(space.uid, uid)
    move(uid, State.CLEARED)
    set_consent(uid, Consent(room=True, report=True, quote=True))
    add_version(uid, VersionKind.TIDIED, "In my garden.")
    theme = new_theme(space.uid, "Gardens").uid
    put_in_theme(theme, uid)
    put_in_theme(theme, uid)
    show_contribution(space.uid, uid)
    read_to_room(space.uid, uid)
    sees = read_room(space.uid)
    assert [one.shown for one in sees.contributions] == ["In my garden."]
    assert sees.reading.aloud
    assert read_outcome(space.uid).themes[-1].quotes[0].words == "In my garden."
    with pytest.raises(RefusedError):
        move(uid, State.HELD)
    move(uid, State.WITHDRAWN)
    assert "garden" not in repr((read_room(space.uid), read_desk(space.uid).contributions[:1]))
    assert themes_of(space.uid)[-1].members == frozenset()
    remove_theme(theme)
    assert counts(space.uid)[State.WITHDRAWN] == 1

    before = read_room(space.uid)
    show(space.uid, Showing.BLANK)
    show(space.uid, Showing.BLANK)
    assert read_room(space.uid) == before
    show_item(space.uid, running_order(space.uid)[4].uid)
    assert read_kiosk(space.uid).room_is_at == running_order(space.uid)[4].prompt
    report_face(uuid4(), space.uid, FaceKind.KIOSK)
    report_face(uuid4(), space.uid, FaceKind.KIOSK)
    assert [face.name for face in faces_of(space.uid)] == ["kiosk 1", "kiosk 2"]
    second = promises_of(space.uid)[1].uid
    add_update(second, "They go out.", made_on="1 March 2027", done=True, evidence="One is here.")
    assert promises_of(space.uid)[1].done
    assert writer.submit(capture, space.uid, "by the writer").result(20).words == "by the writer"
    close_space(space.uid)
    with pytest.raises(RefusedError, match="nothing was saved"):
        writer.submit(capture, space.uid, "too late").result(20)


def test_it_opens_again(address: str) -> None:
    open_store(address)
    made = new_space("Getting help at home")
    close_store()
    open_store(address)
    assert list_spaces() == [made]


def test_a_newer_database_is_refused(address: str) -> None:
    open_store(address)
    database.execute_sql(
        "INSERT INTO schema_migration (name, applied) VALUES ('9999_later', '2030-01-01')"
    )
    close_store()
    with pytest.raises(NewerDatabaseError):
        open_store(address)


def test_what_is_refused_changes_nothing(address: str) -> None:
    open_store(address)
    space = open_space(new_space("Getting help at home").uid)
    uid = capture(space.uid, "More time.").uid
    with pytest.raises(HeardError) as failure:
        add_version(uid, "no such kind", "More time!")  # type: ignore[arg-type]
    assert "More time!" not in repr(failure.value)
    assert contribution(uid).versions == ()
    assert capture(space.uid, "It goes on.").words == "It goes on."


def test_pictures_are_the_same_on_both_engines(address: str) -> None:
    """A06: no picture without words, by the database itself, past every verb."""
    open_store(address)
    space = open_space(new_space("Getting help at home").uid)
    own = Picture("ramp.png", "The ramp", "A ramp.", "MIT", "Ann", bits=bytes(range(144)) * 8)
    assert save_pictures([own]) == 1
    assert own_pictures() == (own,)
    uid = new_uid()
    chosen = (choose(own, Feeling.NOT_HAPPY), choose(pictures()[1]))
    words = capture_pictures(space.uid, chosen, uid=uid).words
    assert words == "The ramp: not happy. Money."
    assert chosen_for(uid) == chosen
    for table, column in (
        ("picture", "words"),
        ("picture", "alt"),
        ("picture", "licence"),
        ("picture", "credit"),
        ("contribution_picture", "words"),
        ("contribution_picture", "alt"),
    ):
        for value in ("NULL", "''", "'  '"):
            with pytest.raises(IntegrityError), database.atomic():
                database.execute_sql(f"UPDATE {table} SET {column} = {value}")
    with pytest.raises(IntegrityError), database.atomic():
        database.execute_sql("UPDATE contribution_picture SET feeling = 'angry'")
    assert (own_pictures(), chosen_for(uid)) == ((own,), chosen)
    move(uid, State.WITHDRAWN)
    assert chosen_for(uid) == ()
    assert remove_pictures([own.name]) == 1


def test_the_server_has_the_tables_of_the_models(space: Space) -> None:
    assert space
    for table in Base.__subclasses__():
        columns = {column.name: column for column in database.get_columns(table._meta.table_name)}
        ours = {field.column_name for field in table._meta.sorted_fields}
        # The server's own index of words (models/search/index.py) stands beside them.
        assert set(columns) - {"found_by"} == ours
        for field in table._meta.sorted_fields:
            assert columns[field.column_name].null == field.null
            assert columns[field.column_name].primary_key == field.primary_key


def test_what_the_server_quotes_is_never_passed_on(space: Space) -> None:
    """PostgreSQL puts the whole row into its message; a person's words must not go with it."""
    import traceback

    with pytest.raises(NotSavedError) as failure:
        capture(space.uid, SECRET, way_in="no such way")  # type: ignore[arg-type]
    printed = "".join(traceback.format_exception(failure.value))
    assert SECRET not in printed + str(failure.value)
    assert "IntegrityError" in str(failure.value)


def test_several_that_start_at_the_same_moment_all_succeed(server: str) -> None:
    """With no tables yet: one makes them, and the others wait for it."""
    import subprocess
    import sys

    script = (
        "import sys; from models.store.database import open_store;"
        "from models.space.space import new_space;"
        "open_store(sys.argv[1]); new_space('One')"
    )
    empty = new_database(server, template="")
    command = [sys.executable, "-c", script, empty]
    home = MIGRATIONS.parents[1]
    started = [
        subprocess.Popen(command, cwd=home, stderr=subprocess.PIPE, text=True) for _ in range(3)
    ]
    for process in started:
        _, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
    open_store(empty)
    assert len(list_spaces()) == 3
    close_store()


def test_two_people_at_once_cannot_bring_withdrawn_words_back(space: Space) -> None:
    """One clears and tidies while the other withdraws, many times over."""
    uids = [capture(space.uid, f"my own words {n}").uid for n in range(25)]
    together = threading.Barrier(2)

    def clear() -> None:
        with database.connection_context():
            for uid in uids:
                together.wait(30)
                changes: list[Callable[[UUID], object]] = [
                    lambda one: set_consent(one, Consent(True, True, True)),
                    lambda one: add_version(one, VersionKind.TIDIED, "My own words."),
                    lambda one: move(one, State.CLEARED),
                ]
                for change in changes:
                    with contextlib.suppress(RefusedError):
                        change(uid)

    def withdraw() -> None:
        with database.connection_context():
            for uid in uids:
                together.wait(30)
                move(uid, State.WITHDRAWN)

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(clear), pool.submit(withdraw)]:
            done.result(60)
    for uid in uids:
        one = contribution(uid)
        assert (one.state, one.words, one.versions) == (State.WITHDRAWN, "", ())


def cut_every_other_connection(address: str) -> None:
    psycopg = pytest.importorskip("psycopg", reason=WHY)

    with contextlib.closing(psycopg.connect(address, autocommit=True)) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_the_writer_goes_on_after_the_server_was_away(on_server: str, space: Space) -> None:
    writer.submit(capture, space.uid, "before").result(20)
    cut_every_other_connection(on_server)
    assert writer.submit(capture, space.uid, "after").result(20).words == "after"
    assert [one.words for one in newest(space.uid)] == ["after", "before"]


def test_a_screen_goes_on_after_the_server_was_away(on_server: str, space: Space) -> None:
    seen: list[int] = []
    told: list[HeardError] = []
    arrived = threading.Condition()
    stop = threading.Event()

    def deliver(number: int) -> None:
        with arrived:
            seen.append(number)
            arrived.notify_all()

    def wait_for(number: int) -> None:
        with arrived:
            assert arrived.wait_for(lambda: number in seen, 20)

    thread = threading.Thread(
        target=follow,
        args=(lambda: counts(space.uid)[State.WAITING], deliver, stop.is_set),
        kwargs={"trouble": told.append},
    )
    thread.start()
    try:
        wait_for(0)
        capture(space.uid, "one")
        wait_for(1)
        cut_every_other_connection(on_server)
        writer.submit(capture, space.uid, "two").result(20)
        wait_for(2)
    finally:
        stop.set()
        thread.join(20)
        database.close()
        database.connect()
    assert len(told) <= 1


def test_a_recording_is_kept_written_down_and_withdrawn(space: Space) -> None:
    from models.places import recordings_folder
    from models.recording.recording import (
        keep_recording,
        path_of,
        recording_of,
        recordings_of,
        write_down,
    )
    from tests.models.test_recordings import a_part

    recordings_folder().mkdir(parents=True)
    uid, part = a_part()
    for _ in range(2):
        keep_recording(space.uid, part, uid=uid, consent=Consent(room=True))
    assert path_of(uid).name == f"{uid}.wav"
    assert [one.seconds for one in recordings_of(space.uid).values()] == [2.0]
    move(uid, State.CLEARED)
    assert not ContributionRow.select().where(seen_in(Where.ROOM)).exists()
    write_down(uid, "The bus never comes.")
    move(uid, State.CLEARED)
    assert ContributionRow.select().where(seen_in(Where.ROOM)).exists()
    path = path_of(uid)
    move(uid, State.WITHDRAWN)
    assert recording_of(uid) is None
    assert not path.exists()


def test_pin_receipts_and_drafts_are_the_same_on_both_engines(address: str) -> None:
    from models.contribution.fate import what_became_of
    from models.encryption.sealing import new_pair
    from models.kiosk.draft import drafts, give_back, open_draft, save_draft, take_back
    from models.kiosk.guessing import WaitError, count_try
    from models.kiosk.own_words import change_words, take_back_words
    from models.kiosk.pin import check_pin, set_pin
    from models.kiosk.receipt import find_by_receipt, give_receipt

    open_store(address)
    space = open_space(new_space("Getting help at home").uid)
    uid, face, pair = new_uid(), new_uid(), new_pair()
    for words in ("Nobody ph", SECRET):
        save_draft(uid, space.uid, new_uid(), words, face_name="kiosk 1")
    set_pin("7391")
    set_pin("80255", "7391")
    assert check_pin("80255")
    assert [(one.face_name, one.length) for one in drafts(space.uid)] == [("kiosk 1", len(SECRET))]
    assert open_draft(uid, "80255") == SECRET
    report_face(face, space.uid, FaceKind.KIOSK, public_key=pair.public)
    give_back(uid, "80255", face)
    back = take_back(face, pair.private)
    assert back is not None
    assert back.words == SECRET
    assert drafts(space.uid) == ()
    one = capture(space.uid, "My ramp is steep.")
    give_receipt(one.uid)
    words_of_it = " ".join(give_receipt(one.uid))
    assert find_by_receipt(space.uid, words_of_it) == one
    change_words(one.uid, "My ramp is short.")
    assert find_by_receipt(None, words_of_it).words == "My ramp is short."
    take_back_words(one.uid)
    assert what_became_of(one.uid).changes == 2
    for _ in range(5):
        count_try("pin")
    with pytest.raises(WaitError):
        count_try("pin")


def test_acts_of_the_desk_are_undone_on_both_engines(address: str) -> None:
    from models.desk.acting import acting_as
    from models.desk.undoing import redo, undo
    from tests.models.test_two_desks import ACTS, ONE, all_of

    open_store(address)
    space = open_space(new_space("A space").uid)
    for what in ("hold as possible harm", "no answer", "consent", "tidy", "the leader's"):
        uid = capture(space.uid, "the bus is late").uid
        before = all_of(space.uid, uid)
        with acting_as(ONE):
            ACTS[what](uid)
            after = all_of(space.uid, uid)
            undo(space.uid)
            assert all_of(space.uid, uid) == before, what
            redo(space.uid)
            assert all_of(space.uid, uid) == after, what
