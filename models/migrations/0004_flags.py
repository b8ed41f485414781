"""Flags, redactions and help numbers. A frozen copy: it never changes when the models do."""

from peewee import (
    BigIntegerField,
    Check,
    ForeignKeyField,
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

    class ContributionFlag(Table):
        uid = UUIDField(primary_key=True)
        contribution = ForeignKeyField(Contribution, on_delete="CASCADE")
        kind = TextField(
            constraints=[
                Check(
                    "kind in ('harm', 'name', 'strong language', 'address', 'phone', 'e-mail', "
                    "'not an answer')"
                )
            ]
        )
        decided = BigIntegerField()

        class Meta:
            indexes = ((("contribution", "kind"), True),)

    class Redaction(Table):
        uid = UUIDField(primary_key=True)
        contribution = ForeignKeyField(Contribution, on_delete="CASCADE")
        made_by = TextField()
        made_at = BigIntegerField()
        reason = TextField(
            constraints=[
                Check(
                    "reason in ('names a person', 'private details', 'strong language', "
                    "'somebody could be recognised')"
                )
            ]
        )

    db.create_tables([ContributionFlag, Redaction])
    # The default has to be named: the spaces that are there already have no help numbers.
    db.execute_sql("ALTER TABLE space ADD COLUMN help_numbers TEXT NOT NULL DEFAULT ''")
