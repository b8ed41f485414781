"""A PIN for the kiosks of a test: a new folder has none, and its kiosk would ask for one first."""

import atexit
import functools
import shutil
import tempfile
from pathlib import Path

from models.kiosk.pin import has_pin, set_pin
from models.space.template import DEMO_PIN
from models.store import writer
from models.store.database import close_store, open_store

__all__ = ["give_pin"]


@functools.cache
def _with_pin() -> Path:
    """Make a data folder with the PIN once, to copy: to make a lock takes a quarter of a second."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _set_pin(folder)
    return folder


def give_pin(data: Path) -> str:
    """Set the demo's PIN in a data folder, where it has none yet, and return it."""
    if (data / "heard.db").exists():
        _set_pin(data)
    else:
        shutil.copytree(_with_pin(), data, dirs_exist_ok=True)
    return DEMO_PIN


def _set_pin(data: Path) -> None:
    open_store(str(data / "heard.db"))
    if not has_pin():
        set_pin(DEMO_PIN)
    writer.finish()
    close_store()
