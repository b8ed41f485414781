"""What stands on a page: the question and what has to be kept in mind, large; and the answer."""

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from assets.language import _, now
from models.space.space import Space
from models.words import stop
from screens.kiosk.visit import Body, Page, Visit
from screens.spoken import FURNITURE
from screens.widgets.choices import Choices
from screens.widgets.large import Look, large

__all__ = [
    "SMALL_QUESTION",
    "Huge",
    "Question",
    "Title",
    "body_of",
    "choices_of",
    "is_dense",
    "most_to_read",
    "receipt_as_text",
    "rows_below",
]


# Where the answer needs the rows, the question is written in the terminal's own letters.
SMALL_QUESTION = (Body.WORDS, Body.LETTERS, Body.PICTURES, Body.SQUARE)
# Where the answer needs the rows more than its choices do.
DENSE = (Body.LETTERS,)
# From so many rows on, each choice has a frame.
TALL_CHOICES = 24
# Title, caption, keys, and what else is written.
OTHER_ROWS = 8


class Title(Static):
    """The title of the space, in its own language."""

    def __init__(self, space: Space) -> None:
        super().__init__("", id="title", markup=False, classes=FURNITURE)
        self.show(space)

    def show(self, space: Space) -> None:
        """Show the title of a space."""
        self.spoken_language = space.language
        self.update(Content(space.title))


class Question(Static):
    """The question of a page: large for the eye, and in words for the ear."""

    words = ""
    spoken_language = ""

    def __init__(self) -> None:
        super().__init__("", id="question", markup=False)

    def aloud(self) -> str:
        """Return the question for the ear."""
        return stop(self.words)


class Huge(Static):
    """The words of a receipt: as large as there is room, and slowly, twice, for the ear."""

    words: tuple[str, ...] = ()

    def __init__(self) -> None:
        super().__init__("", id="huge", markup=False)

    def draw(self, words: tuple[str, ...], width: int, rows: int) -> None:
        """Show other words."""
        self.words = words
        self.set_class(not words, "-hidden")
        lines = large(" ".join(words), Look(max(1, width - 2), max(1, rows)), rows)
        self.update(Content("\n").join(lines))

    def aloud(self) -> str:
        """Return the words one by one, and again."""
        if not self.words:
            return ""
        slowly = " ".join(f"{word}." for word in self.words)
        return f"{slowly} {_('Once more:')} {slowly}"


def receipt_as_text(words: tuple[str, ...]) -> str:
    """Return what the square of a receipt holds: the words themselves, so no network is needed."""
    return f"Heard: {' '.join(words)}"


def is_dense(page: Page) -> bool:
    """Say whether a page needs its rows for more than its choices: they get one row each."""
    return page.body in DENSE or bool(page.huge)


def rows_below(page: Page) -> int:
    """Return how many rows a page needs beside its question."""
    tiles = [one for one in page.choices if one.picture is not None]
    return OTHER_ROWS + (1 if is_dense(page) else 3) * (len(page.choices) - len(tiles))


def body_of(page: Page, visit: Visit) -> Widget | None:
    """Return what stands over the choices of a page, if anything does."""
    # Each is loaded when it is needed: a kiosk starts with none of them.
    if page.body is Body.WORDS:
        from screens.widgets.words_area import WordsArea

        return WordsArea(visit.words)
    if page.body is Body.LETTERS:
        from screens.widgets.letter_board import LetterBoard

        return LetterBoard(visit.words, language=now())
    if page.body is Body.PICTURES:
        from screens.widgets.pictures import PictureBoard

        shown = [one.picture for one in page.choices if one.picture is not None]
        return PictureBoard(shown)
    if page.body is Body.LEVEL:
        from screens.widgets.level import Level

        return Level()
    if page.body is Body.SQUARE:
        from screens.widgets.qr_square import QrSquare

        return QrSquare(receipt_as_text(visit.receipt))
    return None


def choices_of(page: Page) -> Choices | None:
    """Return the numbered choices of a page; pictures are numbered before them."""
    tiles = sum(1 for one in page.choices if one.picture is not None)
    rest = page.choices[tiles:]
    if not rest:
        return None
    languages = [one.language for one in rest] if any(one.language for one in rest) else []
    return Choices([one.words for one in rest], first=tiles + 1, languages=languages)


def most_to_read(page: Page, width: int, height: int) -> int:
    """Return how many rows may be read before the choices: as many as these leave."""
    question = len(Content(page.question).wrap(max(1, width - 2)))
    a_choice = 1 if height < TALL_CHOICES else 3
    return max(2, height - question - a_choice * len(page.choices) - 3)
