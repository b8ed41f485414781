"""A failure that is printed never holds what somebody told us."""

import io
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from peewee import IntegrityError, OperationalError

from models import writer
from models.base import database
from models.contribution import Consent, State, VersionKind, add_version, capture, move
from models.errors import HeardError, NotSavedError
from models.space import Space
from models.stage import read_to_room, show_contribution
from models.theme import new_theme, put_in_theme
from models.verbs import verb

SECRET = "Sharon-took-my-card"


def printed(error: BaseException) -> str:
    """Everything that Python would print about an error, with all that it came from."""
    out = io.StringIO()
    traceback.print_exception(error, file=out)
    return out.getvalue() + str(error) + repr(error)


def full(space: Space, store: Path) -> None:
    database.execute_sql("PRAGMA max_page_count = 1")
    capture(space.uid, SECRET * 5_000)


def read_only(space: Space, store: Path) -> None:
    database.execute_sql("PRAGMA query_only = 1")
    capture(space.uid, SECRET)


def busy(space: Space, store: Path) -> None:
    database.execute_sql("PRAGMA busy_timeout = 10")
    other = type(database.obj)(str(store))
    other.connect()
    other.execute_sql("BEGIN IMMEDIATE")
    try:
        capture(space.uid, SECRET)
    finally:
        other.execute_sql("ROLLBACK")
        other.close()


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
