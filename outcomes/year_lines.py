"""The report of a period as parts in plain words: one source for every form of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from assets.language_names import language_name
from models.dates import say_date
from models.outcome.small_numbers import FEW, FEWEST
from models.outcome.year import PromiseOfYear, SpaceOfYear, Year
from models.promise.promise import PromiseKind, PromiseState
from models.words import stop
from outcomes.charts import Chart
from outcomes.report_lines import Line
from outcomes.year_charts import (
    STATES,
    languages_chart,
    many,
    promises_chart,
    roles_chart,
    spaces_word,
    themes_chart,
    upper,
    ways_chart,
)

__all__ = ["YearPart", "say_period", "year_parts", "year_title"]


@dataclass(frozen=True)
class YearPart:
    """A heading with the lines under it, and a chart where people would rather look."""

    title: str
    lines: tuple[Line, ...] = ()
    chart: Chart | None = None


def year_title(year: Year) -> str:
    """Return the first line of the report."""
    return f"Listening spaces, {say_period(year.first, year.last)}"


def say_period(first: date, last: date) -> str:
    """Write a period: "2026", or "1 April 2026 to 31 March 2027"."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and (
        first.year == last.year
    ):
        return str(first.year)
    return f"{say_date(first.isoformat())} to {say_date(last.isoformat())}"


def year_parts(year: Year) -> tuple[YearPart, ...]:
    """Return the report part by part; a part with nothing in it says so."""
    parts = (
        ("In short", _in_short(year), None),
        ("What people said", _themes(year), themes_chart(year)),
        ("Our promises", _promises(year), promises_chart(year)),
        ("Who came, and who was not in the room", _came(year), roles_chart(year)),
        ("Needs", _needs(year), None),
        ("How people answered", _answered(year), ways_chart(year)),
        ("Languages", _languages(year), languages_chart(year)),
        ("Held, set aside, taken back", _kept_back(year), None),
        ("The spaces, season by season", _spaces(year), None),
        ("Plan for the next season", _plan(year), None),
    )
    made = ((title, tuple(lines), chart) for title, lines, chart in parts)
    return tuple(
        YearPart(title, lines or (() if chart else (Line("Nothing."),)), chart)
        for title, lines, chart in made
    )


def _in_short(year: Year) -> Iterator[Line]:
    yield Line(f"{many(len(year.spaces), 'listening space')}.")
    if not year.spaces:
        return
    yield from _howmany_came(year)
    yield Line(f"Things said: {year.heard.words}.")
    kept, all_of_them = year.states[PromiseState.DONE], len(year.promises)
    yield Line(
        f"Answers given: {all_of_them}. Kept: {kept}. Late: {year.states[PromiseState.LATE]}. "
        f"Refused: {year.states[PromiseState.CANNOT]}."
    )
    if year.disagreed:
        yield Line(f"People say “not yet” of {len(year.disagreed)} of those kept.")
    yield Line(f"A number of people under {FEWEST} is told as “{FEW}”.")
    yield from _left_out(year)


def _howmany_came(year: Year) -> Iterator[Line]:
    if len(year.spaces) > year.not_counted:
        yield Line(f"People came: {year.came.words}.")
    if year.not_counted:
        yield Line(f"At {spaces_word(year.not_counted)} nobody wrote down how many came.")


def _left_out(year: Year) -> Iterator[Line]:
    if year.planned:
        yield Line(f"{many(year.planned, 'more space')} planned, and not in these numbers.")
    if year.undated:
        yield Line(
            f"{many(year.undated, 'space')} without a day, and so in no period. "
            "Write the day down when you prepare it."
        )


def _themes(year: Year) -> Iterator[Line]:
    """Say what was put together, and why: nothing is, without being told."""
    for theme in year.themes:
        if theme.titles:
            names = "; ".join(theme.titles)
            why = "a person put them together" if theme.chosen else "the same name"
            yield Line(f"“{theme.title}” is also: {names}. Why: {why}.", "item")
    for pair in year.may_be_one:
        shared = ", ".join(pair.shared)
        yield Line(
            f"These may be one, and are counted as two: “{pair.title}” and “{pair.other}”. "
            f"They share: {shared}.",
            "item",
        )


def _promises(year: Year) -> Iterator[Line]:
    for state, words in STATES.items():
        found = year.in_state(state)
        if found:
            yield Line(f"{words} ({len(found)})", "theme")
        for one in found:
            yield Line(_promise(one), "promise")


def _promise(one: PromiseOfYear) -> str:
    """Write a promise with what became of it; "not yet" stands beside "done"."""
    promise = one.promise
    lead = {PromiseKind.WILL: "We will", PromiseKind.MORE_TIME: "We need more time"}.get(
        promise.kind, "We can't"
    )
    words = [f"{lead}: {stop(promise.what)}"]
    if promise.because:
        words.append(f"Because: {stop(promise.because)}")
    if promise.due:
        words.append(f"{promise.who}, by {say_date(promise.due)}.")
    news = promise.done_update or (promise.updates[-1] if promise.updates else None)
    if news:
        words.append(stop(f"{say_date(news.made_on)}: {news.words}"))
    if news and news.evidence:
        words.append(stop(f"You can see it: {news.evidence}"))
    said = promise.group.outside() if promise.group else ""
    if said:
        words.append(f"People say, is it done? {stop(said[:1].upper() + said[1:])}")
    return f"{' '.join(words)} ({one.space})"


def _came(year: Year) -> Iterator[Line]:
    yield from _howmany_came(year)
    if year.missing_roles:
        yield Line(f"Nobody, or {FEW} at each space:")
    for role in year.missing_roles:
        yield Line(upper(role), "item")
    for language, spaces in year.not_used:
        yield Line(
            f"Nobody answered in {language_name(language)}, at {spaces_word(spaces)} held in it.",
            "item",
        )


def _needs(year: Year) -> Iterator[Line]:
    for need in year.needs:
        counted = (
            ("met", need.met),
            ("partly met", need.partly),
            ("not met", need.not_met),
            ("nobody wrote it down", need.unknown),
        )
        standing = ", ".join(f"{words} at {number}" for words, number in counted if number)
        yield Line(
            f"{upper(need.kind)}: asked for at {spaces_word(need.spaces)}; {standing}.", "item"
        )


def _answered(year: Year) -> Iterator[Line]:
    if year.ways:
        yield Line(
            "Of what may be in a report. Where a number could point at a person, it is not told."
        )


def _languages(year: Year) -> Iterator[Line]:
    for language, spaces in year.not_used:
        yield Line(
            f"Prepared, and not used: {language_name(language)}, at {spaces_word(spaces)}.", "item"
        )


def _kept_back(year: Year) -> Iterator[Line]:
    for words, total in (
        ("Held", year.held),
        ("Set aside", year.set_aside),
        ("People who said nothing", year.said_nothing),
        ("Withdrawn; the words are gone", year.withdrawn),
    ):
        yield Line(f"{words}: {total.words}.", "item")
    if year.why_held:
        yield Line("Why words are held:")
    for one in year.why_held:
        yield Line(
            f"{upper(one.name)}: at {one.spaces} of {spaces_word(len(year.spaces))}.", "item"
        )


def _spaces(year: Year) -> Iterator[Line]:
    for season, spaces in groupby(year.spaces, key=lambda one: one.season):
        yield Line(season, "theme")
        for space in spaces:
            yield Line(_space(space), "item")


def _space(space: SpaceOfYear) -> str:
    place = f", {space.place}" if space.place else ""
    came = FEW if space.came is None else str(space.came or "not written down")
    heard = FEW if space.heard is None else str(space.heard)
    return (
        f"{space.title}{place}, {say_date(space.held_on)}. People: {came}. Things said: {heard}. "
        f"Themes: {space.themes}. Answers: {space.promises}."
    )


def _plan(year: Year) -> Iterator[Line]:
    """Gather what the last part of a plan by season asks for: what was learned, what is next."""
    if not year.spaces:
        return
    yield Line("Listening spaces: look at what was learned, and design the next ones.", "theme")
    late, unanswered = year.states[PromiseState.LATE], year.unanswered
    if late:
        yield Line(f"{many(late, 'promise')} late. Do it, or tell the new day and why.", "item")
    if year.disagreed:
        yield Line(f"People say “not yet” of {len(year.disagreed)} called done. Ask them.", "item")
    if unanswered:
        yield Line(f"{many(unanswered, 'theme')} without an answer. Answer each.", "item")
    if year.missing_roles:
        yield Line(f"Ask who was not in the room: {', '.join(year.missing_roles)}.", "item")
    short = [need.kind for need in year.needs if need.partly or need.not_met]
    if short:
        yield Line(f"Needs that were not all met: {', '.join(short)}. Book them first.", "item")
    if year.not_used:
        names = ", ".join(language_name(language) for language, _spaces in year.not_used)
        yield Line(f"Find out why nobody answered in: {names}.", "item")
    if year.may_be_one:
        yield Line("Say which themes are one: names that share words are listed above.", "item")
