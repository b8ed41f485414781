"""Is it done, news in the room, other squares. A frozen copy: it never changes when models do."""

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

    class Promise(Table):
        uid = UUIDField(primary_key=True)

    class DoneAnswer(Table):
        uid = UUIDField(primary_key=True)
        promise = ForeignKeyField(Promise, on_delete="CASCADE")
        way = TextField(constraints=[Check("way in ('kiosk', 'hands')")])
        answer = TextField(constraints=[Check("answer in ('yes', 'not yet', 'can''t say')")])
        number = IntegerField(constraints=[Check("number >= 0")])

        class Meta:
            indexes = ((("promise", "way", "answer"), True),)

    class NewStage(Table):
        space = ForeignKeyField(Space, primary_key=True, on_delete="CASCADE")
        showing = TextField(
            constraints=[
                Check(
                    "showing in ('blank', 'welcome', 'prompt', 'contribution', 'promises', "
                    "'break', 'themes', 'outcome', 'qr', 'turns', 'news')"
                )
            ]
        )
        before_blank = TextField()
        item = UUIDField(null=True)
        square = TextField(
            constraints=[
                Check("square in ('outcome', 'promise', 'words', 'wifi', 'phone', 'text', 'email')")
            ]
        )
        square_holds = TextField()
        square_says = TextField()
        reading = IntegerField()
        reading_what = TextField()
        reading_item = UUIDField(null=True)
        changed = BigIntegerField()

    db.create_tables([DoneAnswer, NewStage])
    # SQLite cannot change what a column may hold: the table is made anew, and takes the name.
    db.execute_sql(
        "INSERT INTO new_stage (space_id, showing, before_blank, item, square, square_holds, "
        "square_says, reading, reading_what, reading_item, changed) SELECT space_id, showing, "
        "before_blank, item, 'outcome', '', '', reading, reading_what, reading_item, changed "
        "FROM stage"
    )
    db.execute_sql("DROP TABLE stage")
    db.execute_sql("ALTER TABLE new_stage RENAME TO stage")
