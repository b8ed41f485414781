"""Two at once: whoever acts says what they saw, and is asked where somebody acted since."""

from uuid import UUID

from models.desk.act_table import ActRow
from models.errors import ChangedSinceError
from models.identity import now_ms

__all__ = ["refuse_unless_seen", "who_did"]

MINUTE_MS = 60_000


def refuse_unless_seen(subject: UUID, seen: object, now: object) -> None:
    """Refuse by a ``ChangedSinceError`` where something is not as the desk saw it.

    ``seen`` is None for whoever does not say, or wants it all the same.
    """
    if seen is not None and seen != now:
        raise ChangedSinceError(f"{who_was_it(subject)} Nothing was changed.")


def who_was_it(subject: UUID) -> str:
    """Say who did something to it last: "Desk 2 held this one a moment ago."."""
    row = (
        ActRow.select()
        .where((ActRow.subject == subject) & (ActRow.undone == 0))
        .order_by(ActRow.uid.desc())
        .first()
    )
    if row is None:
        return "Somebody else changed this one a moment ago."
    minutes = (now_ms() - row.made) // MINUTE_MS
    ago = "a moment ago" if minutes < 1 else f"{minutes} minute{'s' if minutes > 1 else ''} ago"
    return f"{who_did(row.by)} {_this(row.kind)} {ago}."


def who_did(name: str) -> str:
    """Name who did something, to begin a sentence with."""
    return name[:1].upper() + name[1:] or "Somebody else"


def _this(kind: str) -> str:
    """Say "held this one" of "held one"."""
    words = kind.split()
    return " ".join("this one" if word == "one" else word for word in words)
