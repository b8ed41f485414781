"""Large print: what stands in it, how large, and that nothing of it is lost on the way."""

from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from typing import Any, cast

import pypdfium2
import pytest
from pypdf.generic import BooleanObject

from models.errors import RefusedError
from models.outcome.outcome import Heard, Quote
from models.promise.news import NewsItem
from models.promise.promise import PromiseKind
from outcomes import large_print
from outcomes.making import Made, Making
from tests.outcomes.on_paper import (
    BASE,
    CALLS,
    CHINESE,
    HARD,
    MILLIMETRE,
    POLISH,
    PROMISES,
    WELSH,
    Pdf,
    drawn,
    outcome,
    promise,
    scanned,
)

SMALLEST = 16
A4 = (595, 842)
ADDRESS = f"{BASE}/k7p2k7p2"
ADDRESSES = {ADDRESS, *(f"{BASE}/{one.public_id}" for one in PROMISES)}


def making(large: int = 18, **more: Any) -> Making:
    return Making(**{"outcome": outcome(), "address": ADDRESS, "large": large, **more})


def made(how: Making) -> Made:
    (one,) = large_print.make(how)
    return one


@pytest.fixture(scope="module")
def files() -> dict[int, Made]:
    return {size: made(making(size)) for size in large_print.SIZES}


@pytest.fixture(scope="module")
def pdfs(files: dict[int, Made]) -> dict[int, Pdf]:
    return {size: Pdf(one.content) for size, one in files.items()}


@pytest.fixture(params=large_print.SIZES)
def pdf(request: pytest.FixtureRequest, pdfs: dict[int, Pdf]) -> Pdf:
    return pdfs[request.param]


def test_nothing_is_smaller_than_large_print_and_nothing_leans(pdfs: dict[int, Pdf]) -> None:
    """A37: the size is that of every letter, the number of the page too."""
    for size, pdf in pdfs.items():
        assert min(one.size for one in pdf.pieces) >= size >= SMALLEST
        numbers = [one for one in pdf.pieces if one.text.strip().startswith("Page 1 of")]
        assert [one.size for one in numbers] == [size]
        fonts = {one.font for one in pdf.pieces}
        assert fonts
        assert not [one for one in fonts if "Italic" in one or "Oblique" in one]
        assert {tuple(map(round, page.mediabox[2:])) for page in pdf.reader.pages} == {A4}


def test_lines_begin_at_one_edge_and_no_word_is_split(pdf: Pdf) -> None:
    for one in ("Marlowbridge Library", "In short", "Page 1 of"):
        (piece, *_) = [piece for piece in pdf.pieces if piece.text.strip().startswith(one)]
        assert piece.left == pytest.approx(22 * MILLIMETRE, abs=0.1)
    theirs = "The letter was four pages. I did not know what it wanted."
    assert pdf.words.count(theirs) == 8
    assert "\u00ad" not in pdf.words


def test_a_screen_reader_finds_its_way(pdf: Pdf) -> None:
    """PDF/UA-1: tags, title, language, and words for each picture (A20, A41)."""
    assert pdf.root["/MarkInfo"]["/Marked"] == BooleanObject(True)
    assert pdf.root["/ViewerPreferences"]["/DisplayDocTitle"] == BooleanObject(True)
    assert "pdfuaid:part" in pdf.root["/Metadata"].get_data().decode()
    assert pdf.root["/Lang"] == "en-GB"
    assert {"pl", "ur", "pa", "cy"} <= pdf.languages
    assert len(pdf.tags("/H1")) == 1
    assert len(pdf.tags("/H2")) == 4 + len(("In short", "Other", "Everything", "Next"))
    assert len(pdf.tags("/H3")) == len(PROMISES)
    assert len(pdf.tags("/Figure")) == len(ADDRESSES)
    assert {one.rpartition(" ")[2] for one in pdf.alts} == ADDRESSES


def test_everything_is_in_it(pdf: Pdf) -> None:
    for one in PROMISES:
        assert one.what in pdf.words
        assert all(part in pdf.words for part in (one.because, one.who) if part)
        assert f"heard.example/{one.public_id}" in pdf.words
    for words in (
        "Getting help at home",
        "17 November 2026",
        "We heard 61 things.",
        "You said: Phone calls are not returned",
        POLISH,
        WELSH,
        HARD,
        "In English, translated by the scribe: “No bus after six.”",
        "Tidied by the scribe. As it was said: “four pages!! (grinning face)”",
        "A member of staff. Added after the meeting",
        "1 Done so far 1 Not yet, some of the group say",
        "Done, staff say Not yet, some of the group say Who: The front door team. "
        "By when: 30 April 2027.",
        "What you can see: 212 of 220 calls in April.",
        f"Is it done? The group says: {cast(Any, CALLS.group).outside()}.",
        "We can't Run a bus at night. Because: It is not paid for by us.",
        "This is late Who: Transport.",
        "It was promised for: 30 May 2027.",
        "We have not answered this yet.",
        "6 Set aside. We count these, and do not use them. Of these, 4 people said nothing.",
        "1 Taken back. These words are gone.",
    ):
        assert words in pdf.words, words


def test_what_cannot_be_printed_is_said_in_its_place_and_beside_the_file(
    files: dict[int, Made], pdf: Pdf
) -> None:
    sentence = "These words are in Chinese. They cannot be printed here. They are on the web page."
    assert sentence in pdf.words
    assert f"“{sentence[:10]}" not in pdf.words
    assert CHINESE not in pdf.words
    assert [one for one in files[18].missing if one.startswith("1 text in Chinese")]
    assert len(files[18].missing) == 1


def test_a_phone_reads_every_square(pdfs: dict[int, Pdf]) -> None:
    """On paper as on a dark page: the squares are black on white in all colours."""
    pages = drawn(made(making(paper="dark")).content)
    assert len(pages) == len(pdfs[18].pages)
    assert {text for page in pages for text in scanned(page)} == ADDRESSES


def test_no_page_is_half_empty_and_no_heading_stands_alone(pdfs: dict[int, Pdf]) -> None:
    longer = tuple(
        Heard(
            f"Another theme, number {number}",
            f"theme{number}",
            number,
            (Quote("We waited and waited, and nobody came to us. " * number, "carer", "en"),),
            (promise(f"promis{number:02}", PromiseKind.CANNOT, "Do it", because="No " * number),),
        )
        for number in range(1, 6)
    )
    long = [Pdf(made(making(size, outcome=outcome(more=longer))).content) for size in (24,)]
    for pdf in (*pdfs.values(), *long):
        assert not [page for page in pdf.pages if page[0].text.startswith("Scan this")]
        for page in pdf.pages[:-1]:
            body = [one for one in page if not one.text.strip().startswith("Page ")]
            lowest = min(body, key=lambda one: one.up)
            assert lowest.up < A4[1] / 2, f"half empty after {lowest}"
            is_heading = "Bold" in lowest.font and lowest.size > min(one.size for one in body)
            assert not is_heading, lowest


def test_the_same_outcome_gives_the_same_bytes_and_tells_nothing_of_the_machine(
    files: dict[int, Made], pdfs: dict[int, Pdf]
) -> None:
    assert made(making()).content == files[18].content
    told = pdfs[18].reader.metadata
    assert told is not None
    assert {str(told[one]) for one in ("/CreationDate", "/ModDate")} == {"D:20261117000000Z"}
    assert set(told) == {"/Title", "/Subject", "/Creator", "/CreationDate", "/ModDate"}
    assert told.title == "Getting help at home, 17 November 2026: you said, we will"
    whole = outcome()
    with_no_day = replace(whole, space=replace(whole.space, held_on="soon"))
    later = Pdf(made(making(outcome=with_no_day)).content)
    assert "/CreationDate" not in cast(Any, later.reader.metadata)


def test_with_no_address_there_is_no_square_and_the_file_says_so() -> None:
    one = made(making(address=""))
    pdf = Pdf(one.content)
    assert pdf.tags("/Figure") == []
    assert "heard.example" not in pdf.words
    assert "Scan this" not in pdf.words
    assert "no square to scan" in one.missing[-1]
    assert all(promise.what in pdf.words for promise in PROMISES)


def test_an_outcome_with_nothing_in_it_is_a_page_all_the_same() -> None:
    nothing = replace(
        outcome(title=""), themes=(), other_promises=(), heard=0, set_aside=0, held=0, withdrawn=0
    )
    words = Pdf(made(making(outcome=nothing)).content).words
    for sentence in ("A listening space", "We have not heard anything yet.", "no answers yet"):
        assert sentence in words


def test_large_print_is_never_smaller() -> None:
    with pytest.raises(RefusedError, match="18 or 24"):
        large_print.make(making(12))


def test_the_news_of_each_promise_begins_a_paragraph_of_its_own() -> None:
    news = tuple(NewsItem(one, "", CALLS.updates[1:]) for one in PROMISES[2:6])
    content = made(making(outcome=replace(outcome(), news=news))).content
    lines: list[tuple[float, str]] = []
    with closing(pypdfium2.PdfDocument(content)) as pdf:
        for page in pdf:
            text = page.get_textpage()
            for one in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(one)
                lines.append((bottom, text.get_text_bounded(left, bottom, right, top)))
    gaps: dict[str, float] = {}
    for (before, _), (bottom, words) in pairwise(lines):
        if words.startswith(("We promised", "What you can see")) and before > bottom:
            gaps[words[:6]] = min(before - bottom, gaps.get(words[:6], before))
    assert gaps["We pro"] > gaps["What y"] * 1.3, "one promise is told from the next at a glance"
