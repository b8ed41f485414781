"""Where things are: one place for every path."""

import os
from pathlib import Path

from platformdirs import user_config_path, user_data_path

__all__ = ["data_folder", "database_address", "database_file", "recordings_folder", "settings_file"]

DATABASE_NAME = "heard.db"


def data_folder(chosen: str | Path | None = None) -> Path:
    """Return the folder for the database: as chosen, else HEARD_DATA, else the system's place."""
    name = chosen or os.environ.get("HEARD_DATA")
    return Path(name).expanduser() if name else user_data_path("heard", appauthor=False)


def database_address(chosen: str | Path | None = None) -> str:
    """Return the database: HEARD_DATABASE where set and no folder was chosen, else a file."""
    server = os.environ.get("HEARD_DATABASE")
    if server and not chosen:
        return server
    return str(data_folder(chosen) / DATABASE_NAME)


def database_file(address: str) -> Path | None:
    """Return the file of a database's address; None for a server."""
    plain = address.removeprefix("sqlite:///")
    return None if "://" in plain or plain == ":memory:" else Path(plain)


def settings_file() -> Path:
    """Return the settings file: HEARD_SETTINGS where set, else the system's place."""
    chosen = os.environ.get("HEARD_SETTINGS")
    if chosen:
        return Path(chosen).expanduser()
    return user_config_path("heard", appauthor=False) / "heard.toml"


def recordings_folder() -> Path:
    """Return the folder of what was recorded: beside the database that is open, one for each.

    The files of one database are never taken for those of another in the same folder. On a server
    it is HEARD_RECORDINGS where that is set: a folder that all machines share. Without it, each
    machine keeps what was recorded there.
    """
    from peewee import SqliteDatabase

    from models.store.base import database

    name = str(database.obj.database) if database.obj is not None else ""
    if isinstance(database.obj, SqliteDatabase) and name != ":memory:":
        return recordings_beside(Path(name).absolute())
    shared = os.environ.get("HEARD_RECORDINGS")
    if shared:
        return Path(shared).expanduser()
    import hashlib  # a face on a file does without it

    server = hashlib.sha256(name.encode()).hexdigest()[:8]
    return data_folder() / f"recordings of a server {server}"


def recordings_beside(path: Path) -> Path:
    """Return the folder of what was recorded for the database in a file."""
    own = "recordings" if path.name == DATABASE_NAME else f"recordings of {path.stem}"
    return path.parent / own
