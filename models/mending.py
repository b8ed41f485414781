"""What the doctor mends: only what can be made anew, and only after a copy of the database."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from models.backup import copy_database, one_at_a_time, store_path
from models.backup_file import POOL, digest, sync
from models.backup_table import BackUp, backups, note_backed_up
from models.base import database
from models.health import Finding, Health, Mend, files_open_to_others, left_over_files
from models.identity import now_ms
from models.places import recordings_folder
from models.recording import RecordingRow
from models.support_log import Event, note_event
from models.verbs import question

__all__ = ["mend"]


def mend(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Mend what can be mended, and say what was done; what is fine stays as it is.

    Before anything in the database is changed there is a copy; where that fails, so does this.
    """
    wanted = {one.mend for one in found if one.mend is not None}
    before = ""
    if wanted & {Mend.INDEXES, Mend.SEARCH}:
        before = _copy_first()
    said = {one: _MENDS[one]() for one in Mend if one in wanted}
    note_event(Event.MENDED, things=len(said))
    return tuple(_mended(one, said[one.mend], before) if one.mend else one for one in found)


def _mended(one: Finding, said: str, before: str) -> Finding:
    """Return what is said of a thing after it was mended; nothing said is not mended."""
    if not said:
        return Finding(one.name, one.health, one.said, "No back-up here has it.")
    in_database = one.mend in {Mend.INDEXES, Mend.SEARCH}
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
    from models.search import mend_index

    mend_index()
    return "the list of words was made anew"


def _permissions() -> str:
    files = files_open_to_others()
    for path in files:
        path.chmod(path.stat().st_mode & 0o770)
    return f"closed to other accounts: {', '.join(path.name for path in files)}"


def _left_over() -> str:
    files = left_over_files()
    for path in files:
        path.unlink()
    return f"{len(files)} deleted"


def _recordings() -> str:
    """Take the files that are missing or damaged from a back-up that has them as recorded."""
    places = {one.path.parent for one in backups()}
    done = 0
    for name, wanted in _wanted():
        ours = recordings_folder() / name
        if ours.is_file() and digest(ours) == wanted:
            continue
        for place in places:
            kept = place / POOL / name
            if kept.is_file() and digest(kept) == wanted:
                _take(kept, ours)
                done += 1
                break
    return f"{done} taken from a back-up" if done else ""


@question
def _wanted() -> list[tuple[str, str]]:
    return [(f"{row.contribution_id}.wav", row.sha256) for row in RecordingRow.select()]


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
}
