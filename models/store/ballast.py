"""The reserve: some megabytes beside the database, given up when the disk is full.

Words that are on a screen when the disk fills up are then saved all the same, at once, and a
person is told to make room. Where there is room again, the reserve is made again.
"""

import contextlib
import os
from pathlib import Path

__all__ = ["free_bytes", "keep_reserve", "release_reserve", "reserve_bytes", "reserve_file"]

# What somebody says takes about 12 KB in the log of changes: this is some 600 contributions.
RESERVE_MEGABYTES = 8.0
SETTING = "HEARD_RESERVE"
"""The environment variable for another number of megabytes; 0 keeps no reserve."""
# Made only where it is at most this part of what is free: nobody's last megabytes are taken.
PART_OF_FREE = 4
CHUNK = 1 << 20


def reserve_bytes() -> int:
    """Return how large the reserve is to be, in bytes; 0 where none is wanted."""
    try:
        megabytes = float(os.environ.get(SETTING, RESERVE_MEGABYTES))
    except ValueError:
        megabytes = RESERVE_MEGABYTES
    return max(0, int(megabytes * 1_000_000))


def reserve_file(store: Path) -> Path:
    """Return the file that holds the room."""
    return store.with_name(f"{store.name}.reserve")


def free_bytes(store: Path) -> int:
    """Return how much room is left on the disk of a database, in bytes."""
    disk = os.statvfs(store.parent)
    return disk.f_bavail * disk.f_frsize


def keep_reserve(store: Path) -> bool:
    """See that the reserve is there, where there is room for it; say whether it is.

    Never an error: a disk without room for it is told in other ways.
    """
    wanted, file = reserve_bytes(), reserve_file(store)
    if not wanted:
        return False
    try:
        if file.exists() and file.stat().st_size >= wanted:
            return True
        if free_bytes(store) < wanted * PART_OF_FREE:
            return False
        _take_room(file, wanted)
    except OSError:
        with contextlib.suppress(OSError):
            file.unlink()
        return False
    return True


def _take_room(file: Path, size: int) -> None:
    """Have the file system set room aside; where it only says so, write what cannot be packed."""
    handle = os.open(file, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "r+b") as written:
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(handle, 0, size)
        if os.fstat(handle).st_blocks * 512 >= size:
            return
        for _ in range(-(-size // CHUNK)):
            written.write(os.urandom(CHUNK))
        written.truncate(size)
        written.flush()
        os.fsync(handle)


def release_reserve(store: Path) -> bool:
    """Give the room back to the disk; say whether there was any to give."""
    try:
        reserve_file(store).unlink()
    except OSError:
        return False
    return True
