"""Where back-ups are, and what is wrong with a place. A frozen copy: never changes."""

from peewee import BigIntegerField, IntegerField, Model, SqliteDatabase, TextField, UUIDField


def up(migrator, db):
    class Table(Model):
        class Meta:
            database = db
            legacy_table_names = False
            strict_tables = isinstance(db, SqliteDatabase)

    class BackUp(Table):
        uid = UUIDField(primary_key=True)
        made = BigIntegerField()
        place = TextField()
        name = TextField()
        sha256 = TextField()
        bytes = BigIntegerField()
        contributions = IntegerField()
        gone = BigIntegerField()

    class BackUpPlace(Table):
        place = TextField(primary_key=True)
        trouble = TextField()
        since = BigIntegerField()

    db.create_tables([BackUp, BackUpPlace])
