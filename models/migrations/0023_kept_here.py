"""What a kiosk keeps until its link is back, and what merging asks. A frozen copy."""

from peewee import (
    BigIntegerField,
    BlobField,
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

    class OutboxDeed(Table):
        uid = UUIDField(primary_key=True)
        kind = TextField()
        contribution = UUIDField(null=True)
        content = TextField()
        made = BigIntegerField()

    class OutboxClaim(Table):
        contribution = ForeignKeyField(Contribution, primary_key=True, on_delete="CASCADE")

    class Forwarded(Table):
        uid = UUIDField(primary_key=True)
        made = BigIntegerField()

    class OtherVersion(Table):
        uid = UUIDField(primary_key=True)
        contribution = ForeignKeyField(Contribution, on_delete="CASCADE")
        fingerprint = TextField()
        words = TextField()
        language = TextField()
        place = TextField()
        made = BigIntegerField()
        decided = BigIntegerField()

        class Meta:
            indexes = ((("contribution", "fingerprint"), True),)

    class MergedCount(Table):
        uid = UUIDField(primary_key=True)
        number = IntegerField()

    class OtherSalt(Table):
        uid = UUIDField(primary_key=True)
        space = ForeignKeyField(Space, on_delete="CASCADE")
        salt = TextField()

        class Meta:
            indexes = ((("space", "salt"), True),)

    class RecordingFile(Table):
        contribution = ForeignKeyField(Contribution, primary_key=True, on_delete="CASCADE")
        content = BlobField()

    db.create_tables(
        [OutboxDeed, OutboxClaim, Forwarded, OtherVersion, MergedCount, OtherSalt, RecordingFile]
    )
    db.execute_sql("ALTER TABLE face ADD COLUMN kept INTEGER NOT NULL DEFAULT 0")
    # SQLite's strict tables know no BIGINT: its INTEGER is one.
    big = "INTEGER" if isinstance(db, SqliteDatabase) else "BIGINT"
    db.execute_sql(f"ALTER TABLE face ADD COLUMN kept_since {big} NOT NULL DEFAULT 0")
