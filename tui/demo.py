"""The demo's own folder: never the one with people's words in it."""

import shutil
from pathlib import Path

from models.backup.places import back_up_folder, forget_places
from models.errors import HeardError
from models.places import DATABASE_NAME, data_folder

__all__ = ["clean_demo_folder"]

MARK = "this-is-the-demo"


def clean_demo_folder(data: str | None = None) -> Path:
    """Return the demo's folder, emptied of the last demo.

    It stands beside the data, and only a folder that carries the demo's own mark is emptied.
    """
    folder = data_folder(data) / "demo"
    database = folder / DATABASE_NAME
    if database.exists() and not (folder / MARK).exists():
        raise HeardError(
            f"{folder} holds a database that is not the demo's. It was left as it is. "
            "Choose another folder with --data."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARK).touch()
        for name in (DATABASE_NAME, f"{DATABASE_NAME}-wal", f"{DATABASE_NAME}-shm"):
            (folder / name).unlink(missing_ok=True)
        forget_places(database)
        for inside in ("recordings", back_up_folder(database).name):
            shutil.rmtree(folder / inside, ignore_errors=True)
    except OSError:
        raise HeardError(
            f"The folder {folder} cannot be written. Your own data was not touched. "
            "Choose another one with --data."
        ) from None
    return folder
