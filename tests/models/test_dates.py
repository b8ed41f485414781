"""Dates as people write them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.language import use
from models.dates import read_date, say_date
from models.errors import RefusedError

SAME_DAY = [
    "30 April 2027",
    "30 april 2027",
    "30 Apr 2027",
    "30 APRIL, 2027",
    "  30   April\n2027 ",
    "30/4/2027",
    "30/04/2027",
    "30.4.2027",
    "2027-04-30",
    "April 2027",
    "apr 2027",
    "end of April 2027",
    "End of April 2027",
]


@pytest.mark.parametrize("text", SAME_DAY)
def test_one_day_written_in_many_ways(text: str) -> None:
    assert read_date(text) == "2027-04-30"


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "spring", "next week", "31 April 2027", "29 February 2027", "30/13/2027"),
        *("27", "2027", "April", "30 April 27", "1e9", "\x00", "30 April 2027 or so", "٣٠"),
    ],
)
def test_what_is_no_date_is_refused_kindly(text: str) -> None:
    with pytest.raises(RefusedError, match="30 April 2027"):
        read_date(text)


def test_a_month_is_its_last_day_in_a_leap_year_too() -> None:
    assert read_date("February 2028") == "2028-02-29"


@given(st.dates(datetime.date(1000, 1, 1)))
def test_what_is_said_can_be_read(day: datetime.date) -> None:
    assert read_date(say_date(day.isoformat())) == day.isoformat()


@given(st.text(st.characters(exclude_categories=[])))
def test_no_text_is_too_odd(text: str) -> None:
    try:
        found = read_date(text)
    except RefusedError:
        return
    datetime.date.fromisoformat(found)


@pytest.mark.parametrize(
    ("language", "april", "october"),
    [
        ("en", "30 April 2027", "1 October 2027"),
        ("pl", "30 kwietnia 2027", "1 października 2027"),
        ("cy", "30 Ebrill 2027", "1 Hydref 2027"),
    ],
)
def test_a_day_is_said_in_the_language_of_the_person_in_front(
    language: str, april: str, october: str
) -> None:
    use(language)
    assert (say_date("2027-04-30"), say_date("2027-10-01")) == (april, october)


def test_what_is_no_date_is_said_as_it_is() -> None:
    assert say_date("") == ""
    assert say_date("when it is warm") == "when it is warm"
