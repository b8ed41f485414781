"""What the kit check asks of the record itself: can it be written, is it whole, how new is it."""

from typing import Any

from peewee import SqliteDatabase, fn

from models.contribution.table import ContributionRow
from models.desk.act_table import ActRow
from models.kiosk.guessing import GuessRow
from models.promise.promise import PromiseRow
from models.space.space import SpaceRow
from models.store.base import database
from models.store.verbs import question, verb

__all__ = ["faults_in_record", "last_recorded", "server_time", "try_saving"]

TRIED = "kit check"


@verb
def try_saving() -> None:
    """Write a row to the disk and take it away again: what this says was really written."""
    GuessRow.insert(name=TRIED, misses=0, since=0, wait=0).on_conflict_ignore().execute()
    GuessRow.delete().where(GuessRow.name == TRIED).execute()


def faults_in_record() -> int:
    """Return how many faults the database's own check of its file finds; a server has its own."""
    if not isinstance(database.obj, SqliteDatabase):
        return 0
    try:
        found = _quick_check()
    except Exception:
        # A file may be too damaged to be checked, or for the end of the question that asks; each
        # driver has an error of its own for that.
        return 1
    return 0 if found == ["ok"] else len(found)


@question
def _quick_check() -> list[str]:
    return [text for (text,) in database.execute_sql("PRAGMA quick_check")]


@question
def last_recorded() -> int:
    """Return when something was last recorded, in UTC milliseconds; 0 where nothing was."""
    made: tuple[Any, ...] = (
        SpaceRow.created,
        ContributionRow.created,
        PromiseRow.created,
        ActRow.made,
    )
    return max(int(one.model.select(fn.MAX(one)).scalar() or 0) for one in made)


@question
def server_time() -> int:
    """Return what the clock of the database's server says, in UTC milliseconds; 0 for a file."""
    if isinstance(database.obj, SqliteDatabase):
        return 0
    asked = database.execute_sql("SELECT extract(epoch FROM clock_timestamp())").fetchone()
    return int(float(asked[0]) * 1000)
