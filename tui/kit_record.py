"""The kit check's looks at where words are kept: the database, the disk, the clock, back-ups."""

import glob
import os
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.dates import say_date
from models.errors import HeardError
from models.places import settings_file
from models.store import writer
from models.store.base import database
from models.store.database import sqlite_is_sound
from tui.kit_lines import Around, Finding, lacks, passes, problem, stops

__all__ = [
    "Times",
    "look_at_backup",
    "look_at_clock",
    "look_at_database",
    "look_at_disk",
    "look_at_engine",
]

ENOUGH_MEGABYTES, TOO_FEW_MEGABYTES = 200, 20
# A file system rounds times, and a network's clock is a little ahead of ours.
SLACK_SECONDS = 120
SECONDS_A_YEAR = 365 * 86_400
NOT_OPEN = "not looked at, since the database is not open"
# Where systems put what is plugged in.
STICKS = ("/media/*", "/media/*/*", "/run/media/*/*", "/mnt/*", "/Volumes/*")


def look_at_database(around: Around) -> Finding:
    """Write to it and take it back, and have it look whether its file is whole."""
    from models.doctor.record import faults_in_record, try_saving

    if around.trouble:
        return stops(around.trouble, "Nothing can be saved before this is mended.")
    name, before = database_name(), time.monotonic()
    try:
        writer.submit(try_saving).result()
        took = (time.monotonic() - before) * 1000
        faults = writer.submit(faults_in_record).result()
    except HeardError as error:
        return stops(f"{error} It is {name}", "Nothing can be saved before this is mended.")
    if faults:
        return stops(
            f"the file is damaged: {name}",
            "Copy the whole folder first. Then go on with your newest back-up.",
        )
    return passes(f"open, whole, and can be written (saving took {took:.0f} ms): {name}")


def look_at_engine(around: Around) -> Finding:
    """Look whether this version of the database program is sound."""
    if around.trouble:
        return lacks(NOT_OPEN)
    version = getattr(database.obj, "server_version", None)
    if not isinstance(version, tuple) or not hasattr(database.obj, "pragma"):
        return passes("a server")
    text = ".".join(str(part) for part in version[:3])
    if sqlite_is_sound(version):
        return passes(f"SQLite {text}")
    return problem(
        f"SQLite {text} can damage a database that several programs use",
        "Make back-ups often, or install cysqlite.",
    )


def look_at_disk(around: Around) -> Finding:
    """Look how much room is left where the database is."""
    folder = database_folder(around)
    if folder is None:
        return passes("the database is on a server")
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < TOO_FEW_MEGABYTES:
        return stops(f"{free} MB left", "Delete or move files first: soon nothing can be saved.")
    if free < ENOUGH_MEGABYTES:
        return problem(f"{free} MB left", "Delete or move some files.")
    return passes(f"{free:,} MB left")


@dataclass(frozen=True)
class Times:
    """What a clock is held against, in seconds since 1970, UTC; 0 where it is not known.

    ``hardware`` is the clock that runs while the machine is off, ``held`` the day of the space,
    ``server`` the clock of the machine that has the database.
    """

    now: float
    newest_file: float = 0.0
    last_recorded: float = 0.0
    hardware: float = 0.0
    held: float = 0.0
    server: float = 0.0


def look_at_clock(around: Around) -> Finding:
    """Look whether the time of this machine can be true."""
    from models.doctor.record import last_recorded, server_time

    recorded = 0 if around.trouble else writer.submit(last_recorded).result()
    server = 0 if around.trouble else writer.submit(server_time).result()
    held = around.space.held_on if around.space else ""
    return judge_clock(
        Times(
            time.time(),
            newest_file(our_files(around)),
            recorded / 1000,
            hardware_clock(),
            midday(held),
            server / 1000,
        )
    )


def judge_clock(times: Times) -> Finding:
    """Say whether a time can be true, beside what is known of other times."""
    shown = in_words(times.now)
    do = "Set this machine's date and time, then look again. What is saved keeps its order."
    if times.server and abs(times.server - times.now) > SLACK_SECONDS:
        return problem(f"it is {shown}, but {in_words(times.server)} at the server", do)
    if times.last_recorded > times.now + SLACK_SECONDS:
        return problem(f"it is {shown}, but {in_words(times.last_recorded)} is on record", do)
    if times.newest_file > times.now + SLACK_SECONDS:
        return problem(f"it is {shown}, but a file is from {in_words(times.newest_file)}", do)
    if times.hardware and is_off(times.hardware, times.now):
        return problem(
            f"it is {shown}, but the clock inside says {in_words(times.hardware)}",
            "Set this machine's date and time. Its battery may be empty: it would jump again.",
        )
    if times.held and abs(times.held - times.now) > SECONDS_A_YEAR:
        return problem(
            f"it is {shown}, more than a year from the day of the space",
            "Set this machine's date, or the date of the space.",
        )
    return passes(f"{shown}. If that is wrong, set it before the meeting")


def midday(iso: str) -> float:
    """Return the middle of a day, in seconds since 1970; 0 for what is no date."""
    try:
        return datetime.fromisoformat(f"{iso}T12:00").timestamp()
    except ValueError:
        return 0.0


def is_off(hardware: float, now: float) -> bool:
    """Say whether a clock is off by more than its time zone: some keep the local time."""
    local = time.localtime(now).tm_gmtoff or 0
    return min(abs(hardware - now), abs(hardware - now - local)) > SLACK_SECONDS


def in_words(seconds: float) -> str:
    """Write a time as a clock on the wall shows it, with its date and its time zone."""
    local = time.localtime(seconds)
    return f"{time.strftime('%H:%M', local)} ({local.tm_zone}), {say_date(_day(local))}"


def _day(local: time.struct_time) -> str:
    return time.strftime("%Y-%m-%d", local)


def our_files(around: Around) -> list[Path]:
    """Return files whose times say that it cannot be earlier: our own, and the program's."""
    folder = database_folder(around)
    found = [settings_file(), Path(__file__)]
    if folder:
        found += [Path(one) for one in glob.glob(f"{glob.escape(str(folder))}/*.db*")]
    return found


def newest_file(paths: Sequence[Path]) -> float:
    """Return when the newest of some files was written, in seconds since 1970; 0 for none."""
    return max((path.stat().st_mtime for path in paths if path.exists()), default=0.0)


def hardware_clock(path: str = "/sys/class/rtc/rtc0/since_epoch") -> float:
    """Return what the clock inside the machine says, in seconds since 1970; 0 without one."""
    try:
        return float(Path(path).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0.0


def look_at_backup(around: Around) -> Finding:
    """Look whether something is plugged in that a copy could go to."""
    folder = database_folder(around)
    if folder is None:
        return passes("the server's own; ask whoever looks after it")
    found = backup_places(folder, STICKS)
    if not found:
        return lacks(
            "nothing is plugged in that a copy could go to",
            "Bring a USB stick. After the meeting: heard backup, and the folder of the stick.",
        )
    name, free = found[0]
    return passes(f"{name}, {free:,} MB free. After the meeting: heard backup {name}")


def backup_places(folder: str | None, patterns: Sequence[str]) -> list[tuple[str, int]]:
    """Return other disks that can be written, each with its free megabytes, most room first."""
    ours = os.stat(folder or "/").st_dev
    places = []
    for name in {name for pattern in patterns for name in glob.glob(pattern)}:
        try:
            other = os.path.isdir(name) and os.stat(name).st_dev not in (ours, os.stat("/").st_dev)
            if other and os.access(name, os.W_OK):
                places.append((name, shutil.disk_usage(name).free // 1_000_000))
        except OSError:
            continue  # pulled out while we looked
    return sorted(places, key=lambda place: -place[1])


def database_name() -> str:
    """Return where the database is: its file, or its name on a server."""
    return str(database.obj.database) if database.obj is not None else ""


def database_folder(around: Around) -> str | None:
    """Return the folder of the database, or the nearest one that is there; None on a server."""
    name = database_name()
    if name and not hasattr(database.obj, "pragma"):
        return None
    path = Path(name).absolute().parent if name else Path(around.settings.data or ".").absolute()
    return str(next(one for one in (path, *path.parents) if one.is_dir()))
