"""Names of themes that a person counts as one. A frozen copy: it never changes when models do."""

from peewee import Model, SqliteDatabase, TextField


def up(migrator, db):
    class Table(Model):
        class Meta:
            database = db
            legacy_table_names = False
            strict_tables = isinstance(db, SqliteDatabase)

    class ThemeAlike(Table):
        folded = TextField(primary_key=True)
        goes_with = TextField()

    db.create_tables([ThemeAlike])
