"""The draft report as parts in plain words: one source for its text, its page and the screen."""

from collections.abc import Iterator
from dataclasses import dataclass

from assets.language_names import language_name
from models.contribution.contribution import State
from models.dates import say_date
from models.desk.face_trouble import FaceTrouble, TroubleKind
from models.meeting.attendance import FEWEST_SHOWN
from models.meeting.checkout import FEWEST, QUESTIONS, SCORES, Checkout, few, told
from models.meeting.ladder import Rating, Side
from models.outcome.outcome import Quote
from models.outcome.report import Report
from models.promise.promise import Promise, PromiseKind
from models.space.space import SpaceState
from models.theme.read_back import ThemeAnswer
from models.times import say_time
from models.words import stop

__all__ = ["Line", "Part", "report_parts"]

SIDES = {Side.STAFF: "Staff", Side.PEOPLE: "People"}


@dataclass(frozen=True)
class Line:
    """One line. ``kind`` is "text", "item", "quote", "theme" or "promise"."""

    words: str
    kind: str = "text"
    language: str = ""  # where it is another than that of the report


@dataclass(frozen=True)
class Part:
    """A heading with the lines under it."""

    title: str
    lines: tuple[Line, ...]


def report_parts(report: Report) -> tuple[Part, ...]:
    """Return the report part by part; a part with nothing in it says so."""
    parts = (
        ("Who came", _came(report)),
        ("What we heard", _numbers(report)),
        ("Held, set aside, taken back", _kept_back(report)),
        ("What you said, and our answers", _themes(report)),
        ("Needs for the day", _needs(report)),
        ("How was this meeting?", _checkout(report.checkout)),
        ("The ladder of participation", _ladder(report.ratings)),
        ("What broke", _broke(report)),
        ("Still to do", (Line(one, "item") for one in report.unfinished.sentences)),
    )
    made = ((title, tuple(lines)) for title, lines in parts)
    return tuple(Part(title, lines or (Line("Nothing."),)) for title, lines in made)


def _came(report: Report) -> Iterator[Line]:
    if report.came is None:
        yield Line(f"Fewer than {FEWEST_SHOWN} people came.")
    elif not report.came:
        yield Line("Nobody has written down how many came.")
    else:
        roles = "; ".join(f"{one.role}: {one.how_many}" for one in report.came_as)
        yield Line(f"{report.came} people came. {roles[:1].upper()}{stop(roles[1:])}".strip())


def _numbers(report: Report) -> Iterator[Line]:
    outcome = report.outcome
    yield Line(f"{outcome.heard} in all. {_where_they_are(report)}")
    ways = [f"{few(number)} {way}" for way, number in report.ways]
    if ways and outcome.heard >= FEWEST:
        yield Line(f"How they came in: {', '.join(ways)}.")
    if report.late:
        yield Line(f"{_many(report.late, 'late addition')}, after the meeting was closed.")
    if report.by_leader:
        yield Line(
            f"The leader spoke {_times(report.by_leader)}. That is in none of these numbers."
        )


def _where_they_are(report: Report) -> str:
    states = report.states
    return (
        f"{states[State.CLEARED]} cleared, {states[State.WAITING]} waiting, "
        f"{states[State.HELD]} held, {states[State.SET_ASIDE]} set aside."
    )


def _kept_back(report: Report) -> Iterator[Line]:
    for reason, number in report.held:
        yield Line(f"{number} held: {stop(reason)}", "item")
    outcome = report.outcome
    if outcome.set_aside:
        nothing = outcome.said_nothing
        said = (
            f" Of these, {nothing} {'person' if nothing == 1 else 'people'} said nothing."
            if nothing
            else ""
        )
        yield Line(f"{outcome.set_aside} set aside.{said}", "item")
    if outcome.withdrawn:
        yield Line(
            f"{_many(outcome.withdrawn, 'contribution')} withdrawn. The words are gone.", "item"
        )


def _themes(report: Report) -> Iterator[Line]:
    outcome = report.outcome
    for theme in outcome.themes:
        yield Line(f"You said: {theme.title} ({theme.people})", "theme")
        for quote in theme.quotes:
            yield from _quote(quote, outcome.space.language)
        for promise in theme.promises:
            yield from _promise(promise)
        if not theme.promises:
            yield Line("There is no answer yet.", "promise")
    if report.asked.get(ThemeAnswer.ASKED):
        yield Line(_have_we_got_it_right(report.asked))
    if outcome.other_promises:
        yield Line("Promises without a theme", "theme")
    for promise in outcome.other_promises:
        yield from _promise(promise)


def _have_we_got_it_right(asked: dict[ThemeAnswer, int]) -> str:
    """Write what came of reading the themes back to the room."""
    renamed, added = asked.get(ThemeAnswer.RENAMED, 0), asked.get(ThemeAnswer.ADDED, 0)
    said = [f"changed {_many(renamed, 'name')}"] if renamed else []
    said += [f"added {_many(added, 'theme')}"] if added else []
    said += ["agreed"] if asked.get(ThemeAnswer.AGREED) else []
    answer = f"The room {' and '.join(said)}." if said else "No answer was written down."
    return f"The themes were read back: have we got it right? {answer}"


def _quote(quote: Quote, language: str) -> Iterator[Line]:
    """Write the words with everything that stands beside them, labelled with who made it."""
    own = quote.language if quote.language != language else ""
    by = ", ".join(one for one in (quote.role, "late addition" if quote.late else "") if one)
    tail = f" ({by})" if by else ""
    yield Line(f"“{quote.words}”{tail}", "quote", own)
    if quote.original:
        yield Line(f"Tidied by {quote.tidied_by}. As it was said: “{quote.original}”", "quote", own)
    for version in quote.translations:
        named = f"In {language_name(version.language)}, translated by {version.made_by}: "
        other = version.language if version.language != language else ""
        yield Line(f"{named}“{version.words}”", "quote", other)


def _promise(promise: Promise) -> Iterator[Line]:
    """Write a promise; the three kinds of answer have the same shape."""
    if promise.kind is PromiseKind.CANNOT:
        yield Line(f"We can't: {stop(promise.what)} Because: {stop(promise.because)}", "promise")
    else:
        lead = "We will" if promise.kind is PromiseKind.WILL else "We need more time"
        due = say_date(promise.due)
        yield Line(f"{lead}: {stop(promise.what)} {promise.who}, by {due}.", "promise")
    for update in promise.updates:
        lead = "We did" if update.done else "News"
        yield Line(f"{lead}, {say_date(update.made_on)}: {stop(update.words)}", "promise")


def _needs(report: Report) -> Iterator[Line]:
    for need in report.needs:
        yield Line(f"{need.count}: {need.standing}.", "item")


def _checkout(checkout: Checkout) -> Iterator[Line]:
    """Write each question with its five numbers; small ones are not told apart (D41)."""
    if not checkout.answered:
        return
    for value, scores in checkout.scores.items():
        words = told(scores)
        if not words:
            yield Line(f"{QUESTIONS[value]} Fewer than {FEWEST} people answered.", "item")
            continue
        answers = (f"{name}: {number}" for name, number in zip(SCORES, words, strict=True))
        yield Line(f"{QUESTIONS[value]} {'; '.join(answers)}.", "item")


def _ladder(ratings: tuple[Rating, ...]) -> Iterator[Line]:
    for one in ratings:
        rung = one.rung
        yield Line(
            f"{SIDES[one.side]}: step {rung.number} of 7, {rung.name} ({rung.way}). "
            f"Because: {stop(one.reason)}",
            "item",
        )


def _broke(report: Report) -> Iterator[Line]:
    for trouble in report.troubles:
        yield Line(f"{say_time(trouble.made)} {_what_broke(trouble)}", "item")
    for item in report.cut_short:
        yield Line(f"{item.title} was cut short. Because: {stop(item.cut_short)}", "item")


def _what_broke(trouble: FaceTrouble) -> str:
    face = trouble.face[:1].upper() + trouble.face[1:]
    if trouble.what is TroubleKind.NO_SOUND:
        return f"{face} had no sound."
    return f"{face} stopped without being closed."


def title_of(report: Report) -> str:
    """Return the first line: a report is a draft until its space is closed."""
    space = report.outcome.space
    day = f", {say_date(space.held_on)}" if space.held_on else ""
    draft = "Draft report" if space.state is not SpaceState.CLOSED else "Report"
    return f"{draft}: {space.title}{day}"


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"
