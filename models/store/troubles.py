"""The database's troubles, in words."""

from assets.language import N_, _
from models.errors import DamagedError, DiskFullError, HeardError, NotSavedError, StoreError

__all__ = ["in_words"]

# SQLite's primary result codes (sqlite.org/rescode.html), as texts: what happened, what is
# safe, what to do next.
_SENTENCES: dict[str, tuple[type[HeardError], str]] = {
    "full": (
        DiskFullError,
        N_(
            "The disk is full, so the last change was not saved. Everything before it is safe. "
            "Delete or move some files, then do it again."
        ),
    ),
    "readonly": (
        NotSavedError,
        N_(
            "The database may only be read, so the last change was not saved. "
            "Make its folder writable, then do it again."
        ),
    ),
    "ioerr": (
        NotSavedError,
        N_(
            "The disk does not answer, so the last change was not saved. "
            "Everything before it is safe. Look whether it is still plugged in, then do it again."
        ),
    ),
    "busy": (
        NotSavedError,
        N_("The database was busy for too long, so the last change was not saved. Do it again."),
    ),
    "notadb": (
        DamagedError,
        N_(
            "The file is not a Heard database. It was left as it is. "
            "Choose another folder with --data, or put the right file back."
        ),
    ),
    "corrupt": (
        DamagedError,
        N_("The database file is damaged. It was left as it is. Put a back-up in its place."),
    ),
    "cantopen": (
        StoreError,
        N_(
            "The database cannot be opened. Look whether its folder is there and may be written, "
            "then start again."
        ),
    ),
}
_SIGNS = {
    "full": ("is full",),
    "readonly": ("readonly", "read-only"),
    "ioerr": ("disk i/o error",),
    "busy": ("is locked", "is busy", "table is locked"),
    "notadb": ("not a database",),
    "corrupt": ("malformed", "corrupt"),
    "cantopen": ("unable to open",),
}


def in_words(trouble: BaseException) -> HeardError:
    """Turn a fault of the database into a sentence.

    SQLite rolls back by itself when the disk is full, and the driver then complains about the
    roll-back: so the real reason can be several steps down the chain of exceptions.
    """
    from models.store.server_troubles import in_server_words  # a face on a file does without it

    told = in_server_words(trouble)
    if told:
        return told
    reason: BaseException | None = trouble
    found = None
    while reason is not None:
        text = str(reason).lower()
        for name, signs in _SIGNS.items():
            if any(sign in text for sign in signs):
                found = name
        reason = reason.__cause__ or reason.__context__
    if found is None:
        return NotSavedError(
            _(
                "The database refused the last change, so it was not saved. "
                "Everything before it is safe. Do it again. ({fault})"
            ).format(fault=type(trouble).__name__)
        )
    kind, sentence = _SENTENCES[found]
    return kind(_(sentence))
