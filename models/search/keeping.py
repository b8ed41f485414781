"""Keeping what can be found up to date: folded again in the transaction that changed the words.

A trigger takes away what can be found of a contribution the moment its words change, whoever
changes them and how, and notes that it is out of date. So what was withdrawn or redacted is in no
index, even where everything here went wrong. This folds anew what was noted: at the end of each
verb, and before each search.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from peewee import PeeweeException

from models.search.table import SearchRow
from models.search.text import folded_text
from models.store.base import database
from models.store.troubles import in_words
from models.store.verbs import at_the_end_of_verbs

__all__ = ["LAST_SEQ", "bring_up_to_date", "catch_up", "seq_of"]

# What a verb does at most for what others left behind; its own changes are the newest.
AT_ONCE = 200
_UID: Any = SearchRow.contribution
IN_ONE_STEP = 500
LAST_SEQ = 2**63 - 1  # the greatest that SQLite takes


def seq_of(uid: UUID) -> int:
    """Return the number of an identity in the index: its time of capture, and a little chance.

    48 bits of milliseconds, 12 that count within one, 3 of chance: 63 in all, never negative.
    """
    return (uid.int >> 80) << 15 | (uid.int >> 64 & 0xFFF) << 3 | (uid.int >> 59 & 7)


def bring_up_to_date(most: int = AT_ONCE) -> int:
    """Fold anew what is out of date, the newest first; return how many that were.

    Runs inside a transaction. On a server, what somebody else is changing at this moment is left
    to them. Plain SQL: each verb that saves words comes by here.
    """
    marked = _ask(f"SELECT contribution FROM search_stale ORDER BY contribution DESC LIMIT {most}")
    if not marked:
        return 0
    uids = [uid for (uid,) in marked]
    these = f"({', '.join([database.param] * len(uids))})"
    lock = " ORDER BY uid FOR UPDATE SKIP LOCKED" if database.for_update else ""
    rows = _ask(f"SELECT uid, space_id, words FROM contribution WHERE uid IN {these}{lock}", uids)
    texts = {uid: [words] for uid, _, words in rows}
    beside = _ask(
        "SELECT contribution_id, words FROM contribution_version "
        f"WHERE contribution_id IN {these} AND undone = 0 ORDER BY uid",
        uids,
    )
    for uid, words in beside:
        if uid in texts:
            texts[uid].append(words)
    for uid, space, _ in rows:
        _put(uid, space, folded_text(texts[uid]))
    there = texts.keys() if database.for_update else uids
    done = [uid for uid in uids if uid in there]
    gone = []
    if len(done) < len(uids):  # somebody has it, or it is deleted for good
        held = {uid for (uid,) in _ask(f"SELECT uid FROM contribution WHERE uid IN {these}", uids)}
        gone = [uid for uid in uids if uid not in held]
    for uid in (*done, *gone):
        _do(f"DELETE FROM search_stale WHERE contribution = {database.param}", [uid])
    return len(done) + len(gone)


def _put(uid: Any, space: Any, folded: str) -> None:
    """Put what can be found of one contribution in the place of what could be found before."""
    one = database.param
    _do(f"DELETE FROM search_text WHERE contribution_id = {one}", [uid])
    if folded:
        _do(
            "INSERT INTO search_text (contribution_id, space_id, seq, folded) "
            f"VALUES ({one}, {one}, {one}, {one})",
            [uid, space, _free_seq(uid), folded],
        )


def _ask(sql: str, values: Sequence[Any] = ()) -> list[Any]:
    return list(database.execute_sql(sql, tuple(values)).fetchall())


def _do(sql: str, values: Sequence[Any] = ()) -> None:
    database.execute_sql(sql, tuple(values))


def _free_seq(uid: Any) -> int:
    """Return a number that no other contribution has: two kiosks may save at one moment.

    On a server nothing is found by it, so nothing has to be free.
    """
    seq = seq_of(_UID.python_value(uid))
    if not database.for_update:
        while _ask("SELECT 1 FROM search_text WHERE seq = ?", [seq]):
            seq += 1
    return seq


def catch_up() -> None:
    """Fold all that another program left to be folded, in steps: nobody waits long to save.

    Inside a verb or a question it does nothing.
    """
    if database.in_transaction():
        return
    try:
        while _is_behind() and _fold_some():
            pass
    except PeeweeException as trouble:
        raise in_words(trouble) from None


def _is_behind() -> bool:
    return database.execute_sql("SELECT 1 FROM search_stale LIMIT 1").fetchone() is not None


def _fold_some() -> int:
    # Not as though alone: two that save at once would each be in the other's way.
    with database.atomic("READ COMMITTED") if database.for_update else database.atomic():
        return bring_up_to_date(IN_ONE_STEP)


def _at_the_end() -> None:
    try:
        if database.for_update:
            _fold_some() if _is_behind() else None
        else:
            bring_up_to_date()
    except PeeweeException as trouble:
        # A damaged index keeps nobody's words from being saved; `heard doctor` mends it. On a
        # server they are saved by now, and the next search folds them.
        if not database.for_update and "malformed" not in str(trouble):
            raise


at_the_end_of_verbs(_at_the_end)
