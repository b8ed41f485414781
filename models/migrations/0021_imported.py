"""What came in from a file of another tool. A frozen copy: it never changes when the models do."""

from peewee import SqliteDatabase

CHECK = "way_in in ('said', 'typed', 'pictures', 'recorded', 'paper', 'imported')"


def up(migrator, db):
    if not isinstance(db, SqliteDatabase):
        db.execute_sql("ALTER TABLE contribution DROP CONSTRAINT contribution_way_in_check")
        db.execute_sql(f"ALTER TABLE contribution ADD CHECK ({CHECK})")
        return
    # SQLite cannot change what a column may hold. The table is not made anew, as others were:
    # to drop it would delete everything that belongs to a contribution. So the column is.
    db.execute_sql(
        "ALTER TABLE contribution ADD COLUMN new_way_in TEXT NOT NULL DEFAULT 'said' "
        f"CHECK ({CHECK.replace('way_in', 'new_way_in')})"
    )
    db.execute_sql("UPDATE contribution SET new_way_in = way_in")
    db.execute_sql("ALTER TABLE contribution DROP COLUMN way_in")
    db.execute_sql("ALTER TABLE contribution RENAME COLUMN new_way_in TO way_in")
