"""Finding words at the desk: what is found is there while they are typed."""

import asyncio
from typing import ClassVar
from uuid import UUID

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from models.contribution.contribution import State
from models.contribution.lists import Which
from models.errors import HeardError
from models.search.finding import Found, search
from models.space.space import find_space
from models.store import writer
from models.words import one_line
from screens.desk.entries import contribution_entry
from screens.dialogs.base import Dialog
from screens.widgets.line_list import LineList
from screens.widgets.words_line import WordsLine

__all__ = ["FindDialog"]

# As many as somebody looks through before typing one more letter.
SHOWN = 20
HOW = 'Words, "words in a row", -without, begin*'
HINT = "Enter  List them     Esc  Back"


class FindDialog(Dialog[Which | None]):
    """Ask for words, and show what has them in it with each letter; None for "back"."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Down", show=False, id="find.down", priority=True),
        Binding("up", "move(-1)", "Up", show=False, id="find.up", priority=True),
    ]

    def __init__(self, space: UUID, *, state: State | None = None) -> None:
        super().__init__()
        self.space, self.state = space, state

    @classmethod
    def example(cls) -> "FindDialog":
        """Return one for the space that is open in the database."""
        return cls(find_space().uid)

    def compose(self) -> ComposeResult:
        """Lay out the question, the line and what is found."""
        where = f" Only what is {self.state}." if self.state is not None else ""
        with Vertical(id="dialog"):
            yield Static(f"Which words?{where}", id="question", markup=False)
            yield WordsLine(id="answer")
            yield Static(HOW, id="more", markup=False)
            yield LineList[UUID](id="found_words", most_lines=2, spaced=False, empty="Type a word.")
            yield Static(HINT, id="hint", markup=False)

    def on_mount(self) -> None:
        """Begin with the line; the list is moved through from there."""
        self.query_one("#found_words").can_focus = False
        self.query_one(WordsLine).focus()

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        message.stop()
        self._search(message.value)

    # A description of our own: Textual's would hold the words that are looked for.
    @work(exclusive=True, exit_on_error=False, group="find", description="finding")
    async def _search(self, words: str) -> None:
        asked = writer.submit(
            search, self.space, words, state=self.state, limit=SHOWN, as_typed=True
        )
        try:
            found = await asyncio.shield(asyncio.wrap_future(asked))
        except HeardError as error:
            self.put_hint(str(error))
        else:
            self._show(words, found)

    def put_hint(self, sentence: str) -> None:
        """Say something in the place of the keys."""
        self.query_one("#hint", Static).update(sentence)

    def _show(self, words: str, found: Found) -> None:
        listed = self.query_one("#found_words", LineList)
        listed.say_when_empty("Nothing has these words in it." if words.strip() else "Type a word.")
        listed.show_entries([contribution_entry(one) for one in found.contributions])
        number = f"More than {SHOWN} found" if found.more else f"{len(listed.entries)} found"
        self.query_one("#more", Static).update(f"{number}." if words.strip() else HOW)

    def action_move(self, steps: int) -> None:
        """Move the light through what was found, while the line goes on taking letters."""
        listed = self.query_one("#found_words", LineList)
        listed.action_move(steps)
        self.point_out(listed, listed.aloud_lit())

    @on(WordsLine.Ended)
    def _ended(self, message: WordsLine.Ended) -> None:
        message.stop()
        if one_line(message.words):
            self.dismiss(Which(state=self.state, words=message.words))
            return
        told = "There are no words yet. Type a few, then press Enter."
        self.put_hint(told)
        self.point_out(message.line, told)
