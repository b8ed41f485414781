"""An index that answers how many there are in each state, without a look at any words."""


def up(migrator, db):
    db.execute_sql(
        'CREATE INDEX "contribution_space_id_kind_state" '
        'ON "contribution" ("space_id", "kind", "state")'
    )
