"""The outcome as braille-ready files: BRF, for an embosser or a braille display.

BRF is braille in ASCII: one character a cell, so many cells a line and lines a page, and a form
feed between pages. Two files are made, since not everybody reads contracted braille.
"""

from collections.abc import Iterator, Sequence
from functools import partial

from assets.language_names import language_name
from outcomes.braille_signs import named
from outcomes.braille_tables import UNCONTRACTED, language_of, table_for
from outcomes.braille_words import ADDRESS, OURS, Block, Kind, Stretch, blocks_of
from outcomes.liblouis import EMPTY_CELL, knows, translated
from outcomes.making import Made, Making

__all__ = ["CHECK", "brf", "brf_of_cells", "make_contracted", "make_uncontracted", "rows_of"]

# North American braille ASCII, the cells in the order of their dots: what embossers read.
_ASCII = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="
# Dot 5: a word that is longer than a line goes on in the next one.
_GOES_ON = "\u2810"
_LINE_END = "\r\n"

CONTRACTED, NOT_CONTRACTED = "outcome-contracted.brf", "outcome-uncontracted.brf"
CHECK = (
    "No braille reader has checked {name}. Ask one to read it before it is handed out. "
    "It was made by liblouis."
)
LEFT_OUT = (
    "{name}: it leaves out words in letters that there is no braille for here. "
    "The page and the plain text have them."
)
OTHER_BRAILLE = (
    "{name}: no reader has checked the words in {language}. Each language has its own braille, "
    "where liblouis knows it; else they stand letter by letter."
)


def make_contracted(making: Making) -> list[Made]:
    """Make the file in contracted braille. Raises HeardError where liblouis is not there."""
    return [_made(CONTRACTED, making, contracted=True)]


def make_uncontracted(making: Making) -> list[Made]:
    """Make the file in uncontracted braille. Raises HeardError where liblouis is not there."""
    return [_made(NOT_CONTRACTED, making, contracted=False)]


def _made(name: str, making: Making, *, contracted: bool) -> Made:
    languages: dict[str, bool] = {}  # each with whether letters had to be left out
    cells = [
        (block.kind, _cells(block, contracted, languages))
        for block in blocks_of(making.outcome, address=making.address)
    ]
    missing = [CHECK]
    if any(languages.values()):
        missing.append(LEFT_OUT)
    others = sorted({language_name(one) for one in languages if not one.startswith(OURS)})
    if others:
        missing.append(OTHER_BRAILLE)
    *first, last = others or [""]
    named_languages = f"{', '.join(first)} and {last}" if first else last
    content = brf(cells, *making.braille)
    told = (one.format(name=name, language=named_languages) for one in missing)
    return Made(name, content, tuple(told))


def _cells(block: Block, contracted: bool, languages: dict[str, bool]) -> str:
    """Return a block in cells, each stretch by the table of its language."""
    found = []
    for stretch in _joined(block.stretches):
        language, table = OURS, UNCONTRACTED
        if stretch.language != ADDRESS:
            language = language_of(stretch.words, stretch.language)
            table = table_for(language, contracted=contracted)
        if not table:
            languages[language] = True
            continue
        words, lost = named(stretch.words, partial(_known_to, table), language=language)
        languages[language] = languages.get(language, False) or lost
        found.append(translated(words, table))
    return chr(EMPTY_CELL).join(one for one in found if one)


def _known_to(table: str, character: str) -> bool:
    return knows(character, table)


def _joined(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Join neighbours in one language, so that braille is made of whole sentences."""
    kept: Stretch | None = None
    for stretch in stretches:
        if kept and kept.language == stretch.language:
            kept = Stretch(f"{kept.words} {stretch.words}", stretch.language)
            continue
        if kept:
            yield kept
        kept = stretch
    if kept:
        yield kept


def brf(paragraphs: Sequence[tuple[Kind, str]], columns: int, rows: int) -> bytes:
    """Return paragraphs of cells as pages of so many cells and lines, each with its number."""
    pages: list[list[str]] = [[]]
    room = rows - 1  # the last line of a page holds its number
    for kind, cells in paragraphs:
        lines = rows_of(kind, cells, columns)
        if not lines:
            continue
        heads = kind in (Kind.TITLE, Kind.HEADING)
        above = 1 if heads and pages[-1] else 0
        # A heading is never left alone at the foot of a page.
        if pages[-1] and len(pages[-1]) + above + (len(lines) + 1 if heads else 1) > room:
            pages.append([])
            above = 0
        pages[-1] += [""] * above
        for line in lines:
            if len(pages[-1]) == room:
                pages.append([])
            pages[-1].append(line)
    numbered = (_numbered(page, number, columns, room) for number, page in enumerate(pages, 1))
    return f"{_LINE_END}\f".join(numbered).encode("ascii") + _LINE_END.encode("ascii")


def _numbered(page: list[str], number: int, columns: int, room: int) -> str:
    ours = brf_of_cells(translated(str(number), UNCONTRACTED))
    lines = [brf_of_cells(line) for line in page]
    return _LINE_END.join([*lines, *[""] * (room - len(lines)), ours.rjust(columns)])


def rows_of(kind: Kind, cells: str, columns: int) -> list[str]:
    """Return a paragraph as lines of cells, broken between words.

    The title is centred; a heading begins at cell 5; a paragraph has its first line at cell 3,
    and an item all but its first, so that fingers find where each begins.
    """
    first, further = {Kind.TITLE: (0, 0), Kind.HEADING: (4, 4), Kind.TEXT: (2, 0)}.get(kind, (0, 2))
    blank = chr(EMPTY_CELL)
    width = columns - 6 if kind is Kind.TITLE else columns
    lines: list[str] = []
    line, indent = "", first
    for word in _short_enough(cells, width - max(first, further)):
        if line and indent + len(line) + 1 + len(word) > width:
            lines.append(blank * indent + line)
            line, indent = "", further
        line = f"{line}{blank}{word}" if line else word
    if line:
        lines.append(blank * indent + line)
    if kind is Kind.TITLE:
        return [blank * ((columns - len(one)) // 2) + one for one in lines]
    return lines


def _short_enough(cells: str, width: int) -> Iterator[str]:
    """Yield the words; one longer than a line in pieces, each marked as going on."""
    for word in cells.split(chr(EMPTY_CELL)):
        rest = word
        while len(rest) > width:
            yield rest[: width - 1] + _GOES_ON
            rest = rest[width - 1 :]
        if rest:
            yield rest


def brf_of_cells(cells: str) -> str:
    """Return Unicode cells in braille ASCII; dots 7 and 8, which BRF has not, are left out."""
    return "".join(_ASCII[ord(cell) - EMPTY_CELL & 0x3F] for cell in cells).rstrip()
