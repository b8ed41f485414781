"""Writing with few keys: a group of letters is chosen by a digit, then the letter.

With one switch it is the same board: the light goes over the groups, then over the letters.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from assets.language import N_, _
from models.words import last_word, stop
from screens.letters import SPACE, Group, alphabet, by_cost, groups_of, in_words
from screens.spoken import Spoken
from screens.widgets.choices import Choices

__all__ = ["LetterBoard"]

DELETE, FINISH = "\b", "\r"
ACTS = {SPACE: N_("Space"), DELETE: N_("Delete"), FINISH: N_("I have finished")}
MORE: Group = (SPACE, DELETE, FINISH, tuple(".,?!'-"), groups_of("1234567890", most=2))
MORE_WORDS = N_("Space, delete, finish, signs")


class LetterBoard(Vertical):
    """What is written so far, and at most six choices that lead to the next letter.

    ``language`` is a tag such as "pl"; ``by_frequency`` puts the letters that are needed most
    where they are reached soonest, else they stand as in the alphabet.
    """

    @dataclass
    class Finished(Message):
        """The person ended the text."""

        words: str

    @dataclass
    class Changed(Message):
        """Something was written or deleted; what stands there is in ``words``."""

        words: str

    def __init__(
        self, words: str = "", *, language: str = "en", by_frequency: bool = False
    ) -> None:
        super().__init__(id="words")
        self.text = words
        letters = alphabet(language, by_frequency=by_frequency)
        groups = by_cost(letters, 5) if by_frequency else groups_of(letters, most=5)
        self._root: Group = (*groups, MORE)
        self._way: list[Group] = []

    @property
    def _shown(self) -> Group:
        return self._way[-1] if self._way else self._root

    def compose(self) -> ComposeResult:
        """Lay out what is written and the groups."""
        yield Static("", id="written", markup=False)
        yield Choices(self._names(), id="letters")

    def on_mount(self) -> None:
        """Show what is written, and begin at the first group."""
        self._write()
        self.query_one(Choices).boxes[0].focus()

    def word_before(self) -> str:
        """Return the word that was written last."""
        return last_word(self.text)

    def aloud(self) -> str:
        """Return what is written, then the choices, for the ear."""
        return f"{stop(self.text)} {self.query_one(Choices).aloud()}".strip()

    def back(self) -> bool:
        """Go from the letters back to their groups; False where the groups are shown already."""
        if not self._way:
            return False
        self._way.pop()
        self.call_later(self._turn)
        return True

    def _names(self) -> Sequence[str]:
        acts = {key: _(words) for key, words in ACTS.items()}
        return [_(MORE_WORDS) if one is MORE else in_words(one, acts) for one in self._shown]

    def _write(self) -> None:
        self.query_one("#written", Static).update(Content(f"{self.text[-200:]}▏"))

    @on(Choices.Chosen)
    async def _chosen(self, message: Choices.Chosen) -> None:
        message.stop()
        chosen = self._shown[message.number]
        if isinstance(chosen, tuple):
            self._way.append(chosen)
        elif chosen == FINISH:
            self.post_message(self.Finished(self.text))
            return
        else:
            self._take(chosen)
            self._way.clear()
        await self._turn()

    def _take(self, letter: str) -> None:
        """Write a letter, or take the last one away, and say so."""
        if letter == DELETE:
            self.text, said = self.text[:-1], _("deleted")
        else:
            said = self.word_before() if letter == SPACE else letter
            self.text += letter
        self._write()
        if isinstance(self.screen, Spoken):
            self.screen.say(said)
        self.post_message(self.Changed(self.text))

    async def _turn(self) -> None:
        """Show the choices that follow."""
        with self.app.batch_update():
            # The page may be turned in the middle of this: then there is nothing to go to.
            await self.query("#letters").remove()
            if not self.is_attached:
                return
            choices = Choices(self._names(), id="letters")
            await self.mount(choices)
            for first in choices.boxes[:1]:
                self.screen.set_focus(first)
