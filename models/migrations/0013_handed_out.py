"""What was handed out, who asked for which format, where to post. A frozen copy: never changes."""

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

    class HandOut(Table):
        uid = UUIDField(primary_key=True)
        space = ForeignKeyField(Space, on_delete="CASCADE")
        how = TextField(constraints=[Check("how in ('made', 'published', 'printed')")])
        day = TextField()
        place = TextField()
        formats = TextField()
        with_words = TextField()
        copies = IntegerField(constraints=[Check("copies > 0")])
        recalled = TextField()
        created = BigIntegerField()

    class HandOutWords(Table):
        uid = UUIDField(primary_key=True)
        hand_out = ForeignKeyField(HandOut, on_delete="CASCADE")
        contribution = ForeignKeyField(Contribution, on_delete="CASCADE")

        class Meta:
            indexes = ((("hand_out", "contribution"), True),)

    class AskedFor(Table):
        uid = UUIDField(primary_key=True)
        space = ForeignKeyField(Space, on_delete="CASCADE")
        format = TextField()
        asked = IntegerField(null=True, constraints=[Check("asked >= 0")])
        made = IntegerField(constraints=[Check("made >= 0")])
        handed_out = IntegerField(constraints=[Check("handed_out >= 0")])
        posted = IntegerField(constraints=[Check("posted >= 0")])

        class Meta:
            indexes = ((("space", "format"), True),)

    class PostTo(Table):
        uid = UUIDField(primary_key=True)
        space = ForeignKeyField(Space, on_delete="CASCADE")
        format = TextField()
        address = TextField(constraints=[Check("length(trim(address)) > 0")])

    db.create_tables([HandOut, HandOutWords, AskedFor, PostTo])
