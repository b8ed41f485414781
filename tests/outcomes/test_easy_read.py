"""The Easy Read PDF, read back: its letters, its tags, its pictures, its pages, and its marks."""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from models.easy_read.easy_read import easy_read_of
from models.easy_read.writing import explain_word, leave_out, sign_easy_read, write_easy_item
from models.kiosk.picture import pictures
from models.outcome.outcome import read_outcome
from models.promise.promise import PromiseKind, make_promise
from models.space.space import Space
from models.theme.theme import new_theme
from outcomes import easy_read
from outcomes.making import Made, Making
from outcomes.papers import PAPERS
from outcomes.picture_shapes import picture_svg
from tests.outcomes.on_paper import MILLIMETRE, Pdf, drawn, scanned

DUE = "2099-04-30"
LEAST_POINTS = 14


def made(space: Space, **more: Any) -> Made:
    (one,) = easy_read.make(Making(read_outcome(space.uid), **more))
    return one


def read(one: Made) -> PdfReader:
    return PdfReader(io.BytesIO(one.content))


def words_of(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def points_of(pdf: PdfReader) -> set[float]:
    """Return the sizes of all letters, from the pages themselves."""
    found: set[float] = set()

    def look(text: str, _cm: Any, matrix: Any, _font: Any, size: float) -> None:
        if text.strip():
            found.add(round(size * abs(matrix[3]), 1))

    for page in pdf.pages:
        page.extract_text(visitor_text=look)
    return found


def tags_of(node: Any) -> Iterator[Any]:
    """Walk over the tree of tags."""
    node = node.get_object()
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        found = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(found, dict) and "/S" in found:
            yield found
            yield from tags_of(found)


def box_of(figure: Any) -> Any:
    """Return where a picture stands on its page, in points."""
    told = figure["/A"]
    for one in told if isinstance(told, list) else [told]:
        if "/BBox" in one.get_object():
            return one.get_object()["/BBox"]
    raise AssertionError(figure)


@pytest.fixture
def answered(space: Space) -> Space:
    theme = new_theme(space.uid, "Phone us back")
    for what in ("Phone back within two days", "Find an advocate"):
        make_promise(
            space.uid, PromiseKind.WILL, what, who="The duty team", due=DUE, theme=theme.uid
        )
    new_theme(space.uid, "Letters are hard")
    make_promise(space.uid, PromiseKind.CANNOT, "Make visits longer", because="It costs more.")
    explain_word(space.uid, "advocate", "a person who helps you to speak up")
    return space


def test_a36_the_letters_the_pictures_and_the_tags_are_as_they_must_be(answered: Space) -> None:
    one = made(answered, address="https://heard.example/k7x")
    assert one == made(answered, address="https://heard.example/k7x"), "the same bytes"
    pdf = read(one)
    points = points_of(pdf)
    assert len(points) > 1
    assert min(points) >= LEAST_POINTS, points
    assert {font["/BaseFont"].split("+")[1] for font in fonts_of(pdf)} == {
        "Andika",
        "Andika-Bold",
    }
    root: Any = pdf.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    tags = list(tags_of(root["/StructTreeRoot"]))
    pictured = [str(tag["/Alt"]) for tag in tags if tag["/S"] == "/Figure"]
    easy = easy_read_of(answered.uid)
    shown = [item.picture.alt for item in easy.shown if item.picture]
    assert len(shown) == len(easy.shown), "a picture for each part"
    waits = next(one.alt for one in pictures() if one.name == "waiting")
    assert sorted(pictured) == sorted(
        [*shown, waits, "A square to scan. It opens https://heard.example/k7x"]
    )
    assert {"/H1", "/H2", "/H3"} <= {tag["/S"] for tag in tags}
    said = {line.words for item in easy.shown for line in item.said}
    beside = {
        round(piece.left / MILLIMETRE)
        for piece in Pdf(one.content).pieces
        if piece.text.strip() in said
    }
    assert beside == {69}, "words on the right"
    for tag in tags:
        if tag["/S"] == "/Figure":
            left, _below, right, _above = (float(at) / MILLIMETRE for at in box_of(tag))
            assert (round(left), round(right)) == (22, 60), "pictures on the left"
    assert {text for page in drawn(one.content) for text in scanned(page)} == {
        "https://heard.example/k7x"
    }
    words = words_of(pdf)
    assert "We will find an advocate. Advocate means: a person who helps you to speak up." in words
    assert "There is no answer yet." in words
    assert "heard.example/k7x" in words
    assert "Health Icons" in words, "whose pictures they are"
    about: dict[str, Any] = {**(pdf.metadata or {})}
    assert set(about) <= {"/Title", "/Creator", "/CreationDate", "/ModDate", "/Subject"}
    days = {value for name, value in about.items() if name.endswith("Date")}
    assert days == {"D:20270312000000Z"}, "the day of the meeting, and no time"


def fonts_of(pdf: PdfReader) -> Iterator[Any]:
    for page in pdf.pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            yield font.get_object()


def test_d46_a_draft_says_so_and_a_promise_that_is_left_out_is_marked(answered: Space) -> None:
    draft = made(answered)
    first = read(draft).pages[0].extract_text()
    assert "Draft: nobody has checked it yet." in first
    assert any("Nobody has checked" in one for one in draft.missing)
    assert "not in this paper" not in words_of(read(draft))
    easy = easy_read_of(answered.uid)
    leave_out(answered.uid, easy.parts[0].promises[0].key, "It is for staff")
    words = words_of(read(made(answered)))
    assert "We will phone back" not in words
    assert "1 answer is not in this paper." in words, "where it would stand"
    assert "There is 1 more promise that is not in this paper. Ask us about it." in words
    leave_out(answered.uid, easy.others[0].key, "It is long")
    assert "There are 2 more promises that are not in this paper." in words_of(read(made(answered)))
    for item in easy_read_of(answered.uid).unwritten:
        write_easy_item(answered.uid, item.key, item.sentences)
    sign_easy_read(answered.uid, "Our Voice", seen=easy_read_of(answered.uid))
    signed = made(answered)
    words = words_of(read(signed))
    assert "Draft" not in words
    assert "This person checked the words: Our Voice." in words
    assert [one for one in signed.missing if "check" in one] == []
    new = make_promise(answered.uid, PromiseKind.WILL, "Buy a kettle", who="Sam", due=DUE)
    again = made(answered)
    assert "We will buy a kettle." in words_of(read(again)), "never silently absent"
    assert "Draft: nobody has checked it yet." in words_of(read(again))
    assert any(new.what in one for one in again.missing)


def test_a_long_paper_is_set_closer_and_one_that_is_too_long_says_so(answered: Space) -> None:
    outcome = read_outcome(answered.uid)
    promises = outcome.themes[0].promises

    def with_promises(number: int) -> Made:
        many = tuple(
            replace(promises[0], public_id=f"p{count}", what=f"Do number {count}")
            for count in range(number)
        )
        themes = (replace(outcome.themes[0], promises=many),)
        (one,) = easy_read.make(Making(replace(outcome, themes=themes)))
        return one

    closer = with_promises(110)
    assert len(read(closer).pages) <= easy_read.MOST_PAGES
    assert easy_read.TOO_LONG not in closer.missing
    long = with_promises(200)
    assert len(read(long).pages) > easy_read.MOST_PAGES
    assert easy_read.TOO_LONG in long.missing
    assert "We will do number 199." in words_of(read(long)), "and nothing is cut"


def test_peoples_words_are_never_read_as_markup_and_papers_have_their_colours(
    space: Space,
) -> None:
    nasty = "#panic() *x* [/x] 🌻 $y$ <b> {{7*7}}"
    new_theme(space.uid, nasty)
    make_promise(space.uid, PromiseKind.WILL, "Write " + "x" * 500, who="Sam", due=DUE)
    words = words_of(read(made(space, paper="dark")))
    assert "#panic() *x* [/x]" in words
    assert "{{7*7}}" in words
    assert words.count("x") >= 500, "a word with no end is parted, and stays on the page"
    own = replace(pictures()[0], drawing="", bits=(b"\xf0" + b"\x00" * 11) * 96)
    drawn = picture_svg(own, PAPERS["dark"])
    assert drawn.count("h4v1") == 96
    assert PAPERS["dark"].ink in drawn
    for picture in pictures():
        shapes = picture_svg(picture, PAPERS["dark"])
        assert "#000" in shapes or PAPERS["dark"].ink in shapes
        assert 'fill="#fff"' not in shapes, f"{picture.name}: white on a dark paper"
