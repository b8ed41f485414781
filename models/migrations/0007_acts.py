"""Acts, what is agreed, the leader's words. A frozen copy: it never changes when models do."""

from peewee import (
    BigIntegerField,
    BooleanField,
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

    class Act(Table):
        uid = UUIDField(primary_key=True)
        space = ForeignKeyField(Space, on_delete="CASCADE")
        face = UUIDField(null=True)
        by = TextField()
        kind = TextField()
        subject = UUIDField(null=True)
        undo = TextField()
        redo = TextField()
        undone = BigIntegerField()
        made = BigIntegerField()

        class Meta:
            indexes = ((("space", "uid"), False), (("subject", "uid"), False))

    class Agreed(Table):
        space = ForeignKeyField(Space, primary_key=True, on_delete="CASCADE")
        approval = BooleanField()
        roles_shown = BooleanField()

    db.create_tables([Act, Agreed])
    # The defaults have to be named, for the rows that are there already.
    number = "INTEGER" if Table._meta.strict_tables else "BIGINT"
    db.execute_sql(
        f"ALTER TABLE contribution_version ADD COLUMN undone {number} NOT NULL DEFAULT 0"
    )
    db.execute_sql(
        "ALTER TABLE contribution ADD COLUMN kind TEXT NOT NULL DEFAULT 'heard' "
        "CHECK (kind in ('heard', 'leader'))"
    )
