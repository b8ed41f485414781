"""The time of day on the screens, in one place, so that a test can hold it still."""

from datetime import datetime

from models import identity

__all__ = ["minutes_left", "time_of_day", "today"]


def now_ms() -> int:
    """Return the time as UTC milliseconds, as it is on record: it never goes back."""
    return identity.now_ms()


def _on_the_wall() -> int:
    """Return the time as the machine has it now, even where its clock was set back."""
    return now_ms() - identity.ahead_ms()


def time_of_day(ms: int | None = None) -> str:
    """Return a time of day as 13:05, for the desk and the room's clock."""
    seconds = (_on_the_wall() if ms is None else ms) / 1000
    return datetime.fromtimestamp(seconds).astimezone().strftime("%H:%M")


def today() -> str:
    """Return the day that it is here, as YYYY-MM-DD."""
    return datetime.fromtimestamp(_on_the_wall() / 1000).date().isoformat()


def minutes_left(started: int, minutes: int) -> int:
    """Return the whole minutes left of an item, at least 0, rounded up."""
    left = started + minutes * 60_000 - now_ms()
    return max(0, -(-left // 60_000))
