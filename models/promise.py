"""A promise: "we will", "we can't, because", or "we need more time": what, who, by when."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from peewee import BigIntegerField, BooleanField, Check, ForeignKeyField, TextField, UUIDField

from models.base import Base
from models.dates import read_date
from models.errors import RefusedError
from models.identity import new_public_id, new_uid, now_ms
from models.space import SpaceRow
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
    "check_promise",
    "make_promise",
    "promises_of",
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
        "do something",
        "do something about it",
        "do our best",
        "try",
        "try our best",
        "look at it",
        "look at this",
        "look into it",
        "look into that",
        "look into this",
        "see what we can do",
        "think about it",
        "work on it",
    }
)
_OPENINGS = ("we will ", "we'll ", "we’ll ", "i will ", "i'll ", "i’ll ", "to ")


class PromiseRow(Base):
    """The table of promises. ``due`` is YYYY-MM-DD, or nothing for a "can't"."""

    theme_id: UUID | None
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
        missing["what"] = "Say what exactly will be done. People cannot see whether this is kept."
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
            read_date(due)
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
    missing = check_promise(kind, what, who, due, because)
    if missing:
        raise RefusedError(next(iter(missing.values())))
    row = PromiseRow.create(
        space=space,
        theme=theme,
        kind=kind,
        what=one_line(what),
        who=one_line(who),
        due=read_date(due) if one_line(due) else "",
        because=one_line(because),
    )
    return promise_from(row, ())


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
    PromiseRow.get_by_id(promise)
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
    promises = PromiseRow.select().where(PromiseRow.space == space).order_by(PromiseRow.uid)
    return tuple(promise_from(row, tuple(updates.get(row.uid, ()))) for row in promises)
