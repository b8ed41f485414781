"""What may leave of a space, word for word, for whoever counts and compares: row by row.

What may leave is what may be quoted: the rule for that place decides. No id that holds the time
of capture goes out, no face, and no order of arrival.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from peewee import JOIN, PostgresqlDatabase

from models.contribution.table import ContributionRow, VersionRow
from models.contribution.types import VersionKind
from models.contribution.visibility import Where, seen_in
from models.exchange.export_ids import export_mark
from models.identity import new_uid
from models.outcome.told import HandOut, How, note_handed_out
from models.space.agreed import shows_roles
from models.space.prompt import PromptRow
from models.space.space import Space, SpaceRow
from models.store.base import database
from models.store.verbs import question, verb

__all__ = [
    "AS_GIVEN",
    "COLUMNS",
    "Cells",
    "Sent",
    "begin_export",
    "how_many_may_leave",
    "note_export",
    "send_rows",
]

# What a row says, in this order.
COLUMNS = (
    *("id", "space", "day", "prompt", "words", "wording", "language", "made_by"),
    *("role", "way_in", "late", "consent_room", "consent_report", "consent_quote"),
)
Cells = tuple[str, ...]
# Somebody's own words; other wordings of them follow in rows of their own.
AS_GIVEN = "as given"
# Rows that a server sends at a time.
AT_ONCE = 2000
# Rows in one statement: SQLite takes so many values at most.
ROWS_AT_ONCE = 5000


@dataclass(frozen=True)
class Sent:
    """What was sent: so many rows, of these contributions."""

    rows: int
    contributions: tuple[str, ...] = ()


@question
def how_many_may_leave(space: UUID) -> int:
    """Return how many contributions of a space may leave, for whoever waits for them."""
    found: int = ContributionRow.select().where(_may_leave(space)).count()
    return found


@question
def send_rows(space: Space, take: Callable[[Iterator[Cells]], object]) -> Sent:
    """Give every row that may leave to ``take``, as one moment's picture of the space.

    The rows are read as they are taken, so a hundred thousand need no more memory than one.
    They stand in the order of the prompts and then of the words themselves.
    """
    others = _other_wordings(space.uid)
    hide_roles = not shows_roles(space.uid)
    sent: list[str] = []
    rows = 0

    def given() -> Iterator[Cells]:
        nonlocal rows
        for uid, prompt, words, language, role, way_in, late, room, report, quote in _found(space):
            key = uid if isinstance(uid, str) else uid.hex
            sent.append(key)
            about = (
                "" if hide_roles else role,
                way_in,
                "yes" if late else "",
                "yes" if room else "no",
                "yes" if report else "no",
                "yes" if quote else "no",
            )
            mark = export_mark(key)
            head = (mark, space.title, space.held_on[:10], prompt or "")
            rows += 1
            yield (*head, words, AS_GIVEN, language, "", *about)
            if key in others:
                for other in others[key]:
                    rows += 1
                    yield (*head, *other, *about)

    take(given())
    return Sent(rows, tuple(sent))


def begin_export(space: UUID, place: str, form: str) -> HandOut:
    """Note in the register that an export is being written: a stop leaves half of it there."""
    return note_handed_out(space, How.MADE, place, [form], with_words=[form])


@verb
def note_export(
    space: UUID, place: str, form: str, sent: Sent, *, begun: HandOut | None = None
) -> HandOut:
    """Note in the register that an export leaves, and whose words are in it.

    Do so before it does: after somebody took words back, the register says what to recall.
    ``begun`` is the line of the register that was written as it began.
    """
    done = begun or begin_export(space, place, form)
    contributions = sorted(sent.contributions)  # as the index has them: three times as fast
    for start in range(0, len(contributions), ROWS_AT_ONCE):
        _note_words(done.uid, contributions[start : start + ROWS_AT_ONCE])
    return done


def _note_words(hand_out: UUID, contributions: list[str]) -> None:
    """Note many at once. Their ids begin as a new one does, and then count."""
    into = "INSERT INTO hand_out_words (uid, hand_out_id, contribution_id) SELECT "
    begins = new_uid().hex[:20]
    if isinstance(database.obj, PostgresqlDatabase):
        database.execute_sql(
            f"{into} (%s || lpad(to_hex(place), 12, '0'))::uuid, %s, one "
            "FROM unnest(%s::uuid[]) WITH ORDINALITY AS given (one, place)",
            (begins, hand_out, contributions),
        )
        return
    database.execute_sql(
        f"{into} printf('%s%012x', ?, key), ?, value FROM json_each(?)",
        (begins, hand_out.hex, json.dumps(contributions)),
    )


def _may_leave(space: UUID) -> Any:
    return (ContributionRow.space == space) & seen_in(Where.QUOTE)


def _found(space: Space) -> Iterator[Any]:
    """Yield plain rows, straight from the driver: making objects of them takes twice as long."""
    one = ContributionRow
    query = (
        one.select(
            *(one.uid, PromptRow.text, one.words, one.language, one.role, one.way_in, one.late),
            *(one.consent_room, one.consent_report, one.consent_quote),
        )
        .join(PromptRow, JOIN.LEFT_OUTER)
        .switch(one)
        .join(SpaceRow)
        .where(_may_leave(space.uid))
        .order_by(PromptRow.number, one.words, one.role)
    )
    if not isinstance(database.obj, PostgresqlDatabase):
        yield from database.execute(query)
        return
    # Without a name, all of the rows would come to this machine before the first is read.
    with database.connection().cursor(name="heard_export") as cursor:
        cursor.itersize = AT_ONCE
        cursor.execute(*query.sql())
        yield from cursor


def _other_wordings(space: UUID) -> dict[str, list[tuple[str, str, str, str]]]:
    """Return what stands beside somebody's own words: the newest of each kind and language."""
    rows = (
        VersionRow.select(
            *(VersionRow.contribution, VersionRow.words, VersionRow.kind, VersionRow.language),
            VersionRow.made_by,
        )
        .join(ContributionRow)
        .where(_may_leave(space) & (VersionRow.undone == 0))
        .order_by(VersionRow.uid)
        .tuples()
    )
    newest: dict[str, dict[tuple[str, str], tuple[str, str, str, str]]] = {}
    for uid, words, kind, language, made_by in rows.iterator():
        key = UUID(str(uid)).hex
        which = (kind, language if kind == VersionKind.TRANSLATED else "")
        newest.setdefault(key, {})[which] = (words, kind, language, made_by)
    return {key: list(found.values()) for key, found in newest.items()}
