"""The index that finds words, on each engine, and the triggers that keep it right.

SQLite: FTS5 beside the table of folded words. Words are taken as they are between spaces
(``ascii``), as folding made them. PostgreSQL: a ``tsvector`` made of the same words as they are,
by no language's rules, and a GIN index.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

from peewee import PeeweeException, PostgresqlDatabase, SqliteDatabase

from models.contribution.table import ContributionRow, VersionRow
from models.search.keeping import bring_up_to_date, catch_up
from models.search.table import SearchRow, StaleRow
from models.search.text import folded_text
from models.store.base import database
from models.store.verbs import verb

__all__ = ["INDEX", "check_index", "empty_old_pages", "ensure_index", "has_index", "mend_index"]

INDEX = "search_index"
# Positions are not kept: words in a row are looked for in the folded text. The beginnings of
# words have an index up to these lengths, so that the newest are found without reading them all.
FTS5 = (
    f"CREATE VIRTUAL TABLE {INDEX} USING fts5(folded, content='search_text', "
    "content_rowid='seq', tokenize='ascii', prefix='1 2 3 4 5', detail='none', columnsize=0)"
)
FORGET = f"INSERT INTO {INDEX} ({INDEX}, rowid, folded) VALUES ('delete', old.seq, old.folded);"
LEARN = f"INSERT INTO {INDEX} (rowid, folded) VALUES (new.seq, new.folded);"
# Where the words of a contribution change: which table, when, and the row that says whose.
CHANGES = {
    "search_words_new": ("INSERT ON contribution", "new.uid"),
    "search_words_changed": ("UPDATE OF words, space_id ON contribution", "new.uid"),
    "search_beside_new": ("INSERT ON contribution_version", "new.contribution_id"),
    "search_beside_changed": ("UPDATE ON contribution_version", "new.contribution_id"),
    "search_beside_gone": ("DELETE ON contribution_version", "old.contribution_id"),
}


def _sqlite_triggers() -> dict[str, str]:
    """Return each trigger by its name."""
    made = {
        "search_index_new": f"AFTER INSERT ON search_text BEGIN {LEARN} END",
        "search_index_gone": f"AFTER DELETE ON search_text BEGIN {FORGET} END",
        "search_index_changed": f"AFTER UPDATE ON search_text BEGIN {FORGET} {LEARN} END",
    }
    for name, (when, uid) in CHANGES.items():
        # An act that replaces or ignores hands that on to a trigger, so nothing is left to it.
        made[name] = (
            f"AFTER {when} BEGIN "
            f"DELETE FROM search_text WHERE contribution_id = {uid}; "
            f"INSERT INTO search_stale (contribution) SELECT {uid} "
            f"WHERE {uid} NOT IN (SELECT contribution FROM search_stale); END"
        )
    return {name: f"CREATE TRIGGER {name} {rest}" for name, rest in made.items()}


def _server_triggers() -> dict[str, str]:
    made = {}
    for name, (when, uid) in CHANGES.items():
        database.execute_sql(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"DELETE FROM search_text WHERE contribution_id = {uid}; "
            f"INSERT INTO search_stale (contribution) VALUES ({uid}) "
            f"ON CONFLICT DO NOTHING; RETURN NULL; END $$"
        )
        made[name] = f"CREATE TRIGGER {name} AFTER {when} FOR EACH ROW EXECUTE FUNCTION {name}()"
    database.execute_sql(
        "CREATE OR REPLACE FUNCTION search_index_new() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN new.found_by := array_to_tsvector(string_to_array(btrim(new.folded), ' ')); "
        "RETURN new; END $$"
    )
    made["search_index_new"] = (
        "CREATE TRIGGER search_index_new BEFORE INSERT OR UPDATE ON search_text "
        "FOR EACH ROW EXECUTE FUNCTION search_index_new()"
    )
    return made


def _there() -> set[str]:
    """Return the names of what is there of index and triggers."""
    if isinstance(database.obj, SqliteDatabase):
        query = "SELECT name FROM sqlite_master WHERE name LIKE 'search%'"
    else:
        query = (
            "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE tgname LIKE 'search%%' AND pg_table_is_visible(pg_class.oid) "
            "UNION SELECT indexname FROM pg_indexes WHERE indexname = 'search_index' "
            "AND schemaname = current_schema()"
        )
    return {name for (name,) in database.execute_sql(query).fetchall()}


def _wanted() -> set[str]:
    names = {INDEX, "search_index_new", *CHANGES}
    if isinstance(database.obj, SqliteDatabase):
        names |= {"search_index_gone", "search_index_changed"}
    return names


def has_index() -> bool:
    """Say whether index and triggers are all there, and nothing waits to be folded."""
    if not _wanted() <= _there():
        return False
    return database.execute_sql("SELECT 1 FROM search_stale LIMIT 1").fetchone() is None


def ensure_index() -> None:
    """Make what is missing of index and triggers, and fold what is out of date.

    Where a trigger was missing, nobody knows what changed meanwhile, so all is folded again.
    A server that allows no triggers is searched without: slower, and with the same results.
    """
    if isinstance(database.obj, PostgresqlDatabase):
        # On such a server even the words that are out of date are not noted.
        with contextlib.suppress(PeeweeException), database.atomic():
            _make_on_server()
    else:
        with database.atomic():
            _make_on_sqlite()
    if _wanted() <= _there():
        catch_up()


def _make_on_sqlite() -> None:
    there = _there()
    if _wanted() <= there:
        return
    triggers = _sqlite_triggers()
    for name in triggers:
        database.execute_sql(f"DROP TRIGGER IF EXISTS {name}")
    if INDEX not in there:
        database.execute_sql(FTS5)
        # What is deleted leaves no trace in the index. Before SQLite 3.42 there was no such
        # thing, so there the index is written anew (`empty_old_pages`).
        with contextlib.suppress(PeeweeException):
            _tell_index("secure-delete", 1)
    if not CHANGES.keys() <= there:
        _mark_all()
    for made in triggers.values():
        database.execute_sql(made)
    _tell_index("rebuild")


def _make_on_server() -> None:
    there = _there()
    database.execute_sql("ALTER TABLE search_text ADD COLUMN IF NOT EXISTS found_by tsvector")
    for name, made in _server_triggers().items():
        if name not in there:
            database.execute_sql(made)
    if INDEX not in there:
        database.execute_sql("CREATE INDEX search_order ON search_text (space_id, contribution_id)")
        database.execute_sql(f"CREATE INDEX {INDEX} ON search_text USING gin (found_by)")
    if _wanted() - there:
        _mark_all()


def _tell_index(command: str, rank: int | None = None) -> None:
    """Give FTS5 one of its commands."""
    if rank is None:
        database.execute_sql(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('{command}')")
    else:
        database.execute_sql(f"INSERT INTO {INDEX} ({INDEX}, rank) VALUES ('{command}', {rank})")


def _mark_all() -> None:
    SearchRow.delete().execute()
    StaleRow.delete().execute()
    database.execute_sql("INSERT INTO search_stale (contribution) SELECT uid FROM contribution")


@verb
def mend_index() -> None:
    """Make index and triggers anew, and fold everything again."""
    if isinstance(database.obj, SqliteDatabase):
        for name in _sqlite_triggers():  # none of them is to touch what may be damaged
            database.execute_sql(f"DROP TRIGGER IF EXISTS {name}")
        database.execute_sql(f"DROP TABLE IF EXISTS {INDEX}")
        _make_on_sqlite()
    else:
        _make_on_server()
        _mark_all()
    while bring_up_to_date(500):
        pass


def check_index() -> bool:
    """Say whether exactly what people said, and what stands beside it, can be found.

    Every word is folded again and compared, and FTS5 compares its index with that.
    """
    if not _wanted() <= _there():
        return False
    try:
        with database.atomic():
            return _holds_what_was_said() and _is_sound()
    except PeeweeException:
        return False


def _is_sound() -> bool:
    if isinstance(database.obj, SqliteDatabase):
        _tell_index("integrity-check", 1)  # raises where it is not
        return True
    wrong = database.execute_sql(
        "SELECT 1 FROM search_text WHERE found_by IS DISTINCT FROM "
        "array_to_tsvector(string_to_array(btrim(folded), ' ')) LIMIT 1"
    )
    return wrong.fetchone() is None


def _holds_what_was_said() -> bool:
    marked = {row.contribution for row in StaleRow.select()}
    found = {row.contribution_id: row.folded for row in SearchRow.select().iterator()}
    beside: dict[Any, list[str]] = {}
    for version in VersionRow.select().where(VersionRow.undone == 0).order_by(VersionRow.uid):
        beside.setdefault(version.contribution_id, []).append(version.words)
    for uid, words in _words_of_all():
        folded = folded_text([words, *beside.get(uid, ())])
        if uid not in marked and found.pop(uid, "") != folded:
            return False
    return not found


def _words_of_all() -> Iterator[tuple[Any, str]]:
    query: Any = ContributionRow.select(ContributionRow.uid, ContributionRow.words).tuples()
    yield from query.iterator()


def empty_old_pages() -> None:
    """See that words which left the index are gone from its pages, on an old SQLite too."""
    if not isinstance(database.obj, SqliteDatabase) or INDEX not in _there():
        return
    query = f"SELECT v FROM {INDEX}_config WHERE k = 'secure-delete'"
    if database.execute_sql(query).fetchone() is None:
        _tell_index("optimize")
