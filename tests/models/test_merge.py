"""Merging: a kiosk's file, twice, damaged, foreign, older; and words that differ here and there."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from models.contribution.contribution import (
    NO_CONSENT,
    Consent,
    State,
    WayIn,
    capture,
    contribution,
    counts,
    describe,
    move,
    newest,
    set_consent,
)
from models.contribution.redaction import RedactionReason, redact
from models.contribution.table import ContributionRow
from models.contribution.visibility import Where, may_be_seen
from models.errors import NewerDatabaseError, RefusedError, StoreError
from models.kiosk.own_words import change_words, take_back_words
from models.kiosk.receipt import find_by_receipt, give_receipt
from models.meeting.checkout import check_out, checkout_of
from models.merge.merge import Merged, merge_file
from models.merge.other_store import file_engine
from models.merge.other_version import let_other_stand, let_this_stand, other_versions, to_decide
from models.outbox.pack import unpack, write_pack
from models.recording.recording import RecordingRow, path_of, put_file
from models.space.prompt import prompts_of
from models.space.space import Space, close_space, list_spaces, new_space
from models.store.base import database, elsewhere
from models.store.database import MIGRATIONS
from models.store.server import is_server
from models.store.verbs import verb
from models.theme.theme import new_theme, put_in_theme, themes_of

WORDS = "The bus comes too late."


@contextmanager
def at(file: Path) -> Iterator[None]:
    """Be at another machine for a while, whose database is this file."""
    engine = file_engine(file)
    with closing(engine), elsewhere(engine):
        engine.connect()
        yield


@pytest.fixture
def kiosk(space: Space, tmp_path: Path) -> Path:
    """The file of a second laptop that took in the pack of this space."""
    folder = tmp_path / "stick"
    folder.mkdir()
    file = folder / "heard.db"
    write_pack(space.uid, file)
    with at(file):
        database.execute_sql("PRAGMA journal_mode = wal")
    return file


@verb
def record(space: Space, sound: bytes) -> Any:
    uid = capture(space.uid, "", way_in=WayIn.RECORDED, face="kiosk 2").uid
    RecordingRow.create(
        contribution=uid, seconds=1.0, bytes=len(sound), sha256=sha256(sound).hexdigest()
    )
    put_file(uid, sound)
    return uid


def contents(folder: Path) -> dict[str, bytes]:
    return {str(one): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def test_a_pack_holds_the_space_and_nobodys_words(space: Space, kiosk: Path) -> None:
    capture(space.uid, WORDS)
    again = kiosk.with_name("again.db")
    write_pack(space.uid, again)
    assert WORDS.encode() not in again.read_bytes()
    with pytest.raises(RefusedError, match="already"):
        write_pack(space.uid, again)
    with pytest.raises(RefusedError, match="whether the stick is in"):
        write_pack(space.uid, kiosk.parent / "no stick" / "heard.db")
    with at(again):
        assert [one.uid for one in list_spaces()] == [space.uid]
        here = [one.text for one in prompts_of(space.uid)]
        assert newest(space.uid) == ()
        assert unpack(kiosk).uid == space.uid  # taken in twice, nothing changes
    assert here == [one.text for one in prompts_of(space.uid)]


def test_what_was_said_elsewhere_comes_once_with_all_that_belongs_to_it(
    space: Space, kiosk: Path
) -> None:
    before = capture(space.uid, "Said here.").uid
    sound = b"RIFF" + b"s" * 4000
    with at(kiosk):
        prompt = prompts_of(space.uid)[1].uid
        said = [
            capture(space.uid, f"Words {n}", prompt=prompt, face="kiosk 2").uid for n in range(3)
        ]
        describe(said[0], role="a carer", consent=Consent(True, True, True))
        words = give_receipt(said[0])
        spoken = record(space, sound)
        lost = record(space, b"RIFF" + b"t" * 4000)
        (kiosk.parent / "recordings" / f"{lost}.wav").write_bytes(b"something else")
        check_out(space.uid, (1, 2, 0, 0, 0))
    as_it_was = contents(kiosk.parent)
    looked = merge_file(kiosk, dry_run=True)
    assert [one.uid for one in newest(space.uid)] == [before]
    merged = merge_file(kiosk.parent)
    assert merged == Merged(new=5, recordings=1, lost_recordings=1, answers=1)
    assert looked == Merged(new=5, recordings=2, answers=1)  # files are not read in a dry run
    assert merged.sentences[0] == "5 new, 0 twice."
    one = contribution(said[0])
    assert (one.role, one.consent, one.prompt) == ("a carer", Consent(True, True, True), prompt)
    assert find_by_receipt(None, " ".join(words)).uid == said[0]
    assert path_of(spoken).read_bytes() == sound
    assert contents(kiosk.parent) == as_it_was
    again = merge_file(kiosk)
    assert (again.new, again.twice, again.already, again.answers) == (0, 0, 5, 0)
    assert checkout_of(space.uid).people == 1
    (kiosk.parent / "recordings" / f"{lost}.wav").write_bytes(b"RIFF" + b"t" * 4000)
    assert merge_file(kiosk).recordings == 1  # the folder was copied anew
    assert path_of(lost).read_bytes() == b"RIFF" + b"t" * 4000
    with at(kiosk):
        check_out(space.uid, (2, 2, 2, 2, 2))
    assert merge_file(kiosk).answers == 1
    assert checkout_of(space.uid).people == 2
    # The desk's own folder keeps no copy of the file.
    assert not list(kiosk.parent.parent.rglob("merging-*"))


def test_what_the_desk_decided_stays_and_a_conflict_asks(space: Space, kiosk: Path) -> None:
    with at(kiosk):
        said = [
            capture(space.uid, f"{WORDS} {n}", face="kiosk 2", consent=NO_CONSENT).uid
            for n in range(7)
        ]
    assert merge_file(kiosk).new == 7
    cleared, changed, taken_back, redacted, by_desk, gone_there, completed = said
    set_consent(by_desk, Consent(False, True, False))
    set_consent(cleared, Consent(True, True, True))
    move(cleared, State.CLEARED)
    theme = new_theme(space.uid, "Buses")
    put_in_theme(theme.uid, cleared)
    change_words(changed, "My newer words.")
    take_back_words(taken_back)
    redact(redacted, "The bus comes.", RedactionReason("names a person"))
    with at(kiosk):
        describe(by_desk, role="a carer", consent=Consent(True, True, True))
        describe(completed, role="a carer", consent=Consent(True, True, True))
        take_back_words(gone_there)
        ContributionRow.update(words="Other words.").where(
            ContributionRow.uid << [cleared, redacted]
        ).execute()
    merged = merge_file(kiosk)
    assert (merged.new, merged.twice, merged.already) == (0, 0, 7)
    assert (merged.to_decide, merged.taken_back, merged.stay_away) == (1, 1, 1)
    assert merged.completed == 1
    assert contribution(completed).role == "a carer"
    assert contribution(by_desk).consent == Consent(False, True, False)
    assert contribution(changed).words == "My newer words."
    assert contribution(taken_back).words == ""
    assert contribution(gone_there).state is State.WITHDRAWN
    assert contribution(redacted).words == "The bus comes."
    [other] = other_versions(space.uid)
    assert (other.contribution, other.other, other.place) == (cleared, "Other words.", "kiosk 2")
    assert contribution(cleared).words == f"{WORDS} 0"
    assert may_be_seen(contribution(cleared), Where.ROOM)
    assert merge_file(kiosk).to_decide == 0  # asked once
    let_this_stand(other.uid)
    assert to_decide(space.uid) == 0
    assert merge_file(kiosk).to_decide == 0  # and decided once
    with pytest.raises(RefusedError, match="decided already"):
        let_other_stand(other.uid)
    assert [set(one.members) for one in themes_of(space.uid)] == [{cleared}]


def test_own_words_that_were_changed_here_and_there_are_both_kept(
    space: Space, kiosk: Path
) -> None:
    with at(kiosk):
        uid = capture(space.uid, WORDS, face="kiosk 2").uid
    merge_file(kiosk)
    with at(kiosk):
        change_words(uid, "No bus at all.")
    change_words(uid, "The bus comes too early.")
    assert merge_file(kiosk).to_decide == 1
    assert merge_file(kiosk).to_decide == 0, "asked once"
    assert contribution(uid).words == "The bus comes too early."
    [other] = other_versions(space.uid)
    assert other.other == "No bus at all."
    let_this_stand(other.uid)
    assert merge_file(kiosk).to_decide == 0
    assert other_versions(space.uid) == ()


def test_the_other_words_may_stand_and_wait_to_be_read_again(space: Space, kiosk: Path) -> None:
    with at(kiosk):
        uid = capture(space.uid, WORDS, face="kiosk 2").uid
    merge_file(kiosk)
    set_consent(uid, Consent(True, True, True))
    move(uid, State.CLEARED)
    with at(kiosk):
        ContributionRow.update(words="Other words.").where(ContributionRow.uid == uid).execute()
    merge_file(kiosk)
    [other] = other_versions()
    let_other_stand(other.uid)
    one = contribution(uid)
    assert (one.words, one.state) == ("Other words.", State.WAITING)
    take_back_words(uid)
    assert not other_versions()


def test_a_space_that_is_not_here_is_named_and_comes_along_where_asked(
    space: Space, kiosk: Path
) -> None:
    with at(kiosk):
        strange = new_space("Another meeting")
        database.execute_sql("UPDATE space SET state = 'open'")
        capture(strange.uid, "Said there.")
    merged = merge_file(kiosk)
    assert merged.strangers == (("Another meeting", 1),)
    assert "--add-spaces" in merged.sentences[-1]
    assert merge_file(kiosk, add_spaces=True).new == 1
    assert [one.words for one in newest(strange.uid)] == ["Said there."]


def test_what_was_in_time_is_in_time_however_late_it_comes(space: Space, kiosk: Path) -> None:
    with at(kiosk):
        early = capture(space.uid, "Before the end.").uid
    close_space(space.uid)
    with at(kiosk):
        late = capture(space.uid, "After the end.").uid
    ahead = contribution_time(late)
    assert merge_file(kiosk).new == 2
    assert not contribution(early).late
    assert contribution(late).late or ahead <= 0


def contribution_time(uid: Any) -> int:
    from models.space.space import SpaceRow

    return int((uid.int >> 80) - SpaceRow.select().get().closed)


def break_page(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.seek(8192)
        opened.write(b"\x55" * 8192)


def make_foreign(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE things (one)")
        other.commit()


def make_newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute(
            "INSERT INTO schema_migration (name, applied) VALUES ('9999_later', '2030-01-01')"
        )
        other.commit()


HARMS: tuple[tuple[Callable[[Path], object], type[Exception], str], ...] = (
    (break_page, StoreError, "is damaged"),
    (lambda file: file.write_bytes(b"no database"), StoreError, "not a Heard database"),
    (make_foreign, StoreError, "another program"),
    (make_newer, NewerDatabaseError, "newer Heard"),
    (lambda file: file.unlink(), StoreError, "no file"),
)


def test_a_file_that_cannot_be_used_is_told_in_a_sentence_and_left(
    space: Space, kiosk: Path, tmp_path: Path
) -> None:
    with at(kiosk):
        capture(space.uid, WORDS)
        database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    for number, (harm, error, told) in enumerate(HARMS):
        folder = tmp_path / str(number)
        folder.mkdir()
        shutil.copyfile(kiosk, folder / "heard.db")
        harm(folder / "heard.db")
        as_it_was = contents(folder)
        with pytest.raises(error, match=told):
            merge_file(folder / "heard.db")
        assert contents(folder) == as_it_was
    assert counts(space.uid)[State.WAITING] == 0


def test_an_older_file_is_brought_up_to_date_as_a_copy(
    space: Space, kiosk: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old"
    old.mkdir()
    steps = tmp_path / "steps"
    steps.mkdir()
    for file in sorted(MIGRATIONS.glob("[0-9]*.py")):
        if file.name < "0013":
            shutil.copyfile(file, steps / file.name)
    from playhouse.migrations import Runner

    engine = file_engine(old / "heard.db")
    with closing(engine):
        engine.connect()
        engine.execute_sql("PRAGMA application_id = 1212502596")
        Runner(engine, str(steps)).up()
        with at(kiosk):
            capture(space.uid, WORDS)
            columns = [one.name for one in engine.get_columns("contribution")]
            names = ", ".join(f'"{one}"' for one in columns)
            row = database.execute_sql(f"SELECT {names} FROM contribution").fetchone()
            there = [one.name for one in engine.get_columns("space")]
            space_names = ", ".join(f'"{one}"' for one in there)
            of_space = database.execute_sql(f"SELECT {space_names} FROM space").fetchone()
        for table, names_of, values in (
            ("space", space_names, of_space),
            ("contribution", names, row),
        ):
            marks = ", ".join("?" * len(values))
            engine.execute_sql(f"INSERT INTO {table} ({names_of}) VALUES ({marks})", tuple(values))
    as_it_was = contents(old)
    assert merge_file(old).new == 1
    assert [one.words for one in newest(space.uid)] == [WORDS]
    assert contents(old) == as_it_was
    told = "no file" if is_server() else "open here"
    with pytest.raises(StoreError, match=told):
        merge_file(Path(str(database.obj.database)))
