"""The table of recordings. A frozen copy: it never changes when the models do."""

from peewee import (
    BigIntegerField,
    FloatField,
    ForeignKeyField,
    IntegerField,
    Model,
    SqliteDatabase,
    TextField,
    UUIDField,
)


def up(migrator, db):
    class Table(Model):
        class Meta:
            database = db
            legacy_table_names = False
            strict_tables = isinstance(db, SqliteDatabase)

    class Contribution(Table):
        uid = UUIDField(primary_key=True)

    class Recording(Table):
        contribution = ForeignKeyField(Contribution, primary_key=True, on_delete="CASCADE")
        seconds = FloatField()
        bytes = IntegerField()
        sha256 = TextField()
        format = TextField()
        written_down_by = TextField()
        written_down_at = BigIntegerField()
        created = BigIntegerField()

    db.create_tables([Recording])
