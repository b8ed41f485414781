"""What a person does about a damaged database file: what is safe, and each step in its order.

One damaged page makes many looks fail, and all of them mean the same. They are told as one.
"""

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from shlex import quote

from models.backup.file import check_checksums, day_of, describe
from models.backup.table import BackUp
from models.dates import say_date
from models.doctor.finding import Finding, Health
from models.doctor.salvage import MADE_ANEW, Readable, what_can_be_read
from models.errors import HeardError
from models.store.rescue import rescued_file
from models.times import say_time

__all__ = ["as_one"]

# What they say of a damaged file says nothing of the record.
OF_THE_FILE = {"file", "links", "search"}
LEAVE = "Leave every desk, room and kiosk."
RESCUE = "Copy out what can still be read: heard doctor --rescue"
LOOK_AGAIN = "Look again: heard doctor"


def as_one(found: Sequence[Finding], store: Path, backups: Iterable[BackUp]) -> tuple[Finding, ...]:
    """Return findings with a damaged file told once, with what to do about it.

    ``backups`` are those that could be put back, newest first. The others that come of the same
    damage stay, and say because of what. Where nothing is damaged, all stay as they are.
    """
    if not any(one.is_damage for one in found):
        return tuple(found)
    told = _told(store, _to_put_back(backups))
    rest = [
        replace(one, because=told.name, do="", mend=None)
        if one.health is Health.PROBLEM and (one.is_damage or one.name in OF_THE_FILE)
        else one
        for one in found
    ]
    return (*(one for one in rest if one.is_first), told, *(o for o in rest if not o.is_first))


def _to_put_back(backups: Iterable[BackUp]) -> BackUp | None:
    """Return the newest back-up that is whole, and has something in it where one of them has."""
    empty = None
    for one in backups:
        if not one.path.is_file() or check_checksums(one.path):
            continue
        with contextlib.suppress(HeardError):
            known = replace(one, contributions=describe(one.path).contributions)
            if known.contributions:
                return known
            empty = empty or known
    return empty


def _told(store: Path, whole: BackUp | None) -> Finding:
    read = what_can_be_read(store)
    if read is None or ("space" in read.holes and not read.contributions):
        said, safe, steps = _nothing_left(store, whole)
    elif not set(read.holes) - set(MADE_ANEW):
        said, safe, steps = _only_lists(store, read)
    else:
        said, safe, steps = _with_holes(store, read, whole)
    return Finding("damage", Health.PROBLEM, said, safe=safe, steps=steps)


def _nothing_left(store: Path, whole: BackUp | None) -> tuple[str, str, tuple[str, ...]]:
    said = (
        f"the database {store} cannot be read"
        if store.exists()
        else f"there is no database at {store}"
    )
    if whole is None:
        return (
            said,
            "Recordings are files of their own. No back-up was found where Heard puts them.",
            (
                "Copy the whole folder to another disk, and change nothing in it.",
                "Plug in the sticks that you have, and look for a back-up: heard backup --list",
                "Put it back: heard restore FILE",
            ),
        )
    return (
        said,
        f"A back-up of {_when(whole)} is whole{_holding(whole)}. "
        "What is there now is kept beside it.",
        (LEAVE, f"Put that back-up back: heard restore {quote(str(whole.path))}", LOOK_AGAIN),
    )


def _only_lists(store: Path, read: Readable) -> tuple[str, str, tuple[str, ...]]:
    return (
        "the database file is damaged, but only in lists that are made anew",
        f"Everything that people said can be read: {_contributions(read)}.",
        (
            LEAVE,
            *_rescue(store),
            f"Put that copy in its place: heard restore {_copy(store)} --unchecked",
            LOOK_AGAIN,
        ),
    )


def _with_holes(
    store: Path, read: Readable, whole: BackUp | None
) -> tuple[str, str, tuple[str, ...]]:
    said = "the database file is damaged, and some of it cannot be read"
    safe = f"{_contributions(read)} can still be read. Recordings are files of their own."
    if whole is None:
        return (
            said,
            f"{safe} No back-up was found where Heard puts them.",
            (
                LEAVE,
                *_rescue(store),
                "Plug in the sticks that you have, and look for a back-up: heard backup --list",
                f"Is there none? Use the copy: heard restore {_copy(store)} --unchecked",
            ),
        )
    return (
        said,
        f"{safe} A back-up of {_when(whole)} is whole{_holding(whole)}.",
        (
            LEAVE,
            *_rescue(store),
            f"Put the back-up back: heard restore {quote(str(whole.path))}",
            f"Take in what came after it: heard merge {_copy(store)} --add-spaces",
            f"{LOOK_AGAIN}. Once all is well, delete the copy.",
        ),
    )


def _rescue(store: Path) -> tuple[str, ...]:
    """Return the step that makes the copy, where it was not made yet."""
    return () if _copy_file(store).exists() else (RESCUE,)


def _copy(store: Path) -> str:
    return quote(str(_copy_file(store)))


def _copy_file(store: Path) -> Path:
    return rescued_file(store, store.stat().st_ino)


def _contributions(found: Readable | BackUp) -> str:
    return f"{found.contributions} contribution{'' if found.contributions == 1 else 's'}"


def _holding(one: BackUp) -> str:
    return f", with {_contributions(one)}"


def _when(one: BackUp) -> str:
    return f"{say_date(day_of(one.made))}, {say_time(one.made)}"
