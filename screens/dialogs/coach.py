"""A line that is written, with the plain-words coach beneath it."""

from collections.abc import Callable
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from screens.dialogs.ask import AskDialog
from screens.widgets.coach import Coach
from screens.widgets.words_line import WordsLine

__all__ = ["CoachDialog"]

Answer = TypeVar("Answer")


class CoachDialog(AskDialog[Answer]):
    """Write or change a line, and save it by a verb; a refusal is told, and the line stays.

    ``words`` is what is there already. An empty line is handed to the verb too, which takes it
    or says why not. In ``language`` there may be no coach: Heard knows the plain words of English.
    """

    MAY_BE_EMPTY: ClassVar[bool] = True

    def __init__(
        self,
        question: str,
        verb: Callable[[str], Answer],
        *,
        go: str = "Save",
        more: str = "",
        words: str = "",
        coached: bool = True,
        language: str = "en",
    ) -> None:
        super().__init__(question, verb, go=go, more=more)
        self.words, self.coached, self.language_of_words = words, coached, language

    @classmethod
    def example(cls) -> "CoachDialog[bool]":
        """Return one as it is used."""
        return CoachDialog(
            "The question of this prompt",
            lambda _words: True,
            words="How do you utilise the DRE?",
        )

    def line(self) -> WordsLine:
        """Return the line, with what is there already."""
        line = WordsLine(id="answer")
        line.value = self.words
        line.cursor_position = len(self.words)
        return line

    def coach(self) -> Coach:
        """Return who advises on the line."""
        return Coach(self.language_of_words)

    def compose(self) -> ComposeResult:
        """Lay out the question, the line, the coach, and a place for a refusal."""
        with Vertical(id="dialog"):
            yield Static(self.question, id="question", markup=False)
            if self.more:
                yield Static(self.more, id="more", markup=False)
            yield self.line()
            yield self.coach()
            yield Static("", id="told", markup=False, classes="-hidden")
            yield Static(self.hint(), id="hint", markup=False)

    def on_mount(self) -> None:
        """Look at what is there already."""
        self.query_one(Coach).look_at(self.words if self.coached else "", at_once=True)

    @on(Input.Changed)
    def _written(self, message: Input.Changed) -> None:
        message.stop()
        if self.coached and message.value != self.words:
            self.query_one(Coach).look_at(message.value)
