"""The days of the promises as a calendar: when each is due, and when somebody looks at it again.

Whole days and no times. A promise keeps its entry: who takes the file in again has the new day,
and not a second one.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from assets.language import N_, _
from models.dates import say_date
from models.errors import RefusedError
from models.outcome.outcome import Outcome
from models.promise.promise import Promise, PromiseKind, PromiseState
from models.words import stop
from outcomes.making import Made, Making
from outcomes.page_parts import printable
from outcomes.promise_lines import standing_of

if TYPE_CHECKING:
    from icalendar import Calendar, Event

__all__ = ["make"]

MAKER = "-//Heard//The promises of a listening space//EN"
WARNED_BEFORE = timedelta(days=7)
LEADS = {
    PromiseKind.WILL: N_("We will"),
    PromiseKind.CANNOT: N_("We can't"),
    PromiseKind.MORE_TIME: N_("We need more time"),
}
# Those need nobody's look any more.
OVER = (PromiseState.DONE, PromiseState.CANNOT)
# Where a meeting has no day: the format wants a moment in every entry.
NO_DAY = date(1980, 1, 1)


def make(making: Making) -> list[Made]:
    """Make the calendar. Refused where no promise has a day."""
    from icalendar import Calendar  # a third of a second, so with the first calendar

    promises = list(_all_promises(making.outcome))
    dated = [one for one in promises if one.due or one.review]
    if not dated:
        raise RefusedError(
            "No promise has a day yet, so there is no calendar. The other formats have everything. "
            "Say by when at the desk, and make it again."
        )
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("name", printable(making.outcome.space.title))
    calendar.add("x-wr-calname", printable(making.outcome.space.title))
    for promise in dated:
        _add(calendar, making, promise)
    return [Made("promises.ics", calendar.to_ical(), _missing(len(promises) - len(dated)))]


def _all_promises(outcome: Outcome) -> Iterator[Promise]:
    for theme in outcome.themes:
        yield from theme.promises
    yield from outcome.other_promises


def _missing(number: int) -> tuple[str, ...]:
    if not number:
        return ()
    what = "answer has no day, so it is" if number == 1 else "answers have no day, so they are"
    return (f"{number} {what} not in the calendar. Every other format has all answers.",)


def _add(calendar: "Calendar", making: Making, promise: Promise) -> None:
    """Add the day that a promise is due and the day that it is looked at again."""
    what = f"{_(LEADS[promise.kind])}: {printable(promise.what)}"
    if promise.due:
        said = _("Done.") if promise.done else _("Due.")
        _event(calendar, making, promise, "due", promise.due, f"{said} {what}")
    if promise.review:
        again = _("Look at it again.")
        _event(calendar, making, promise, "review", promise.review, f"{again} {what}")


def _event(
    calendar: "Calendar", making: Making, promise: Promise, which: str, day: str, summary: str
) -> None:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{promise.public_id}-{which}@heard")
    event.add("dtstamp", _stamp(making.outcome))
    # A calendar takes an entry for newer where this is greater.
    event.add("sequence", len(promise.updates))
    event.add("summary", summary)
    event.add("description", _described(making, promise))
    event.add("dtstart", date.fromisoformat(day))
    event.add("dtend", date.fromisoformat(day) + timedelta(days=1))
    event.add("transp", "TRANSPARENT")  # nobody is busy for it
    address = making.address_of_promise(promise)
    if address.startswith(("https://", "http://")):
        event.add("url", address)
    if promise.state not in OVER:
        _warn(event, summary)
    calendar.add_component(event)


def _warn(event: "Event", summary: str) -> None:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _("In a week: {what}").format(what=summary))
    alarm.add("trigger", -WARNED_BEFORE)
    event.add_component(alarm)


def _described(making: Making, promise: Promise) -> str:
    """Say who does it, how it stands, what the group says, and where it was promised."""
    space = making.outcome.space
    first, group = say_date(promise.due_before), promise.group.outside() if promise.group else ""
    told = (
        (_("Now: {words}"), standing_of(promise)),
        (_("First promised for {words}"), first),
        (_("Because: {words}"), promise.because),
        *((f"{say_date(one.made_on)}: {{words}}", one.words) for one in promise.updates),
        (_("People say, is it done: {words}"), group),
        (_("Promised at: {words}"), space.title),
    )
    lines = [
        stop(promise.who),
        *(stop(sentence.format(words=words)) for sentence, words in told if words),
        making.address_of_promise(promise),
    ]
    return "\n".join(printable(line) for line in lines if line)


def _stamp(outcome: Outcome) -> datetime:
    """Return one moment for every entry, the day of the meeting: no time of ours leaves."""
    try:
        day = date.fromisoformat(outcome.space.held_on[:10])
    except ValueError:
        day = NO_DAY
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
