"""The kit check: is everything ready? Each line says pass or problem, and what to do."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass

from models.base import database
from models.database import sqlite_is_sound
from models.settings import Settings
from tui.aloud import voices_folder

__all__ = ["Line", "check_kit"]

FREE_MEGABYTES = 200


@dataclass(frozen=True)
class Line:
    """One thing that was looked at. ``do`` says what to do, where there is something to do."""

    name: str
    ok: bool
    found: str
    do: str = ""


def check_kit(settings: Settings, columns: int, rows: int) -> list[Line]:
    """Look at everything. What is merely missing is a problem with a next step, never a stop."""
    looks: list[Callable[[], Line]] = [
        _database,
        _space_left,
        _sqlite,
        lambda: _terminal(columns, rows),
        _colours,
        lambda: _sound(settings),
        lambda: _address(settings),
    ]
    return [look() for look in looks]


def _database() -> Line:
    name = str(database.obj.database)
    return Line("Database", True, f"open, and can be written: {name}")


def _space_left() -> Line:
    folder = os.path.dirname(os.path.abspath(str(database.obj.database)))
    if not os.path.isdir(folder):
        return Line("Free space", True, "the database is on a server")
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < FREE_MEGABYTES:
        return Line("Free space", False, f"{free} MB left", "Delete or move some files.")
    return Line("Free space", True, f"{free:,} MB left")


def _sqlite() -> Line:
    version = getattr(database.obj, "server_version", None)
    if not isinstance(version, tuple) or not hasattr(database.obj, "pragma"):
        return Line("Database program", True, "a server")
    text = ".".join(str(part) for part in version[:3])
    if sqlite_is_sound(version):
        return Line("Database program", True, f"SQLite {text}")
    return Line(
        "Database program",
        False,
        f"SQLite {text} can damage a database that several programs use",
        "Make back-ups often, or install cysqlite.",
    )


def _terminal(columns: int, rows: int) -> Line:
    size = f"{columns} columns, {rows} rows"
    if columns < 80 or rows < 24:
        return Line(
            "Window", False, size, "Make the window larger, or the letters smaller: 80 by 24."
        )
    return Line("Window", True, size)


def _colours() -> Line:
    if os.environ.get("COLORTERM") in ("truecolor", "24bit"):
        return Line("Colours", True, "all of them")
    return Line(
        "Colours", False, "this terminal may show fewer", "Start it with COLORTERM=truecolor."
    )


def _sound(settings: Settings) -> Line:
    from voice import say_and_wait

    off = say_and_wait(
        "This is how the room sounds.",
        rate=settings.voice.rate,
        volume=settings.voice.volume,
        voice=settings.voice.voice,
        player=settings.voice.player or None,
        device=settings.room.device,
        voices=voices_folder(settings),
    )
    if off:
        return Line("Sound", False, off.replace("press the key again", "look again"))
    return Line("Sound", True, "a sentence was played. If you did not hear it, turn it up")


def _address(settings: Settings) -> Line:
    if settings.address.endswith("heard.example"):
        return Line(
            "Address in the QR",
            False,
            f"{settings.address} is only an example",
            "Set address in heard.toml to where your outcome pages will be.",
        )
    return Line("Address in the QR", True, settings.address)
