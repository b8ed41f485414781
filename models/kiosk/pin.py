"""The PIN that starts and leaves a kiosk, and opens what somebody was typing.

It is one for the store. Only a slow hash is kept. Stretching takes a tenth of a second, so it is
done before the transaction: no other face waits for it.
"""

from peewee import BigIntegerField, TextField

from assets.language import N_, _, ngettext
from models.encryption.sealing import digest_of, is_digest_of
from models.errors import RefusedError
from models.identity import now_ms
from models.kiosk.draft_key import LockedKey, lock_by_pin, save_locked
from models.kiosk.guessing import count_try, forget_misses
from models.store.base import Base
from models.store.verbs import question, verb

__all__ = [
    "PinRow",
    "WrongPinError",
    "check_new_pin",
    "check_pin",
    "has_pin",
    "replace_pin",
    "set_pin",
]

NAME = "kiosk"
SHORTEST, LONGEST = 4, 12
DIGITS_ONLY = N_("A PIN is digits only, so that a number pad can type it. Nothing was changed.")
TOO_SHORT = N_("A PIN has 4 to 12 digits. Nothing was changed.")
TOO_EASY = N_("That PIN is easy to guess. Nothing was changed. Choose another one.")
NO_PIN = N_("There is no PIN yet. Set one at the desk, or with: heard pin")
# Beside those of one digit and those that count: the first that people try.
EASY = frozenset({"1212", "1122", "2580", "0852", "1004", "6969", "4321", "1313", "2001"})
COUNTING = "0123456789012345678901"


class PinRow(Base):
    """The table of the one PIN."""

    name = TextField(primary_key=True)
    digest = TextField()
    changed = BigIntegerField(default=now_ms)

    class Meta:
        table_name = "pin"


class WrongPinError(RefusedError):
    """It was another PIN."""


def check_new_pin(pin: str) -> str:
    """Return a PIN that may be set, without spaces; else refuse it with a sentence."""
    pin = "".join(pin.split())
    # The digits of a keypad: those of other scripts could not be typed on one.
    if not (pin.isascii() and pin.isdecimal()):
        raise RefusedError(_(DIGITS_ONLY))
    if not SHORTEST <= len(pin) <= LONGEST:
        raise RefusedError(_(TOO_SHORT))
    half = len(pin) // 2
    repeats = pin == pin[:2] * half or (half > 2 and pin == pin[:half] * 2)
    if pin in EASY or repeats or pin in COUNTING or pin[::-1] in COUNTING:
        raise RefusedError(_(TOO_EASY))
    return pin


@question
def has_pin() -> bool:
    """Say whether a PIN was set."""
    return PinRow.get_or_none(PinRow.name == NAME) is not None


@question
def _digest() -> str:
    row = PinRow.get_or_none(PinRow.name == NAME)
    return row.digest if row else ""


def check_pin(pin: str) -> bool:
    """Return True where this is the PIN; else refuse it, with the tries or the time left.

    After five wrong ones there is a wait of 30 seconds, and it doubles up to ten minutes.
    """
    digest = _digest()
    if not digest:
        raise RefusedError(_(NO_PIN))
    left = count_try("pin")
    if is_digest_of(digest, "".join(pin.split())):
        forget_misses("pin")
        return True
    if left:
        tries = ngettext("{number} try is left", "{number} tries are left", left)
        told = _("That is not the PIN. {tries} before a wait.").format(
            tries=tries.format(number=left)
        )
        raise WrongPinError(told)
    raise WrongPinError(_("That is not the PIN. There is a wait before the next try."))


def set_pin(pin: str, old: str = "") -> None:
    """Set the PIN; where there is one already, ``old`` has to be it."""
    pin = check_new_pin(pin)
    old = "".join(old.split())
    before = _digest()
    if before:
        check_pin(old)
    _save(digest_of(pin), lock_by_pin(pin, old), before)


def replace_pin(pin: str) -> None:
    """Set another PIN where the old one is forgotten, by the recovery key; no word is lost."""
    pin = check_new_pin(pin)
    _save(digest_of(pin), lock_by_pin(pin), _digest())
    forget_misses("pin")


@verb
def _save(digest: str, key: LockedKey, before: str) -> None:
    """Save the PIN and its lock together, unless somebody else changed it meanwhile."""
    if _digest() != before:
        raise RefusedError(
            _(
                "Somebody else changed the PIN at this moment. Theirs was kept. "
                "Look, then try again."
            )
        )
    PinRow.insert(name=NAME, digest=digest, changed=now_ms()).on_conflict(
        conflict_target=[PinRow.name],
        update={PinRow.digest: digest, PinRow.changed: now_ms()},
    ).execute()
    save_locked(key)
