"""A failure that is printed never holds what somebody told us."""

import io
import os
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from peewee import IntegrityError, OperationalError

from models.contribution.contribution import Consent, State, VersionKind, add_version, capture, move
from models.contribution.table import ContributionRow
from models.errors import HeardError, NotSavedError
from models.identity import new_uid
from models.room.stage import read_to_room, show_contribution
from models.space.space import Space
from models.store import writer
from models.store.base import database
from models.store.server import is_server, server_at
from models.store.verbs import verb
from models.theme.theme import new_theme, put_in_theme
from tests.support.held import only_read

SECRET = "Sharon-took-my-card"


def printed(error: BaseException) -> str:
    """Everything that Python would print about an error, with all that it came from."""
    out = io.StringIO()
    traceback.print_exception(error, file=out)
    return out.getvalue() + str(error) + repr(error)


def full(space: Space, store: Path) -> None:
    if is_server():  # its disk cannot be filled here: it says so by this SQLSTATE, with the words
        raised_by_the_server("53100")
    database.execute_sql("PRAGMA max_page_count = 1")
    capture(space.uid, SECRET * 5_000)


def read_only(space: Space, store: Path) -> None:
    with only_read():
        capture(space.uid, SECRET)


def busy(space: Space, store: Path) -> None:
    other: Any
    steps: tuple[str, ...]
    if is_server():
        database.execute_sql("SET lock_timeout = '10ms'")
        other = server_at(os.environ["HEARD_DATABASE"])
        steps = ("BEGIN", "LOCK TABLE contribution")
    else:
        database.execute_sql("PRAGMA busy_timeout = 10")
        other = type(database.obj)(str(store))
        steps = ("BEGIN IMMEDIATE",)
    other.connect()
    try:
        for step in steps:
            other.execute_sql(step)
        capture(space.uid, SECRET)
    finally:
        other.execute_sql("ROLLBACK")
        other.close()


@verb
def raised_by_the_server(state: str) -> None:
    """Have the server itself raise something with the words in it."""
    database.execute_sql(
        f"DO $$ BEGIN RAISE EXCEPTION '{SECRET}' USING ERRCODE = '{state}', DETAIL = '{SECRET}'; "
        "END $$"
    )


@verb
def refused_by_a_check(space: Space, store: Path) -> None:
    """A server quotes the whole row that it refused, in what it calls the detail."""
    ContributionRow.insert(uid=new_uid(), space=space.uid, words=SECRET, state="none").execute()


def table_gone(space: Space, store: Path) -> None:
    uid = capture(space.uid, SECRET).uid
    database.execute_sql("DROP TABLE contribution_version")
    add_version(uid, VersionKind.TIDIED, SECRET)


def wrong_kind(space: Space, store: Path) -> None:
    uid = capture(space.uid, SECRET).uid
    add_version(uid, "no such kind", SECRET)  # type: ignore[arg-type]


def wrong_state(space: Space, store: Path) -> None:
    move(capture(space.uid, SECRET).uid, "no such state")  # type: ignore[arg-type]


def held(space: Space, store: Path) -> None:
    uid = capture(space.uid, SECRET).uid
    move(uid, State.HELD, reason="a name")
    show_contribution(space.uid, uid)


def no_consent(space: Space, store: Path) -> None:
    uid = capture(space.uid, SECRET, consent=Consent()).uid
    move(uid, State.CLEARED)
    read_to_room(space.uid, uid)


def waiting(space: Space, store: Path) -> None:
    put_in_theme(new_theme(space.uid, "One").uid, capture(space.uid, SECRET).uid)


def by_the_writer(space: Space, store: Path) -> None:
    database.execute_sql("DROP TABLE contribution_version")
    writer.submit(capture, space.uid, SECRET).result(20)


def quoted_by_the_database(space: Space, store: Path) -> None:
    @verb
    def fails() -> None:
        try:
            raise IntegrityError(f"Failing row contains ({SECRET})")
        except IntegrityError as first:
            raise OperationalError(f"cannot rollback after {SECRET}") from first

    fails()


@pytest.mark.parametrize(
    "fail",
    [
        full,
        read_only,
        busy,
        refused_by_a_check,
        table_gone,
        wrong_kind,
        wrong_state,
        held,
        no_consent,
        waiting,
        by_the_writer,
        quoted_by_the_database,
    ],
)
def test_no_error_holds_the_words(
    space: Space, store: Path, fail: Callable[[Space, Path], None]
) -> None:
    with pytest.raises(HeardError) as failure:
        fail(space, store)
    assert SECRET not in printed(failure.value)
    assert str(failure.value).endswith((".", ")")), "a sentence for a person"


def test_what_was_printed_without_care_would_hold_them(space: Space) -> None:
    """The check itself bites: an error that is chained does hold them."""
    with pytest.raises(NotSavedError) as failure:  # noqa: PT012
        try:
            raise IntegrityError(f"Failing row contains ({SECRET})")
        except IntegrityError as trouble:
            raise NotSavedError("The database refused it.") from trouble
    assert SECRET in printed(failure.value)
