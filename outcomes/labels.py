"""Labels for the kiosk's keys, to be felt: contracted braille beside large print.

EN 301 549, 5.2 and 8.5, and Section 508, 402.2.5, ask for instructions in contracted braille
where somebody who does not see has to start the voice. Each key has one, and so has the start.
"""

from dataclasses import dataclass

from outcomes.braille import CHECK, brf, brf_of_cells
from outcomes.braille_tables import table_for
from outcomes.braille_words import OURS, Kind
from outcomes.liblouis import translated
from outcomes.making import Made, Making

__all__ = ["START", "Label", "labels", "make"]

FILE = "labels.brf"
TITLE = "Labels for the kiosk"
# What stands beside the kiosk: nobody needs to see in order to start.
START = (
    "Press any key. The kiosk speaks to you.",
    "Digits choose. Any key stops the voice.",
    "For help press 0.",
)
# As the kiosk uses the keys on every page: screens/kiosk has the same words.
_KEYS = (
    ("1", "Answer 1"),
    ("2", "Answer 2"),
    ("3", "Answer 3"),
    ("4", "Answer 4"),
    ("5", "Answer 5"),
    ("6", "Answer 6"),
    ("7", "Again"),
    ("8", "Louder, bigger, language"),
    ("9", "Back"),
    ("0", "Help"),
)


@dataclass(frozen=True)
class Label:
    """One label: the key ("" for what stands beside them all), in print and in braille.

    ``braille_ascii`` is for an embosser, ``braille_unicode`` the same cells to be drawn.
    """

    key: str
    words: str
    braille_ascii: str
    braille_unicode: str


def labels() -> tuple[Label, ...]:
    """Return a label for each of the ten digits, then the instructions for the start.

    Raises HeardError where liblouis is not there.
    """
    table = table_for(OURS, contracted=True)
    words = [*_KEYS, *(("", line) for line in START)]
    made = [(key, line, translated(line, table)) for key, line in words]
    return tuple(Label(key, line, brf_of_cells(cells), cells) for key, line, cells in made)


def make(making: Making) -> list[Made]:
    """Make the file for an embosser: the labels, a line or more each, in the order of the keys."""
    columns, rows = making.braille
    table = table_for(OURS, contracted=True)
    found = labels()
    cells = [
        (Kind.TITLE, translated(TITLE, table)),
        *((Kind.TEXT, one.braille_unicode) for one in found if not one.key),
        *((Kind.ITEM, translated(f"{one.key}: {one.words}", table)) for one in found if one.key),
    ]
    return [Made(FILE, brf(cells, columns, rows), (CHECK.format(name=FILE),))]
