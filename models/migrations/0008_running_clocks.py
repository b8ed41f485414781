"""Clocks of the running order, and turns. A frozen copy: it never changes when the models do."""

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

CLOCKS = {
    "extra": "INTEGER NOT NULL DEFAULT 0",
    "since": "BIGINT NOT NULL DEFAULT 0",
    "used": "BIGINT NOT NULL DEFAULT 0",
    "ends": "BIGINT NOT NULL DEFAULT 0",
    "told": "INTEGER NOT NULL DEFAULT 0",
    "cut_short": "TEXT NOT NULL DEFAULT ''",
}


def up(migrator, db):
    is_file = isinstance(db, SqliteDatabase)

    class Table(Model):
        class Meta:
            database = db
            legacy_table_names = False
            strict_tables = is_file

    class Space(Table):
        uid = UUIDField(primary_key=True)

    class Turn(Table):
        uid = UUIDField(primary_key=True)
        space = ForeignKeyField(Space, on_delete="CASCADE")
        number = IntegerField()
        position = IntegerField()
        place = TextField()
        state = TextField(constraints=[Check("state in ('waiting', 'speaking', 'passed', 'done')")])
        started = BigIntegerField()

        class Meta:
            indexes = ((("space", "number"), True),)

    class NewStage(Table):
        space = ForeignKeyField(Space, primary_key=True, on_delete="CASCADE")
        showing = TextField(
            constraints=[
                Check(
                    "showing in ('blank', 'welcome', 'prompt', 'contribution', 'promises', "
                    "'break', 'themes', 'outcome', 'qr', 'turns')"
                )
            ]
        )
        before_blank = TextField()
        item = UUIDField(null=True)
        reading = IntegerField()
        reading_what = TextField()
        reading_item = UUIDField(null=True)
        changed = BigIntegerField()

    db.create_tables([Turn, NewStage])
    for name, kind in CLOCKS.items():
        # SQLite's strict tables know no BIGINT: its INTEGER is one.
        column = kind.replace("BIGINT", "INTEGER") if is_file else kind
        db.execute_sql(f"ALTER TABLE running_item ADD COLUMN {name} {column}")
    # A meeting that is on goes on: its part began when it was first come to.
    db.execute_sql("UPDATE running_item SET since = started WHERE current = 1")
    db.execute_sql(
        "UPDATE running_item SET ends = started + minutes * 60000 "
        "WHERE kind = 'break' AND started > 0"
    )
    # SQLite cannot change what a column may hold: the table is made anew, and takes the name.
    db.execute_sql(
        "INSERT INTO new_stage (space_id, showing, before_blank, item, reading, reading_what, "
        "reading_item, changed) SELECT space_id, showing, before_blank, item, reading, "
        "reading_what, reading_item, changed FROM stage"
    )
    db.execute_sql("DROP TABLE stage")
    db.execute_sql("ALTER TABLE new_stage RENAME TO stage")
