"""Prompts in other languages and in Easy Read. A frozen copy: it never changes when models do."""

from peewee import BooleanField, ForeignKeyField, Model, SqliteDatabase, TextField, UUIDField


def up(migrator, db):
    class Table(Model):
        class Meta:
            database = db
            legacy_table_names = False
            strict_tables = isinstance(db, SqliteDatabase)

    class Prompt(Table):
        uid = UUIDField(primary_key=True)

    class PromptWording(Table):
        uid = UUIDField(primary_key=True)
        prompt = ForeignKeyField(Prompt, on_delete="CASCADE")
        language = TextField()
        easy_read = BooleanField()
        text = TextField()
        spoken = TextField()

        class Meta:
            indexes = ((("prompt", "language", "easy_read"), True),)

    db.create_tables([PromptWording])
    # The default has to be named: the spaces that are there already have no languages.
    db.execute_sql("ALTER TABLE space ADD COLUMN languages TEXT NOT NULL DEFAULT ''")
    # Until now every prompt said that it was English, whatever its space spoke.
    db.execute_sql(
        "UPDATE prompt SET language = (SELECT language FROM space WHERE uid = prompt.space_id)"
    )
