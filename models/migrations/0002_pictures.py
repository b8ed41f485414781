"""The tables of pictures. A frozen copy: it never changes when the models do."""

from peewee import (
    BigIntegerField,
    BlobField,
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

    class Contribution(Table):
        uid = UUIDField(primary_key=True)

    class Picture(Table):
        name = TextField(primary_key=True)
        number = IntegerField()
        words = TextField(constraints=[Check("length(trim(words)) > 0")])
        alt = TextField(constraints=[Check("length(trim(alt)) > 0")])
        licence = TextField(constraints=[Check("length(trim(licence)) > 0")])
        credit = TextField(constraints=[Check("length(trim(credit)) > 0")])
        look = BlobField(constraints=[Check("length(look) = 1152")])
        created = BigIntegerField()

    class ContributionPicture(Table):
        uid = UUIDField(primary_key=True)
        contribution = ForeignKeyField(Contribution, on_delete="CASCADE")
        number = IntegerField()
        picture = TextField()
        words = TextField(constraints=[Check("length(trim(words)) > 0")])
        alt = TextField(constraints=[Check("length(trim(alt)) > 0")])
        feeling = TextField(constraints=[Check("feeling in ('', 'happy', 'so-so', 'not happy')")])

        class Meta:
            indexes = ((("contribution", "number"), True),)

    db.create_tables([Picture, ContributionPicture])
