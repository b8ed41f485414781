"""A receipt: four words that stand for one contribution, and for nothing and nobody else.

Only a slow hash of them is stored, with one salt a space: so it can be found by its words, and
nobody can go from the database to the words. Hashing is done before the transaction.
"""

from uuid import UUID

from peewee import BigIntegerField, ForeignKeyField, IntegrityError, TextField

from assets.language import N_, _
from models.contribution.contribution import Contribution, State, contribution
from models.contribution.table import ContributionRow, row_to_change
from models.encryption.sealing import new_salt, receipt_digest
from models.errors import RefusedError
from models.identity import now_ms
from models.kiosk.guessing import count_try, forget_misses, forgive_try
from models.kiosk.receipt_words import in_one_form, new_receipt, read_receipt
from models.outbox.table import OtherSaltRow
from models.space.space import SpaceRow
from models.store.base import Base, database
from models.store.verbs import question, verb

__all__ = [
    "NotFoundError",
    "ReceiptRow",
    "ReceiptSaltRow",
    "find_by_receipt",
    "give_receipt",
    "salt_of",
]

# A busy afternoon has slips at every kiosk; a face alone never gets this far in an hour.
STORE_TRIES = 20
HOUR_MS = 3_600_000
# Each space costs one slow hash.
MOST_SPACES = 12
NOT_FOUND = N_(
    "We cannot find a contribution with these words. Nothing was changed. "
    "Look at each word, then try again."
)


class NotFoundError(RefusedError):
    """There is no contribution with these four words."""


class ReceiptSaltRow(Base):
    """The table of salts, one for each space that gave a receipt."""

    space_id: UUID
    space = ForeignKeyField(SpaceRow, primary_key=True, on_delete="CASCADE")
    salt = TextField()

    class Meta:
        table_name = "receipt_salt"


class ReceiptRow(Base):
    """The table of receipts: the hash, and what it stands for."""

    contribution_id: UUID
    digest = TextField(primary_key=True)
    contribution = ForeignKeyField(ContributionRow, unique=True, on_delete="CASCADE")
    created = BigIntegerField(default=now_ms)

    class Meta:
        table_name = "receipt"


def give_receipt(uid: UUID) -> tuple[str, ...]:
    """Make the four words of a contribution, and return them: the only time that they are told.

    Given again, the new ones stand in place of the old ones.
    """
    salt = _salt_for(uid)
    while True:
        words = new_receipt()
        if _keep(uid, receipt_digest(in_one_form(words), salt)):
            return words


@verb
def _salt_for(uid: UUID) -> str:
    """Return the salt of the space of a contribution, made where there is none."""
    row = ContributionRow.get_by_id(uid)
    if row.state == State.WITHDRAWN:
        raise RefusedError(_("This was taken back, so there is no receipt for it."))
    return salt_of(row.space_id)


@verb
def salt_of(space: UUID) -> str:
    """Return the salt of a space, made where there is none."""
    ReceiptSaltRow.insert(space=space, salt=new_salt()).on_conflict_ignore().execute()
    return str(ReceiptSaltRow.get_by_id(space).salt)


@verb
def _keep(uid: UUID, digest: str) -> bool:
    """Save a receipt; say no where these words stand for something else already."""
    row_to_change(uid)
    ReceiptRow.delete().where(ReceiptRow.contribution == uid).execute()
    try:
        with database.atomic():
            ReceiptRow.insert(digest=digest, contribution=uid, created=now_ms()).execute()
    except IntegrityError:
        return False
    return True


def find_by_receipt(space: UUID | None, words: str, *, face: str = "desk") -> Contribution:
    """Return the contribution that four words stand for, in one space or in all of them.

    ``face`` is the name of the face where they are said: after five misses there it waits, and
    after twenty in the whole store within an hour. ``NotFoundError`` where there is none. What
    was withdrawn is found too, without its words.
    """
    said = in_one_form(read_receipt(words))
    here = f"receipt at {face}"
    count_try(here, forget_after_ms=HOUR_MS)
    count_try("receipt", free=STORE_TRIES, forget_after_ms=HOUR_MS)
    for salt in _salts(space):
        found = _behind(receipt_digest(said, salt))
        if found is not None:
            forget_misses(here)
            forgive_try("receipt")
            return found
    raise NotFoundError(_(NOT_FOUND))


@question
def _salts(space: UUID | None) -> tuple[str, ...]:
    """Return the salts to try, those of the newest spaces first."""
    rows = ReceiptSaltRow.select().order_by(ReceiptSaltRow.space.desc()).limit(MOST_SPACES)
    if space is not None:
        rows = rows.where(ReceiptSaltRow.space == space)
    others = OtherSaltRow.select().order_by(OtherSaltRow.uid.desc()).limit(MOST_SPACES)
    if space is not None:
        others = others.where(OtherSaltRow.space == space)
    return tuple(row.salt for row in [*rows, *others])


@question
def _behind(digest: str) -> Contribution | None:
    row = ReceiptRow.get_or_none(ReceiptRow.digest == digest)
    return contribution(row.contribution_id) if row else None
