"""Finding what was said: any word of any language, the newest first, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from models.contribution.table import ContributionRow, contribution_from
from models.contribution.types import Contribution, Kind, State
from models.flags.table import with_flags
from models.search.index import INDEX, check_index, has_index, mend_index
from models.search.keeping import LAST_SEQ, catch_up, seq_of
from models.search.query import Query, parse
from models.search.table import SearchRow
from models.search.words import KEPT_READY, whole_words
from models.store.base import database
from models.store.rows_of import RowsOf
from models.store.verbs import question

__all__ = ["FOUND_AT_ONCE", "Found", "check_index", "found_uids", "mend_index", "search"]

# A few screens full.
FOUND_AT_ONCE = 60
# Where a beginning has more words than can be listed, a page is looked for among so many first.
THE_NEWEST = 1_000
# How identities stand in a statement; each engine has them in a form of its own.
_UID: Any = SearchRow.contribution
_SPACE: Any = SearchRow.space
_PROMPT: Any = ContributionRow.prompt
_CONTRIBUTIONS = RowsOf(ContributionRow.uid, ContributionRow.select())


@dataclass(frozen=True)
class Found:
    """A page of what was found, the newest first, and whether there is more of it."""

    contributions: tuple[Contribution, ...] = ()
    more: bool = False


def search(
    space: UUID,
    words: str,
    *,
    state: State | None = None,
    before: UUID | None = None,
    limit: int = FOUND_AT_ONCE,
    as_typed: bool = False,
) -> Found:
    """Return what may be seen at the desk and has these words in it, the newest first.

    What was said is looked through, and the tidied and translated wordings beside it. Capitals
    and accents do not matter. ``"more time"`` is words in a row, ``-bus`` leaves out, ``carer*``
    is the beginning of a word; with ``as_typed`` the last word is one, too. ``before`` is the
    last one of the page before. Where there are no words to look for, nothing is found.
    """
    catch_up()
    return _page(space, words, state, before, limit, as_typed)


@question
def _page(
    space: UUID, words: str, state: State | None, before: UUID | None, limit: int, as_typed: bool
) -> Found:
    query = parse(words, as_typed=as_typed)
    uids = _found(space, query, limit + 1, state=state, before=before)
    rows = {row.uid: row for row in _CONTRIBUTIONS.of(uids[:limit])}
    here = [contribution_from(rows[uid]) for uid in uids[:limit]]
    return Found(tuple(with_flags(here)), len(uids) > limit)


@question
def found_uids(
    space: UUID,
    words: str,
    *,
    state: State | None = None,
    role: str = "",
    prompt: UUID | None = None,
    most: int = 5_000,
) -> list[UUID]:
    """Return which contributions a list holds that is cut down to words, the newest first.

    The last word may go on: what was found while it was typed is what is listed.
    """
    query = parse(words, as_typed=True)
    return _found(space, query, most, state=state, role=role, prompt=prompt)


def _found(
    space: UUID,
    query: Query,
    limit: int,
    *,
    state: State | None = None,
    role: str = "",
    prompt: UUID | None = None,
    before: UUID | None = None,
) -> list[UUID]:
    """Return which contributions are found, the newest first, whatever the engine."""
    if query.is_empty or limit < 1:
        return []
    cut = _Cut(state, role, prompt, before)
    if database.for_update:
        return _statement(space, query, cut).run(limit)
    listed = {word: whole_words(word) for word in query.beginnings}
    if None in listed.values() and limit <= FOUND_AT_ONCE + 1:
        found = _statement(space, query, cut, listed, newest=True).run(limit)
        if len(found) == limit:
            return found
    return _statement(space, query, cut, listed).run(limit)


@dataclass(frozen=True)
class _Cut:
    """What is left out of what is found."""

    state: State | None = None
    role: str = ""
    prompt: UUID | None = None
    before: UUID | None = None


def _statement(
    space: UUID,
    query: Query,
    cut: _Cut,
    listed: Mapping[str, tuple[str, ...] | None] | None = None,
    *,
    newest: bool = False,
) -> "_Statement":
    """Put a question together; ``newest`` is for SQLite, and asks among the newest alone."""
    asked = _Statement()
    if listed is None:
        asked.on_server(space, query, cut.before)
    else:
        asked.on_sqlite(space, query, cut.before, listed, newest=newest)
    for term in query.wanted:
        if len(term.words) > 1 or (newest and term.begins):
            asked.where(f"{asked.within}(t.folded, {{}}) > 0", term.row)
    for term in query.unwanted:
        asked.where(f"{asked.within}(t.folded, {{}}) = 0", term.row)
    if cut.state is not None or cut.role or cut.prompt is not None:
        asked.source += f" {asked.join} contribution c ON c.uid = t.contribution_id"
    if cut.state is not None:
        asked.where("c.state = {}", str(cut.state))
        if cut.state is State.WAITING:  # what a leader said waits for nobody's decision
            asked.where("c.kind = {}", str(Kind.HEARD))
    if cut.role:
        asked.where("c.role = {}", cut.role)
    if cut.prompt is not None:
        asked.where("c.prompt_id = {}", _PROMPT.db_value(cut.prompt))
    return asked


class _Statement:
    """A question to one of the engines, put together from parts; values never stand in it."""

    def __init__(self) -> None:
        self.source = ""
        self.join = "JOIN"
        self.within = ""
        self._order = ""
        self._parts: list[str] = []
        self._values: list[Any] = []

    def where(self, part: str, *values: Any) -> None:
        """Add a condition; each ``{}`` in it stands for a value."""
        self._parts.append(part.format(*[database.param] * len(values)))
        self._values.extend(values)

    def on_sqlite(
        self,
        space: UUID,
        query: Query,
        before: UUID | None,
        listed: Mapping[str, tuple[str, ...] | None],
        *,
        newest: bool,
    ) -> None:
        """Walk the index from its newest end, within the time in which the space was filled.

        ``listed`` has, for each beginning, the words that begin so; None where they are many.
        ``newest`` takes these by the letters that the index keeps ready, among the newest alone.
        """
        # The order of the tables is meant: SQLite would begin with all of a state.
        self.join = "CROSS JOIN"
        self.within, self._order = "instr", "t.seq"
        self.source = "search_text t"
        words = [
            _begins_with(word, listed[word], newest) if term.begins and last else f'"{word}"'
            for term in query.wanted
            for word, last in _with_last(term.words)
        ]
        place = _SPACE.db_value(space)
        row = SearchRow.get_or_none(SearchRow.contribution == before) if before else None
        end = row.seq if row else seq_of(before) if before else None
        if words:
            self.source = f"{INDEX} f CROSS JOIN search_text t ON t.seq = f.rowid"
            self._order = "f.rowid"
            self.where(f"f.{INDEX} MATCH {{}}", " AND ".join(words))
            ends = "SELECT {}(seq) FROM search_text WHERE space_id = {{}}"
            self.where(f"f.rowid >= ({ends.format('min')})", place)
            self.where(f"f.rowid <= ({ends.format('max')})", place)
        if newest:
            self.where(
                "f.rowid >= coalesce((SELECT seq FROM search_text WHERE space_id = {} AND seq < {} "
                f"ORDER BY seq DESC LIMIT 1 OFFSET {THE_NEWEST}), 0)",
                place,
                LAST_SEQ if end is None else end,
            )
        self.where("t.space_id = {}", place)
        if end is not None:
            self.where(f"{self._order} < {{}}", end)

    def on_server(self, space: UUID, query: Query, before: UUID | None) -> None:
        """Let the server choose between its index of words and the order of time."""
        self.within, self._order = "strpos", "t.contribution_id"
        self.source = "search_text t"
        self.where("t.space_id = {}", _SPACE.db_value(space))
        if before is not None:
            self.where("t.contribution_id < {}", _UID.db_value(before))
        words = [
            f"'{word}'{':*' if term.begins and last else ''}"
            for term in query.wanted
            for word, last in _with_last(term.words)
        ]
        if not has_index():
            for term in query.wanted:
                self.where("strpos(t.folded, {}) > 0", term.row)
        elif words:
            self.where("t.found_by @@ {}::tsquery", " & ".join(words))

    def run(self, limit: int) -> list[UUID]:
        """Return what is found, the newest first."""
        sql = (
            f"SELECT t.contribution_id FROM {self.source} WHERE {' AND '.join(self._parts)} "
            f"ORDER BY {self._order} DESC LIMIT {limit}"
        )
        rows = database.execute_sql(sql, tuple(self._values)).fetchall()
        return [_UID.python_value(uid) for (uid,) in rows]


def _begins_with(word: str, whole: tuple[str, ...] | None, newest: bool) -> str:
    """Return how SQLite is asked for words that begin so."""
    if whole:
        either = " OR ".join(f'"{one}"' for one in whole)
        return f"({either})"
    return f'"{word[:KEPT_READY] if newest and whole is None else word}"*'


def _with_last(words: tuple[str, ...]) -> list[tuple[str, bool]]:
    """Return each word, and whether it is the last one."""
    return [(word, number == len(words)) for number, word in enumerate(words, 1)]
