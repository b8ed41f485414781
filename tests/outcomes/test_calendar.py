"""The calendar of the promises, read back by the library's own strict parser."""

import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar, Event

from models.errors import RefusedError
from models.outcome.outcome import Outcome, read_outcome
from models.promise.promise import PromiseKind, Update, make_promise
from models.settings import Settings
from models.space.space import new_space, open_space
from models.store.database import close_store, open_store
from outcomes.calendar import make
from outcomes.making import Making

LONG = "Zażółć gęślą jaźń; phone, back \\ within two days: " + "and tell everybody, " * 6


def making_of(outcome: Outcome) -> Making:
    settings = Settings(address="https://heard.example")
    return Making(outcome, address="https://heard.example/k7", settings=settings)


@pytest.fixture(scope="module")
def outcome(new_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    path = tmp_path_factory.mktemp("calendar") / "heard.db"
    shutil.copyfile(new_file, path)
    open_store(str(path))
    space = open_space(new_space("Getting about", held_on="2027-03-12").uid)
    make_promise(space.uid, PromiseKind.WILL, LONG, who="The office", due="2027-04-30")
    make_promise(space.uid, PromiseKind.MORE_TIME, "Find a phone", who="Us", due="2027-02-28")
    make_promise(space.uid, PromiseKind.CANNOT, "Open on Sundays", because="No money")
    found = read_outcome(space.uid)
    close_store()
    first, *rest = found.other_promises
    return replace(found, other_promises=(replace(first, review="2027-05-31"), *rest))


def events(outcome: Outcome) -> list[Event]:
    calendar = Calendar.from_ical(make(making_of(outcome))[0].content)
    assert isinstance(calendar, Calendar)
    assert not calendar.errors
    return [one for one in calendar.walk("VEVENT") if isinstance(one, Event)]


def test_each_day_is_a_whole_day_with_its_promise(outcome: Outcome) -> None:
    due, review, other = events(outcome)
    promise = outcome.other_promises[0]
    assert due["uid"] == f"{promise.public_id}-due@heard"
    assert review["uid"] == f"{promise.public_id}-review@heard"
    assert due.decoded("dtstart") == date(2027, 4, 30)
    assert due.decoded("dtend") == date(2027, 5, 1)
    assert review.decoded("dtstart") == date(2027, 5, 31)
    assert other.decoded("dtstart") == date(2027, 2, 28)
    assert str(due["summary"]) == f"Due. We will: {promise.what}", "words come back as they went"
    assert "The office." in str(due["description"])
    assert promise.public_id in str(due["url"])
    assert not any(one.errors for one in (due, review, other))


def test_a_week_before_it_is_told_unless_it_is_done(outcome: Outcome) -> None:
    for event in events(outcome):
        (alarm,) = event.walk("VALARM")
        assert alarm.decoded("trigger") == -timedelta(days=7)
        assert alarm["action"] == "DISPLAY"
    news = Update("2027-04-01", "It is there.", done=True, evidence="Ring it.")
    done = replace(outcome.other_promises[0], updates=(news,))
    due = events(replace(outcome, other_promises=(done,)))[0]
    assert due.walk("VALARM") == []
    assert str(due["summary"]).startswith("Done. ")
    assert due["sequence"] == 1, "a calendar takes it for the newer one"


def test_the_lines_are_as_the_standard_has_them(outcome: Outcome) -> None:
    (made,) = make(making_of(outcome))
    assert made.name == "promises.ics"
    assert made.content.endswith(b"END:VCALENDAR\r\n")
    lines = made.content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines), "75 octets, not letters"
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    for line in lines:
        line.decode()  # never cut in the middle of a letter


def test_no_time_of_ours_is_in_it_and_the_bytes_are_the_same(outcome: Outcome) -> None:
    made = make(making_of(outcome))
    assert made == make(making_of(outcome))
    assert {one.decoded("dtstamp").isoformat() for one in events(outcome)} == {
        "2027-03-12T00:00:00+00:00"
    }


def test_an_answer_without_a_day_is_told_to_be_missing(outcome: Outcome) -> None:
    assert make(making_of(outcome))[0].missing == (
        "1 answer has no day, so it is not in the calendar. Every other format has all answers.",
    )


def test_without_any_day_there_is_a_sentence(outcome: Outcome) -> None:
    refused = tuple(one for one in outcome.other_promises if not one.due)
    with pytest.raises(RefusedError, match="No promise has a day yet"):
        make(making_of(replace(outcome, other_promises=refused)))
