"""The kit check: is everything ready? Each line says pass or problem, and what to do."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass

from models import writer
from models.base import database
from models.database import sqlite_is_sound
from models.settings import Settings
from models.space import list_spaces
from models.wordings import missing_wordings
from tui.aloud import voices_folder

__all__ = ["Line", "check_kit", "check_letters"]

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
        lambda: _microphone(settings),
        lambda: _address(settings),
        _prompts,
    ]
    return [look() for look in looks]


def check_letters(distance: float, screen_height: float, rows: int) -> Line:
    """Look whether letters can be read from a distance; lengths in metres."""
    from tui.letter_size import DEGREES, letter_size, most_rows

    size = letter_size(distance, screen_height, rows)
    found = f"a capital is {size.millimetres:.0f} mm high, {size.degrees:.1f} degrees"
    far = f"{distance:g} m away"
    if size.enough:
        return Line("Letters", True, f"{found}. They can be read {far}")
    found += f". To be read {far} they need {DEGREES:g} degrees"
    fitting = most_rows(distance, screen_height)
    if fitting < 12:
        return Line("Letters", False, found, "Take a larger picture, or bring the seats nearer.")
    return Line(
        "Letters", False, found, f"Make them larger, until at most {fitting} rows are left."
    )


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


def _microphone(settings: Settings) -> Line:
    from voice.recorder import try_microphone

    off, loudness = try_microphone(
        command=settings.voice.recorder or None, microphone=settings.kiosk.microphone
    )
    if off:
        return Line("Microphone", False, off, "Without one, all other ways to answer work.")
    if loudness <= 0:
        return Line(
            "Microphone",
            False,
            "it is there, and gives only silence",
            "Turn it on, and turn it up in the system's sound settings.",
        )
    return Line("Microphone", True, "it is there, and hears something. Nothing was kept")


def _address(settings: Settings) -> Line:
    if settings.address.endswith("heard.example"):
        return Line(
            "Address in the QR",
            False,
            f"{settings.address} is only an example",
            "Set address in heard.toml to where your outcome pages will be.",
        )
    return Line("Address in the QR", True, settings.address)


def _prompts() -> Line:
    """Look whether each prompt of the space to go on with is in every language."""
    # The writer's thread has the database open; the one that looks at the kit may not.
    spaces = writer.submit(list_spaces).result()
    if not spaces:
        return Line("Prompts", True, "there is no space yet")
    missing = writer.submit(missing_wordings, spaces[0].uid).result()
    if missing:
        return Line(
            "Prompts", False, " ".join(missing), "Add them to the template: docs/templates.md."
        )
    return Line("Prompts", True, "in every language of the space, and in Easy Read")
