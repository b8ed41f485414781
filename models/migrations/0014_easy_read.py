"""The Easy Read paper: its parts, its hard words, who signed. A frozen copy: it never changes."""

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

    class EasyReadForm(Table):
        uid = UUIDField(primary_key=True)
        space = ForeignKeyField(Space, on_delete="CASCADE")
        key = TextField()
        sentences = TextField()
        picture = TextField()
        source = TextField()
        left_out = TextField()

        class Meta:
            indexes = ((("space", "key"), True),)

    class EasyReadWord(Table):
        uid = UUIDField(primary_key=True)
        space = ForeignKeyField(Space, on_delete="CASCADE")
        word = TextField(constraints=[Check("length(trim(word)) > 0")])
        means = TextField(constraints=[Check("length(trim(means)) > 0")])

        class Meta:
            indexes = ((("space", "word"), True),)

    class EasyReadSignature(Table):
        uid = UUIDField(primary_key=True)
        space = ForeignKeyField(Space, on_delete="CASCADE")
        name = TextField(constraints=[Check("length(trim(name)) > 0")])
        signed_on = TextField()
        fingerprint = TextField()
        created = BigIntegerField()

    db.create_tables([EasyReadForm, EasyReadWord, EasyReadSignature])
