"""The table of erasures: what was to go and when, by its id alone and never by its words."""

from enum import StrEnum

from peewee import BigIntegerField, Check, IntegerField, TextField, UUIDField

from models.identity import new_uid, now_ms
from models.store.base import Base

__all__ = ["ErasureRow", "WhyErased"]


class WhyErased(StrEnum):
    """Why something had to go."""

    WITHDRAWN = "withdrawn"
    CHANGED = "changed"
    REDACTED = "redacted"
    ADDRESS = "address"
    FORGOTTEN = "forgotten"


class ErasureRow(Base):
    """The table of erasures. ``erased`` is when the last trace went, 0 for not yet.

    ``subject`` is a contribution, an address or a space; it is no foreign key, as it may be gone.
    """

    uid = UUIDField(primary_key=True, default=new_uid)
    subject = UUIDField()
    why = TextField(
        constraints=[Check("why in ('withdrawn', 'changed', 'redacted', 'address', 'forgotten')")]
    )
    asked = BigIntegerField(default=now_ms)
    erased = BigIntegerField(default=0)
    tries = IntegerField(default=0)

    class Meta:
        table_name = "erasure"
        indexes = ((("erased", "asked"), False), (("subject", "uid"), False))
