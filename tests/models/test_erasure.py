"""What was taken back is in no byte of any file, and is called erased only then."""

import json
import os
import struct
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from peewee import SqliteDatabase

from models.contribution.contribution import (
    State,
    VersionKind,
    add_version,
    capture,
    move,
)
from models.contribution.table import ContributionRow
from models.erasure import erasure
from models.erasure.erasure import Gone, erased, finish_erasures, waiting_erasures
from models.erasure.recall import what_is_left
from models.erasure.retention import forget_space
from models.erasure.table import ErasureRow
from models.erasure.traces import traces_of
from models.identity import new_uid
from models.kiosk.draft import DraftRow
from models.kiosk.own_words import change_words, take_back_words
from models.merge.other_version import keep_other_version
from models.outbox import outbox
from models.outbox.deeds import do_deed
from models.outbox.table import ClaimRow, DeedRow, OtherSaltRow
from models.outcome.asked_for import forget_address, post_to
from models.outcome.told import How, note_handed_out
from models.places import recordings_folder
from models.recording.recording import RecordingRow, forget_recording
from models.search.table import SearchRow
from models.space.space import Space
from models.store.base import database
from models.store.database import close_store, open_store
from models.theme.theme import new_theme, put_in_theme

WORDS = "Quaggas were overlooked at Zwischenahn for a fortnight"
TIDIED = "Kestrels were mentioned at Oberammergau"
POLISH = "Źrebięta czekały przy Szczebrzeszynie"
OTHER = "Pangolins stood at Vlissingen instead"
REASON = "Mrs Featherstonehaugh is named"


def fragments() -> list[bytes]:
    """Words and half words, as they were written and as an index folds them."""
    said = [*["Quaggas", "overlooked", "Zwischenahn", "fortnight", "Kestrels", "Oberammergau"]]
    said += [*["Źrebięta", "Szczebrzeszynie", "Pangolins", "Vlissingen", "Featherstonehaugh"]]
    said += [*["quaggas", "zwischenahn", "kestrels", "oberammergau", "zrebieta", "szczebrzeszynie"]]
    said += ["Zwischen", "Oberammer", "szczebrz", "pangol", "eatherstone"]
    return [one.encode() for one in said]


def left_in(folder: Path) -> set[bytes]:
    """The fragments that are in any file of a folder, whoever wrote it."""
    everything = b"".join(one.read_bytes() for one in folder.rglob("*") if one.is_file())
    return {one for one in fragments() if one in everything}


def said_in_every_way(space: Space) -> ContributionRow:
    """A contribution of which there is a copy of each kind."""
    one = capture(space.uid, WORDS)
    for number in range(20):
        capture(space.uid, f"More time, please, said number {number}. " * (number % 7 + 1))
    add_version(one.uid, VersionKind.TIDIED, TIDIED)
    add_version(one.uid, VersionKind.TRANSLATED, POLISH, language="pl")
    assert keep_other_version(one.uid, OTHER, "en", "kiosk 2")
    move(one.uid, State.HELD, reason=REASON)
    DraftRow.create(uid=one.uid, space=space.uid, sealed="sealed", length=3)
    put = recordings_folder() / f"{one.uid}.wav"
    put.parent.mkdir(exist_ok=True)
    put.write_bytes(b"RIFF" + struct.pack("<I", 4) + b"Quaggas" * 100)
    RecordingRow.create(contribution=one.uid, seconds=1.0, bytes=704, sha256="")
    return ContributionRow.get_by_id(one.uid)


@contextmanager
def somebody_reads(store: Path) -> Iterator[SqliteDatabase]:
    """Another screen, in the middle of reading: what it reads stays in the log until it is done."""
    with closing(type(database.obj)(str(store))) as other:
        other.connect()
        other.execute_sql("BEGIN")
        other.execute_sql("SELECT count(*) FROM contribution").fetchone()
        yield other
        other.execute_sql("ROLLBACK")


def test_d45_every_copy_leaves_every_file(space: Space, store: Path) -> None:
    row = said_in_every_way(space)
    assert SearchRow.select().where(SearchRow.contribution == row.uid).exists()
    assert left_in(store.parent) >= {b"Quaggas", b"Kestrels", b"Featherstonehaugh", b"Pangolins"}
    take_back_words(row.uid)
    assert erased(row.uid).gone is Gone.ERASED
    assert left_in(store.parent) == set()
    assert not (recordings_folder() / f"{row.uid}.wav").exists()
    assert not DraftRow.select().exists()
    assert waiting_erasures() == ()
    [noted] = ErasureRow.select()
    assert "Quagga" not in repr(noted.__data__)
    assert ContributionRow.select().where(ContributionRow.words != "").count() == 20
    close_store()
    assert left_in(store.parent) == set()


def test_it_is_not_called_erased_while_somebody_reads(
    space: Space, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasure, "PATIENCE_MS", 20)
    row = said_in_every_way(space)
    with somebody_reads(store):
        take_back_words(row.uid)
        assert erased(row.uid).gone is Gone.WAITING
        assert "no other screen is reading" in erased(row.uid).sentence
        assert left_in(store.parent), "and it would be wrong to say that it is gone"
        assert finish_erasures(older_than_ms=0) == 1
        assert finish_erasures() == 0, "one that is new is left to whoever asked for it"
    assert erased(row.uid).gone is Gone.WAITING
    assert finish_erasures(older_than_ms=0) == 0
    assert erased(row.uid).gone is Gone.ERASED
    assert "No trace" in erased(row.uid).sentence
    assert left_in(store.parent) == set()


def test_what_a_stop_left_is_finished_at_the_next_start(
    space: Space, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words are deleted, and the machine stops before anything else is done."""
    row = said_in_every_way(space)
    monkeypatch.setattr(erasure, "_try", lambda *_args, **_more: None)
    take_back_words(row.uid)
    monkeypatch.undo()
    assert left_in(store.parent)
    ErasureRow.update(asked=ErasureRow.asked - erasure.LEFT_ALONE_MS).execute()
    close_store()
    open_store(str(store))
    assert erased(row.uid).gone is Gone.ERASED
    assert left_in(store.parent) == set()


def test_a_copy_in_a_gap_is_found_and_the_file_written_anew(space: Space, store: Path) -> None:
    """SQLite would leave one there without ``secure_delete``: then the scan alone knows."""
    database.execute_sql("PRAGMA secure_delete = 0")
    uid = capture(space.uid, WORDS).uid
    for number in range(40):
        capture(space.uid, f"More time, please, said number {number}.")
    add_version(uid, VersionKind.TIDIED, TIDIED * 40)
    traces = traces_of(WORDS, TIDIED)
    ContributionRow.update(words="").where(ContributionRow.uid == uid).execute()
    database.execute_sql("DELETE FROM contribution_version")
    database.execute_sql("DELETE FROM search_text")
    assert erasure.empty_the_log()
    assert traces.left() == (store,)
    assert left_in(store.parent)
    assert erasure._gone_from_the_file(traces, anew=False)
    assert traces.left() == ()
    assert left_in(store.parent) == set()
    assert "Quagga" not in repr(traces)


class NoNetwork:
    """The link of a kiosk whose server cannot be reached."""

    down_since = 1

    def wake(self) -> None: ...

    def ask(self, asked: Callable[[], Any]) -> Any:
        raise outbox.NoLinkError("no network")


def test_words_that_wait_in_a_kiosks_outbox_are_erased_too(space: Space, store: Path) -> None:
    """They wait as a deed: what they were put in place of is on its way, or home already."""
    outbox.use_link(NoNetwork())
    try:
        on_its_way, home = capture(space.uid, "More time.").uid, new_uid()
        ClaimRow.create(contribution=on_its_way)
        for uid in (on_its_way, home):
            outbox.change(uid, f'{WORDS}. "{OTHER}"', language="en", space=space.uid)
            assert left_in(store.parent) >= {b"Quaggas", b"Pangolins"}
            outbox.change(uid, POLISH, language="pl", space=space.uid)
            assert erased(uid).gone is Gone.ERASED
            assert b"Quaggas" not in left_in(store.parent), "newer words came"
            assert "Źrebięta".encode() in left_in(store.parent)
            outbox.take_back(uid)
            assert erased(uid).gone is Gone.ERASED
            assert left_in(store.parent) == set()
        assert [row.kind for row in DeedRow.select()] == ["take back", "take back"]
    finally:
        outbox.use_link(None)


def test_what_was_forgotten_comes_back_by_no_deed(space: Space, store: Path) -> None:
    """A kiosk that was out of reach brings late what somebody did before the words' time was up."""
    uid = capture(space.uid, WORDS).uid
    add = OtherSaltRow.insert(uid=new_uid(), space=space.uid, salt="c2FsdA==")
    add.execute()
    forget_space(space.uid)
    assert not OtherSaltRow.select().exists(), "its receipts are gone, and so is what hid them"
    for kind, said in (
        ("change", {"words": OTHER, "language": "en"}),
        ("describe", {"role": "a Pangolins keeper", "consent": [True, True, True]}),
        ("receipt", {"digest": "Vlissingen"}),
    ):
        assert do_deed(new_uid(), kind, uid, json.dumps(said))
    row = ContributionRow.get_by_id(uid)
    assert (row.words, row.role, row.forgotten) == ("", "", True)
    assert left_in(store.parent) == set()


def test_what_somebody_else_said_too_is_not_taken_for_a_trace(space: Space, store: Path) -> None:
    uid = capture(space.uid, WORDS).uid
    capture(space.uid, WORDS)
    new_theme(space.uid, "Quaggas")
    take_back_words(uid)
    assert erased(uid).gone is Gone.ERASED
    assert b"Quaggas" in left_in(store.parent)


def test_a_file_beside_it_that_holds_them_is_found(space: Space, store: Path) -> None:
    uid = capture(space.uid, WORDS).uid
    beside = store.with_name("support.log")
    beside.write_text(f"a fault: {WORDS}\n")
    take_back_words(uid)
    assert erased(uid).gone is Gone.WAITING
    beside.unlink()
    finish_erasures(older_than_ms=0)
    assert erased(uid).gone is Gone.ERASED


def test_changing_words_and_posting_erase_the_old_ones_too(space: Space, store: Path) -> None:
    uid = capture(space.uid, WORDS).uid
    change_words(uid, "My card was taken.")
    assert erased(uid).gone is Gone.ERASED
    given = post_to(space.uid, "braille", "Ann Quaggas, 12 Zwischenahn Row")
    forget_address(given.uid)
    assert erased(given.uid).gone is Gone.ERASED
    assert left_in(store.parent) == set()


def test_a_recording_is_overwritten_before_its_name_goes(space: Space, tmp_path: Path) -> None:
    row = said_in_every_way(space)
    path = recordings_folder() / f"{row.uid}.wav"
    second = tmp_path / "the same bytes by another name"
    os.link(path, second)
    forget_recording(row.uid)
    assert not path.exists()
    assert set(second.read_bytes()) == {0}
    assert second.stat().st_size == 708


def test_it_says_what_to_call_back(space: Space, store: Path) -> None:
    from models.backup.backup import make_backup

    uid = capture(space.uid, WORDS).uid
    move(uid, State.CLEARED)
    put_in_theme(new_theme(space.uid, "Time").uid, uid)
    note_handed_out(
        space.uid,
        How.PRINTED,
        "the printer",
        ["large-18"],
        with_words=["large-18"],
        contributions=[uid],
    )
    done = make_backup(store.parent / "safe", make_folder=True)
    take_back_words(uid)
    left = what_is_left(uid)
    assert left.erased.gone is Gone.ERASED, "a copy in a safe is not this program's to delete"
    told = " ".join(left.sentences)
    assert "shred it" in told
    assert str(done.path) in told
    assert "heard backup" in told
    other = capture(space.uid, "Another day.").uid
    take_back_words(other)
    assert what_is_left(other).hand_outs == ()


def test_nothing_waits_where_nothing_was_taken_back(space: Space) -> None:
    capture(space.uid, WORDS)
    assert finish_erasures(older_than_ms=0) == 0
    assert not ErasureRow.select().exists()
