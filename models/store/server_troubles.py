"""What a database server says went wrong: what may be tried again, and the rest in words."""

from collections.abc import Iterator
from enum import Enum, auto

from assets.language import N_, _
from models.errors import HeardError, NotSavedError, ServerAwayError, StoreError, UnsureError

__all__ = ["Sort", "in_server_words", "reading_failed", "saving_is_unsure", "sort_of"]


class Sort(Enum):
    """What a trouble means for trying again."""

    CONFLICT = auto()  # two at once; the server took this one back, so it may simply run again
    LOST = auto()  # the connection is gone
    OTHER = auto()


# SQLSTATEs (postgresql.org/docs/current/errcodes-appendix.html): serialization failure, deadlock,
# and a row that somebody else made in the same moment, such as the next number in a list.
_CONFLICTS = frozenset({"40001", "40P01", "23505"})
# Connection troubles are class 08; the others: an administrator, a crash, a start, a timeout.
_LOST = frozenset({"57P01", "57P02", "57P03", "57P05", "25P03"})
# Drivers have no SQLSTATE for a connection that broke without a word, or could not be made.
_LOST_WORDS = (
    "connection",
    "server closed",
    "could not receive",
    "could not send",
    "consuming input",
    "terminating",
    "timeout expired",
    "ssl syscall",
)

AWAY = N_(
    "The database server cannot be reached, so the last change was not saved. "
    "Everything before it is safe. Do it again in a moment."
)
AWAY_READING = N_(
    "The database server cannot be reached. Everything that was saved is safe. "
    "Heard goes on trying by itself."
)
UNSURE = N_(
    "The connection was lost in the middle of saving, so it may be saved. "
    "Everything before it is safe. Look whether it is there before you do it again."
)
BUSY = N_("The database was busy for too long, so the last change was not saved. Do it again.")
FULL = (
    "The disk of the database server is full, so the last change was not saved. "
    "Everything before it is safe. Tell whoever looks after the server."
)
READ_ONLY = (
    "The database server may only be read now, so the last change was not saved. "
    "Everything before it is safe. Tell whoever looks after the server."
)
_BY_STATE: dict[str, tuple[type[HeardError], str]] = {
    "40001": (NotSavedError, BUSY),
    "40P01": (NotSavedError, BUSY),
    "55P03": (NotSavedError, BUSY),
    "53100": (NotSavedError, FULL),
    "25006": (NotSavedError, READ_ONLY),
}
# What a server says at the door comes without an SQLSTATE, so it is told by its words.
_AT_THE_DOOR: dict[tuple[str, ...], str] = {
    ("password authentication failed", "no password supplied", "pg_hba.conf"): (
        "The database server refused the name or the password. Nothing was changed. "
        "Look at HEARD_DATABASE."
    ),
    ("role", "does not exist"): (
        "The database server does not know that name. Nothing was changed. Look at HEARD_DATABASE."
    ),
    ("database", "does not exist"): (
        "There is no such database on the server. Nothing was made. "
        "Make it first, as docs/postgresql.md says, or look at HEARD_DATABASE."
    ),
    ("too many clients", "remaining connection slots", "too many connections"): (
        "The database server has no connection left. Nothing was changed. "
        "Close a face, or let the server take more connections."
    ),
    ("certificate", "ssl is not enabled", "does not support ssl"): (
        "The way to the database server is not as safe as HEARD_DATABASE asks. "
        "Nothing was sent. Look at its sslmode, and at the server's certificate."
    ),
    ("permission denied",): (
        "The database server does not let that name do this. Nothing was changed. "
        "Give it the rights that docs/postgresql.md names."
    ),
}
_BOTH_WORDS = (("role", "does not exist"), ("database", "does not exist"))


def sort_of(trouble: BaseException) -> Sort:
    """Say what a trouble means for trying again; what a server took back is never merely lost."""
    sorts = {_sort_of_one(one) for one in _chain(trouble)}
    for sort in (Sort.CONFLICT, Sort.LOST):
        if sort in sorts:
            return sort
    return Sort.OTHER


def in_server_words(trouble: BaseException) -> HeardError | None:
    """Turn a trouble of a server into a sentence; None where it is not one of a server's own."""
    chain = [one for one in _chain(trouble) if _is_the_drivers(one)]
    for one in chain:
        if _state(one) in _BY_STATE:
            kind, sentence = _BY_STATE[_state(one)]
            return kind(_(sentence))
    text = " ".join(str(one).lower() for one in chain if type(one).__name__ != "DataError")
    for signs, sentence in _AT_THE_DOOR.items():
        together = all if signs in _BOTH_WORDS else any
        if chain and not _state(chain[0]) and together(sign in text for sign in signs):
            return StoreError(sentence)
    if chain and sort_of(trouble) is Sort.LOST:
        return ServerAwayError(_(AWAY))
    return None


def reading_failed() -> HeardError:
    """Return what to tell where something could not be read, because the server is away."""
    return ServerAwayError(_(AWAY_READING))


def saving_is_unsure() -> HeardError:
    """Return what to tell where nobody can say whether something was saved."""
    return UnsureError(_(UNSURE))


def _chain(trouble: BaseException | None) -> Iterator[BaseException]:
    """Walk from a trouble to what it came from: Peewee wraps, and a roll-back may fail too."""
    while trouble is not None:
        yield trouble
        trouble = trouble.__cause__ or trouble.__context__


def _is_the_drivers(one: BaseException) -> bool:
    return type(one).__module__.partition(".")[0] == "psycopg"


def _state(one: BaseException) -> str:
    return str(getattr(one, "sqlstate", None) or "")


def _sort_of_one(one: BaseException) -> Sort:
    if not _is_the_drivers(one):
        return Sort.OTHER
    state = _state(one)
    if state:
        lost = state.startswith("08") or state in _LOST
        return Sort.CONFLICT if state in _CONFLICTS else Sort.LOST if lost else Sort.OTHER
    text = str(one).lower()
    return Sort.LOST if any(sign in text for sign in _LOST_WORDS) else Sort.OTHER
