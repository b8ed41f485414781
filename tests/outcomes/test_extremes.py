"""Nothing at all, one promise, and words that no line can hold: no format cuts anything off."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PIL import Image

from models.outcome.outcome import Heard, Outcome, Quote
from models.promise.promise import PromiseKind
from outcomes.making import Making, Result, format_named, make_set
from tests.outcomes.every_word import everything_in
from tests.outcomes.on_paper import BASE, URDU, WILL, drawn, outcome, promise

READ = ("page", "text", "large-18", "large-24", "easy-read", "poster", "braille-1", "json")
ON_PAPER = ("large-18", "large-24", "easy-read", "poster")
LETTERS = 400
LONG = "w" * LETTERS
# Large print of 24 points needs a second page for its square.
MOST_FOR_NOTHING = 2
# As dots of the pictures: less than any margin, and than what is left below the last line.
DOTS, SIDES, BELOW = 18, 9, 3


def made(whole: Outcome, formats: Sequence[str] = READ) -> dict[str, Result]:
    making = Making(whole, address=f"{BASE}/k7p2k7p2")
    results = make_set(making, map(format_named, formats))
    assert not [one for one in results if one.trouble]
    return {one.format.name: one for one in results}


def bare() -> Outcome:
    """Return the outcome of a meeting in which nobody said anything."""
    whole = outcome(title="Buses")
    return replace(
        whole,
        themes=(),
        other_promises=(),
        heard=0,
        set_aside=0,
        held=0,
        withdrawn=0,
        said_nothing=0,
    )


def with_long_words(number: int) -> Outcome:
    """Return promises of words with no end, in letters of both ways, each with a face in it."""
    kinds = list(PromiseKind)
    long = tuple(
        promise(
            f"long{count:04}",
            kinds[count % len(kinds)],
            f"Do {LONG} number{count} \U0001f600",
            who=f"ہم {LONG}",
            # A reason that is longer than a page.
            because=" ".join([LONG] * 3) if kinds[count % len(kinds)] is PromiseKind.CANNOT else "",
            due="2027-09-30",
        )
        for count in range(number)
    )
    theirs = promise("urduurdu", WILL, URDU, who="نرس with Ann", due="2027-09-30")
    quotes = (Quote(f"{URDU} {LONG}", "carer", "ur"), Quote("\U0001f68c\U0001f600", "", "en"))
    themes = (Heard(f"{URDU} and a bus", "thememix", 3, quotes, (theirs, *long)),)
    return replace(bare(), themes=themes, heard=3)


def cut_off(page: Image.Image) -> bool:
    """Say whether anything stands where the margins are."""
    wide, high = page.size
    margins = (
        (0, 0, SIDES, high),
        (wide - SIDES, 0, wide, high),
        (0, 0, wide, SIDES),
        (0, high - BELOW, wide, high),
    )
    return any(page.crop(one).getextrema() != ((255, 255),) * 3 for one in margins)


def look_at(results: dict[str, Result], number: int) -> None:
    for name, result in results.items():
        there = " ".join(map(everything_in, result.files))
        letters = there.replace(" ", "").count("w") + there.count("\\u0077")
        copies = len(result.files)
        assert letters >= copies * number * LETTERS * 2, (name, "words are missing")
        for count in range(number):
            assert f"number{count}" in there, name
    for name in ON_PAPER:
        for one in results[name].files:
            pages = drawn(one.content, DOTS)
            assert not [place for place, page in enumerate(pages, 1) if cut_off(page)], one.name


def test_words_that_no_line_can_hold_are_cut_off_nowhere() -> None:
    look_at(made(with_long_words(3)), 3)


@pytest.mark.soak
def test_thirty_promises_of_words_with_no_end_are_cut_off_nowhere() -> None:
    look_at(made(with_long_words(30)), 30)


def test_an_outcome_with_nothing_in_it_is_made_in_every_format() -> None:
    for name, result in made(bare()).items():
        assert "buses" in everything_in(result.files[0]), name
        for one in result.files if name in ON_PAPER else ():
            pages = drawn(one.content, DOTS)
            assert len(pages) <= MOST_FOR_NOTHING, one.name
            assert not any(map(cut_off, pages))


def test_one_promise_is_one_promise_in_every_format() -> None:
    one = promise("onlyonly", WILL, "Ring back", who="Sam", due="2027-09-30")
    for name, result in made(replace(bare(), other_promises=(one,), heard=1)).items():
        for file in result.files:
            assert "ring back" in everything_in(file), name
            assert "sam" in everything_in(file), name


def test_what_stands_in_a_margin_would_be_seen() -> None:
    page = Image.new("RGB", (149, 210), "white")
    assert not cut_off(page)
    page.putpixel((148, 100), (0, 0, 0))
    assert cut_off(page)
