"""Undo and redo: each desk undoes what it did itself, the newest first."""

from dataclasses import dataclass
from uuid import UUID

from peewee import DoesNotExist

from models.desk.act_table import ActRow
from models.desk.acting import acting
from models.desk.history import as_steps, take_steps
from models.desk.seen import who_did
from models.errors import ChangedSinceError, RefusedError
from models.identity import now_ms
from models.store.verbs import verb

__all__ = ["Undone", "leave_as_it_is", "redo", "undo"]

NOTHING_TO_UNDO = "This desk did nothing that can be undone. Nothing was changed."
GONE = "What it was done with is not there any more. Nothing was undone."
NOTHING_TO_REDO = "Nothing was undone at this desk that can be done again. Nothing was changed."


@dataclass(frozen=True)
class Undone:
    """What was undone or done again: an act in its own words, such as "cleared one"."""

    act: UUID
    what: str
    subject: UUID | None = None


@verb
def undo(space: UUID, *, anyway: bool = False) -> Undone:
    """Undo the newest act of this desk that can be undone.

    Where another desk did something to the same thing since, ``ChangedSinceError`` says so;
    ``anyway`` undoes it all the same. So it does where the act cannot be undone any more; then
    ``leave_as_it_is`` is the way on.
    """
    row = _mine(space).where((ActRow.undone == 0) & (ActRow.undo != "")).first()
    if row is None:
        raise RefusedError(NOTHING_TO_UNDO)
    if not anyway:
        _refuse_if_changed_since(row, "undone")
    try:
        take_steps(as_steps(row.undo), anyway=anyway)
    except (RefusedError, DoesNotExist) as trouble:
        if anyway:
            raise
        # A person is asked: else no undo would ever get past this act to those before it.
        told = str(trouble) if isinstance(trouble, RefusedError) else GONE
        raise ChangedSinceError(told) from None
    row.undone = now_ms()
    row.save()
    return Undone(row.uid, row.kind, row.subject)


@verb
def redo(space: UUID, *, anyway: bool = False) -> Undone:
    """Do again what this desk undid last, as long as it did nothing else after that."""
    last_done = _mine(space).where((ActRow.undone == 0) & (ActRow.undo != "")).first()
    again = _mine(space).where((ActRow.undone != 0) & (ActRow.redo != ""))
    if last_done is not None:
        again = again.where(ActRow.uid > last_done.uid)
    row = again.order_by(ActRow.uid).first()
    if row is None:
        raise RefusedError(NOTHING_TO_REDO)
    if not anyway:
        _refuse_if_changed_since(row, "done again")
    take_steps(as_steps(row.redo), anyway=anyway)
    row.undone = 0
    row.save()
    return Undone(row.uid, row.kind, row.subject)


@verb
def leave_as_it_is(space: UUID) -> None:
    """Let the newest act stand for good, so that the next undo reaches the one before it."""
    row = _mine(space).where((ActRow.undone == 0) & (ActRow.undo != "")).first()
    if row is not None:
        row.undo = row.redo = ""
        row.save()


def _mine(space: UUID):  # type: ignore[no-untyped-def] # Peewee's query has no type
    return (
        ActRow.select()
        .where((ActRow.space == space) & (ActRow.face == acting().face))
        .order_by(ActRow.uid.desc())
    )


def _refuse_if_changed_since(row: ActRow, done: str) -> None:
    if row.subject is None:
        return
    other = (
        ActRow.select()
        .where(
            (ActRow.subject == row.subject)
            & (ActRow.uid > row.uid)
            & (ActRow.undone == 0)
            & (ActRow.face.is_null() | (ActRow.face != row.face))
        )
        .order_by(ActRow.uid.desc())
        .first()
    )
    if other is not None:
        raise ChangedSinceError(f"{who_did(other.by)} {other.kind} since. Nothing was {done}.")
