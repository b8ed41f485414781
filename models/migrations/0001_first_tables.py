"""The first tables. A frozen copy: it never changes when the models do."""

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
        public_id = TextField(unique=True)
        title = TextField()
        purpose = TextField()
        place = TextField()
        held_on = TextField()
        language = TextField()
        rules = TextField()
        state = TextField(constraints=[Check("state in ('planned', 'open', 'closed')")])
        created = BigIntegerField()
        opened = BigIntegerField()
        closed = BigIntegerField()

    class Prompt(Table):
        uid = UUIDField(primary_key=True)
        space = ForeignKeyField(Space, on_delete="CASCADE")
        number = IntegerField()
        text = TextField()
        spoken = TextField()
        language = TextField()

        class Meta:
            indexes = ((("space", "number"), True),)

    class RunningItem(Table):
        uid = UUIDField(primary_key=True)
        space = ForeignKeyField(Space, on_delete="CASCADE")
        number = IntegerField()
        kind = TextField(
            constraints=[
                Check(
                    "kind in ('welcome', 'promises', 'prompt', 'break', 'themes', 'outcome', "
                    "'other')"
                )
            ]
        )
        title = TextField()
        minutes = IntegerField()
        prompt = ForeignKeyField(Prompt, null=True, on_delete="CASCADE")
        started = BigIntegerField()
        current = IntegerField()

        class Meta:
            indexes = ((("space", "number"), True),)

    class Contribution(Table):
        uid = UUIDField(primary_key=True)
        space = ForeignKeyField(Space, on_delete="CASCADE")
        prompt = ForeignKeyField(Prompt, null=True, on_delete="SET NULL")
        words = TextField()
        language = TextField()
        way_in = TextField(
            constraints=[Check("way_in in ('said', 'typed', 'pictures', 'recorded', 'paper')")]
        )
        face = TextField()
        role = TextField()
        state = TextField(
            constraints=[Check("state in ('waiting', 'cleared', 'held', 'set aside', 'withdrawn')")]
        )
        reason = TextField()
        consent_room = BooleanField()
        consent_report = BooleanField()
        consent_quote = BooleanField()
        created = BigIntegerField()
        cleared = BigIntegerField()

        class Meta:
            indexes = ((("space", "state", "uid"), False), (("space", "uid"), False))

    class ContributionVersion(Table):
        uid = UUIDField(primary_key=True)
        contribution = ForeignKeyField(Contribution, on_delete="CASCADE")
        kind = TextField(constraints=[Check("kind in ('tidied', 'translated')")])
        words = TextField()
        language = TextField()
        made_by = TextField()
        created = BigIntegerField()

    class Theme(Table):
        uid = UUIDField(primary_key=True)
        public_id = TextField(unique=True)
        space = ForeignKeyField(Space, on_delete="CASCADE")
        number = IntegerField()
        title = TextField()
        created = BigIntegerField()

        class Meta:
            indexes = ((("space", "number"), True),)

    class ThemeMember(Table):
        uid = UUIDField(primary_key=True)
        theme = ForeignKeyField(Theme, on_delete="CASCADE")
        contribution = ForeignKeyField(Contribution, on_delete="CASCADE")

        class Meta:
            indexes = ((("theme", "contribution"), True),)

    class Promise(Table):
        uid = UUIDField(primary_key=True)
        public_id = TextField(unique=True)
        space = ForeignKeyField(Space, on_delete="CASCADE")
        theme = ForeignKeyField(Theme, null=True, on_delete="SET NULL")
        kind = TextField(
            constraints=[Check("kind in ('we will', 'we can''t, because', 'we need more time')")]
        )
        what = TextField()
        who = TextField()
        due = TextField()
        because = TextField()
        created = BigIntegerField()

    class PromiseUpdate(Table):
        uid = UUIDField(primary_key=True)
        promise = ForeignKeyField(Promise, on_delete="CASCADE")
        made_on = TextField()
        words = TextField()
        done = BooleanField()
        created = BigIntegerField()

    class Stage(Table):
        space = ForeignKeyField(Space, primary_key=True, on_delete="CASCADE")
        showing = TextField(
            constraints=[
                Check(
                    "showing in ('blank', 'welcome', 'prompt', 'contribution', 'promises', "
                    "'break', 'themes', 'outcome', 'qr')"
                )
            ]
        )
        before_blank = TextField()
        item = UUIDField(null=True)
        reading = IntegerField()
        reading_what = TextField()
        reading_item = UUIDField(null=True)
        changed = BigIntegerField()

    class Face(Table):
        uid = UUIDField(primary_key=True)
        space = ForeignKeyField(Space, on_delete="CASCADE")
        kind = TextField(constraints=[Check("kind in ('desk', 'room', 'kiosk')")])
        name = TextField()
        sound_off = TextField()
        asks_help = BooleanField()
        seen = BigIntegerField()

    db.create_tables(
        [
            Space,
            Prompt,
            RunningItem,
            Contribution,
            ContributionVersion,
            Theme,
            ThemeMember,
            Promise,
            PromiseUpdate,
            Stage,
            Face,
        ]
    )
