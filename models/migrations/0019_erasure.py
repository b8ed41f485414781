"""Erasures to finish, how long words are kept. A frozen copy: it never changes with the models."""

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
    on_sqlite = isinstance(db, SqliteDatabase)

    class Table(Model):
        class Meta:
            database = db
            legacy_table_names = False
            strict_tables = on_sqlite

    class Space(Table):
        uid = UUIDField(primary_key=True)

    class Erasure(Table):
        uid = UUIDField(primary_key=True)
        subject = UUIDField()
        why = TextField(
            constraints=[
                Check("why in ('withdrawn', 'changed', 'redacted', 'address', 'forgotten')")
            ]
        )
        asked = BigIntegerField()
        erased = BigIntegerField()
        tries = IntegerField()

        class Meta:
            indexes = ((("erased", "asked"), False), (("subject", "uid"), False))

    class KeptLonger(Table):
        uid = UUIDField(primary_key=True)
        space = ForeignKeyField(Space, on_delete="CASCADE")
        until = TextField()
        because = TextField(constraints=[Check("length(trim(because)) > 0")])
        by = TextField()
        made = BigIntegerField()

    db.create_tables([Erasure, KeptLonger])
    yes_or_no, no = ("INTEGER", "0") if on_sqlite else ("BOOLEAN", "FALSE")
    number = "INTEGER" if on_sqlite else "BIGINT"
    db.execute_sql(
        f"ALTER TABLE contribution ADD COLUMN forgotten {yes_or_no} NOT NULL DEFAULT {no}"
    )
    db.execute_sql("ALTER TABLE space ADD COLUMN keep_until TEXT NOT NULL DEFAULT ''")
    db.execute_sql(f"ALTER TABLE space ADD COLUMN forgotten {number} NOT NULL DEFAULT 0")
