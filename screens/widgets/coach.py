"""The plain-words coach: a few lines of advice under what somebody writes. It never blocks."""

from textual.timer import Timer
from textual.widgets import Static

from models.easy_read.plain_words import advice
from screens.spoken import Spoken

__all__ = ["Coach", "coach_lines"]

# Advice that comes between two letters would only be in the way.
PAUSE_SECONDS = 0.8
MOST_LINES = 3


def coach_lines(words: str, language: str = "en") -> list[str]:
    """Return the advice on a text, in lines for a person, the first few of them."""
    found = [one.sentence for one in advice(words, language)]
    more = len(found) - MOST_LINES
    return [*found[:MOST_LINES], *([f"And {more} more."] if more > 0 else [])]


class Coach(Static):
    """Advice on a text, shown and said once its writer pauses; empty where there is none."""

    def __init__(self, language: str = "en") -> None:
        super().__init__("", id="coach", classes="-hidden", markup=False)
        self._language = language
        self._waits: Timer | None = None
        self.told = ""

    def look_at(self, words: str, *, at_once: bool = False) -> None:
        """Look at a text, after a pause in the writing or at once."""
        if self._waits is not None:
            self._waits.stop()
        if at_once:
            self._show(words)
        else:
            self._waits = self.set_timer(PAUSE_SECONDS, lambda: self._tell(words))

    def lines(self, words: str) -> list[str]:
        """Return the advice on a text; what knows other rules than these says so here."""
        return coach_lines(words, self._language)

    def _show(self, words: str) -> None:
        lines = self.lines(words)
        self.told = "\n".join(lines)
        self.update("\n".join(f"~ {line}" for line in lines))
        self.set_class(not lines, "-hidden")

    def _tell(self, words: str) -> None:
        before = self.told
        self._show(words)
        if self.told and self.told != before and isinstance(self.screen, Spoken):
            self.screen.say(self.aloud(), interrupt=False)

    def aloud(self) -> str:
        """Return the advice for the ear."""
        return " ".join(self.told.splitlines())
