"""A day as people say it in a meeting: "end of March", "in two weeks", "30/4/27".

A grammar of our own, and a small one. Of nineteen such answers, dateparser (15 MB with what it
needs) read ten; "end of March", "within a month" and "spring 2027" were not among them.
"""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from models.dates import read_date, say_date
from models.words import one_line

__all__ = ["read_day", "say_day_in_full"]

NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
MONTHS = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if number
} | {"sept": 9}
WEEKDAYS = {name.casefold(): number for number, name in enumerate(calendar.day_name)}
# The last month of each; winter runs into the next year.
SEASONS = {"spring": 5, "summer": 8, "autumn": 11, "winter": 2}
MIDDLE = 15
CENTURY = 2000
FRIDAY = 4
MONTHS_OF_A_YEAR = 12
# What stands before a day and does not change it.
_LEAD = re.compile(r"^(?:(?:by|before|on|until|in|within|the|no later than) +)+")
_ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b(?: +of\b)?")

Reader = Callable[["re.Match[str]", date], date | None]


def read_day(text: str, today: date | None = None) -> str:
    """Turn a day as people say it into YYYY-MM-DD, counted from ``today``.

    A month, a season or "end of" means the last day. With no year, it is the next time that it
    comes. Refused: what is no day.
    """
    today = today or date.today()
    words = _bare(text)
    for pattern, reader in _FORMS:
        match = pattern.fullmatch(words)
        try:
            found = reader(match, today) if match else None
        except (ValueError, OverflowError):  # 31 April; a thousand million years
            found = None
        if found is not None:
            break
    else:
        found = date.fromisoformat(read_date(words))
    return found.isoformat()


def say_day_in_full(iso: str, today: date | None = None) -> str:
    """Write a day so that a slip is heard: "Friday 30 April 2027, in 23 weeks"."""
    day = date.fromisoformat(iso)
    days = (day - (today or date.today())).days
    weeks = round(days / 7)
    if days < 0:
        far = ", which has gone by"
    elif days < 14:
        far = {0: ", today", 1: ", tomorrow"}.get(days, f", in {days} days")
    else:
        far = f", in {weeks} weeks"
    return f"{day:%A} {say_date(iso)}{far}"


def _bare(text: str) -> str:
    """Return what is said without what does not change it."""
    words = one_line(text).casefold().replace(",", "").rstrip(".!")
    words = _ORDINAL.sub(r"\1", words)
    return _LEAD.sub("", words)


def _last_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _later_month(today: date, months: int) -> tuple[int, int]:
    years, month = divmod(today.month - 1 + months, MONTHS_OF_A_YEAR)
    return today.year + years, month + 1


def _year(text: str | None, today: date, of: Callable[[int], date]) -> date:
    """Return a day in the year that is said; with none, the next time that it comes."""
    if text:
        number = int(text)
        return of(number if number >= 100 else CENTURY + number)
    return next(day for day in (of(today.year), of(today.year + 1)) if day >= today)


def _number(text: str) -> int:
    return NUMBERS.get(text) or int(text)


def _in_a_while(match: "re.Match[str]", today: date) -> date:
    many, unit = _number(match["many"]), match["unit"]
    if unit in ("day", "week", "fortnight"):
        return today + timedelta(days=many * {"day": 1, "week": 7, "fortnight": 14}[unit])
    months = many * (MONTHS_OF_A_YEAR if unit == "year" else 1)
    year, month = _later_month(today, months)
    return date(year, month, min(today.day, calendar.monthrange(year, month)[1]))


def _by_numbers(match: "re.Match[str]", today: date) -> date:
    day, month = int(match["day"]), int(match["month"])
    return _year(match["year"], today, lambda year: date(year, month, day))


def _by_name(match: "re.Match[str]", today: date) -> date:
    day, month = int(match["day"]), MONTHS[match["month"]]
    return _year(match["year"], today, lambda year: date(year, month, day))


def _month(match: "re.Match[str]", today: date) -> date:
    month, part = MONTHS[match["month"]], match["part"] or "end"

    def of(year: int) -> date:
        if part.startswith("mid"):
            return date(year, month, MIDDLE)
        if part in ("start", "beginning"):
            return date(year, month, 1)
        return _last_of(year, month)

    return _year(match["year"], today, of)


def _season(match: "re.Match[str]", today: date) -> date:
    name = match["season"]
    over = 1 if name == "winter" else 0  # winter 2026 ends in February 2027
    return _year(match["year"], today, lambda year: _last_of(year + over, SEASONS[name]))


def _weekday(match: "re.Match[str]", today: date) -> date:
    ahead = (WEEKDAYS[match["weekday"]] - today.weekday() - 1) % 7 + 1
    return today + timedelta(days=ahead + (7 if match["after"] else 0))


def _this_or_next(match: "re.Match[str]", today: date) -> date:
    later = 1 if match["which"] == "next" else 0
    if match["unit"] == "week":
        return today + timedelta(days=7 * later + (FRIDAY - today.weekday()))
    if match["unit"] == "month":
        return _last_of(*_later_month(today, later))
    return date(today.year + later, 12, 31)


def _named(match: "re.Match[str]", today: date) -> date:
    if match["name"] == "christmas":
        return _year(match["year"], today, lambda year: date(year, 12, 25))
    if match["name"] == "new year":
        return _year(match["year"], today, lambda year: date(year, 12, 31))
    return today + timedelta(days=1 if match["name"] == "tomorrow" else 0)


_A_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
_MANY = r"(?P<many>\d{1,3}|" + "|".join(NUMBERS) + ")"
_A_YEAR = r"(?: *(?P<year>\d{4}|\d\d))?"
_WHOLE_YEAR = r"(?: +(?P<year>\d{4}))?"
_FORMS: tuple[tuple["re.Pattern[str]", Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"{_MANY} +(?P<unit>day|week|fortnight|month|year)s?(?:['’]? +time)?", _in_a_while),
        (r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})(?:[/.](?P<year>\d{4}|\d\d))?", _by_numbers),
        (rf"(?P<day>\d{{1,2}}) +{_A_MONTH}{_A_YEAR}", _by_name),
        (
            rf"(?:(?P<part>end|start|beginning|middle|mid)(?: +of)?[ -]+)?{_A_MONTH}{_WHOLE_YEAR}",
            _month,
        ),
        (rf"(?:end +of +)?(?P<season>{'|'.join(SEASONS)}){_WHOLE_YEAR}", _season),
        (rf"(?:next +)?(?P<weekday>{'|'.join(WEEKDAYS)})(?P<after> +week)?", _weekday),
        (r"(?:end +of +)?(?P<which>this|next|the) +(?P<unit>week|month|year)", _this_or_next),
        (r"(?:end +of +)?(?P<which>)(?P<unit>week|month|year)", _this_or_next),
        (rf"(?P<name>christmas|new year|tomorrow|today){_WHOLE_YEAR}", _named),
    )
)
