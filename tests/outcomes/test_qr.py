"""QR codes that a phone can read, and addresses that an ear can."""

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from outcomes import Matrix, address_of, fits, half_blocks, qr_matrix

PIXELS = 4
# A terminal of 80 by 24 with three rows kept for a caption.
COLUMNS, ROWS = 80, 24 - 3


def read(matrix: Matrix) -> tuple[str, str]:
    """Draw a matrix as black on white, read it as a phone would: its text and its level."""
    side = len(matrix)
    picture = Image.new("L", (side, side), 255)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            picture.putpixel((x, y), 0 if dark else 255)
    big = picture.resize((side * PIXELS, side * PIXELS), Image.Resampling.NEAREST)
    found = zxingcpp.read_barcodes(big)
    assert len(found) == 1
    return found[0].text, found[0].ec_level


def address(length: int) -> str:
    return "https://heard.example/".ljust(length, "k")


@pytest.mark.parametrize(
    ("length", "level"), [(22, "M"), (30, "M"), (62, "M"), (63, "L"), (78, "L")]
)
def test_a_small_terminal_holds_62_characters_at_m_and_78_at_l(length: int, level: str) -> None:
    matrix = fits(address(length), COLUMNS, ROWS)
    assert matrix is not None
    assert len(half_blocks(matrix)) <= ROWS
    assert all(len(row) <= COLUMNS for row in half_blocks(matrix))
    assert read(matrix) == (address(length), level)


def test_a_small_terminal_holds_no_79_characters() -> None:
    assert fits(address(79), COLUMNS, ROWS) is None
    assert fits(address(79), COLUMNS, ROWS + 2) is not None


def test_columns_count_too() -> None:
    wide, narrow = fits(address(54), 41, 99), fits(address(53), 40, 99)
    assert (len(wide or ()), len(narrow or ())) == (41, 37)
    assert fits(address(54), 40, 99) is None
    assert fits(address(54), 0, 0) is None


@pytest.mark.parametrize(
    "text",
    ["https://heard.example/k7p2k7p2#bcdfghjk", "tel:01234567890", "HTTPS://HEARD.EXAMPLE/A"],
)
@pytest.mark.parametrize("border", [2, 4])
def test_a_matrix_reads_back_to_its_text(text: str, border: int) -> None:
    matrix = qr_matrix(text, border=border)
    assert matrix is not None
    assert len({len(row) for row in matrix} | {len(matrix)}) == 1
    quiet = matrix[:border] + matrix[-border:] + [row[:border] + row[-border:] for row in matrix]
    assert not any(any(row) for row in quiet)
    assert read(matrix) == (text, "M")


@settings(deadline=None, max_examples=25)
@given(st.text(st.sampled_from("abcdefghij0123456789./#-:?="), min_size=1, max_size=120))
def test_any_address_reads_back(text: str) -> None:
    matrix = qr_matrix(text)
    assert matrix is not None
    assert read(matrix)[0] == text


def test_no_text_or_far_too_much_gives_no_code() -> None:
    assert qr_matrix("") is None
    assert qr_matrix("k" * 2332) is not None  # more than M can hold, and L can
    assert qr_matrix("k" * 2954) is None


def test_half_blocks_pair_the_rows_and_add_light_below() -> None:
    dark, light = True, False
    assert half_blocks([[dark, light], [dark, dark], [light, dark]]) == [
        [(dark, dark), (light, dark)],
        [(light, light), (dark, light)],
    ]
    assert half_blocks([[dark], [light]]) == [[(dark, light)]]
    assert half_blocks([]) == []


@pytest.mark.parametrize(
    ("base", "joined"),
    [
        ("https://heard.example", "https://heard.example/k7p2"),
        ("https://heard.example/", "https://heard.example/k7p2"),
        (" https://heard.example// ", "https://heard.example/k7p2"),
        ("https://council.example/heard/", "https://council.example/heard/k7p2"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_an_address_has_one_slash(base: str, joined: str) -> None:
    assert address_of(base, "k7p2") == joined
    assert address_of(base, "/k7p2/") == joined


def test_the_address_of_one_promise() -> None:
    address = address_of("https://heard.example", "k7p2", promise="bcdf")
    assert address == "https://heard.example/bcdf"
    assert address_of("", "k7p2", promise="bcdf") == ""
