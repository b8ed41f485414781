"""A long text cut into pieces, one a page: where lines end, and nothing of it left out.

The work grows with the text alone: a megabyte that somebody pasted must not hold up the screen.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from rich.cells import cell_len, chop_cells

from screens.widgets.block_letters import block_lines, rows_of

__all__ = ["pieces_of"]

# Who speaks long is read in plain letters rather than on more pages than these.
MOST_ENLARGED_PAGES = 6
CAP = 3
WORD = re.compile(r"\S+")
Span = tuple[int, int]


@lru_cache(32)
def pieces_of(text: str, width: int, rows: int, tall: bool) -> tuple[str, ...]:
    """Cut a text for pages of so many cells, in block letters where it is ``tall`` and they do.

    A piece is a part of the text as it stands, so that the word being said is found in it.
    """
    pieces = _block_pieces(text, width, rows) if tall else []
    if not pieces or len(pieces) > MOST_ENLARGED_PAGES:
        # The quotation marks around a quote take a cell at each end.
        pieces = _pieces(text, _lines(text, max(1, width - 2)), rows)
    return tuple(pieces) or (text,)


def _block_pieces(text: str, width: int, rows: int) -> list[str]:
    each = rows // rows_of(CAP)
    # No letter is narrower than a cell, so what is longer needs more pages whatever it says.
    if not each or len(text) > MOST_ENLARGED_PAGES * each * width:
        return []
    lines = block_lines(text, width, CAP)
    if lines is None:
        return []
    return _pieces(text, [(line.words[0].start, line.words[-1].end) for line in lines], each)


def _pieces(text: str, lines: Sequence[Span], each: int) -> list[str]:
    """Put so many lines on each page; a page of empty ones is none."""
    pieces = []
    for first in range(0, len(lines), each):
        full = [line for line in lines[first : first + each] if line[0] < line[1]]
        if full:
            pieces.append(text[full[0][0] : full[-1][1]])
    return pieces


def _lines(text: str, width: int) -> list[Span]:
    """Return where the terminal's own lines begin and end, as they wrap at a width."""
    lines: list[Span] = []
    place = 0
    for paragraph in text.split("\n"):
        lines += _wrapped(paragraph, place, width)
        place += len(paragraph) + 1
    return lines


def _wrapped(paragraph: str, place: int, width: int) -> list[Span]:
    """Wrap one paragraph that begins at a place of the text; an empty one is an empty line."""
    lines: list[Span] = []
    start = end = place
    used = 0
    for found in WORD.finditer(paragraph):
        begin, after = place + found.start(), place + found.end()
        word = found[0]
        wide = len(word) if word.isascii() else cell_len(word)
        gap = begin - end
        if used + gap + wide <= width:
            used, end = used + gap + wide, after
            continue
        if used:
            lines.append((start, end))
        start = begin
        if wide > width:
            *full, last = chop_cells(word, width)
            for part in full:
                lines.append((start, start + len(part)))
                start += len(part)
            wide = cell_len(last)
        used, end = wide, after
    return [*lines, (start, end)]
