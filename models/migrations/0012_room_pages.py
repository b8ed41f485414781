"""The page that the room is at, and its size. A frozen copy: it never changes when models do."""

from peewee import ForeignKeyField, IntegerField, Model, SqliteDatabase, TextField, UUIDField


def up(migrator, db):
    class Table(Model):
        class Meta:
            database = db
            legacy_table_names = False
            strict_tables = isinstance(db, SqliteDatabase)

    class Space(Table):
        uid = UUIDField(primary_key=True)

    class RoomPage(Table):
        space = ForeignKeyField(Space, primary_key=True, on_delete="CASCADE")
        showing = TextField()
        item = UUIDField(null=True)
        page = IntegerField()
        width = IntegerField()
        height = IntegerField()

    db.create_tables([RoomPage])
