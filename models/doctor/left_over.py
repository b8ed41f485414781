"""What is left beside the database of what was once in it: halves of copies, and whole ones.

A half is of no use to anybody and may go. A whole copy may be all that somebody has of something,
so it is named, with what a person does about it, and no program deletes it unasked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.backup.backup import default_place, store_path
from models.backup.file import POOL, is_backup_name
from models.doctor.left_over_words import has_taken_back
from models.encryption.new_key import old_copy
from models.identity import now_ms
from models.places import data_folder, recordings_folder
from models.store.rescue import rescued_files
from models.store.upgrading import copies_before

__all__ = ["Copy", "halves", "unregistered_copies", "whole_copies"]

DAY_MS = 86_400_000
DELETE_FIRST = "Delete it first, before anything else: it still holds words that were taken back."
# A copy that was made for one careful step is of no more use after so long.
LONG_MS = 28 * DAY_MS


@dataclass(frozen=True)
class Copy:
    """A whole copy of the database. ``made`` is UTC milliseconds; ``is_due`` is to be acted on.

    ``is_first`` is before anything else: words that were taken back are still in it.
    """

    path: Path
    what: str
    do: str
    made: int
    is_due: bool
    is_first: bool = False


def whole_copies() -> tuple[Copy, ...]:
    """Return the copies that lie beside the open database, and are no back-ups."""
    store = store_path()
    aside = (*store.parent.glob("before the restore of *"), *store.parent.glob("before mending, *"))
    return (
        *unregistered_copies(),
        *(
            _copy(
                one,
                "the database from before Heard was brought up to date",
                "Delete it once everything is as it should be.",
            )
            for one in copies_before()
            if one.name.removeprefix(f"{store.name}.before-").isdecimal()
        ),
        *(
            _copy(one, "a database that was set aside", "Delete the folder once all is well.")
            for one in sorted(aside)
            if one.is_dir()
        ),
    )


def unregistered_copies() -> tuple[Copy, ...]:
    """Return the copies that a person has to deal with, and that no register names."""
    store = store_path()
    found = [
        _copy(
            one,
            "a copy of a database that was damaged, or was deleted or moved while it was open",
            f"Take in what is only there: heard merge '{one}'. Then delete it.",
            is_due=True,
        )
        for one in rescued_files(store)
    ]
    before = old_copy(store)
    if before.exists() and not before.samefile(store):
        found.append(
            _copy(
                before,
                "the database from before its key was changed",
                "Once Heard opens with the new key: heard encrypt --shred",
                is_due=True,
            )
        )
    return tuple(found)


def _copy(path: Path, what: str, do: str, *, is_due: bool = False) -> Copy:
    # A file that only got another name keeps its old time; this is when it became a copy.
    made = int(path.stat().st_ctime * 1000)
    file = path / store_path().name if path.is_dir() else path
    if has_taken_back(file, made):
        return Copy(path, what, DELETE_FIRST, made, is_due=True, is_first=True)
    return Copy(path, what, do, made, is_due or made < now_ms() - LONG_MS)


def halves() -> list[Path]:
    """Return what a stop left half made, ours by its name and a day old: files and folders."""
    day_ago = (now_ms() - DAY_MS) / 1000
    return [one for one in _half_made() if one.exists() and one.stat().st_mtime < day_ago]


def _half_made() -> Iterator[Path]:
    store, place, recordings = store_path(), default_place(), recordings_folder()
    for ending in ("restoring", "part", "part-journal"):
        yield store.with_name(f"{store.name}.{ending}")
    yield from store.parent.glob(f"{store.name}.before-*.part")
    yield from store.parent.glob(f"{store.stem} rescued *.db.*.part")
    yield from data_folder().glob("merging-*")
    yield from recordings.glob("*.sealing")
    yield from recordings.glob("*.restoring")
    yield from (place / POOL).glob("*.part")
    for one in place.glob("*.db.part"):
        if is_backup_name(one.name.removesuffix(".part")):
            yield one
