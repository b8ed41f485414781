"""Dates as people write them, and as they are read."""

import calendar
from datetime import date, datetime

from assets.language import N_, _
from models.errors import RefusedError
from models.words import one_line

__all__ = ["read_date", "say_date"]

_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")
_MONTHS = ("%B %Y", "%b %Y")
# Each as a whole: in Polish the month beside a day has another ending than alone.
_DAYS = (
    N_("{day} January {year}"),
    N_("{day} February {year}"),
    N_("{day} March {year}"),
    N_("{day} April {year}"),
    N_("{day} May {year}"),
    N_("{day} June {year}"),
    N_("{day} July {year}"),
    N_("{day} August {year}"),
    N_("{day} September {year}"),
    N_("{day} October {year}"),
    N_("{day} November {year}"),
    N_("{day} December {year}"),
)


def read_date(text: str) -> str:
    """Turn a date as typed into YYYY-MM-DD. A month alone means its last day.

    ``30 April 2027``, ``30/4/2027``, ``2027-04-30`` and ``April 2027`` are all the same day.
    """
    words = one_line(text).casefold().replace(",", "").removeprefix("end of ")
    for form in _FORMATS:
        try:
            return datetime.strptime(words, form).date().isoformat()
        except ValueError:
            continue
    for form in _MONTHS:
        try:
            month = datetime.strptime(words, form).date()
        except ValueError:
            continue
        last = calendar.monthrange(month.year, month.month)[1]
        return month.replace(day=last).isoformat()
    raise RefusedError(
        "That is not a date I can read. Write it like this: 30 April 2027. Nothing was lost."
    )


def say_date(iso: str) -> str:
    """Write a date for a reader, in the language of now: 30 April 2027, 30 kwietnia 2027.

    Anything that is no date stays as it is.
    """
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return _(_DAYS[day.month - 1]).format(day=day.day, year=day.year)
