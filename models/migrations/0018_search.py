"""Searching: the folded words, and whose are out of date. A frozen copy: it never changes.

What is there already is all out of date. The index and its triggers are made when a database is
opened, and not here: a later migration that copies a table loses its triggers.
"""

from peewee import BigIntegerField, ForeignKeyField, Model, SqliteDatabase, TextField, UUIDField


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

    class SearchText(Table):
        contribution = ForeignKeyField(Contribution, primary_key=True, on_delete="CASCADE")
        space = ForeignKeyField(Space, on_delete="CASCADE")
        seq = BigIntegerField()
        folded = TextField()

        class Meta:
            indexes = ((("seq",), False), (("space", "seq"), False))

    class SearchStale(Table):
        contribution = UUIDField(primary_key=True)

    db.create_tables([SearchText, SearchStale])
    db.execute_sql("INSERT INTO search_stale (contribution) SELECT uid FROM contribution")
