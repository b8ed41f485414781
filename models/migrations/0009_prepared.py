"""What is prepared for a day. A frozen copy: it never changes when the models do."""

from peewee import (
    BigIntegerField,
    BooleanField,
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

    class TeamMember(Table):
        uid = UUIDField(primary_key=True)
        space = ForeignKeyField(Space, on_delete="CASCADE")
        role = TextField(constraints=[Check("role in ('facilitator', 'scribe', 'leader')")])
        name = TextField()
        shown = BooleanField()

    class Need(Table):
        uid = UUIDField(primary_key=True)
        space = ForeignKeyField(Space, on_delete="CASCADE")
        kind = TextField()
        how_many = IntegerField(constraints=[Check("how_many > 0")])
        met = TextField(constraints=[Check("met in ('to do', 'met', 'partly met', 'not met')")])
        until = BigIntegerField()

    class Attendance(Table):
        uid = UUIDField(primary_key=True)
        space = ForeignKeyField(Space, on_delete="CASCADE")
        role = TextField()
        how_many = IntegerField(constraints=[Check("how_many >= 0")])

        class Meta:
            indexes = ((("space", "role"), True),)

    db.create_tables([TeamMember, Need, Attendance])
    # The defaults have to be named: the spaces that are there already have none of these.
    db.execute_sql("ALTER TABLE space ADD COLUMN starts TEXT NOT NULL DEFAULT ''")
    db.execute_sql("ALTER TABLE space ADD COLUMN minutes INTEGER NOT NULL DEFAULT 0")
    db.execute_sql("ALTER TABLE space ADD COLUMN consent_wording TEXT NOT NULL DEFAULT ''")
