"""The keys of sealed recordings. A frozen copy: it never changes when the models do."""

from peewee import BigIntegerField, IntegerField, Model, SqliteDatabase, TextField, UUIDField


def up(migrator, db):
    class Table(Model):
        class Meta:
            database = db
            legacy_table_names = False
            strict_tables = isinstance(db, SqliteDatabase)

    class RecordingSeal(Table):
        uid = UUIDField(primary_key=True)
        key = TextField()
        sha256 = TextField()
        bytes = IntegerField()
        made = BigIntegerField()

    db.create_tables([RecordingSeal])
