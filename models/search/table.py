"""The tables of searching: the folded words of each contribution, and whose are out of date."""

from uuid import UUID

from peewee import BigIntegerField, ForeignKeyField, TextField, UUIDField

from models.contribution.table import ContributionRow
from models.space.space import SpaceRow
from models.store.base import Base

__all__ = ["SearchRow", "StaleRow"]


class SearchRow(Base):
    """What can be found of one contribution: its own words and those beside them, folded.

    ``seq`` is the number that SQLite's index knows it by. It follows the time of capture, so the
    index has the newest at its end. A row of the contributions has no such number of its own:
    SQLite may give it another one when the file is packed.
    """

    contribution_id: UUID
    space_id: UUID
    contribution = ForeignKeyField(ContributionRow, primary_key=True, on_delete="CASCADE")
    space = ForeignKeyField(SpaceRow, on_delete="CASCADE")
    seq = BigIntegerField()
    folded = TextField()

    class Meta:
        table_name = "search_text"
        indexes = ((("seq",), False), (("space", "seq"), False))


class StaleRow(Base):
    """The contributions whose words were changed, and not folded again yet; some may be gone."""

    contribution = UUIDField(primary_key=True)

    class Meta:
        table_name = "search_stale"
