"""Pictures of screens, read back."""

from pathlib import Path

import pyte
import pytest
import qrcode
import zxingcpp
from PIL import Image, ImageDraw

from tui.emulator import Emulator
from tui.picture import CELL_HEIGHT, CELL_WIDTH, picture, save_picture
from tui.signs import draw_sign
from tui.strokes import Cell, draw_stroke

WHITE, BLACK = (255, 255, 255), (0, 0, 0)


def drawn(text: str, *, columns: int = 10, rows: int = 2, scale: int = 1) -> Image.Image:
    return picture(screen_with(text, columns=columns, rows=rows), scale=scale)


def screen_with(text: str, *, columns: int = 10, rows: int = 2) -> pyte.Screen:
    emulator = Emulator(columns, rows)
    emulator.feed(f"\x1b[?25l{text}".encode())
    return emulator.screen


def cell(image: Image.Image, x: int, y: int = 0, scale: int = 1) -> Image.Image:
    left, top = x * CELL_WIDTH * scale, y * CELL_HEIGHT * scale
    return image.crop((left, top, left + CELL_WIDTH * scale, top + CELL_HEIGHT * scale))


def colours(image: Image.Image) -> set[object]:
    return {colour for _, colour in image.getcolors(image.width * image.height) or []}


@pytest.mark.parametrize("scale", [1, 2])
def test_a_qr_code_in_half_blocks_is_read_as_a_phone_would(scale: int) -> None:
    address = "https://heard.example/r/7f3k"
    code = qrcode.QRCode(border=4)
    code.add_data(address)
    code.make(fit=True)
    matrix = code.get_matrix()
    matrix += [[False] * len(matrix)] * (len(matrix) % 2)
    rows = []
    for upper, lower in zip(matrix[::2], matrix[1::2], strict=True):
        rows.append(_half_blocks(list(zip(upper, lower, strict=True))))
    image = drawn("\r\n".join(rows), columns=len(matrix[0]) + 4, rows=len(rows) + 1, scale=scale)
    found = zxingcpp.read_barcodes(image)
    assert [code.text for code in found] == [address]


def _half_blocks(halves: list[tuple[bool, bool]]) -> str:
    def shade(dark: bool) -> str:
        return "0;0;0" if dark else "255;255;255"

    blocks = [f"\x1b[38;2;{shade(top)};48;2;{shade(bottom)}m▀" for top, bottom in halves]
    return "".join(blocks) + "\x1b[0m"


def test_a_cell_is_twice_as_high_as_wide() -> None:
    assert CELL_HEIGHT == 2 * CELL_WIDTH
    assert drawn("", columns=80, rows=24).size == (800, 480)
    assert drawn("", columns=80, rows=24, scale=3).size == (2400, 1440)


@pytest.mark.parametrize("scale", [1, 2, 3])
@pytest.mark.parametrize("row", ["─", "━", "═", "█", "▀", "▄", "▔", "▁"])
def test_lines_and_blocks_meet_from_cell_to_cell(row: str, scale: int) -> None:
    image = drawn(row * 10, rows=1, scale=scale)
    inked = [y for y in range(image.height) if image.getpixel((0, y)) != BLACK]
    assert inked
    for y in range(image.height):
        line = image.crop((0, y, image.width, y + 1))
        assert len(colours(line)) == 1


@pytest.mark.parametrize("column", ["│", "┃", "║", "▌", "▐", "▏"])
def test_upright_lines_meet_from_row_to_row(column: str) -> None:
    image = drawn("\r\n".join([column] * 3), columns=1, rows=3)
    for x in range(image.width):
        assert len(colours(image.crop((x, 0, x + 1, image.height)))) == 1


@pytest.mark.parametrize("box", ["┌─┐│└┘", "╭─╮│╰╯", "┏━┓┃┗┛", "╔═╗║╚╝", "╒═╕│╘╛", "╓─╖║╙╜"])
@pytest.mark.parametrize("scale", [1, 2])
def test_a_box_is_closed(box: str, scale: int) -> None:
    """Colour poured in the middle does not run out at the corners."""
    side = box[3]
    rows = ["", f" {box[:3]}", f" {side} {side}", f" {box[4]}{box[1]}{box[5]}"]
    image = drawn("\r\n".join(rows), columns=5, rows=5, scale=scale)
    middle = (image.width // 2, image.height // 2)
    ImageDraw.floodfill(image, middle, (255, 0, 0))
    assert image.getpixel((0, 0)) == BLACK
    assert (255, 0, 0) in colours(cell(image, 2, 2, scale))


def test_every_line_and_block_has_a_shape() -> None:
    for number in range(0x2500, 0x25A0):
        image = Image.new("RGB", (10, 20), BLACK)
        place = Cell(0, 0, 10, 20, WHITE, BLACK)
        assert draw_stroke(ImageDraw.Draw(image), chr(number), place)
        assert len(colours(image)) > 1 or chr(number) in "█░▒▓"
        assert colours(image) != {BLACK}


def test_eighths_grow() -> None:
    def inked(text: str) -> list[int]:
        image = drawn(text)
        return [dict(_counts(cell(image, x))).get((229, 229, 229), 0) for x in range(len(text))]

    for eighths in ("▁▂▃▄▅▆▇█", "▏▎▍▌▋▊▉█"):
        sizes = inked(eighths)
        assert sizes == sorted(sizes)
        assert len(set(sizes)) == 8
        assert sizes[3] == 100
        assert sizes[7] == 200


def _counts(image: Image.Image) -> list[tuple[object, int]]:
    return [(colour, count) for count, colour in image.getcolors(image.width * image.height) or []]


def test_colours_of_all_kinds() -> None:
    image = drawn("\x1b[38;2;1;2;3m█\x1b[38;5;208m█\x1b[31m█\x1b[95m█\x1b[0m█\x1b[7m \x1b[0;105m ")
    found = [colours(cell(image, x)) for x in range(8)]
    assert found[:3] == [{(1, 2, 3)}, {(255, 135, 0)}, {(205, 0, 0)}]
    assert found[3:5] == [{(255, 0, 255)}, {(229, 229, 229)}]
    assert found[5:] == [{(229, 229, 229)}, {(255, 0, 255)}, {BLACK}]


def test_bold_is_bolder_and_an_underline_is_seen() -> None:
    image = drawn("w\x1b[1mw\x1b[0;4m \x1b[0m ")

    def light(x: int) -> int:
        return sum(image.convert("L").crop((x * 10, 0, x * 10 + 10, 20)).tobytes())

    assert light(1) > light(0) > light(3) == 0
    assert light(2) > 0


def test_the_signs_heard_uses_are_drawn_and_differ() -> None:
    signs = "♪✓▶○●◆■□★☆✗"
    image = drawn(signs, columns=len(signs))
    pixels = [cell(image, x).tobytes() for x in range(len(signs))]
    assert len(set(pixels)) == len(signs)
    for sign in signs:
        blank = Image.new("RGB", (10, 20), BLACK)
        assert draw_sign(ImageDraw.Draw(blank), sign, Cell(0, 0, 10, 20, WHITE, BLACK))
        assert blank.getbbox() is not None
        left, top, right, bottom = blank.getbbox() or (0, 0, 0, 0)
        assert (left, top) >= (0, 0)
        assert right <= 10
        assert bottom <= 20


def test_what_the_font_lacks_is_a_dot_and_never_a_box() -> None:
    image = drawn("日ਪ")
    dot = cell(image, 2).getbbox()
    assert dot is not None
    assert dot[2] - dot[0] <= 4
    wide = image.crop((0, 0, 20, 20)).getbbox()
    assert wide is not None
    assert wide[2] - wide[0] <= 4


def test_welsh_is_written_in_the_font() -> None:
    image = drawn("wŵyŷ")
    assert len({cell(image, x).tobytes() for x in range(4)}) == 4


def test_the_cursor_is_a_bar_when_it_is_visible() -> None:
    assert drawn("").getbbox() is None
    assert drawn("\x1b[2;3H\x1b[?25h").getbbox() == (20, 20, 22, 40)


def test_a_saved_picture_is_the_picture(tmp_path: Path) -> None:
    screen = screen_with("Heard")
    save_picture(screen, tmp_path / "heard.png", scale=2)
    with Image.open(tmp_path / "heard.png") as image:
        assert image.format == "PNG"
        assert image.tobytes() == picture(screen, scale=2).tobytes()
