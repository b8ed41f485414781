"""D50: when the time is over a person is asked; words go, and every sum stays as it was."""

from datetime import date
from pathlib import Path

import pytest

from models.contribution.contribution import Consent, State, capture, contribution, counts, move
from models.contribution.table import ContributionRow
from models.desk.happened import read_history
from models.erasure.erasure import Gone
from models.erasure.recall import what_is_left_of_space
from models.erasure.retention import (
    due_in_words,
    forget_space,
    keep_longer,
    kept_words,
    words_due,
    years_after,
)
from models.errors import RefusedError
from models.kiosk.receipt import NotFoundError, find_by_receipt, give_receipt
from models.outcome.asked_for import post_to
from models.outcome.outcome import read_outcome
from models.outcome.report import read_report
from models.outcome.year import read_year
from models.promise.promise import promises_of
from models.space.preparing import change_space
from models.space.space import Space, close_space, find_space, new_space, open_space
from models.space.template import demo_space
from models.theme.theme import new_theme, put_in_theme, themes_of

LATER = "2199-01-01"
WORDS = "Quaggas were overlooked at Zwischenahn"


def test_it_is_kept_two_years_where_nobody_says_otherwise(space: Space) -> None:
    assert kept_words(space.uid).until == "2028-11-17", "the meeting was on 17 November 2026"
    change_space(space.uid, keep_until="30 April 2027")
    assert kept_words(space.uid).until == "2027-04-30"
    change_space(space.uid, keep_until="")
    assert kept_words(space.uid).until == "2028-11-17"
    undated = new_space("No day")
    assert kept_words(undated.uid).until == years_after(date.today().isoformat(), 2)
    assert years_after("2028-02-29", 1) == "2029-02-28"
    assert years_after("2028-02-29", 4) == "2032-02-29"


def test_nothing_is_asked_before_its_day_and_nothing_goes_by_itself(space: Space) -> None:
    capture(space.uid, WORDS)
    close_space(space.uid)
    assert words_due("2028-11-16") == ()
    [due] = words_due("2028-11-17")
    assert (due.space.uid, due.words) == (space.uid, 1)
    assert due_in_words([due]) == "The words of 1 space are past their day."
    assert due_in_words([]) == ""
    assert contribution(ContributionRow.get().uid).words == WORDS
    open_space(space.uid)
    assert words_due(LATER) == (), "a meeting that goes on is not asked about"
    close_space(space.uid)
    with pytest.raises(RefusedError, match="needs a reason"):
        keep_longer(space.uid, "  ")
    kept = keep_longer(space.uid, "The review is in May.", today="2028-11-20")
    assert kept.until == "2029-11-20"
    assert "Kept longer because: The review is in May." in " ".join(kept.sentences)
    assert words_due("2029-11-19") == ()
    assert words_due("2029-11-20")
    assert read_history(space.uid).acts[0].what == "kept the words for longer"


def test_keeping_longer_never_keeps_shorter(space: Space) -> None:
    kept = keep_longer(space.uid, "The review is late.", today="2026-11-23")
    assert kept.until == "2029-11-17", "a year more than the day that stood"
    change_space(space.uid, keep_until="30 April 2028")
    kept = keep_longer(space.uid, "The review is late.", today="2026-11-23")
    assert kept.until == kept_words(space.uid).until == "2029-04-30"
    far = new_space("Far off", held_on="2030-05-01")
    assert keep_longer(far.uid, "Why not.", today="2026-11-23").until == "2033-05-01"
    change_space(space.uid, keep_until="31 December 9999")
    assert keep_longer(space.uid, "For good.").until == "9999-12-31"


def test_a_reason_is_a_line_and_no_book(space: Space) -> None:
    with pytest.raises(RefusedError, match=r"at most 300 letters\. Nothing was changed"):
        keep_longer(space.uid, "x" * 301)
    assert kept_words(space.uid).until == "2028-11-17"
    assert kept_words(space.uid).longer == ()
    assert keep_longer(space.uid, "x" * 300).longer


def everything_but_words(space: Space) -> dict[str, object]:
    """Whatever is told of a space as a number, a theme or a promise."""
    outcome, report = read_outcome(space.uid), read_report(space.uid)
    year = read_year(date(1999, 1, 1), date(2199, 1, 1))
    return {
        "counts": counts(space.uid),
        "outcome": (outcome.heard, outcome.held, outcome.set_aside, outcome.withdrawn),
        "nothing": outcome.said_nothing,
        "people": [(one.title, one.people, one.promises) for one in outcome.themes],
        "promises": promises_of(space.uid),
        "themes": [(one.title, len(one.members)) for one in themes_of(space.uid)],
        "report": (report.states, report.ways, report.held, report.late, report.by_leader),
        "came": (report.came, report.came_as, report.needs, report.checkout),
        "year": year,
    }


def test_d50_words_go_counts_and_promises_stay(store: Path) -> None:
    space = demo_space()
    uid = capture(space.uid, WORDS, role="a carer", consent=Consent(True, True, True)).uid
    receipt = " ".join(give_receipt(uid))
    move(uid, State.CLEARED)
    put_in_theme(new_theme(space.uid, "Time").uid, uid)
    own = capture(space.uid, "Mr Featherstonehaugh again").uid
    move(own, State.HELD, reason="Mr Featherstonehaugh")
    move(capture(space.uid, "Taken back").uid, State.WITHDRAWN)
    post_to(space.uid, "braille", "Ann Oberammergau, 12 Row")
    close_space(space.uid)
    before = everything_but_words(space)
    quotes = [quote for one in read_outcome(space.uid).themes for quote in one.quotes]
    assert any(quote.words == WORDS for quote in quotes)

    forget_space(space.uid)

    after = everything_but_words(space)
    for what, told in before.items():
        assert after[what] == told, what
    assert not any(one.quotes for one in read_outcome(space.uid).themes)
    assert not kept_words(space.uid).anything
    assert words_due(LATER) == () or words_due(LATER)[0].space.uid != space.uid
    rows = list(ContributionRow.select().where(ContributionRow.space == space.uid))
    assert {(row.words, row.role) for row in rows} == {("", "")}
    assert contribution(own).reason == "another reason"
    with pytest.raises(NotFoundError):
        find_by_receipt(space.uid, receipt)
    assert find_space(space.public_id).forgotten > 0
    assert what_is_left_of_space(space.uid).erased.gone is not Gone.WAITING
    data = b"".join(file.read_bytes() for file in store.parent.glob("heard.db*"))
    for word in (b"Quaggas", b"quaggas", b"Featherstonehaugh", b"Oberammergau", b"Zwischen"):
        assert word not in data
    with pytest.raises(RefusedError, match="no words in this space"):
        forget_space(space.uid)


def test_an_open_space_is_closed_first_and_another_space_is_left_alone(space: Space) -> None:
    other = open_space(new_space("Another").uid)
    kept = capture(other.uid, WORDS)
    capture(space.uid, "More time.")
    forget_space(space.uid)
    assert find_space(space.public_id).state == "closed"
    assert contribution(kept.uid).words == WORDS
    assert what_is_left_of_space(space.uid).erased.gone is not Gone.WAITING
