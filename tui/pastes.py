"""Noticing a paste that was begun and is never ended."""

from tui.keystrokes import PASTE_END, PASTE_START

__all__ = ["PASTE_SECONDS", "PasteWatch"]

# A terminal sends a paste at once. Where nothing more comes for so long, its end is missing.
PASTE_SECONDS = 0.5


class PasteWatch:
    """Looks through what a terminal sends for the beginning and the end of a paste.

    Without it, the beginning alone would swallow whatever is typed from then on.
    """

    def __init__(self) -> None:
        self.is_open = False
        self._tail = ""

    def saw(self, typed: str) -> None:
        """Take note of what was sent; a mark may come in two pieces."""
        text = self._tail + typed
        began, ended = text.rfind(PASTE_START), text.rfind(PASTE_END)
        if began != ended:
            self.is_open = began > ended
        self._tail = text[-(len(PASTE_START) - 1) :]

    def end(self) -> str:
        """Return what ends the paste that is open."""
        self.is_open, self._tail = False, ""
        return PASTE_END
