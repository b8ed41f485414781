"""Names that themes had, and what the room said of them. A frozen copy: it never changes."""

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

    class Space(Table):
        uid = UUIDField(primary_key=True)

    class ThemeName(Table):
        uid = UUIDField(primary_key=True)
        space = ForeignKeyField(Space, on_delete="CASCADE")
        theme = UUIDField(index=True)
        title = TextField()
        why = TextField(constraints=[Check("why in ('renamed', 'the room', 'merged')")])
        by = TextField()
        until = BigIntegerField()

    class ThemeAnswer(Table):
        uid = UUIDField(primary_key=True)
        space = ForeignKeyField(Space, on_delete="CASCADE")
        kind = TextField(constraints=[Check("kind in ('asked', 'agreed', 'added')")])
        theme = UUIDField(null=True)
        by = TextField()
        made = BigIntegerField()

    db.create_tables([ThemeName, ThemeAnswer])
