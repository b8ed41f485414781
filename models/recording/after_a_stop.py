"""Recordings after a stop: what nobody kept or threw away, and files that agree with no row."""

import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from models.contribution.contribution import Contribution, State, move
from models.contribution.table import ContributionRow
from models.errors import HeardError
from models.flags.types import CUT_OFF
from models.identity import now_ms
from models.recording.files import (
    BYTES_A_SECOND,
    HEADER_BYTES,
    PART,
    PLAIN,
    SEALED,
    files_like,
    is_sealed_name,
    make_plain_wave_right,
    part_file,
    uid_in,
)
from models.recording.files import delete_files as _delete
from models.recording.recording import RecordingRow, give_name, keep_recording
from models.recording.seal import SealRow, forget_seal
from models.store.verbs import question, verb

__all__ = [
    "Unfinished",
    "belongs_here",
    "keep_unfinished",
    "throw_away_unfinished",
    "tidy_recordings",
    "unfinished_recordings",
]

# What nobody kept in four weeks, nobody will look for. A file that the database knows nothing of
# has that time too: the database may be an older back-up, and a newer one may come back.
_FOUR_WEEKS = 28 * 24 * 60 * 60.0


@dataclass(frozen=True)
class Unfinished:
    """A recording that nobody kept or threw away: the machine stopped in the middle of it."""

    uid: UUID
    path: Path
    seconds: float
    last_heard: int  # UTC milliseconds


def unfinished_recordings() -> tuple[Unfinished, ...]:
    """Return what was being recorded when a machine stopped, oldest first, each file mended.

    What is being recorded now is not among them: it was heard within the last ten seconds.
    """
    found = []
    for path in files_like(f"{PLAIN}{PART}", f"{SEALED}{PART}"):
        uid = uid_in(path)
        with suppress(OSError):
            last = path.stat().st_mtime
            if uid and time.time() - last > 10 and not _has_row(uid):
                seconds = _seconds_in(path)
                found.append(Unfinished(uid, path, seconds, int(last * 1000)))
    return tuple(sorted(found, key=lambda one: one.last_heard))


@verb
def keep_unfinished(space: UUID, uid: UUID) -> Contribution:
    """Keep what was being recorded when a machine stopped. It is held, and agreed to nothing."""
    sealed = part_file(uid, SEALED)
    keep_recording(space, sealed if sealed.is_file() else part_file(uid), uid=uid)
    return move(uid, State.HELD, reason=CUT_OFF)


def throw_away_unfinished(uid: UUID) -> None:
    """Take a recording away that nobody kept."""
    if not _has_row(uid):
        forget_seal(uid)
        _delete(part_file(uid), part_file(uid, SEALED))


def tidy_recordings() -> int:
    """Bring the folder in line with the database, after a stop between the two; count deletions.

    The file of a withdrawn contribution goes. A file that was kept and not yet renamed gets its
    name. What the database knows nothing of, or nobody kept, goes after four weeks. What is plain
    beside an encrypted database is sealed, and the other way round.
    """
    # The files are listed before the rows are read: what is renamed meanwhile has its row.
    files = files_like(PLAIN, SEALED, f"{PLAIN}{PART}", f"{SEALED}{PART}")
    gone = 0
    for path in files:
        uid = uid_in(path)
        if uid is None:
            continue
        with suppress(OSError, HeardError):
            if _has_row(uid):
                if path.name.endswith(PART):
                    give_name(path, path.with_name(path.name.removesuffix(PART)))
            elif _has_contribution(uid) or _is_old(path):
                forget_seal(uid)
                _delete(path)
                gone += 1
    from models.recording.sealing import bring_in_line

    with suppress(OSError, HeardError):
        if _old_seals():
            _forget(_old_seals())
        bring_in_line(belongs_here)
    return gone


def belongs_here(uid: UUID) -> bool:
    """Say whether a file of this id is of this database: it was kept, or was being recorded."""
    return _has_row(uid) or any(part_file(uid, kind).is_file() for kind in (PLAIN, SEALED))


@question
def _old_seals() -> list[UUID]:
    """Return the keys of what was thrown away, or never came to be, some weeks ago."""
    kept = RecordingRow.select(RecordingRow.contribution)
    old = (SealRow.made < now_ms() - int(_FOUR_WEEKS * 1000)) & SealRow.uid.not_in(kept)
    return [row.uid for row in SealRow.select(SealRow.uid).where(old)]


@verb
def _forget(uids: list[UUID]) -> None:
    SealRow.delete().where(SealRow.uid << uids).execute()


@question
def _has_row(uid: UUID) -> bool:
    return bool(RecordingRow.select().where(RecordingRow.contribution == uid).exists())


@question
def _has_contribution(uid: UUID) -> bool:
    return bool(ContributionRow.select().where(ContributionRow.uid == uid).exists())


def _is_old(path: Path) -> bool:
    return time.time() - path.stat().st_ctime > _FOUR_WEEKS


def _seconds_in(part: Path) -> float:
    """Return how long something is that was cut off; a plain one is mended."""
    if not is_sealed_name(part):
        return make_plain_wave_right(part)
    from assets.sealed_sound import plain_bytes_in

    with part.open("rb") as file:
        return max(0, plain_bytes_in(file) - HEADER_BYTES) / BYTES_A_SECOND
