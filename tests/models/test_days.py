"""Days to come as people say them in a meeting (D36)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.days import read_day, say_day_in_full
from models.errors import RefusedError

TODAY = date(2026, 11, 17)  # a Tuesday
SAID = {
    "end of March": "2027-03-31",
    "by the end of March": "2027-03-31",
    "mid March": "2027-03-15",
    "start of May 2028": "2028-05-01",
    "in two weeks": "2026-12-01",
    "2 weeks' time": "2026-12-01",
    "a fortnight": "2026-12-01",
    "within a month": "2026-12-17",
    "in 3 months": "2027-02-17",
    "30/4/27": "2027-04-30",
    "30.4.2027": "2027-04-30",
    "30 April": "2027-04-30",
    "the 3rd of May": "2027-05-03",
    "10 Dec": "2026-12-10",
    "Friday": "2026-11-20",
    "next Friday": "2026-11-20",
    "Friday week": "2026-11-27",
    "Tuesday": "2026-11-24",
    "tomorrow": "2026-11-18",
    "end of this month": "2026-11-30",
    "end of next month": "2026-12-31",
    "next week": "2026-11-27",
    "end of the year": "2026-12-31",
    "by Christmas": "2026-12-25",
    "spring": "2027-05-31",
    "spring 2027": "2027-05-31",
    "winter 2026": "2027-02-28",
    "2027-04-30": "2027-04-30",
    "April 2027": "2027-04-30",
    "29 February 2028": "2028-02-29",
}


@pytest.mark.parametrize("text", SAID)
def test_d36_a_day_is_typed_as_people_say_it(text: str) -> None:
    assert read_day(text, TODAY) == SAID[text]
    assert read_day(f" {text.upper()}. ", TODAY) == SAID[text]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "when we can",
        "31 April",
        "30/13/27",
        "in some weeks",
        "as soon as possible",
        "0",
    ],
)
def test_what_is_no_day_is_refused_kindly(text: str) -> None:
    with pytest.raises(RefusedError, match="30 April 2027"):
        read_day(text, TODAY)


def test_the_last_day_of_a_short_month_is_not_overrun() -> None:
    assert read_day("in a month", date(2027, 1, 31)) == "2027-02-28"
    assert read_day("end of December", date(2026, 12, 31)) == "2026-12-31"


def test_a_day_is_read_back_with_its_weekday_and_how_far_it_is() -> None:
    assert say_day_in_full("2027-04-30", TODAY) == "Friday 30 April 2027, in 23 weeks"
    assert say_day_in_full("2026-11-18", TODAY) == "Wednesday 18 November 2026, tomorrow"
    assert say_day_in_full("2026-11-20", TODAY) == "Friday 20 November 2026, in 3 days"
    assert say_day_in_full("2026-11-16", TODAY).endswith(", which has gone by")


@given(st.text(st.characters(exclude_categories=[])))
def test_no_text_is_too_odd(text: str) -> None:
    try:
        found = read_day(text, TODAY)
    except RefusedError:
        return
    date.fromisoformat(found)


@given(st.dates(date(2026, 11, 17), date(2999, 1, 1)))
def test_what_is_read_back_can_be_read(day: date) -> None:
    weekday, rest = say_day_in_full(day.isoformat(), TODAY).split(" ", 1)
    assert weekday == f"{day:%A}"
    assert read_day(rest.split(",")[0], TODAY) == day.isoformat()
