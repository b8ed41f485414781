"""What can go wrong, in sentences for a person."""

__all__ = [
    "ChangedSinceError",
    "DamagedError",
    "DiskFullError",
    "HeardError",
    "NewerDatabaseError",
    "NotSavedError",
    "RefusedError",
    "ServerAwayError",
    "StoreError",
    "UnsureError",
]


class HeardError(Exception):
    """Something a person should be told: what happened, what is safe, what to do next.

    The text is the sentence itself. It never holds words that somebody told us.
    """


class RefusedError(HeardError):
    """A rule says no, and the sentence says which."""


class ChangedSinceError(RefusedError):
    """Somebody else acted on the same thing since; a person is asked what to do."""


class NotSavedError(HeardError):
    """A change could not be written. Whoever asked still holds the words."""


class DiskFullError(NotSavedError):
    """There was no room for a change."""


class ServerAwayError(NotSavedError):
    """The database server cannot be reached; it is worth trying again by and by."""


class UnsureError(ServerAwayError):
    """Nobody can say whether a change was saved: the connection broke in the middle of it."""


class StoreError(HeardError):
    """The database cannot be opened or used."""


class DamagedError(StoreError):
    """The database file is damaged, or is no database at all."""


class NewerDatabaseError(StoreError):
    """The database was made by a newer Heard than this one."""
