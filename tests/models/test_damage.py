"""A damaged database file: told once, with each step; and what can be read is copied out."""

import hashlib
import shutil
import sqlite3
import struct
from contextlib import closing
from pathlib import Path

import pytest

from models.backup.backup import make_backup
from models.backup.file import check_checksums, checksums_file, count_rows, describe, opened
from models.backup.places import backups_on_disk, known_places
from models.backup.restore import look_at_backup_file, restore
from models.contribution.contribution import State, capture, contribution, newest
from models.doctor.damage import as_one
from models.doctor.finding import Finding, Health, Mend
from models.doctor.health import examine
from models.doctor.left_over import DELETE_FIRST, whole_copies
from models.doctor.mending import mend
from models.doctor.salvage import copy_out, what_can_be_read
from models.errors import DamagedError, HeardError
from models.kiosk.own_words import take_back_words
from models.merge.merge import merge_file
from models.settings import BackupSettings
from models.space.space import Space
from models.store.database import close_store, open_store

SETTINGS = BackupSettings()
PAGE = 4096
SAID = 40


@pytest.fixture
def pages(space: Space, store: Path, tmp_path: Path) -> dict[str, list[int]]:
    """A record with a back-up and something said since; where each table's leaves are."""
    for n in range(SAID):
        capture(space.uid, f"unmistakable {n} " * 60)
    make_backup(tmp_path / "stick")
    capture(space.uid, "Said after the back-up.")
    close_store()
    with opened(store) as file:
        file.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        trees = file.execute_sql("SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0")
        roots = dict(trees.fetchall())
    data = store.read_bytes()
    return {name: leaves(data, root) for name, root in roots.items()}


def leaves(data: bytes, number: int) -> list[int]:
    """Return the leaves of a tree of pages (sqlite.org/fileformat.html, 1.6)."""
    page = data[(number - 1) * PAGE : number * PAGE]
    if page[0] not in (2, 5):
        return [number]
    cells = struct.unpack_from(f">{struct.unpack_from('>H', page, 3)[0]}H", page, 12)
    below = [struct.unpack_from(">I", page, at)[0] for at in (*cells, 8)]
    return [leaf for one in below for leaf in leaves(data, one)]


def spoil(store: Path, *pages: int) -> None:
    with store.open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * PAGE)
            file.write(b"\xff" * PAGE)


def looked_at(store: Path) -> tuple[Finding, ...]:
    """Look at a file as the doctor does, whether it opens or not."""
    try:
        open_store(str(store), create=False)
        found = examine(SETTINGS)
    except DamagedError as trouble:
        found = (Finding("open", Health.PROBLEM, str(trouble), is_damage=True),)
    return as_one(found, store, backups_on_disk(store, known_places(store)))


def the_one(found: tuple[Finding, ...]) -> Finding:
    """Return the one thing that a person is told of the damage."""
    assert "unmistakable" not in str(found)
    [told] = [one for one in found if one.health is Health.PROBLEM and not one.because]
    assert (told.name, told.do, told.mend) == ("damage", "", None)
    assert told.said
    assert told.safe
    return told


def test_holes_in_what_was_said_are_one_thing_with_its_steps(
    space: Space, store: Path, pages: dict[str, list[int]], tmp_path: Path
) -> None:
    # A newer back-up of a database that somebody had emptied is no help.
    newer = tmp_path / "stick" / "heard-2099-01-01-000000.db"
    close_store()
    open_store(str(tmp_path / "empty.db"))
    make_backup(tmp_path / "nothing")
    close_store()
    [empty] = (tmp_path / "nothing").glob("*.db")
    shutil.copyfile(empty, newer)
    digest = hashlib.sha256(newer.read_bytes()).hexdigest()
    checksums_file(newer).write_text(f"{digest}  {newer.name}\n")
    assert not check_checksums(newer)
    spoil(store, *pages["contribution"][1:3], pages["contribution_space_id_state_uid"][0])
    found = looked_at(store)
    told = the_one(found)
    assert sum(one.because == "damage" for one in found) > 1, "the details stay"
    assert told.steps[0].startswith("Leave every desk")
    done = [step.partition(": heard ")[2].partition(" ")[0] for step in told.steps[1:4]]
    assert done == ["doctor", "restore", "merge"]
    [backup] = set((tmp_path / "stick").glob("*.db")) - {newer}
    assert str(backup) in told.steps[2]
    assert f"is whole, with {SAID} contributions" in told.safe
    assert told.steps[3].endswith("--add-spaces")
    assert Mend.SEARCH not in {one.mend for one in found}, "it cannot be made anew from holes"

    # The steps, as they are told: everything is there again.
    close_store()
    as_it_was = store.read_bytes()
    copy, read = copy_out(store)
    assert read == what_can_be_read(store)
    assert "contribution" in read.holes
    assert 0 < read.contributions <= SAID
    assert store.read_bytes() == as_it_was
    assert describe(copy).contributions == read.contributions
    with pytest.raises(HeardError, match="a copy already"):
        copy_out(store)
    restore(look_at_backup_file(backup), store)
    assert len(newest(space.uid, most=200)) == SAID
    assert merge_file(copy).new == 1
    assert len(newest(space.uid, most=200)) == SAID + 1
    assert any(one.words == "Said after the back-up." for one in newest(space.uid))


@pytest.mark.parametrize(
    "where", ["contribution_space_id_state_uid", "search_index_data", "search_text"]
)
def test_lists_that_are_made_anew_lose_no_words(
    space: Space, store: Path, pages: dict[str, list[int]], where: str
) -> None:
    spoil(store, pages[where][-1])
    told = the_one(looked_at(store))
    assert "only in lists" in told.said
    assert told.safe.endswith(f"{SAID + 1} contributions.")
    for one in mend([one for one in examine(SETTINGS) if one.mend is Mend.SEARCH]):
        assert (one.health, "heard doctor --rescue" in one.do) == (Health.PROBLEM, True)
    close_store()
    copy, read = copy_out(store)
    assert read.contributions == SAID + 1
    assert not set(read.holes) - {"search_text"}
    restore(look_at_backup_file(copy, unchecked=True), store)
    assert len(newest(space.uid, most=200)) == SAID + 1
    assert not any(one.is_damage for one in examine(SETTINGS))
    from models.search.finding import check_index

    assert check_index(), "every word can be found again"


def test_a_table_of_any_name_is_copied_out_and_counted(space: Space, store: Path) -> None:
    capture(space.uid, "Nobody told me")
    close_store()
    name = 'odd " name); drop table contribution; --'
    doubled = name.replace('"', '""')
    with closing(sqlite3.connect(store)) as file:
        file.execute(f'create table "{doubled}" ("a "" column")')
        file.execute(f'insert into "{doubled}" values (7)')
        file.commit()
    copy, read = copy_out(store)
    assert read.contributions == 1
    with opened(copy) as engine:
        counts = count_rows(engine)
    assert (counts[name], counts["contribution"]) == (1, 1)


def test_a_file_of_which_nothing_is_left_names_the_back_up(
    store: Path, pages: dict[str, list[int]], tmp_path: Path
) -> None:
    assert pages
    whole = store.read_bytes()
    [backup] = (tmp_path / "stick").glob("*.db")
    for spoilt in (bytes(PAGE) + whole[PAGE:], whole[: len(whole) // 2 + 17], b"Dear all, " * 999):
        store.write_bytes(spoilt)
        told = the_one(looked_at(store))
        assert "cannot be read" in told.said
        assert str(backup) in told.steps[1]
        close_store()
        with pytest.raises(HeardError, match=r"Nothing could be copied|no contributions"):
            copy_out(store)
        assert store.read_bytes() == spoilt
    backup.write_bytes(b"damaged too")
    told = the_one(looked_at(store))
    assert "heard restore FILE" in told.steps[-1], "one that is not whole is not advised"
    assert not list(store.parent.glob("* rescued *")), "no halves are left"


def test_a_copy_with_words_that_were_taken_back_goes_first(space: Space, store: Path) -> None:
    taken, stays = capture(space.uid, "Quaggas."), capture(space.uid, "Said and kept.")
    close_store()
    copy = store.with_name("heard rescued 7.db")
    with closing(sqlite3.connect(store)) as file:
        file.execute("VACUUM INTO ?", (str(copy),))
    open_store(str(store))
    [one] = whole_copies()
    assert (one.is_first, "heard merge" in one.do) == (False, True)
    take_back_words(taken.uid)
    [one] = whole_copies()
    assert (one.is_first, one.do) == (True, DELETE_FIRST)
    assert "first, before anything else" in one.do
    first = examine(SETTINGS)[0]
    assert (first.health, str(copy) in first.said) == (Health.PROBLEM, True)
    assert contribution(stays.uid).state is not State.WITHDRAWN

    # One that was made afterwards holds nothing of them.
    copy.unlink()
    close_store()
    with closing(sqlite3.connect(store)) as file:
        file.execute("VACUUM INTO ?", (str(copy),))
    open_store(str(store))
    assert not whole_copies()[0].is_first
