"""A promise: "we will", "we can't, because", or "we need more time": what, who, by when."""

from dataclasses import replace
from uuid import UUID

from models.days import read_day
from models.desk.history import ActKind, Step, note, step
from models.errors import RefusedError
from models.identity import now_ms
from models.promise.check import VAGUE, check_promise
from models.promise.reading import promise_from, promises_of
from models.promise.table import PromiseRow, UpdateRow
from models.promise.types import DoneAnswers, Promise, PromiseKind, PromiseState, Update
from models.promise.updates import add_update, check_update, set_review
from models.space.space import SpaceRow, SpaceState
from models.store.verbs import verb
from models.words import one_line

__all__ = [
    "VAGUE",
    "DoneAnswers",
    "Promise",
    "PromiseKind",
    "PromiseRow",
    "PromiseState",
    "Update",
    "UpdateRow",
    "add_update",
    "change_promise",
    "check_promise",
    "check_update",
    "make_promise",
    "promises_of",
    "remove_promise",
    "restore_promise",
    "set_review",
]

# What the verbs of this module say where the space is closed.
CLOSED = "This space is closed, so its promises stay as they were made. Add news to one instead."
DELAYED = (
    "News gave this promise another day, so its day stays as it was made. "
    "Nothing was changed. Add news to give it another day again."
)


@verb
def make_promise(
    space: UUID,
    kind: PromiseKind,
    what: str,
    *,
    who: str = "",
    due: str = "",
    because: str = "",
    theme: UUID | None = None,
) -> Promise:
    """Save a promise. Refused, kindly, while it does not say what, who and by when."""
    _refuse_unless_whole(kind, what, who, due, because)
    _refuse_if_closed(space)
    row = PromiseRow.create(
        space=space,
        theme=theme,
        kind=kind,
        what=one_line(what),
        who=one_line(who),
        due=read_day(due) if one_line(due) else "",
        because=one_line(because),
    )
    note(
        space,
        ActKind.PROMISED,
        row.uid,
        undo=[Step.of(remove_promise, promise=row.uid)],
        redo=[Step.of(restore_promise, promise=row.uid)],
    )
    return promise_from(row)


@verb
def change_promise(
    promise: UUID,
    kind: PromiseKind,
    what: str,
    *,
    who: str = "",
    due: str = "",
    because: str = "",
    seen: Promise | None = None,
) -> Promise:
    """Say a promise in other words, while its space is not closed; its address stays.

    Refused where it would say too little, as with ``make_promise``, and for the day of a promise
    that has been given another one since. It cannot be undone: what it said before is kept
    nowhere. ``seen`` is the promise as whoever changes it saw it: where another desk changed it
    since, a ``ChangedSinceError`` says who.
    """
    from models.desk.seen import refuse_unless_seen  # it stands on spaces, and so does this

    _refuse_unless_whole(kind, what, who, due, because)
    row = _not_removed(promise)
    _refuse_if_closed(row.space_id)
    now = _as_it_stands(row)
    if seen is not None:
        refuse_unless_seen(promise, _its_words(seen), _its_words(now))
    day = read_day(due) if one_line(due) else ""
    if now.due_before and day != now.due:
        raise RefusedError(DELAYED)
    row.kind, row.what, row.who, row.because = (
        kind,
        one_line(what),
        one_line(who),
        one_line(because),
    )
    row.due = now.due_before or day
    row.save()
    note(row.space_id, ActKind.PROMISE_CHANGED, promise)
    return _as_it_stands(row)


def _as_it_stands(row: PromiseRow) -> Promise:
    return next(one for one in promises_of(row.space_id) if one.uid == row.uid)


def _its_words(promise: Promise) -> Promise:
    """Leave out what others say of a promise: whoever changes its words overwrites none of it."""
    due = promise.due_before or promise.due
    return replace(promise, updates=(), due=due, due_before="", review="", group=None, as_of="")


@step
@verb
def remove_promise(promise: UUID, *, seen: Promise | None = None) -> None:
    """Take a promise away, while its space is not closed. It can be brought back.

    ``seen`` is the promise as whoever takes it away saw it: where another desk changed it since,
    or had news of it, a ``ChangedSinceError`` says who.
    """
    from models.desk.seen import refuse_unless_seen  # it stands on spaces, and so does this

    row = _not_removed(promise)
    _refuse_if_closed(row.space_id)
    if seen is not None:
        now = _as_it_stands(row)
        before, after = ((_its_words(one), one.updates) for one in (seen, now))
        refuse_unless_seen(promise, before, after)
    row.removed = now_ms()
    row.save()
    note(
        row.space_id,
        ActKind.PROMISE_REMOVED,
        promise,
        undo=[Step.of(restore_promise, promise=promise)],
        redo=[Step.of(remove_promise, promise=promise)],
    )


@step
@verb
def restore_promise(promise: UUID) -> None:
    """Bring back a promise that was taken away."""
    row = PromiseRow.get_by_id(promise)
    _refuse_if_closed(row.space_id)
    row.removed = 0
    row.save()


def _refuse_unless_whole(kind: PromiseKind, what: str, who: str, due: str, because: str) -> None:
    missing = check_promise(kind, what, who, due, because)
    if missing:
        raise RefusedError(next(iter(missing.values())))


def _refuse_if_closed(space: UUID) -> None:
    if SpaceRow.get_by_id(space).state == SpaceState.CLOSED:
        raise RefusedError(CLOSED)


def _not_removed(promise: UUID) -> PromiseRow:
    found: PromiseRow = PromiseRow.get((PromiseRow.uid == promise) & (PromiseRow.removed == 0))
    return found
