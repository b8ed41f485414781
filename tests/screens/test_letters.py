"""The large letters: drawn beforehand as the font draws them, and every word on its rows."""

import itertools
import subprocess
import sys

import pytest
from rich.cells import cell_len

from assets import asset
from screens.widgets.block_letters import block_lines, marked_rows
from screens.widgets.glyphs import CAPS, draw_beforehand, rows_of, shape_of


def test_the_stored_letters_are_those_of_the_font() -> None:
    assert asset("letters.json").read_text(encoding="utf-8") == draw_beforehand()


def test_european_words_need_no_picture_library() -> None:
    program = (
        "import sys; from screens.widgets.block_letters import block_lines;"
        "block_lines('Łódź, Ŵyn, été: “yes” – 12 €', 200, 4); sys.exit('PIL' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("cap", CAPS)
@pytest.mark.parametrize("text", ["What helps you?", "Łódź", "مرحبا بالعالم", "🌻 sun", "i̇"])
def test_every_word_has_the_rows_of_its_line(text: str, cap: int) -> None:
    lines = block_lines(text, 300, cap)
    assert lines is not None
    for line in lines:
        for word in line.words:
            assert len(word.rows) == rows_of(cap)
            assert len({cell_len(row) for row in word.rows}) == 1
            assert text[word.start : word.end] in text.split()


def test_letters_never_touch() -> None:
    for word in ("minimum", "rnrn", "illicit"):
        glyph = shape_of(word, 4)
        ink = 0
        for row in glyph.rows:
            ink |= row
        columns = [bool(ink >> x & 1) for x in range(glyph.advance)]
        gaps = sum(1 for a, b in itertools.pairwise(columns) if a and not b)
        assert gaps >= len(word)


def test_lines_are_as_wide_as_allowed_and_a_word_too_wide_is_refused() -> None:
    lines = block_lines("What helps you stay at home?", 80, 4)
    assert lines is not None
    for line in lines:
        assert marked_rows(line, 4, None)[0].cell_length <= 80
    assert block_lines("Incomprehensibilities", 40, 4) is None


def test_the_word_being_said_stands_on_a_filled_ground() -> None:
    lines = block_lines("One two three", 200, 3)
    assert lines is not None
    row = marked_rows(lines[0], 3, (4, 7), "bold")[0]
    filled = [span for span in row.spans if "reverse" in str(span.style)]
    assert sum(span.end - span.start for span in filled) == lines[0].words[1].columns + 2
