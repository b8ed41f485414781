"""What the doctor mends: only what can be made anew, and only after a copy of the database."""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import product
from pathlib import Path

from models.backup.backup import copy_database, one_at_a_time, store_path
from models.backup.file import POOL, digest, sync
from models.backup.table import BackUp, backups, note_backed_up
from models.doctor.finding import Finding, Health, Mend
from models.doctor.left_over import halves
from models.doctor.looks_around_it import files_open_to_others
from models.doctor.recorded_files import RecordedFile, recorded_files
from models.doctor.support_log import Event, log_fault, note_event
from models.errors import HeardError
from models.identity import now_ms
from models.recording.after_a_stop import belongs_here
from models.recording.files import PLAIN, delete_files
from models.recording.seal import note_sealed
from models.recording.sealing import bring_in_line
from models.store.ballast import keep_reserve
from models.store.base import database

__all__ = ["mend"]

# Before one of these is mended, the database is copied.
IN_DATABASE = {Mend.INDEXES, Mend.SEARCH}
NOT_MENDED: dict[Mend | None, str] = {
    Mend.INDEXES: "It could not be made anew. Copy out what can be read: heard doctor --rescue",
    Mend.SEARCH: "It could not be made anew. Copy out what can be read: heard doctor --rescue",
    Mend.RECORDINGS: "No back-up here has it.",
    Mend.RESERVE: "Make room on the disk, then do it again.",
    Mend.SEALS: "Make room on the disk, then do it again.",
}


def mend(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Mend what can be mended, and say what was done; what is fine stays as it is.

    Before anything in the database is changed there is a copy; where that fails, so does this.
    """
    wanted = {one.mend for one in found if one.mend is not None}
    before = ""
    if wanted & IN_DATABASE:
        before = _try(_copy_first)
    said = {
        one: "" if one in IN_DATABASE and not before else _try(_MENDS[one])
        for one in Mend
        if one in wanted
    }
    note_event(Event.MENDED, things=len(said))
    return tuple(_mended(one, said[one.mend], before) if one.mend else one for one in found)


def _try(act: Callable[[], str]) -> str:
    """Return what is said of an act; nothing where it fails, and then the others go on.

    What was begun in the database is taken back with its transaction.
    """
    try:
        return act()
    except HeardError:
        raise
    except Exception as fault:  # each driver has errors of its own, of a damaged file
        log_fault(fault)
        return ""


def _mended(one: Finding, said: str, before: str) -> Finding:
    """Return what is said of a thing after it was mended; nothing said is not mended."""
    if not said:
        return Finding(one.name, one.health, one.said, NOT_MENDED.get(one.mend, ""))
    in_database = one.mend in IN_DATABASE
    return Finding(one.name, Health.MENDED, f"{said}{before if in_database else ''}")


def _copy_first() -> str:
    """Copy the database as it is, faults and all: a back-up would be refused where it is damaged.

    It is in the register, as everything that holds what people said.
    """
    path = store_path()
    folder = path.parent / datetime.now().strftime("before mending, %Y-%m-%d %H-%M-%S")
    folder.mkdir(mode=0o700, exist_ok=True)
    copy = folder / path.name
    with one_at_a_time(path):
        counts = copy_database(copy)
        sync(copy)
        sync(folder)
    note_backed_up(
        BackUp(copy, now_ms(), digest(copy), copy.stat().st_size, counts.get("contribution", 0))
    )
    return f". As it was before: {copy}"


def _indexes() -> str:
    database.execute_sql("REINDEX")
    faults = database.execute_sql("PRAGMA integrity_check").fetchall()
    return "the indexes were made anew" if faults[0][0] == "ok" else ""


def _search() -> str:
    from models.search.finding import mend_index

    mend_index()
    return "the list of words was made anew"


def _permissions() -> str:
    files = files_open_to_others()
    for path in files:
        path.chmod(path.stat().st_mode & 0o770)
    return f"closed to other accounts: {', '.join(path.name for path in files)}"


def _left_over() -> str:
    from models.merge.other_store import overwrite_folder

    found = halves()
    for path in found:
        if path.is_dir():
            overwrite_folder(path)
        else:
            delete_files(path)
    return f"{len(found)} deleted"


def _reserve() -> str:
    return "it was made anew" if keep_reserve(store_path()) else ""


def _recordings() -> str:
    """Take the files that are missing or damaged from a back-up that has them as recorded."""
    places = {one.path.parent for one in backups()}
    done = sum(_take_from(places, wanted) for wanted in recorded_files() if not wanted.is_right)
    left = bring_in_line(belongs_here)
    return f"{done} taken from a back-up" if done and not left else ""


def _take_from(places: set[Path], wanted: RecordedFile) -> bool:
    """Take a recording from a back-up that has it, sealed as it was or from before it was."""
    for place, (name, to, sha256) in product(places, wanted.kept_as):
        kept = place / POOL / name
        if kept.is_file() and digest(kept) == sha256:
            _take(kept, to)
            if to.suffix == PLAIN and wanted.is_sealed:
                note_sealed(wanted.uid, "", 0)  # it is sealed anew
            return True
    return False


def _seal() -> str:
    left = bring_in_line(belongs_here)
    return "" if left else "they are as the database is"


def _take(kept: Path, ours: Path) -> None:
    import shutil

    ours.parent.mkdir(mode=0o700, exist_ok=True)
    part = ours.with_name(f"{ours.name}.restoring")
    shutil.copyfile(kept, part)
    part.chmod(0o600)
    sync(part)
    part.replace(ours)
    sync(ours.parent)


_MENDS = {
    Mend.INDEXES: _indexes,
    Mend.SEARCH: _search,
    Mend.PERMISSIONS: _permissions,
    Mend.LEFT_OVER: _left_over,
    Mend.RECORDINGS: _recordings,
    Mend.SEALS: _seal,
    Mend.RESERVE: _reserve,
}
