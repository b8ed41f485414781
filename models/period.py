"""A period as people say it, and the seasons that a plan is made by."""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from models.errors import RefusedError
from models.words import one_line

__all__ = ["read_period", "season_of"]

_YEAR = re.compile(r"(\d{4})")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_OVER_TWO = re.compile(r"(\d{4})[/-](\d{2})")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SEASON = re.compile(r"(spring|summer|autumn|winter) (\d{4})")
FIRST_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
APRIL = 4
NOT_A_PERIOD = (
    "That is not a period I can read. Nothing was made. Write it like this: 2026, or "
    "2026-01..2026-06, or 2026/27 for April to March, or spring 2026."
)

Period = tuple[date, date]


def read_period(text: str, today: date | None = None) -> Period:
    """Turn a period as typed into its first and its last day; nothing typed is this year.

    ``2026``, ``2026-04``, ``2026-01..2026-12``, ``spring 2026``; ``2026/27`` is a council's year,
    April to March. Refused: what is none, and what ends before it begins.
    """
    words = one_line(text).casefold() or str((today or date.today()).year)
    begin, _, end = words.partition("..")
    first, last = _one(begin.strip())[0], _one((end or begin).strip())[1]
    if last < first:
        raise RefusedError(
            "That period ends before it begins. Nothing was made. Write the first month first."
        )
    return first, last


def season_of(day: date) -> str:
    """Return the season of a day: "Spring 2026". Winter has the year in which it begins."""
    year = day.year - (day.month < FIRST_MONTHS["spring"])
    for name in reversed(FIRST_MONTHS):
        if date(year, FIRST_MONTHS[name], 1) <= day:
            return f"{name.capitalize()} {year}"
    raise AssertionError("every day has a season")


def _one(words: str) -> Period:
    for pattern, reader in _FORMS:
        found = pattern.fullmatch(words)
        try:
            period = reader(found) if found else None
        except ValueError:  # month 13, 30 February, the year 0
            period = None
        if period:
            return period
    raise RefusedError(NOT_A_PERIOD)


def _year(found: "re.Match[str]") -> Period:
    year = int(found[1])
    return date(year, 1, 1), date(year, 12, 31)


def _month(found: "re.Match[str]") -> Period:
    year, month = int(found[1]), int(found[2])
    return date(year, month, 1), _last_of(year, month)


def _over_two(found: "re.Match[str]") -> Period | None:
    year, after = int(found[1]), int(found[2])
    if (year + 1) % 100 != after:
        return None
    return date(year, APRIL, 1), date(year + 1, APRIL, 1) - timedelta(days=1)


def _day(found: "re.Match[str]") -> Period:
    day = date(int(found[1]), int(found[2]), int(found[3]))
    return day, day


def _season(found: "re.Match[str]") -> Period:
    month, year = FIRST_MONTHS[found[1]], int(found[2])
    years, last = divmod(month + 1, 12)
    return date(year, month, 1), _last_of(year + years, last + 1)


def _last_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


# In this order: 2026-11 is a month, and 2026-27, which cannot be one, a council's year.
_FORMS: tuple[tuple["re.Pattern[str]", Callable[["re.Match[str]"], Period | None]], ...] = (
    (_YEAR, _year),
    (_MONTH, _month),
    (_OVER_TWO, _over_two),
    (_DAY, _day),
    (_SEASON, _season),
)
