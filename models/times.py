"""Times of day and lengths of time, as people write them."""

import re
from datetime import datetime

from models.errors import RefusedError
from models.identity import now_ms
from models.words import one_line

__all__ = ["at_time", "read_minutes", "read_time", "say_time"]

MOST_MINUTES = 1_440  # a day
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?")
_HOURS = re.compile(
    r"(\d+)(?:[.,](5))?\s*(?:h|hours?)(?:\s*(?:and\s*)?(\d+)\s*(?:m|min|minutes?)?)?"
)
_MINUTES = re.compile(r"(\d+)\s*(?:m|min|minutes?)?")


def read_time(text: str) -> str:
    """Turn a time of day as typed into HH:MM: ``13:00``, ``13.00``, ``1 pm``, ``1:30pm``."""
    found = _TIME.fullmatch(one_line(text).casefold())
    if found:
        hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
        is_right = minute < 60 and (1 <= hour <= 12 if half else hour < 24 and found[2])
        if is_right:
            hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
            return f"{hour:02}:{minute:02}"
    raise RefusedError(
        "That is not a time I can read. Write it like this: 13:00. Nothing was changed."
    )


def read_minutes(text: str) -> int:
    """Turn a length of time as typed into minutes: ``120``, ``2 hours``, ``1 h 30``."""
    words = one_line(text).casefold()
    if hours := _HOURS.fullmatch(words):
        found = int(hours[1]) * 60 + (30 if hours[2] else 0) + int(hours[3] or 0)
    elif minutes := _MINUTES.fullmatch(words):
        found = int(minutes[1])
    else:
        found = -1
    if 0 <= found <= MOST_MINUTES:
        return found
    raise RefusedError(
        "That is not a number of minutes. Write it like this: 120. Nothing was changed."
    )


def at_time(text: str) -> int:
    """Return a time of day, today, as UTC milliseconds; nothing typed is now."""
    if not text.strip():
        return now_ms()
    hour, minute = map(int, read_time(text).split(":"))
    today = datetime.now().astimezone()
    moment = today.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return int(moment.timestamp()) * 1000


def say_time(ms: int) -> str:
    """Write a moment for a reader, as a time of day here: 13:40."""
    return datetime.fromtimestamp(ms / 1000).astimezone().strftime("%H:%M")
