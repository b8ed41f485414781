"""The key that drafts are sealed to: its private half is locked by the PIN and the recovery key.

With no PIN yet, the recovery key alone locks it. A new PIN locks it anew.
"""

from dataclasses import dataclass

from peewee import TextField

from assets.language import _
from models.encryption.sealing import (
    SealingError,
    can_seal,
    key_from,
    new_pair,
    new_salt,
    unwrap,
    wrap,
)
from models.errors import RefusedError
from models.kiosk.recovery import recovery_file, recovery_key
from models.store.base import Base
from models.store.verbs import question, verb

__all__ = [
    "DraftKeyRow",
    "LockedKey",
    "draft_public_key",
    "lock_by_pin",
    "open_private_key",
    "save_locked",
]

NAME = "drafts"


class DraftKeyRow(Base):
    """The table of the one key that drafts are sealed to."""

    name = TextField(primary_key=True)
    public_key = TextField()
    by_recovery = TextField()  # the private half, locked by the recovery key
    by_pin = TextField(default="")  # the same, locked by the PIN; nothing while there is none
    pin_salt = TextField(default="")

    class Meta:
        table_name = "draft_key"


@verb
def draft_public_key() -> str:
    """Return the key to seal drafts to, made where there is none yet."""
    row = DraftKeyRow.get_or_none(DraftKeyRow.name == NAME)
    if row is None:
        pair = new_pair()
        DraftKeyRow.insert(
            name=NAME,
            public_key=pair.public,
            by_recovery=wrap(pair.private, recovery_key(make=True)),
            by_pin="",
            pin_salt="",
        ).on_conflict_ignore().execute()
        row = DraftKeyRow.get_by_id(NAME)
    return str(row.public_key)


def open_private_key(pin: str = "") -> str:
    """Return the private half, by the PIN where one is given, else by the recovery key.

    Slow with a PIN, so never inside a transaction. ``SealingError`` where neither opens it.
    """
    row = _row()
    if pin and row.by_pin:
        return unwrap(row.by_pin, key_from(pin, row.pin_salt))
    return unwrap(row.by_recovery, recovery_key())


@dataclass(frozen=True)
class LockedKey:
    """A private half locked anew, not saved yet. ``instead_of`` is the public key that it had."""

    instead_of: str
    public: str
    by_recovery: str
    by_pin: str
    salt: str


def lock_by_pin(pin: str, old: str = "") -> LockedKey:
    """Lock the private half by a PIN. It is opened by the ``old`` one, or by the recovery key.

    Where neither opens it and no draft needs it, there is a new key; else it is refused. Slow,
    so never inside a transaction.
    """
    public = draft_public_key()
    row = _row()
    salt = new_salt()
    try:
        private = open_private_key(old)
        return LockedKey(public, public, row.by_recovery, wrap(private, key_from(pin, salt)), salt)
    except SealingError:
        if not can_seal():
            raise
        _refuse_if_needed()
    pair = new_pair()
    by_recovery = wrap(pair.private, recovery_key(make=True))
    by_pin = wrap(pair.private, key_from(pin, salt))
    return LockedKey(public, pair.public, by_recovery, by_pin, salt)


@question
def _row() -> DraftKeyRow:
    found: DraftKeyRow = DraftKeyRow.get_by_id(NAME)
    return found


@question
def _refuse_if_needed() -> None:
    from models.kiosk.draft import DraftRow  # it stands on this module

    if DraftRow.select().exists():
        raise RefusedError(
            _(
                "Unfinished answers are locked by a recovery key that this machine does not have. "
                "Nothing was changed. Set the PIN where Heard was first used, copy the recovery "
                "key to {file}, or throw those answers away at the desk."
            ).format(file=recovery_file())
        )


def save_locked(key: LockedKey) -> None:
    """Save a key that was locked anew; part of the verb that saves the PIN."""
    if key.public != key.instead_of:
        _refuse_if_needed()
    changed = (
        DraftKeyRow.update(
            public_key=key.public,
            by_recovery=key.by_recovery,
            by_pin=key.by_pin,
            pin_salt=key.salt,
        )
        .where((DraftKeyRow.name == NAME) & (DraftKeyRow.public_key == key.instead_of))
        .execute()
    )
    if not changed:
        raise RefusedError(_("The PIN was not changed, and nothing was lost. Try again."))
