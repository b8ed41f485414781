"""Every page in every colour, before axe-core in a real browser: nothing is wrong with it (AAA)."""

import re
from pathlib import Path
from uuid import UUID

import pytest

from models.contribution.contribution import Version, VersionKind
from models.outcome.outcome import Heard, Outcome, Quote
from models.promise.promise import DoneAnswers, Promise, PromiseKind, PromiseState, Update
from models.space.space import Space
from outcomes.making import Beside
from outcomes.page import outcome_page, promise_page, promises_in
from outcomes.papers import PAPERS
from outcomes.site_index import gone_page, index_page
from outcomes.year import year_page
from tests.outcomes.a_year import a_year
from tests.support.axe import CHROMIUM, Look, look_at

# One start of the browser for all of it, on one worker.
pytestmark = pytest.mark.xdist_group("axe")
UID = UUID(int=7)
# 400 letters with no place to part them, and letters of every way beside each other.
LONG = ("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch" * 8)[:400] + " اردو 🚌 bus"
# What says that a page is wrong: letters too faint, no language, no heading, no name.
SPOILT = [
    (r"--ink: #000000", "--ink: #777777"),
    (r'<html lang="en">', "<html>"),
    (r"<h2 ", "<h5 "),
    (r' aria-label="A square[^"]*"', ""),
]


def an_outcome() -> Outcome:
    """Return an outcome with everything in it that a page can show."""
    news = (
        Update("2026-08-02", "We began", done=False, state=PromiseState.DOING),
        Update("2026-09-12", "Everyone is phoned back", done=True, evidence="The list of calls"),
    )
    late = (
        Update(
            "2026-10-20", "No answer", done=False, state=PromiseState.LATE, new_due="2026-11-01"
        ),
    )
    day = "2026-11-22"
    kept = Promise(
        *(UID, "bcdfghjk", PromiseKind.WILL, "Phone everyone back", "The team", "2026-09-30"),
        updates=news,
        group=DoneAnswers(yes=12, not_yet=7),
        as_of=day,
    )
    others = (
        Promise(UID, "bcdfghjm", PromiseKind.CANNOT, "Run a bus", because="It is not paid for"),
        Promise(
            *(UID, "bcdfghjn", PromiseKind.MORE_TIME, LONG, "", "2026-11-01"),
            updates=late,
            due_before="2026-10-01",
            review="2027-01-01",
            as_of=day,
        ),
        Promise(UID, "bcdfghjp", PromiseKind.WILL, "Use the same room", updates=news[:1]),
    )
    quotes = (
        Quote("I rang four times.", "a carer", "en", original="i rang 4", tidied_by="the scribe"),
        Quote("Nie ma autobusu.", "", "pl", translations=(a_version(),), late=True),
        Quote("لا أحد يتصل بي", "staff", "ar"),
    )
    themes = (
        Heard("Phone calls", "tkcdfghj", 3, quotes, (kept,)),
        Heard("Buses", "tmcdfghj", 2, (), others[:1]),
        Heard("Letters", "tncdfghj", 0, (), ()),
    )
    space = Space(UID, "k7p2k7p2", "Getting about", "To hear.", "Worksop Library", "2026-05-12")
    return Outcome(space, themes, others[1:], heard=9, set_aside=2, held=1, withdrawn=4)


def a_version() -> Version:
    """Return a translation."""
    return Version(VersionKind.TRANSLATED, "There is no bus.", "en", "the scribe")


def pages() -> dict[str, str]:
    """Return one page of each kind, and one that is spoilt."""
    outcome = an_outcome()
    address = "https://heard.example/k7p2k7p2"
    beside = (Beside("a.txt", "Plain text", 1234), Beside("a.pdf", "Large print", 2_500_000))
    whole = outcome_page(
        outcome, address=address, downloads=beside, promise_pages=True, index="../index.html"
    )
    bare = Outcome(Space(UID, "k7p2k7p2", "A quiet one", language="cy"), (), (), 0, 0, 0, 0)
    year = year_page(a_year())
    spoilt = whole
    for what, instead in SPOILT:
        spoilt, found = re.subn(what, instead, spoilt)
        assert found, what
    return {
        "outcome": whole,
        "night": whole.replace("(prefers-color-scheme: dark)", "all"),
        "empty": outcome_page(bare),
        **{
            f"promise {one.public_id}": promise_page(outcome, one, address=address)
            for one in promises_in(outcome)[:1]
        },
        "index": index_page([outcome, bare]),
        "gone": gone_page(taken_back=True),
        "year": year,
        "year by night": year.replace("(prefers-color-scheme: dark)", "all"),
        "spoilt": spoilt,
    }


@pytest.fixture(scope="module")
def looks(tmp_path_factory: pytest.TempPathFactory) -> list[Look]:
    if not CHROMIUM:
        pytest.skip("there is no Chromium here: install the system's package chromium")
    folder: Path = tmp_path_factory.mktemp("axe")
    papers = [f"paper-{one.name}" for one in PAPERS.values() if one.fill]
    return look_at(pages(), folder, choices={"outcome": papers, "night": papers[:1]})


def test_axe_finds_nothing_wrong_with_any_page_in_any_colour(looks: list[Look]) -> None:
    seen = [one for one in looks if one.page != "spoilt"]
    assert {one.page for one in seen} == set(pages()) - {"spoilt"}
    assert {one.chosen for one in seen} == {""} | {
        f"paper-{one.name}" for one in PAPERS.values() if one.fill
    }
    wrong = [(one.page, one.chosen, one.violations) for one in seen if one.violations]
    assert wrong == []
    unsure = [(one.page, one.chosen, one.unsure) for one in seen if one.unsure]
    assert unsure == []
    assert all("color-contrast-enhanced" in one.passes for one in seen)


def test_nothing_is_wider_than_a_phone(looks: list[Look]) -> None:
    assert [one.page for one in looks if one.wide] == []


def test_a_page_that_is_spoilt_is_found(looks: list[Look]) -> None:
    (spoilt,) = (one for one in looks if one.page == "spoilt")
    assert {
        "color-contrast-enhanced",
        "html-has-lang",
        "heading-order",
        "svg-img-alt",
    } <= {rule for rule, _ in spoilt.violations}
