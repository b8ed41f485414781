"""What the doctor looks at: whether the record is whole, adds up, and is safe. It changes nothing.

Each look returns findings in plain words. No finding holds anybody's words.
"""

import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from shlex import quote
from typing import Any
from uuid import UUID

from peewee import SqliteDatabase

from models.backup.backup import default_place, store_path
from models.backup.places import backups_on_disk, known_places
from models.backup.table import backup_trouble, newest_backup
from models.contribution.contribution import State, counts
from models.contribution.table import ContributionRow, VersionRow
from models.contribution.types import Kind
from models.desk.desk import tally_of
from models.doctor.left_over import halves, whole_copies
from models.doctor.record import last_recorded
from models.doctor.recorded_files import recorded_files
from models.errors import DamagedError, HeardError
from models.identity import now_ms
from models.places import recordings_folder
from models.recording.files import uid_in
from models.recording.recording import RecordingRow, belongs_here
from models.recording.seal import is_sealing
from models.recording.sealing import out_of_line, plain_ones_stay
from models.settings import BackupSettings
from models.space.space import SpaceRow
from models.store.ballast import PART_OF_FREE, free_bytes, reserve_bytes, reserve_file
from models.store.base import database
from models.store.troubles import in_words
from models.store.verbs import question
from models.theme.theme import MemberRow, ThemeRow, themes_of

__all__ = ["LOOKS", "Finding", "Health", "Mend", "examine"]

LITTLE_MEGABYTES = 200
SLACK_MS = 120_000
DAY_MS = 86_400_000
# What anybody else on the machine may do with a file.
OTHERS = stat.S_IRWXO
FOUR_WEEKS_SECONDS = 28 * 86_400.0


class Health(StrEnum):
    """How one thing is."""

    FINE = "fine"
    PROBLEM = "problem"
    MENDED = "mended"


class Mend(StrEnum):
    """What can be mended without losing anything."""

    INDEXES = "indexes"
    SEARCH = "search"
    PERMISSIONS = "permissions"
    LEFT_OVER = "left over"
    RECORDINGS = "recordings"
    SEALS = "seals"
    RESERVE = "reserve"


@dataclass(frozen=True)
class Finding:
    """What was found about one thing; ``do`` says what a person does, ``mend`` what Heard can.

    ``steps`` are several things to do, in their order, and ``safe`` is what is safe until then.
    ``because`` is the name of another finding that this one comes of. ``is_damage`` says that the
    file itself cannot be read, ``is_first`` that it is done before anything else.
    """

    name: str
    health: Health
    said: str
    do: str = ""
    mend: Mend | None = None
    safe: str = ""
    steps: tuple[str, ...] = ()
    because: str = ""
    is_damage: bool = False
    is_first: bool = False


def examine(settings: BackupSettings) -> tuple[Finding, ...]:
    """Look at everything. A look that fails is a finding itself, and stops no other."""
    found: list[Finding] = []
    for name, look in LOOKS.items():
        try:
            lines = list(look(settings))
        except HeardError as error:
            is_damage = isinstance(error, DamagedError)
            lines = [Finding(name, Health.PROBLEM, str(error), is_damage=is_damage)]
        except Exception as fault:  # a damaged file: each driver has errors of its own
            lines = [_cannot_be_read(name, fault)]
        well = FINE[name] if _is_file() or name not in OF_A_FILE else NOT_HERE
        found += lines or [Finding(name, Health.FINE, well)]
    # What is done before anything else stands before everything else.
    return tuple(sorted(found, key=lambda one: not one.is_first))


def _cannot_be_read(name: str, fault: Exception) -> Finding:
    return Finding(
        name,
        Health.PROBLEM,
        f"this could not be read ({type(fault).__name__})",
        is_damage=isinstance(in_words(fault), DamagedError),
    )


def _is_file() -> bool:
    return isinstance(database.obj, SqliteDatabase)


def _ask(sql: str) -> list[tuple[Any, ...]]:
    return list(database.execute_sql(sql).fetchall())


# -- the looks -------------------------------------------------------------------------------


def whole(_: BackupSettings) -> Iterator[Finding]:
    """Look at every page and every index of the file."""
    if not _is_file():
        return
    # What is wrong with the list of words has a look of its own.
    said = [str(text) for (text,) in _ask("PRAGMA integrity_check")]
    faults = [text for text in said if text != "ok" and "FTS5" not in text]
    if not faults:
        return
    # An index can be made anew from its table; in a table, something is lost.
    in_indexes = all(" index " in fault for fault in faults)
    yield Finding(
        "file",
        Health.PROBLEM,
        f"{len(faults)} fault{'s' if len(faults) > 1 else ''} in the database file",
        "An index is damaged, and can be made anew." if in_indexes else "",
        Mend.INDEXES if in_indexes else None,
        is_damage=not in_indexes,
    )


def links(_: BackupSettings) -> Iterator[Finding]:
    """Look for rows that belong to something that is not there."""
    if not _is_file():
        return
    tables: dict[str, int] = {}
    for table, *_rest in _ask("PRAGMA foreign_key_check"):
        tables[str(table)] = tables.get(str(table), 0) + 1
    for table, number in sorted(tables.items()):
        yield Finding(
            "links",
            Health.PROBLEM,
            f"{number} in {table} belong to something that is gone",
            "Make a back-up, and ask for support: nothing is shown wrongly because of it.",
        )


def search(_: BackupSettings) -> Iterator[Finding]:
    """Look whether every word can be found, and none that is gone."""
    from models.search.finding import check_index

    if not check_index():
        yield Finding(
            "search",
            Health.PROBLEM,
            "some words cannot be found, or words that are gone still can",
            "The list of words can be made anew.",
            Mend.SEARCH,
        )


@question
def sums(_: BackupSettings) -> list[Finding]:
    """Look whether everything adds up: heard = in themes + not yet + waiting + held + set aside."""
    found = []
    for space in SpaceRow.select().order_by(SpaceRow.uid):
        tally = tally_of(counts(space.uid), themes_of(space.uid))
        parts = tally.in_themes + tally.not_in_a_theme + tally.waiting + tally.held
        # Counted a second time, by another way.
        heard = ContributionRow.select().where(
            (ContributionRow.space == space.uid)
            & (ContributionRow.kind == Kind.HEARD)
            & (ContributionRow.state != State.WITHDRAWN)
        )
        strangers = (
            MemberRow.select()
            .join(ThemeRow)
            .switch(MemberRow)
            .join(ContributionRow)
            .where((ThemeRow.space == space.uid) & (ContributionRow.space != space.uid))
        )
        is_right = parts + tally.set_aside == tally.heard == heard.count()
        if not is_right or tally.not_in_a_theme < 0 or strangers.exists():
            found.append(
                Finding(
                    "sums",
                    Health.PROBLEM,
                    f"the parts of space {space.public_id} do not add up to what was heard",
                    "Look at its theme board: something stands in a theme of another space.",
                )
            )
    return found


@question
def gone(_: BackupSettings) -> list[Finding]:
    """Look whether what was taken back is really gone, from every table and every theme."""
    taken_back = ContributionRow.select(ContributionRow.uid).where(
        ContributionRow.state == State.WITHDRAWN
    )
    left = {
        "words": taken_back.where(ContributionRow.words != "").count(),
        "other versions": _of(VersionRow, taken_back),
        "places in themes": _of(MemberRow, taken_back),
        "recordings": _of(RecordingRow, taken_back),
    }
    return [
        Finding(
            "taken back",
            Health.PROBLEM,
            f"{number} contributions were taken back, and their {what} are still there",
            "Ask for support. Until then, hand nothing out.",
        )
        for what, number in left.items()
        if number
    ]


def _of(rows: Any, found: Any) -> int:
    return int(rows.select().where(rows.contribution.in_(found)).count())


def recordings(_: BackupSettings) -> Iterator[Finding]:
    """Look whether each recording has its file, as it was recorded, and each file its recording."""
    folder = recordings_folder()
    known = {one.uid: one for one in recorded_files()}
    there = [one for one in known.values() if one.path is not None]
    missing = len(known) - len(there)
    damaged = sum(not one.is_right for one in there)
    for number, what in ((missing, "have no file here"), (damaged, "are not as recorded")):
        if number:
            yield Finding(
                "recordings",
                Health.PROBLEM,
                f"{number} recording{'s' if number > 1 else ''} {what}",
                "They can be taken from a back-up that has them.",
                Mend.RECORDINGS,
            )
    if folder.is_dir() and not plain_ones_stay() and (wrong := out_of_line(belongs_here)):
        yield Finding(
            "recordings",
            Health.PROBLEM,
            f"{len(wrong)} {'plain' if is_sealing() else 'sealed'}, and the database is not",
            "They can be made as the database is.",
            Mend.SEALS,
        )
    strays = sum(uid not in known for uid in _uids_of_files(folder))
    if strays:
        yield Finding(
            "recordings",
            Health.FINE,
            f"{strays} files belong to no recording; they go by themselves after four weeks",
        )


def _uids_of_files(folder: Path) -> Iterator[UUID]:
    for path in (*folder.glob("*.wav*"), *folder.glob("*.sealed*")) if folder.is_dir() else ():
        uid = uid_in(path)
        if uid:
            yield uid


def engine(_: BackupSettings) -> Iterator[Finding]:
    """Look whether the library that writes the file has a known fault."""
    from models.store.database import sqlite_is_sound

    if not _is_file():
        return
    text = str(_ask("SELECT sqlite_version()")[0][0])
    if not sqlite_is_sound(tuple(int(part) for part in text.split("."))):
        yield Finding(
            "engine",
            Health.PROBLEM,
            f"SQLite {text} can damage a database that several programs use at once",
            "Install a newer one: pip install 'cysqlite>=0.4'",
        )


def room(_: BackupSettings) -> Iterator[Finding]:
    """Look how much room there is on the disk."""
    if not _is_file():
        return
    free = shutil.disk_usage(store_path().parent).free // 1_000_000
    if free < LITTLE_MEGABYTES:
        yield Finding("room", Health.PROBLEM, f"{free} MB left", "Delete or move some files.")


def copies(settings: BackupSettings) -> Iterator[Finding]:
    """Look how old the newest back-up is, and whether it is where it was put."""
    if not _is_file():
        return
    trouble = backup_trouble()
    if trouble:
        yield Finding("back-ups", Health.PROBLEM, trouble)
    newest, recorded = newest_backup(), last_recorded()
    advice = "Make one: heard backup TO, where TO is a folder on a stick."
    if newest is None:
        if recorded:
            yield Finding("back-ups", Health.PROBLEM, "there is no back-up yet", advice)
        elif before := backups_on_disk(store_path(), known_places(store_path(), settings.to)):
            yield Finding(
                "back-ups",
                Health.PROBLEM,
                f"nothing is in this database, and there are back-ups in {before[0].path.parent}",
                f"Was it emptied? Put what was there back: heard restore "
                f"{quote(str(before[0].path))}",
            )
        elif not trouble:
            yield Finding("back-ups", Health.FINE, "nothing was said yet")
        return
    days = (recorded - newest.made) // DAY_MS
    if days >= 1:
        yield Finding(
            "back-ups", Health.PROBLEM, f"the newest is {days} days older than the record", advice
        )
    elif newest.path.parent == default_place() and not settings.to:
        yield Finding(
            "back-ups", Health.PROBLEM, "they are on the same disk as the database", advice
        )
    elif newest.path.parent.is_dir() and not newest.path.is_file():
        yield Finding("back-ups", Health.PROBLEM, "the newest was deleted or moved", advice)


def clock(_: BackupSettings) -> Iterator[Finding]:
    """Look whether something is on record that has not happened yet."""
    if last_recorded() > now_ms() + SLACK_MS:
        yield Finding(
            "clock",
            Health.PROBLEM,
            "something on record is later than this machine's clock",
            "Set this machine's date and time. What is saved keeps its order.",
        )


def permissions(_: BackupSettings) -> Iterator[Finding]:
    """Look whether other people of this machine could read what people said."""
    if not _is_file():
        return
    open_to_others = files_open_to_others()
    if open_to_others:
        yield Finding(
            "permissions",
            Health.PROBLEM,
            f"other accounts of this machine may read {open_to_others[0].name}"
            + (f" and {len(open_to_others) - 1} more" if len(open_to_others) > 1 else ""),
            "They can be closed to others.",
            Mend.PERMISSIONS,
        )


def files_open_to_others() -> list[Path]:
    """Return the files with words that others may read; none where their folder keeps others out.

    They are never opened here: closing the database's file would let go of SQLite's locks on it.
    """
    path = store_path()
    if not path.parent.stat().st_mode & stat.S_IXOTH:
        return []
    names = [Path(f"{path}{end}") for end in ("", "-wal", "-shm")]
    names += [recordings_folder(), default_place()]
    return [one for one in names if one.exists() and one.stat().st_mode & OTHERS]


def left_over(_: BackupSettings) -> Iterator[Finding]:
    """Look for halves of copies that a stop left behind."""
    number = len(halves()) if _is_file() else 0
    if number:
        yield Finding(
            "left over",
            Health.PROBLEM,
            f"{number} half-made cop{'ies' if number > 1 else 'y'} of what people said",
            "They can be deleted.",
            Mend.LEFT_OVER,
        )


def lying_here(_: BackupSettings) -> Iterator[Finding]:
    """Look for whole copies beside the database: each holds what people said."""
    for one in whole_copies() if _is_file() else ():
        health = Health.PROBLEM if one.is_due else Health.FINE
        yield Finding("copies", health, f"{one.what}: {one.path}", one.do, is_first=one.is_first)


def reserve(_: BackupSettings) -> Iterator[Finding]:
    """Look whether there is a reserve for a disk that fills up, where there is room for one."""
    wanted = reserve_bytes()
    if not _is_file() or not wanted:
        return
    file = reserve_file(store_path())
    if not file.exists() and free_bytes(store_path()) >= PART_OF_FREE * wanted:
        yield Finding(
            "reserve",
            Health.PROBLEM,
            f"there is none: {file.name}",
            "It can be made anew. Leave that file where it is: it saves words on a full disk.",
            Mend.RESERVE,
        )


# What nobody can look at from here where the words are on a server.
OF_A_FILE = {"file", "engine", "room", "back-ups", "permissions", "reserve"}
NOT_HERE = "not looked at here: it is for whoever looks after the server"
LOOKS: dict[str, Callable[[BackupSettings], Any]] = {
    "file": whole,
    "links": links,
    "search": search,
    "sums": sums,
    "taken back": gone,
    "recordings": recordings,
    "engine": engine,
    "room": room,
    "back-ups": copies,
    "clock": clock,
    "permissions": permissions,
    "left over": left_over,
    "copies": lying_here,
    "reserve": reserve,
}
FINE = {
    "file": "whole",
    "links": "everything belongs to something",
    "search": "every word can be found",
    "sums": "every space adds up",
    "taken back": "what was taken back is gone",
    "recordings": "each has its file, as it was recorded",
    "engine": "no known fault",
    "room": "there is room",
    "back-ups": "there is a new one",
    "clock": "it agrees with what is on record",
    "permissions": "closed to other accounts",
    "left over": "nothing",
    "copies": "none beside the database but its back-ups",
    "reserve": "kept for a full disk",
}
