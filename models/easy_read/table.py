"""The tables of the Easy Read paper of a space: its parts, its hard words, who signed it."""

from uuid import UUID

from peewee import BigIntegerField, Check, ForeignKeyField, TextField, UUIDField

from models.identity import new_uid, now_ms
from models.space.space import SpaceRow
from models.store.base import Base

__all__ = ["EasyReadFormRow", "EasyReadSignatureRow", "EasyReadWordRow"]


class EasyReadFormRow(Base):
    """The table of what somebody wrote for one part, or why that part is left out.

    ``key`` is the public id of the theme or the promise, "" for the opening. It is no foreign key:
    a theme that is taken away and brought back finds its sentences again.
    """

    space_id: UUID
    uid = UUIDField(primary_key=True, default=new_uid)
    space = ForeignKeyField(SpaceRow, backref="easy_read_forms", on_delete="CASCADE")
    key = TextField()
    sentences = TextField(default="")  # one a line
    picture = TextField(default="")  # its name
    source = TextField(default="")  # the real words for which the sentences were written
    left_out = TextField(default="")  # why, or nothing

    class Meta:
        table_name = "easy_read_form"
        indexes = ((("space", "key"), True),)


class EasyReadWordRow(Base):
    """The table of hard words, with what they mean."""

    uid = UUIDField(primary_key=True, default=new_uid)
    space = ForeignKeyField(SpaceRow, backref="easy_read_words", on_delete="CASCADE")
    word = TextField(constraints=[Check("length(trim(word)) > 0")])
    means = TextField(constraints=[Check("length(trim(means)) > 0")])

    class Meta:
        table_name = "easy_read_word"
        indexes = ((("space", "word"), True),)


class EasyReadSignatureRow(Base):
    """The table of signatures. One counts for the very words that were signed, and no others."""

    uid = UUIDField(primary_key=True, default=new_uid)
    space = ForeignKeyField(SpaceRow, backref="easy_read_signatures", on_delete="CASCADE")
    name = TextField(constraints=[Check("length(trim(name)) > 0")])
    signed_on = TextField()
    fingerprint = TextField()
    created = BigIntegerField(default=now_ms)

    class Meta:
        table_name = "easy_read_signature"
