"""The words of the index that begin in one way, for what somebody is still typing.

SQLite keeps the beginnings of words up to five letters ready. For a longer one it would read
every place of every such word before it knew the newest, which takes longer the more was said.
So the few words that there are are looked up, and searched for whole: their places are read from
the newest end. Where they are many, the newest contributions are looked through first by the
letters that are kept ready: what many words begin with is mostly said often.

The list is SQLite's own view of its index (fts5vocab), and keeps nothing.
"""

from peewee import PeeweeException

from models.search.index import INDEX
from models.store.base import database

__all__ = ["KEPT_READY", "whole_words"]

KEPT_READY = 5
"""How many letters of a beginning the index keeps ready (``prefix`` in models/search/index.py)."""
# Each is looked up in 0.025 ms, and a page is to come in less than one.
MOST_WORDS = 8
_LIST = "words_of_index"
# No word of the index goes on with it, so that the next word is found in one step.
_JUST_AFTER = "\x01"


def whole_words(beginning: str) -> tuple[str, ...] | None:
    """Return the words that begin so; None where they are too many to be looked for by name.

    Nothing where there are none, and for a beginning that the index keeps ready.
    """
    if len(beginning) <= KEPT_READY:
        return ()
    found: list[str] = []
    at = beginning
    try:
        database.execute_sql(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{_LIST} "
            f"USING fts5vocab(main, {INDEX}, instance)"
        )
        while len(found) <= MOST_WORDS:
            row = database.execute_sql(
                f"SELECT term FROM temp.{_LIST} WHERE term >= ? LIMIT 1",
                (at,),
            ).fetchone()
            if row is None or not row[0].startswith(beginning):
                return tuple(found)
            found.append(row[0])
            at = row[0] + _JUST_AFTER
    except PeeweeException:  # a library without it: then the beginning itself is looked for
        return ()
    return None
