"""What was taken back on a PostgreSQL server is in no table, no index and no page of its tables."""

import json
from collections.abc import Iterator
from contextlib import suppress
from uuid import UUID

import pytest

from models.contribution.contribution import (
    Consent,
    State,
    VersionKind,
    add_version,
    capture,
    contribution,
    move,
    newest,
)
from models.desk.desk import read_desk
from models.desk.undoing import undo
from models.erasure import erasure
from models.erasure.erasure import Gone, erased
from models.erasure.retention import forget_space
from models.errors import HeardError
from models.identity import new_uid
from models.kiosk.own_words import change_words, take_back_words
from models.merge.other_version import keep_other_version
from models.outbox.table import DeedRow
from models.outcome.outcome import read_outcome
from models.outcome.report import read_report
from models.room.room import read_room
from models.room.stage import show_contribution
from models.search.finding import search
from models.space.space import Space, new_space, open_space
from models.store import writer
from models.store.database import close_store, open_store
from models.theme.theme import new_theme, put_in_theme, take_out_of_theme, themes_of
from tests.support.server import asked, everything_in, folder_of, new_database, run_on

pytestmark = pytest.mark.xdist_group("server")

WORDS = "Quaggas were overlooked at Zwischenahn"
TIDIED = "Kestrels were mentioned at Oberammergau"
OTHER = "Pangolins stood at Vlissingen instead"
PIECES = [*["quagga", "overlooked", "zwischenahn", "kestrel", "oberammergau"], "pangolin"]


@pytest.fixture
def address(server: str) -> Iterator[str]:
    made = new_database(server)
    open_store(made)
    yield made
    writer.finish()
    close_store()


@pytest.fixture
def space(address: str) -> Space:
    return open_space(new_space("Getting help at home").uid)


def left_in(everything: bytes) -> list[str]:
    folded = everything.lower()
    return [piece for piece in PIECES if piece.encode() in folded]


def pages_of(address: str) -> bytes:
    """All bytes of the tables and indexes of a database: not the catalogues, not the log."""
    run_on(address, "CHECKPOINT")
    paths = asked(
        address,
        "SELECT string_agg(pg_relation_filepath(oid), ',') FROM pg_class "
        "WHERE oid >= 16384 AND relkind IN ('r', 'i', 't')",
    )
    folder = folder_of(address)
    return b"".join((folder / one).read_bytes() for one in paths.split(","))


def noted_by_the_planner(address: str) -> bytes:
    return asked(address, "SELECT string_agg(one::text, ' ') FROM pg_stats AS one").encode()


def said_in_every_way(space: Space, address: str) -> UUID:
    uid = capture(space.uid, WORDS, consent=Consent(True, True, True)).uid
    for number in range(20):
        capture(space.uid, f"More time, please, said number {number}.")
    add_version(uid, VersionKind.TIDIED, TIDIED)
    assert keep_other_version(uid, OTHER, "en", "kiosk 2")
    move(uid, State.CLEARED)
    theme = new_theme(space.uid, "Time").uid
    put_in_theme(theme, uid)
    take_out_of_theme(theme, uid)
    put_in_theme(theme, uid)
    show_contribution(space.uid, uid)
    said = json.dumps({"words": OTHER, "language": "en"})
    DeedRow.create(uid=new_uid(), kind="change", contribution=uid, content=said)
    run_on(address, "ANALYZE")  # as a server does by itself, now and then
    return uid


def test_d45_on_a_server_it_is_in_no_question_and_in_no_page(address: str, space: Space) -> None:
    uid = said_in_every_way(space, address)
    assert left_in(everything_in(address)) == PIECES, "the search finds what is there"
    assert left_in(pages_of(address)) == PIECES
    assert "quagga" in left_in(noted_by_the_planner(address))
    move(uid, State.WITHDRAWN)
    told = erased(uid)
    assert told.gone is Gone.ON_A_SERVER
    assert "log, old pages and back-ups keep traces" in told.sentence
    assert left_in(everything_in(address)) == []
    assert left_in(noted_by_the_planner(address)) == [], "the server had noted the longest words"
    assert left_in(pages_of(address)) == []
    asked_anew = (
        *(read_desk(space.uid), read_room(space.uid), read_outcome(space.uid)),
        *(read_report(space.uid), newest(space.uid), themes_of(space.uid), contribution(uid)),
        *(search(space.uid, word).contributions for word in ("Quaggas", "Oberammergau")),
    )
    assert left_in(repr(asked_anew).encode()) == []
    assert len(newest(space.uid)) == 20
    with suppress(HeardError):
        while True:  # whatever the desk can undo brings no word back
            undo(space.uid)
    assert left_in(everything_in(address)) == []


def test_d50_on_a_server_and_words_that_were_changed(address: str, space: Space) -> None:
    changed = said_in_every_way(space, address)
    change_words(changed, "My card was taken.")
    assert left_in(everything_in(address)) == [], "another machine's version goes too"
    taken = capture(space.uid, WORDS).uid
    take_back_words(taken)
    capture(space.uid, WORDS)
    forget_space(space.uid)
    assert erased(space.uid).gone is Gone.ON_A_SERVER
    assert left_in(everything_in(address)) == []
    assert left_in(pages_of(address)) == []


def test_a_large_table_is_not_shut_to_others(
    address: str, space: Space, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There the dead rows go, and their bytes stay until the server writes over them."""
    uid = said_in_every_way(space, address)
    monkeypatch.setattr(erasure, "SMALL_BYTES", 0)
    before = asked(address, "SELECT pg_relation_filepath('contribution')")
    move(uid, State.WITHDRAWN)
    assert asked(address, "SELECT pg_relation_filepath('contribution')") == before
    assert left_in(everything_in(address)) == []
    assert left_in(noted_by_the_planner(address)) == []
    monkeypatch.undo()
    assert erasure._gone_from_the_server()
    assert asked(address, "SELECT pg_relation_filepath('contribution')") != before
    assert left_in(pages_of(address)) == []
    assert asked(address, "SELECT count(*) FROM contribution") == "21"
