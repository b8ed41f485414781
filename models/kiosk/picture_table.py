"""The tables of an organisation's own pictures, and of the pictures that people chose."""

from uuid import UUID

from peewee import (
    BigIntegerField,
    BlobField,
    Check,
    ForeignKeyField,
    IntegerField,
    TextField,
    UUIDField,
)

from models.contribution.table import ContributionRow
from models.identity import new_uid, now_ms
from models.store.base import Base

__all__ = ["ContributionPictureRow", "PictureRow"]


class PictureRow(Base):
    """The table of own pictures. None is without words, and none without a text in its place."""

    name = TextField(primary_key=True)  # of its file
    number = IntegerField()
    words = TextField(constraints=[Check("length(trim(words)) > 0")])
    alt = TextField(constraints=[Check("length(trim(alt)) > 0")])
    licence = TextField(constraints=[Check("length(trim(licence)) > 0")])
    credit = TextField(constraints=[Check("length(trim(credit)) > 0")])
    look = BlobField(constraints=[Check("length(look) = 1152")])
    created = BigIntegerField(default=now_ms)

    class Meta:
        table_name = "picture"


class ContributionPictureRow(Base):
    """The table of chosen pictures; what they said then stays, also when a picture is changed."""

    contribution_id: UUID
    uid = UUIDField(primary_key=True, default=new_uid)
    contribution = ForeignKeyField(ContributionRow, backref="pictures", on_delete="CASCADE")
    number = IntegerField()
    picture = TextField()
    words = TextField(constraints=[Check("length(trim(words)) > 0")])
    alt = TextField(constraints=[Check("length(trim(alt)) > 0")])
    feeling = TextField(
        default="", constraints=[Check("feeling in ('', 'happy', 'so-so', 'not happy')")]
    )

    class Meta:
        table_name = "contribution_picture"
        indexes = ((("contribution", "number"), True),)
