"""The words of the index that begin in one way, for what somebody is still typing.

SQLite keeps the beginnings of words up to five letters ready. For a longer one it would read
every place of every such word before it knew the newest, which takes longer the more was said.
So the few words that there are are looked up, and searched for whole: their places are read from
the newest end. The list is SQLite's own view of its index (fts5vocab), and keeps nothing.
"""

from peewee import PeeweeException

from models.base import database
from models.search_index import INDEX

__all__ = ["KEPT_READY", "whole_words"]

KEPT_READY = 5
"""How many letters of a beginning the index keeps ready (``prefix`` in models/search_index.py)."""
# With more than that, to look them up takes longer than it saves.
MOST_WORDS = 100
_LIST = "words_of_index"
# No word of the index goes on with it, so that the next word is found in one step.
_JUST_AFTER = "\x01"


def whole_words(beginning: str) -> tuple[str, ...]:
    """Return the words that begin so, where they are few; nothing where there are none or many."""
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
    return ()
