"""What an update says, and review dates. A frozen copy: it never changes when the models do."""

from peewee import SqliteDatabase


def up(migrator, db):
    on_sqlite = isinstance(db, SqliteDatabase)
    text = "TEXT NOT NULL DEFAULT ''"
    db.execute_sql(f"ALTER TABLE promise ADD COLUMN review {text}")
    states = "CHECK (state in ('', 'doing', 'done', 'late', 'can''t'))"
    db.execute_sql(f"ALTER TABLE promise_update ADD COLUMN state {text} {states}")
    db.execute_sql(f"ALTER TABLE promise_update ADD COLUMN evidence {text}")
    db.execute_sql(f"ALTER TABLE promise_update ADD COLUMN new_due {text}")
    # What was said to be done says so in one way, whenever it was said.
    yes = "1" if on_sqlite else "TRUE"
    # "yes" is one of two words above, as each engine writes it.
    db.execute_sql(f"UPDATE promise_update SET state = 'done' WHERE done = {yes}")  # noqa: S608
