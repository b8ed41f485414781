"""Taking in what people said elsewhere: answers from a file, row by row, into one space.

They wait at the desk like everything else, and go through the same flags. Taking in the same
file again adds nothing, so an import that was cut short is simply done again.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from models.contribution.late_addition import refuse_unless_open
from models.contribution.table import ContributionRow
from models.contribution.types import Kind, State, WayIn, is_leader
from models.desk.history import ActKind, note
from models.exchange.export_ids import export_marks
from models.exchange.register import files_of, note_in_files
from models.exchange.rows import Incoming, NotTakenError, Reader
from models.exchange.sheet_files import Row, Sheet
from models.flags.flagging import first_standing, kinds_in
from models.flags.table import FlagRow
from models.flags.types import FlagKind
from models.identity import new_uid, now_ms
from models.store.verbs import question, verb

__all__ = ["FACE", "NotTaken", "Tally", "take_in", "what_would_come_in"]

# Rows in one transaction: a kiosk that saves meanwhile waits for one batch at most.
AT_ONCE = 500
# Rows in one statement: SQLite takes so many values at most.
ROWS_AT_ONCE = 50
FACE = "import"

Looked = tuple[Incoming, State, str, frozenset[FlagKind]]


@dataclass(frozen=True)
class Tally:
    """What became of the rows of a file. All but ``rows`` to ``not_taken`` count answers."""

    rows: int = 0
    no_answer: int = 0  # rows in which nobody wrote anything
    left_out: int = 0  # rows that the map leaves out
    not_taken: int = 0  # rows
    taken: int = 0
    there: int = 0  # these came in before
    held: int = 0  # of those taken
    set_aside: int = 0  # of those taken


@dataclass(frozen=True)
class NotTaken:
    """A row that was not taken, and why."""

    row: Row
    why: str


def take_in(
    space: UUID,
    sheet: Sheet,
    reader: Reader,
    *,
    late: bool = False,
    tell: Callable[[int], object] = lambda _rows: None,
    refuse: Callable[[NotTaken], object] = lambda _row: None,
) -> Tally:
    """Take in every row of a file that can be, and return what became of them.

    ``tell`` hears after each batch how many rows it had; ``refuse`` gets each row that was not
    taken. A closed space takes what is ``late``. It runs for a while, and is many transactions:
    where it stops half-way, what was taken stays, and the same file goes on from there.
    """
    is_late = _begin(space, late)

    def keep(found: Sequence[Looked]) -> frozenset[UUID]:
        return _keep(space, sheet.path, found, late=is_late)

    return _each_batch(space, sheet, reader, keep, tell, refuse)


def what_would_come_in(
    space: UUID,
    sheet: Sheet,
    reader: Reader,
    *,
    tell: Callable[[int], object] = lambda _rows: None,
    refuse: Callable[[NotTaken], object] = lambda _row: None,
) -> Tally:
    """Return what ``take_in`` would do, and change nothing."""

    def keep(found: Sequence[Looked]) -> frozenset[UUID]:
        return frozenset(one.uid for one, *_rest in found)

    return _each_batch(space, sheet, reader, keep, tell, refuse)


def _each_batch(
    space: UUID,
    sheet: Sheet,
    reader: Reader,
    keep: Callable[[Sequence[Looked]], frozenset[UUID]],
    tell: Callable[[int], object],
    refuse: Callable[[NotTaken], object],
) -> Tally:
    """Go through a file batch by batch: read, leave out what is there, look for flags, keep."""
    own = _own(space, sheet, reader)
    tally = Tally()
    for batch in _batches(sheet.rows()):
        tally, incoming, already = _read(batch, reader, own, tally, refuse)
        there = _there([one.uid for one in incoming])
        # Looking for flags takes a millisecond each. Nobody else waits for it.
        looked = [_looked_at(one) for one in incoming if one.uid not in there]
        kept = keep(looked)
        standing = [state for one, state, _why, _kinds in looked if one.uid in kept]
        tally = replace(
            tally,
            taken=tally.taken + len(kept),
            there=tally.there + already + len(incoming) - len(kept),
            held=tally.held + standing.count(State.HELD),
            set_aside=tally.set_aside + standing.count(State.SET_ASIDE),
        )
        tell(len(batch))
    return tally


def _read(
    batch: Sequence[Row],
    reader: Reader,
    own: frozenset[str],
    tally: Tally,
    refuse: Callable[[NotTaken], object],
) -> tuple[Tally, list[Incoming], int]:
    """Return the tally with the rows of a batch, what is in them, and how many are this space's."""
    incoming: list[Incoming] = []
    no_answer, left_out, not_taken, already = 0, 0, 0, 0
    for row in batch:
        if reader.is_left_out(row):
            left_out += 1
            continue
        try:
            found = reader.read(row)
        except NotTakenError as why:
            not_taken += 1
            refuse(NotTaken(row, str(why)))
            continue
        no_answer += not found
        if found and reader.own_id(row) in own:
            already += len(found)
        else:
            incoming += found
    tally = replace(
        tally,
        rows=tally.rows + len(batch),
        no_answer=tally.no_answer + no_answer,
        left_out=tally.left_out + left_out,
        not_taken=tally.not_taken + not_taken,
    )
    return tally, incoming, already


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _looked_at(one: Incoming) -> Looked:
    kinds = kinds_in(one.words, one.language, _kind(one))
    return one, *first_standing(kinds), kinds


def _kind(one: Incoming) -> Kind:
    return Kind.LEADER if is_leader(one.role) else Kind.HEARD


@question
def _own(space: UUID, sheet: Sheet, reader: Reader) -> frozenset[str]:
    """Return the ids that this space's own contributions have in an export, if this is one."""
    if not {"wording", "consent_room"} <= set(sheet.columns) or not reader.map.id:
        return frozenset()
    return export_marks(space)


@question
def _there(uids: Sequence[UUID]) -> frozenset[UUID]:
    """Return which of these came in before; those that were withdrawn since are among them."""
    found = ContributionRow.select(ContributionRow.uid).where(ContributionRow.uid << list(uids))
    rows: Any = found.tuples() if uids else ()
    return frozenset(uid for (uid,) in rows)


@verb
def _begin(space: UUID, late: bool) -> bool:
    """Refuse a space that takes nothing, note the import, and return whether it is a late one."""
    is_late = refuse_unless_open(space, late=late)
    note(space, ActKind.IMPORTED)
    return is_late


@verb
def _keep(space: UUID, file: Path, found: Sequence[Looked], *, late: bool) -> frozenset[UUID]:
    """Save a batch, and return which were new: another import may have been quicker."""
    if not late:
        refuse_unless_open(space)
    rows = [_row(space, *one, late=late) for one in found]
    kept: set[UUID] = set()
    for start in range(0, len(rows), ROWS_AT_ONCE):
        made: Any = (
            ContributionRow.insert_many(rows[start : start + ROWS_AT_ONCE])
            .on_conflict_ignore()
            .returning(ContributionRow.uid)
            .execute()
        )
        kept.update(one.uid for one in made)
    flags = [
        {"uid": new_uid(), "contribution": one.uid, "kind": kind, "decided": 0}
        for one, _state, _why, kinds in found
        if one.uid in kept
        for kind in sorted(kinds)
    ]
    for start in range(0, len(flags), ROWS_AT_ONCE):
        FlagRow.insert_many(flags[start : start + ROWS_AT_ONCE]).on_conflict_ignore().execute()
    if kept:
        note_in_files(files_of(space, file), sorted(kept))
    return frozenset(kept)


def _row(
    space: UUID,
    one: Incoming,
    state: State,
    why: str,
    kinds: frozenset[FlagKind],
    *,
    late: bool,
) -> dict[str, object]:
    del kinds
    return {
        "uid": one.uid,
        "space": space,
        "prompt": one.prompt,
        "words": one.words,
        "language": one.language,
        "way_in": WayIn.IMPORTED,
        "face": FACE,
        "role": one.role,
        "kind": _kind(one),
        "state": state,
        "reason": why,
        "consent_room": one.consent.room,
        "consent_report": one.consent.report,
        "consent_quote": one.consent.quote,
        "created": now_ms() if one.created is None else one.created,
        "late": late,
    }
