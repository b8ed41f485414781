"""A PIN for the kiosks of a test: a new folder has none, and its kiosk would ask for one first."""

from pathlib import Path

from models import writer
from models.database import close_store, open_store
from models.pin import has_pin, set_pin
from models.template import DEMO_PIN

__all__ = ["give_pin"]


def give_pin(data: Path) -> str:
    """Set the demo's PIN in a data folder, where it has none yet, and return it."""
    open_store(str(data / "heard.db"))
    if not has_pin():
        set_pin(DEMO_PIN)
    writer.finish()
    close_store()
    return DEMO_PIN
