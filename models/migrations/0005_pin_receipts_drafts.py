"""The PIN, receipts and drafts. A frozen copy: it never changes when the models do."""

from peewee import (
    BigIntegerField,
    Check,
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

    class Space(Table):
        uid = UUIDField(primary_key=True)

    class Contribution(Table):
        uid = UUIDField(primary_key=True)

    class Face(Table):
        uid = UUIDField(primary_key=True)

    class Pin(Table):
        name = TextField(primary_key=True)
        digest = TextField()
        changed = BigIntegerField()

    class Guess(Table):
        name = TextField(primary_key=True)
        misses = IntegerField()
        since = BigIntegerField()
        wait = BigIntegerField()

    class DraftKey(Table):
        name = TextField(primary_key=True)
        public_key = TextField()
        by_recovery = TextField()
        by_pin = TextField()
        pin_salt = TextField()

    class Draft(Table):
        uid = UUIDField(primary_key=True)
        space = ForeignKeyField(Space, on_delete="CASCADE")
        face = UUIDField(null=True)
        face_name = TextField()
        sealed = TextField()
        length = IntegerField()
        language = TextField()
        started = BigIntegerField()
        updated = BigIntegerField()

    class HandedBack(Table):
        draft = ForeignKeyField(Draft, primary_key=True, on_delete="CASCADE")
        face = ForeignKeyField(Face, on_delete="CASCADE")
        sealed = TextField()

    class ReceiptSalt(Table):
        space = ForeignKeyField(Space, primary_key=True, on_delete="CASCADE")
        salt = TextField()

    class Receipt(Table):
        digest = TextField(primary_key=True)
        contribution = ForeignKeyField(Contribution, unique=True, on_delete="CASCADE")
        created = BigIntegerField()

    class OwnChange(Table):
        uid = UUIDField(primary_key=True)
        contribution = ForeignKeyField(Contribution, on_delete="CASCADE")
        what = TextField(constraints=[Check("what in ('changed', 'taken back')")])
        made = BigIntegerField()

    db.create_tables([Pin, Guess, DraftKey, Draft, HandedBack, ReceiptSalt, Receipt, OwnChange])
    db.execute_sql("ALTER TABLE face ADD COLUMN public_key TEXT NOT NULL DEFAULT ''")
