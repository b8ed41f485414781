"""The poster and the labels: read from afar, scanned, and felt."""

import re
from dataclasses import replace

import pytest

from models.errors import HeardError
from outcomes import poster
from outcomes.labels import labels
from outcomes.making import Making
from outcomes.typeset import pages_as_pictures
from tests.outcomes.on_paper import BASE, MILLIMETRE, PROMISES, Pdf, outcome, picture, scanned

ADDRESS = f"{BASE}/k7p2k7p2"
SIZES = {"poster-a4.pdf": (595, 842), "poster-a3.pdf": (842, 1191)}


def test_the_poster_says_where_to_read_it_and_nobodys_words() -> None:
    whole = outcome()
    for one in poster.make(Making(whole, address=ADDRESS)):
        pdf = Pdf(one.content)
        assert len(pdf.pages) == 1
        assert tuple(map(round, pdf.reader.pages[0].mediabox[2:])) == SIZES[one.name]
        for words in (
            "You said, we will",
            "Getting help at home",
            "Marlowbridge Library",
            "17 November 2026",
            "We heard 61 things. There are 5 answers.",
            "Read what was said, and what will be done.",
            "heard.example/k7p2k7p2",
        ):
            assert words in pdf.words
        for theme in whole.themes:
            assert not [quote for quote in theme.quotes if quote.words in pdf.words]
        assert not [promise for promise in PROMISES if promise.what in pdf.words]
        assert min(piece.size for piece in pdf.pieces) >= 18
        (address,) = [one for one in pdf.pieces if "k7p2k7p2" in one.text]
        assert address.size >= 36
        assert pdf.alts == [f"A square to scan. It opens {ADDRESS}"]
        assert pdf.root["/Lang"] == "en-GB"
        assert one.missing == ()


def test_a_phone_reads_the_poster(monkeypatch: pytest.MonkeyPatch) -> None:
    pages: list[bytes] = []

    def as_picture(template: str, data: dict[str, object], **how: object) -> bytes:
        pages.extend(pages_as_pictures(template, data, dots=40, **how))  # type: ignore[arg-type]
        return b""

    monkeypatch.setattr(poster, "typeset", as_picture)
    poster.make(Making(outcome(), address=ADDRESS, paper="dark"))
    assert [scanned(picture(page)) for page in pages] == [{ADDRESS}] * 2


def test_a_long_title_is_set_smaller_and_one_that_no_poster_holds_is_refused() -> None:
    title = "What helps people who use services, and their carers, to live well at home"
    long, _ = poster.make(
        Making(outcome(title=f"{title}, and to get about in it"), address=ADDRESS)
    )
    pdf = Pdf(long.content)
    assert len(pdf.pages) == 1
    assert title in pdf.words
    assert min(piece.size for piece in pdf.pieces) >= 18
    one_word = Pdf(poster.make(Making(outcome(title="Deinstitutionalisation")))[0].content)
    assert "Deinstitutionalisation" in [piece.text.strip() for piece in one_word.pieces]
    with pytest.raises(HeardError, match="too long for a poster"):
        poster.make(Making(outcome(title=title * 20)))


def test_with_no_address_the_poster_says_whom_to_ask() -> None:
    whole = outcome()
    bare = replace(whole, space=replace(whole.space, place="", held_on=""))
    for one in poster.make(Making(bare)):
        assert "Ask the people who ran this meeting." in Pdf(one.content).words
        assert "no square to scan" in one.missing[0]


@pytest.fixture(scope="module")
def sheet() -> Pdf:
    (one,) = poster.make_labels(Making(outcome()))
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
    drawing = poster.dots(cells)
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
    cells = {len(row) for one in labels() for row in poster.rows_of_cells(one.braille_unicode)}
    assert widths == {number * poster.CELL_APART for number in cells}


def test_cells_are_parted_between_words() -> None:
    assert poster.rows_of_cells("\u2801\u2803\u2800\u2809\u2800\u2819", 4) == [
        "\u2801\u2803\u2800\u2809",
        "\u2819",
    ]
    assert poster.rows_of_cells("\u2801" * 9, 4) == ["\u2801" * 4, "\u2801" * 4, "\u2801"]
