"""Marks of who saved how often, for servers. A frozen copy: it never changes when models do."""

from peewee import BigIntegerField, Model, SqliteDatabase, UUIDField


def up(migrator, db):
    class Table(Model):
        class Meta:
            database = db
            legacy_table_names = False
            strict_tables = isinstance(db, SqliteDatabase)

    class WriterMark(Table):
        uid = UUIDField(primary_key=True)
        number = BigIntegerField()
        at = BigIntegerField()

    db.create_tables([WriterMark])
