"""What an undo calls stands in folders now: acts that are stored name it by its new place."""

MOVED = {
    "models.contribution_steps": "models.contribution.steps",
    "models.going_on": "models.meeting.going_on",
    "models.promise": "models.promise.promise",
    "models.promise_updates": "models.promise.updates",
    "models.read_back": "models.theme.read_back",
    "models.running_order": "models.meeting.running_order",
    "models.theme_shape": "models.theme.shape",
    "models.theme_steps": "models.theme.steps",
}


def up(migrator, db):
    acts = db.execute_sql("SELECT uid, undo, redo FROM act WHERE undo <> '' OR redo <> ''")
    change = "UPDATE act SET undo = ?, redo = ? WHERE uid = ?".replace("?", db.param)
    for uid, undo, redo in acts.fetchall():
        db.execute_sql(change, (_moved(undo), _moved(redo), uid))


def _moved(steps):
    for before, now in MOVED.items():
        steps = steps.replace(f'"{before}:', f'"{now}:')
    return steps
