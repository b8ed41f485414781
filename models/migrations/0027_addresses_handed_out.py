"""Which addresses are in a file that was written. A frozen copy: never changes as models do."""

from peewee import ForeignKeyField, Model, SqliteDatabase, UUIDField


def up(migrator, db):
    class Table(Model):
        class Meta:
            database = db
            legacy_table_names = False
            strict_tables = isinstance(db, SqliteDatabase)

    class HandOut(Table):
        uid = UUIDField(primary_key=True)

    class HandOutAddress(Table):
        uid = UUIDField(primary_key=True)
        hand_out = ForeignKeyField(HandOut, on_delete="CASCADE")
        address = UUIDField()

        class Meta:
            indexes = ((("hand_out", "address"), True),)

    db.create_tables([HandOutAddress])
