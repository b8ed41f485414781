"""One line of the Easy Read paper as it is written, with the rules of Easy Read beneath it."""

from collections.abc import Callable

from models.easy_read.forms import HardWord
from models.easy_read.rules import lacks_in
from screens.dialogs.coach import CoachDialog
from screens.widgets.coach import MOST_LINES, Coach

__all__ = ["EasyLineDialog"]


class EasyCoach(Coach):
    """Advice by the rules of Easy Read; a word that the paper explains is not hard."""

    def __init__(self, explained: tuple[HardWord, ...], language: str) -> None:
        super().__init__(language)
        self._explained = explained

    def lines(self, words: str) -> list[str]:
        """Return what could be easier, the first few of it."""
        found = [one.sentence for one in lacks_in(words, self._explained, self._language)]
        more = len(found) - MOST_LINES
        return [*found[:MOST_LINES], *([f"And {more} more."] if more > 0 else [])]


class EasyLineDialog(CoachDialog[bool]):
    """Write a sentence, or what a hard word means, and save it by a verb."""

    def __init__(
        self,
        question: str,
        verb: Callable[[str], bool],
        *,
        words: str = "",
        more: str = "",
        explained: tuple[HardWord, ...] = (),
        language: str = "en",
    ) -> None:
        super().__init__(question, verb, words=words, more=more, language=language)
        self.explained = explained

    @classmethod
    def example(cls) -> "EasyLineDialog":
        """Return one as it is used."""
        return cls(
            "Sentence 2 of 3. Empty takes it away.",
            lambda _words: True,
            words="An advocate will help you.",
        )

    def coach(self) -> Coach:
        """Return the coach that knows the rules of Easy Read."""
        return EasyCoach(self.explained, self.language_of_words)
