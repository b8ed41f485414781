"""One picture as a tile: its number, its drawing, its words, and whether it is chosen."""

import textwrap

from textual.content import Content

from assets.language import _
from models.kiosk.picture import Picture
from screens.widgets.choices import Choice, Choices
from screens.widgets.picture_cells import LEAST_ROWS, cells_of, columns_of

__all__ = ["Tile", "fits", "words_of_tile"]

# More rows make a picture larger, but no clearer.
MOST_ROWS = 16
# Columns beside a picture that are neither picture nor words.
GAPS = 2
# Rows below a picture: its number with the mark, and its words.
ROWS_BELOW = 2


def fits(width: int, height: int, longest: int) -> int:
    """Return how many rows a picture has in a tile of this size; 0 where it is too small to see."""
    return max(beside(width, height, longest), below(width, height, longest))


def beside(width: int, height: int, longest: int) -> int:
    """Return the rows of a picture with its words on the right of it."""
    rows = min((width - GAPS - longest) // 2, height, MOST_ROWS)
    return rows if rows >= LEAST_ROWS else 0


def below(width: int, height: int, longest: int) -> int:
    """Return the rows of a picture with its words under it."""
    rows = min((width - 2) // 2, height - ROWS_BELOW, MOST_ROWS)
    return rows if rows >= LEAST_ROWS and width - 2 >= longest else 0


def drawn(picture: Picture, rows: int) -> list[Content]:
    """Draw a picture in the colours of where it stands."""
    return [
        Content.assemble(*((block, "reverse" if exchanged else "") for block, exchanged in row))
        for row in cells_of(picture.look, rows)
    ]


def words_of_tile(picture: Picture, *, chosen: bool) -> str:
    """Return the words of a picture for the ear, and whether it is chosen."""
    if chosen:
        return _("{picture}: chosen.").format(picture=picture.shown)
    return picture.shown


class Tile(Choice):
    """A picture to choose."""

    def __init__(self, key: str, picture: Picture, *, chosen: bool = False) -> None:
        super().__init__(key, words_of_tile(picture, chosen=chosen))
        self.set_classes("tile")
        self.picture = picture
        self.chosen = chosen
        self.alone = False
        """Whether not all tiles are seen at once, so that this one says how many there are."""

    @property
    def longest(self) -> int:
        """The length of the longest word that stands in this tile, or of its mark."""
        return max(map(len, [*self.picture.shown.split(), f" {self.mark_words} "]))

    @property
    def place(self) -> str:
        """Which tile it is of how many."""
        among = self.parent.last if isinstance(self.parent, Choices) else self.key
        return _("{number} of {all}").format(number=self.key, all=among)

    @property
    def mark_words(self) -> str:
        """What marks a tile that is chosen."""
        return _("✓ chosen")

    def mark(self, chosen: bool) -> None:
        """Mark it as chosen, or take the mark away."""
        self.chosen = chosen
        self.refresh()

    def render(self) -> Content:
        """Draw it as large as it fits: its words beside it or below, whichever leaves it larger."""
        width, height = self.size
        side, under = beside(width, height, self.longest), below(width, height, self.longest)
        if side >= under:
            return self._beside(side or max(1, min(height, (width - GAPS) // 4)))
        return self._below(under)

    def _beside(self, rows: int) -> Content:
        width, height = self.size
        texts = self._texts(max(1, width - columns_of(rows) - GAPS))
        texts = [Content("")] * max(0, (rows - len(texts)) // 2) + texts
        picture = drawn(self.picture, rows)
        blank = Content(" " * columns_of(rows))
        lines = [
            Content.assemble(" ", picture[y] if y < rows else blank, " ", *texts[y : y + 1])
            for y in range(max(rows, min(len(texts), height)))
        ]
        return _middle(lines, height)

    def _below(self, rows: int) -> Content:
        width, height = self.size
        left = " " * ((width - columns_of(rows)) // 2)
        lines = [Content.assemble(left, row) for row in drawn(self.picture, rows)]
        texts = self._texts(width - 2, line=True)
        room = max(1, height - rows)
        return _middle(lines + [Content.assemble(" ", text) for text in texts[:room]], height)

    def _texts(self, width: int, *, line: bool = False) -> list[Content]:
        """Return number, words and mark, in lines; on one ``line`` where there is width for it."""
        number = f" {self.key} "
        if self.alone:
            number = f" {self.place} "
        mark = [Content.styled(f" {self.mark_words} ", "bold reverse")] if self.chosen else []
        words = self.picture.shown
        if line:
            after = 2 + mark[0].cell_length if mark else 0
            if len(number) + 2 + len(words) + after <= width:
                return [Content.assemble((number, "bold reverse"), f"  {words}  ", *mark)]
            if len(number) + after > width:
                number = f" {self.key} "
            first = Content.assemble((number, "bold reverse"), "  ", *mark)
            return [first, *(Content(part) for part in textwrap.wrap(words, width))]
        wrapped = textwrap.wrap(words, width) or [""]
        return [Content.styled(number, "bold reverse"), *(Content(part) for part in wrapped), *mark]


def _middle(lines: list[Content], height: int) -> Content:
    """Put lines in the middle of a height."""
    above = [Content("")] * max(0, (height - len(lines)) // 2)
    return Content("\n").join(above + lines[:height])
