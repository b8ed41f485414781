"""What the doctor looks at in the record itself: whether it is whole, and adds up."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from peewee import SqliteDatabase

from models.contribution.contribution import State, counts
from models.contribution.table import ContributionRow, VersionRow
from models.contribution.types import Kind
from models.desk.desk import tally_of
from models.doctor.finding import Finding, Health, Mend
from models.doctor.recorded_files import recorded_files
from models.places import recordings_folder
from models.recording.after_a_stop import belongs_here
from models.recording.files import uid_in
from models.recording.recording import RecordingRow
from models.recording.seal import is_sealing
from models.recording.sealing import out_of_line, plain_ones_stay
from models.settings import BackupSettings
from models.space.space import SpaceRow
from models.store.base import database
from models.store.verbs import question
from models.theme.theme import MemberRow, ThemeRow, themes_of

__all__ = ["gone", "is_file", "links", "recordings", "search", "sums", "whole"]


def is_file() -> bool:
    """Say whether the record is a file, and not on a server."""
    return isinstance(database.obj, SqliteDatabase)


def _ask(sql: str) -> list[tuple[Any, ...]]:
    return list(database.execute_sql(sql).fetchall())


def whole(_: BackupSettings) -> Iterator[Finding]:
    """Look at every page and every index of the file."""
    if not is_file():
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
    if not is_file():
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
