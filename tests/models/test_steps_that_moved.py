"""What is stored to be undone names a function by its place, and is found where that has moved."""

import importlib.util
from importlib import import_module
from pathlib import Path

from models.contribution.contribution import capture, move
from models.contribution.reading import contribution
from models.contribution.types import State
from models.desk.act_table import ActRow
from models.desk.undoing import redo, undo
from models.space.space import Space
from models.store.base import database
from models.store.database import MIGRATIONS, close_store, open_store

NAME = "0026_steps_in_folders"


def moved() -> dict[str, str]:
    spec = importlib.util.spec_from_file_location("moved", MIGRATIONS / f"{NAME}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: dict[str, str] = module.MOVED
    return found


def test_an_act_from_before_is_undone_and_done_again(space: Space, store: Path) -> None:
    uid = capture(space.uid, "More time").uid
    move(uid, State.CLEARED)
    act = ActRow.select().order_by(ActRow.uid.desc()).get()
    assert "models.contribution.steps:" in act.undo
    for column in ("undo", "redo"):
        database.execute_sql(
            f"UPDATE act SET {column} = replace({column}, 'models.contribution.steps:', "
            "'models.contribution_steps:')"
        )
    database.execute_sql(f"DELETE FROM schema_migration WHERE name = '{NAME}'")
    close_store()
    open_store(str(store))
    undo(space.uid)
    assert contribution(uid).state is State.WAITING
    redo(space.uid)
    assert contribution(uid).state is State.CLEARED


def test_each_place_that_a_step_moved_to_is_there() -> None:
    for name in moved().values():
        steps = [one for one in vars(import_module(name)).values() if hasattr(one, "is_a_step")]
        assert any(one.__module__ == name for one in steps), name
