"""What the doctor looks at around the record: the engine, the disk, back-ups, clock and copies."""

import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from shlex import quote

from models.backup.backup import default_place, store_path
from models.backup.places import backups_on_disk, known_places
from models.backup.table import backup_trouble, newest_backup
from models.doctor.finding import Finding, Health, Mend
from models.doctor.left_over import halves, whole_copies
from models.doctor.looks_at_the_record import is_file
from models.doctor.record import last_recorded
from models.identity import now_ms
from models.places import recordings_folder
from models.settings import BackupSettings
from models.store.ballast import PART_OF_FREE, free_bytes, reserve_bytes, reserve_file
from models.store.base import database

__all__ = [
    "clock",
    "copies",
    "engine",
    "files_open_to_others",
    "left_over",
    "lying_here",
    "permissions",
    "reserve",
    "room",
]

LITTLE_MEGABYTES = 200
SLACK_MS = 120_000
DAY_MS = 86_400_000
# What anybody else on the machine may do with a file.
OTHERS = stat.S_IRWXO


def engine(_: BackupSettings) -> Iterator[Finding]:
    """Look whether the library that writes the file has a known fault."""
    from models.store.database import sqlite_is_sound

    if not is_file():
        return
    text = str(database.execute_sql("SELECT sqlite_version()").fetchone()[0])
    if not sqlite_is_sound(tuple(int(part) for part in text.split("."))):
        yield Finding(
            "engine",
            Health.PROBLEM,
            f"SQLite {text} can damage a database that several programs use at once",
            "Install a newer one: pip install 'cysqlite>=0.4'",
        )


def room(_: BackupSettings) -> Iterator[Finding]:
    """Look how much room there is on the disk."""
    if not is_file():
        return
    free = shutil.disk_usage(store_path().parent).free // 1_000_000
    if free < LITTLE_MEGABYTES:
        yield Finding("room", Health.PROBLEM, f"{free} MB left", "Delete or move some files.")


def copies(settings: BackupSettings) -> Iterator[Finding]:
    """Look how old the newest back-up is, and whether it is where it was put."""
    if not is_file():
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
    if not is_file():
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
    number = len(halves()) if is_file() else 0
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
    for one in whole_copies() if is_file() else ():
        health = Health.PROBLEM if one.is_due else Health.FINE
        yield Finding("copies", health, f"{one.what}: {one.path}", one.do, is_first=one.is_first)


def reserve(_: BackupSettings) -> Iterator[Finding]:
    """Look whether there is a reserve for a disk that fills up, where there is room for one."""
    wanted = reserve_bytes()
    if not is_file() or not wanted:
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
