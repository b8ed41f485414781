"""A question answered in one line, and tried at once: it stays until the answer is right."""

import asyncio
from collections.abc import Callable
from typing import ClassVar, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from assets.language import N_, _
from models.errors import HeardError, RefusedError
from models.store import writer
from screens.dialogs.base import Dialog
from screens.widgets.words_line import WordsLine

__all__ = ["AskDialog"]

Answer = TypeVar("Answer")
FAULT = N_("Heard had a fault. Nothing was changed. Try again.")


class AskDialog(Dialog[Answer | None]):
    """Ask for a line and try a verb with it; the answer is what the verb returns.

    A refusal is told, and the line is there to be mended. A verb that returns nothing answers
    True. None is "back".
    """

    MAY_BE_EMPTY: ClassVar[bool] = False

    def __init__(
        self, question: str, verb: Callable[[str], Answer], *, go: str = "", more: str = ""
    ) -> None:
        super().__init__()
        self.question, self.verb, self.more = question, verb, more
        self.go = go or _("Go on")

    @classmethod
    def example(cls) -> "AskDialog[bool]":
        """Return one as it is used."""

        def refuse(_words: str) -> bool:
            raise RefusedError("A receipt is four words. Type all four.")

        return AskDialog("The four words of the receipt", refuse, go="Find it")

    def line(self) -> WordsLine:
        """Return the line to write in."""
        return WordsLine(id="answer")

    def hint(self) -> str:
        """Return the keys, as they stand below."""
        return _("Enter  {go}     Esc  Back").format(go=self.go)

    def compose(self) -> ComposeResult:
        """Lay out the question, the line, and a place for a refusal."""
        with Vertical(id="dialog"):
            yield Static(self.question, id="question", markup=False)
            if self.more:
                yield Static(self.more, id="more", markup=False)
            yield self.line()
            yield Static("", id="told", markup=False, classes="-hidden")
            yield Static(self.hint(), id="hint", markup=False)

    def on_mount(self) -> None:
        """Begin in the line."""
        line = self.query_one(WordsLine)
        line.border_title = self.question
        line.focus()

    @on(WordsLine.Ended)
    def _ended(self, message: WordsLine.Ended) -> None:
        message.stop()
        if message.words.strip() or self.MAY_BE_EMPTY:
            self._try(message.words)
        else:
            self.refuse(_("There is nothing there yet. Type it, then press Enter."))

    # A description of our own: Textual's would hold the words.
    @work(exclusive=True, exit_on_error=False, group="asking", description="trying an answer")
    async def _try(self, words: str) -> None:
        try:
            answer = await asyncio.shield(asyncio.wrap_future(writer.submit(self.verb, words)))
        except HeardError as refusal:
            self.refuse(str(refusal))
        except Exception:
            self.refuse(_(FAULT))  # what a fault says may hold what was typed
        else:
            self.dismiss(True if answer is None else answer)

    def refuse(self, sentence: str) -> None:
        """Tell why not, by sight and by sound, and stay in the line."""
        told = self.query_one("#told", Static)
        told.update(f"! {sentence}")
        told.remove_class("-hidden")
        self.point_out(self.query_one(WordsLine), sentence)
