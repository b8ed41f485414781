"""How the meeting was, what broke, late additions. A frozen copy: it never changes later."""

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

    class Prompt(Table):
        uid = UUIDField(primary_key=True)

    class Checkout(Table):
        space = ForeignKeyField(Space, primary_key=True, on_delete="CASCADE")
        is_open = BooleanField()
        prompt = ForeignKeyField(Prompt, null=True, on_delete="SET NULL")

    class CheckoutCount(Table):
        uid = UUIDField(primary_key=True)
        space = ForeignKeyField(Space, on_delete="CASCADE")
        way = TextField(constraints=[Check("way in ('kiosk', 'hands')")])
        value = TextField(
            constraints=[
                Check(
                    "value in ('honesty', 'equality', 'accessibility', 'respect', 'diversity', "
                    "'people')"
                )
            ]
        )
        score = IntegerField(constraints=[Check("score between 0 and 5")])
        number = IntegerField()

        class Meta:
            indexes = ((("space", "way", "value", "score"), True),)

    class LadderRating(Table):
        uid = UUIDField(primary_key=True)
        space = ForeignKeyField(Space, on_delete="CASCADE")
        side = TextField(constraints=[Check("side in ('staff', 'people')")])
        rung = IntegerField(constraints=[Check("rung between 1 and 7")])
        reason = TextField()
        made = BigIntegerField()

        class Meta:
            indexes = ((("space", "side"), True),)

    class FaceTrouble(Table):
        uid = UUIDField(primary_key=True)
        space = ForeignKeyField(Space, on_delete="CASCADE")
        face = TextField()
        what = TextField(constraints=[Check("what in ('gone', 'no sound')")])
        made = BigIntegerField()

    db.create_tables([Checkout, CheckoutCount, LadderRating, FaceTrouble])
    # The defaults have to be named, for the rows that are there already.
    on_sqlite = Table._meta.strict_tables
    number, yes_or_no = ("INTEGER", "INTEGER") if on_sqlite else ("BIGINT", "BOOLEAN")
    no = "0" if on_sqlite else "FALSE"
    db.execute_sql(f"ALTER TABLE promise ADD COLUMN removed {number} NOT NULL DEFAULT 0")
    db.execute_sql(f"ALTER TABLE contribution ADD COLUMN late {yes_or_no} NOT NULL DEFAULT {no}")
