"""The time of day on the screens, in one place, so that a test can hold it still."""

import time
from datetime import datetime

__all__ = ["minutes_left", "time_of_day"]


def now_ms() -> int:
    """Return the time as UTC milliseconds."""
    return time.time_ns() // 1_000_000


def time_of_day(ms: int | None = None) -> str:
    """Return a time of day as 13:05, for the desk and the room's clock."""
    seconds = (now_ms() if ms is None else ms) / 1000
    return datetime.fromtimestamp(seconds).astimezone().strftime("%H:%M")


def minutes_left(started: int, minutes: int) -> int:
    """Return the whole minutes left of an item, at least 0, rounded up."""
    left = started + minutes * 60_000 - now_ms()
    return max(0, -(-left // 60_000))
