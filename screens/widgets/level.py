"""A level meter: whether somebody is heard, as a word and a shape, and how loud, as a bar."""

from textual.content import Content
from textual.widget import Widget

from assets.language import _

__all__ = ["Level"]

HEARD, NOT_HEARD = "●", "○"
FULL, EMPTY = "█", "·"
LONGEST_BAR = 40


class Level(Widget):
    """Two rows: the words, then the bar. Feed it from ``RecordingLevel``.

    By ear it is the words alone. A screen says them when ``show`` returns that they changed, and
    not ten times a second.
    """

    DEFAULT_CSS = "Level { height: 2; width: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown = 0.0
        self._hears = False

    @property
    def hears(self) -> bool:
        """Whether somebody was heard in the last seconds."""
        return self._hears

    def show(self, shown: float, *, hears: bool) -> bool:
        """Draw how loud it is (0 to 1) and whether somebody is heard; say if the words changed."""
        changed = hears != self._hears
        if changed or self._cells(shown) != self._cells(self._shown):
            self._shown, self._hears = shown, hears
            self.refresh()
        return changed

    def clear(self) -> None:
        """Begin anew."""
        self.show(0.0, hears=False)

    def _cells(self, shown: float) -> int:
        length = self._length
        # Whatever is heard at all is seen.
        return min(length, max(1 if shown > 0 else 0, round(shown * length)))

    @property
    def _length(self) -> int:
        return min(LONGEST_BAR, max(1, self.size.width))

    def words(self) -> str:
        """Return the words for what is heard."""
        return _("I hear you") if self._hears else _("I hear nothing yet")

    def aloud(self) -> str:
        """Return the same for the ear."""
        return f"{self.words()}."

    def render(self) -> Content:
        """Draw the words with their shape, and under them the bar."""
        full = self._cells(self._shown)
        return Content.assemble(
            (f"{HEARD if self._hears else NOT_HEARD} {self.words()}\n", "bold"),
            (FULL * full, "$strong"),
            (EMPTY * (self._length - full), "$soft"),
        )
