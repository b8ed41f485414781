"""Which back-ups stay, by number and by age; and how those go that do not.

Only what the register knows, and what bears the checksum that it had, is ever deleted.
"""

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from models.backup.file import (
    POOL,
    checksums_file,
    day_of,
    digest,
    name_of_ours,
    read_checksums,
    sync,
)
from models.backup.table import BackUp, backups, note_backup_gone
from models.doctor.support_log import Event, note_event
from models.identity import now_ms

__all__ = ["tidy_place", "to_delete"]

DAY_MS = 86_400_000


def to_delete(found: Sequence[BackUp], *, keep: int, days: int, now: int) -> tuple[BackUp, ...]:
    """Return the back-ups that go: newest first as they are given, and as ``backups`` gives them.

    The newest ``keep`` stay, and of each day before the last one, for so many ``days``. What is
    older goes: it holds what people may have taken back since. The newest of all always stays.
    """
    gone, days_seen = [], set[str]()
    for number, one in enumerate(found):
        day = day_of(one.made)
        last_of_its_day = day not in days_seen
        days_seen.add(day)
        too_old = one.made < now - days * DAY_MS
        if number and (too_old or not (number < keep or last_of_its_day)):
            gone.append(one)
    return tuple(gone)


def tidy_place(place: Path, *, keep: int, days: int, now: int = 0) -> int:
    """Delete the back-ups of a place that need not stay; return how many went.

    Where the newest is not there any more, nothing goes: an older one may be the last good one.
    """
    found = backups(place)
    here = [one for one in found if one.path.is_file()]
    if not here or here[0] != found[0] or not _is_whole(here[0]):
        return 0
    gone = 0
    for one in to_delete(here, keep=keep, days=days, now=now or now_ms()):
        with suppress(OSError):
            if _delete(one):
                gone += 1
    if gone:
        with suppress(OSError):
            _tidy_recordings(place)
            sync(place)
        note_event(Event.BACK_UP_DELETED, files=gone)
    return gone


def _is_whole(one: BackUp) -> bool:
    try:
        return digest(one.path) == one.sha256
    except OSError:
        return False


def _delete(one: BackUp) -> bool:
    """Delete a back-up of ours; what was put in its place since is left alone."""
    if read_checksums(one.path).get(one.path.name) != one.sha256 or not _is_whole(one):
        return False
    one.path.unlink()
    checksums_file(one.path).unlink(missing_ok=True)
    note_backup_gone(one.path)
    return True


def _tidy_recordings(place: Path) -> None:
    """Delete the recordings that no back-up in the folder needs, whoever made it."""
    needed = {
        name for sums in place.glob("*.db.sha256") for name in read_checksums(sums.with_suffix(""))
    }
    pool = place / POOL
    for file in (*pool.glob("*.wav"), *pool.glob("*.sealed")):
        if f"{POOL}/{file.name}" not in needed and _is_ours(file) and not os.path.islink(file):
            file.unlink()


def _is_ours(file: Path) -> bool:
    try:
        uid = name_of_ours(file.name).partition(".")[0]
        return str(UUID(uid)) == uid
    except ValueError:
        return False
