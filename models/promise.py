"""A promise: "we will", "we can't, because", or "we need more time": what, who, by when."""

from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from peewee import BigIntegerField, BooleanField, Check, ForeignKeyField, TextField, UUIDField

from models.base import Base
from models.dates import read_date
from models.days import read_day
from models.errors import RefusedError
from models.history import ActKind, Step, note, step
from models.identity import new_public_id, new_uid, now_ms
from models.space import SpaceRow, SpaceState
from models.theme import ThemeRow
from models.verbs import question, verb
from models.words import one_line

__all__ = [
    "Promise",
    "PromiseKind",
    "PromiseRow",
    "Update",
    "UpdateRow",
    "add_update",
    "change_promise",
    "check_promise",
    "make_promise",
    "promises_of",
    "remove_promise",
    "restore_promise",
]


class PromiseKind(StrEnum):
    """The three honest answers."""

    WILL = "we will"
    CANNOT = "we can't, because"
    MORE_TIME = "we need more time"


# A promise that says nothing. Compared with the whole text, so "We will look into it" is
# refused and "Look into why nobody phones back, and tell everyone" is not.
VAGUE = frozenset(
    {
        "consider it",
        "discuss it",
        "do something",
        "do something about it",
        "do our best",
        "try",
        "try our best",
        "feed it back",
        "look at it",
        "look at that",
        "look at this",
        "look into it",
        "look into that",
        "look into this",
        "review it",
        "see",
        "see what we can do",
        "take it away",
        "think about it",
        "work on it",
    }
)
# What the verbs of this module say where the space is closed.
CLOSED = "This space is closed, so its promises stay as they were made. Add news to one instead."
_OPENINGS = ("we will ", "we'll ", "we’ll ", "i will ", "i'll ", "i’ll ", "to ")


class PromiseRow(Base):
    """The table of promises. ``due`` is YYYY-MM-DD, or nothing for a "can't"."""

    theme_id: UUID | None
    space_id: UUID
    uid = UUIDField(primary_key=True, default=new_uid)
    public_id = TextField(unique=True, default=new_public_id)
    space = ForeignKeyField(SpaceRow, backref="promises", on_delete="CASCADE")
    theme = ForeignKeyField(ThemeRow, null=True, backref="promises", on_delete="SET NULL")
    kind = TextField(
        constraints=[Check("kind in ('we will', 'we can''t, because', 'we need more time')")]
    )
    what = TextField()
    who = TextField(default="")
    due = TextField(default="")
    because = TextField(default="")
    created = BigIntegerField(default=now_ms)
    removed = BigIntegerField(default=0)  # when it was taken away, 0 for never

    class Meta:
        table_name = "promise"


class UpdateRow(Base):
    """The table of updates: dated changes of a promise ("we did")."""

    promise_id: UUID
    uid = UUIDField(primary_key=True, default=new_uid)
    promise = ForeignKeyField(PromiseRow, backref="updates", on_delete="CASCADE")
    made_on = TextField()
    words = TextField()
    done = BooleanField(default=False)
    created = BigIntegerField(default=now_ms)

    class Meta:
        table_name = "promise_update"


@dataclass(frozen=True)
class Update:
    """A dated change of a promise."""

    made_on: str
    words: str
    done: bool


@dataclass(frozen=True)
class Promise:
    """A promise, with everything that was said about it since."""

    uid: UUID
    public_id: str
    kind: PromiseKind
    what: str
    who: str = ""
    due: str = ""
    because: str = ""
    theme: UUID | None = None
    updates: tuple[Update, ...] = ()

    @property
    def done(self) -> bool:
        """Whether an update says that it is done."""
        return any(update.done for update in self.updates)


def check_promise(kind: PromiseKind, what: str, who: str, due: str, because: str) -> dict[str, str]:
    """Return what is still missing, as a sentence for each field; empty when it may be saved."""
    missing = {}
    bare = one_line(what).casefold().rstrip(".! ") + " "
    for opening in _OPENINGS:
        bare = bare.removeprefix(opening)
    bare = bare.strip()
    if not bare:
        missing["what"] = "Say what exactly. Example: Phone back within two days."
    elif bare in VAGUE:
        missing["what"] = "Say what exactly will be done. What will people see, and by when?"
    if kind is PromiseKind.CANNOT:
        if not one_line(because):
            missing["because"] = "Say why not. A clear reason is a kind of respect."
        return missing
    if not one_line(who):
        missing["who"] = "Say who will do it. A team or a job is enough."
    if not one_line(due):
        missing["due"] = "Say by when. Example: 30 April 2027."
    else:
        try:
            read_day(due)
        except RefusedError as refusal:
            missing["due"] = str(refusal)
    return missing


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
    return promise_from(row, ())


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

    Refused where it would say too little, as with ``make_promise``. It cannot be undone: what
    it said before is kept nowhere. ``seen`` is the promise as whoever changes it saw it: where
    another desk changed it since, a ``ChangedSinceError`` says who.
    """
    from models.seen import refuse_unless_seen  # it stands on spaces, and so does this

    _refuse_unless_whole(kind, what, who, due, because)
    row = _not_removed(promise)
    _refuse_if_closed(row.space_id)
    if seen is not None:
        refuse_unless_seen(promise, replace(seen, updates=()), promise_from(row, ()))
    row.kind, row.what, row.who, row.because = (
        kind,
        one_line(what),
        one_line(who),
        one_line(because),
    )
    row.due = read_day(due) if one_line(due) else ""
    row.save()
    note(row.space_id, ActKind.PROMISE_CHANGED, promise)
    return promise_from(row, ())


@step
@verb
def remove_promise(promise: UUID) -> None:
    """Take a promise away, while its space is not closed. It can be brought back."""
    row = _not_removed(promise)
    _refuse_if_closed(row.space_id)
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


def promise_from(row: PromiseRow, updates: tuple[Update, ...]) -> Promise:
    """Turn a row into a plain promise."""
    return Promise(
        uid=row.uid,
        public_id=row.public_id,
        kind=PromiseKind(row.kind),
        what=row.what,
        who=row.who,
        due=row.due,
        because=row.because,
        theme=row.theme_id,
        updates=updates,
    )


@verb
def add_update(promise: UUID, words: str, *, made_on: str, done: bool = False) -> None:
    """Add a dated update. "Done" has to say what changed."""
    words = one_line(words)
    if not words:
        raise RefusedError("Say what changed. Nothing was saved.")
    row = _not_removed(promise)
    note(row.space_id, ActKind.PROMISE_NEWS, promise)
    UpdateRow.create(promise=promise, made_on=read_date(made_on), words=words, done=done)


@question
def promises_of(space: UUID) -> tuple[Promise, ...]:
    """Return the promises of a space in the order in which they were made."""
    updates: dict[UUID, list[Update]] = {}
    rows = (
        UpdateRow.select().join(PromiseRow).where(PromiseRow.space == space).order_by(UpdateRow.uid)
    )
    for row in rows:
        updates.setdefault(row.promise_id, []).append(Update(row.made_on, row.words, row.done))
    promises = (
        PromiseRow.select()
        .where((PromiseRow.space == space) & (PromiseRow.removed == 0))
        .order_by(PromiseRow.uid)
    )
    return tuple(promise_from(row, tuple(updates.get(row.uid, ()))) for row in promises)
