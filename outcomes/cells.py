"""What somebody said, in a cell of a table: as text, and never as a formula.

A spreadsheet takes a cell that begins with an equals sign, a plus, a minus or an at sign for
something to work out. Such words could fetch a page or start a program where they are opened.
"""

from models.words import clean

__all__ = ["plain_cell"]

# The wide forms are what a Japanese or Chinese keyboard types; some spreadsheets take them too.
_STARTS = frozenset("=+-@＝＋－＠")
# Seen by nobody, and skipped or eaten by some programs before they look at the first sign.
_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\u00ad\ufeff"
_GUARD = "'"


def plain_cell(text: str) -> str:
    """Return a text for a cell of a CSV file: an apostrophe goes before what could be a formula.

    "- a list item" gets one as well: nobody can tell the two apart from outside. A tab, a line
    end or another control at the start goes, and whatever then stands first is looked at.
    """
    words = clean(text)
    first = words.lstrip(f"{_UNSEEN} \n\u00a0\u3000")[:1]
    return f"{_GUARD}{words}" if first in _STARTS and first else words
