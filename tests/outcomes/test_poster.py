"""The poster and the labels: read from afar, scanned, and felt."""

import re
from dataclasses import replace

import pytest

from models.errors import HeardError
from outcomes import label_sheet, poster
from outcomes.labels import labels
from outcomes.making import Made, Making
from tests.outcomes.on_paper import (
    BASE,
    CALLS,
    LOOP,
    MILLIMETRE,
    NIGHT_BUS,
    PROMISES,
    TAXI,
    Pdf,
    drawn,
    outcome,
    scanned,
)

ADDRESS = f"{BASE}/k7p2k7p2"
ADDRESSES = {ADDRESS, *(f"{BASE}/{one.public_id}" for one in PROMISES)}
SIZES = {"poster-a4.pdf": (595, 842), "poster-a3.pdf": (842, 1191)}


@pytest.fixture(scope="module")
def posters() -> dict[str, Made]:
    return {one.name: one for one in poster.make(Making(outcome(), address=ADDRESS, paper="dark"))}


@pytest.fixture(scope="module")
def pdfs(posters: dict[str, Made]) -> dict[str, Pdf]:
    return {name: Pdf(one.content) for name, one in posters.items()}


def test_the_poster_says_where_to_read_it_and_nobodys_words(
    posters: dict[str, Made], pdfs: dict[str, Pdf]
) -> None:
    whole = outcome()
    assert set(pdfs) == set(SIZES)
    for name, pdf in pdfs.items():
        first = " ".join(pdf.reader.pages[0].extract_text().split())
        assert tuple(map(round, pdf.reader.pages[0].mediabox[2:])) == SIZES[name]
        for words in (
            "You said, we will",
            "Getting help at home",
            "Marlowbridge Library",
            "17 November 2026",
            "We heard 61 things. There are 5 answers.",
            "Read what was said, and what will be done.",
            "heard.example/k7p2k7p2",
        ):
            assert words in first
        assert not [promise for promise in PROMISES if promise.what in first]
        for theme in whole.themes:
            assert not [quote for quote in theme.quotes if quote.words in pdf.words]
        assert min(piece.size for piece in pdf.pieces) >= 18
        (address,) = [one for one in pdf.pieces if "k7p2k7p2" in one.text]
        assert address.size >= 36
        assert pdf.root["/Lang"] == "en-GB"
        assert posters[name].missing == ()


def test_sheets_beside_it_hold_every_promise_and_a_refusal_weighs_the_same(
    pdfs: dict[str, Pdf],
) -> None:
    """What, who, by when, how it stands, and its own address; the news is where that leads."""
    for pdf in pdfs.values():
        for promise in PROMISES:
            assert promise.what in pdf.words
            assert f"heard.example/{promise.public_id}" in pdf.words
        for words in (
            "You said: Phone calls are not returned",
            "We will Phone everyone back within two working days. Done, staff say "
            "Not yet, some of the group say Who: The front door team.",
            "By when: 30 April 2027.",
            f"Is it done? The group says: {CALLS.group.outside() if CALLS.group else ''}.",
            "We can't Run a bus at night. Because: It is not paid for by us.",
            "We need more time Find out what a taxi costs. This is late Who: Transport.",
            "It was promised for: 30 May 2027.",
            "Carers change every week We have not answered this yet.",
            f"Sheet 2 of {len(pdf.pages)}",
        ):
            assert words in pdf.words, words
        assert not [update for update in CALLS.updates if update.words in pdf.words]
        sizes = {
            promise.public_id: {
                piece.size for piece in pdf.pieces if piece.text.strip() in f"{promise.what}."
            }
            for promise in (NIGHT_BUS, TAXI, LOOP)
        }
        assert len({max(found) for found in sizes.values()}) == 1, "large letters, and one size"
        assert len(pdf.tags("/H1")) == 1
        assert len(pdf.tags("/H3")) == len(PROMISES)
        assert set(pdf.alts) == {f"A square to scan. It opens {at}" for at in ADDRESSES}


def test_a_phone_reads_every_square_of_the_poster(posters: dict[str, Made]) -> None:
    """From the very file that is printed, and in the colours that are hardest for a phone."""
    for one in posters.values():
        pages = drawn(one.content, dots=60)
        assert scanned(pages[0]) == {ADDRESS}
        assert {text for page in pages for text in scanned(page)} == ADDRESSES


def test_a_long_title_is_set_smaller_and_one_that_no_poster_holds_is_refused() -> None:
    def with_no_sheets(title: str) -> Making:
        whole = replace(outcome(title=title), themes=(), other_promises=())
        return Making(whole, address=ADDRESS)

    title = "What helps people who use services, and their carers, to live well at home"
    long, _ = poster.make(with_no_sheets(f"{title}, and to get about in it"))
    pdf = Pdf(long.content)
    assert len(pdf.pages) == 1
    assert title in pdf.words
    assert min(piece.size for piece in pdf.pieces) >= 18
    one_word = Pdf(poster.make(with_no_sheets("Deinstitutionalisation"))[0].content)
    assert "Deinstitutionalisation" in [piece.text.strip() for piece in one_word.pieces]
    with pytest.raises(HeardError, match="too long for a poster"):
        poster.make(with_no_sheets(title * 20))


def test_with_no_address_the_poster_says_whom_to_ask() -> None:
    whole = outcome()
    bare = replace(whole, space=replace(whole.space, place="", held_on=""))
    for one in poster.make(Making(bare)):
        assert "Ask the people who ran this meeting." in Pdf(one.content).words
        assert "no square to scan" in one.missing[0]


@pytest.fixture(scope="module")
def sheet() -> Pdf:
    (one,) = label_sheet.make(Making(outcome()))
    assert "swell paper" in one.missing[0]
    return Pdf(one.content)


def test_every_label_is_on_the_sheet_in_large_print_and_in_braille(sheet: Pdf) -> None:
    """A19: what starts the kiosk stands first, and each key has its words and its dots."""
    found = labels()
    assert {one.key for one in found} >= set("0123456789")
    for one in found:
        assert f"{one.key} {one.words}".strip() in sheet.words
        assert f"In braille: {one.words}" in sheet.alts
        assert one.braille_unicode.strip("\u2800")
    start = sheet.words.index("Press any key")
    assert start < sheet.words.index("Answer 1")
    assert min(piece.size for piece in sheet.pieces) >= 16
    keys = [piece for piece in sheet.pieces if piece.text.strip() in set("0123456789")]
    assert min(piece.size for piece in keys) >= 40


def test_the_dots_stand_as_far_apart_as_fingers_expect() -> None:
    """Dots 2.5 mm apart, cells 6 mm: read back from the drawing, they are the cells again."""
    cells = "\u2800\u2801\u283f\u2815\u282a\u2820"
    drawing = label_sheet.dots(cells)
    circles = re.findall(r'cx="([\d.]+)" cy="([\d.]+)" r="0.8"', drawing)
    assert len(circles) == sum(ord(one).bit_count() - ord("\u2800").bit_count() for one in cells)
    read = [0x2800] * len(cells)
    for across, down in circles:
        place, left = divmod(float(across) - 0.8, 6.0)
        dot = round(left / 2.5) * 3 + round((float(down) - 0.8) / 2.5)
        read[int(place)] |= 1 << dot
    assert "".join(map(chr, read)) == cells
    assert 'width="36mm"' in drawing


def test_the_dots_are_printed_at_their_full_size(sheet: Pdf) -> None:
    """The drawings of a label are placed as wide as their cells: 6 mm each, on paper."""
    widths = {
        round(abs(float(box[2]) - float(box[0])) / MILLIMETRE, 1)
        for figure in sheet.tags("/Figure")
        for attributes in [figure["/A"]]
        for one in (attributes if isinstance(attributes, list) else [attributes])
        if (box := one.get_object().get("/BBox")) is not None
    }
    cells = {len(row) for one in labels() for row in label_sheet.rows_of_cells(one.braille_unicode)}
    assert widths == {number * label_sheet.CELL_APART for number in cells}


def test_cells_are_parted_between_words() -> None:
    assert label_sheet.rows_of_cells("\u2801\u2803\u2800\u2809\u2800\u2819", 4) == [
        "\u2801\u2803\u2800\u2809",
        "\u2819",
    ]
    assert label_sheet.rows_of_cells("\u2801" * 9, 4) == ["\u2801" * 4, "\u2801" * 4, "\u2801"]
