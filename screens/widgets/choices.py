"""Numbered choices as large filled boxes: a digit, the arrows and Enter, or a touch."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click, Key
from textual.message import Message
from textual.widgets import Static

from assets.language import N_, _
from models.words import stop
from screens.spoken import Spoken

__all__ = ["Choice", "Choices"]


class Choice(Static, can_focus=True):
    """One choice: its key, and what it is in a few words."""

    def __init__(self, key: str, words: str, language: str = "") -> None:
        super().__init__("", classes="choice", markup=False)
        self.key = key
        self.words = ""
        self.spoken_language = language
        self.rename(words)

    def rename(self, words: str) -> None:
        """Write other words on it."""
        self.words = words
        self.update(Content.assemble((f" {self.key}  ", "bold"), words))

    def act(self) -> None:
        """Choose it."""
        if isinstance(self.parent, Choices):
            self.parent.choose(int(self.key) - 1)

    def aloud_focus(self) -> str:
        """Return what is said as this choice is reached: which it is of how many, and what."""
        last = self.parent.last if isinstance(self.parent, Choices) else self.key
        return _("{number} of {all}. {words}").format(
            number=self.key, all=last, words=stop(self.words)
        )


class Choices(VerticalScroll, can_focus=False):
    """Up to nine choices. They never scroll away: small screens get small rows.

    They are numbered from 1, or from ``first`` where others stand before them. ``languages`` are
    those of the single choices, where they are not the screen's.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", N_("Choose"), show=False, id="choices.choose"),
        Binding("down,right", "app.focus_next", N_("Next"), show=False, id="choices.next"),
        Binding("up,left", "app.focus_previous", N_("Before"), show=False, id="choices.before"),
    ]

    @dataclass
    class Chosen(Message):
        """A choice was made; ``number`` is one less than its key."""

        number: int

    def __init__(
        self,
        words: Sequence[str],
        *,
        first: int = 1,
        languages: Sequence[str] = (),
        id: str | None = "choices",
    ) -> None:
        super().__init__(id=id)
        self.words = tuple(words)
        self.first = first
        self.languages = tuple(languages) or ("",) * len(self.words)
        self._heard: Choice | None = None

    def rename(self, number: int, words: str) -> None:
        """Write other words on a choice; ``number`` counts from 0."""
        self.words = (*self.words[:number], words, *self.words[number + 1 :])
        self.boxes[number].rename(words)

    @property
    def last(self) -> int:
        """The number of the last choice."""
        return self.first + len(self.words) - 1

    def compose(self) -> ComposeResult:
        """Lay out the choices."""
        for number, words in enumerate(self.words):
            yield Choice(str(self.first + number), words, self.languages[number])

    @property
    def boxes(self) -> list[Choice]:
        """The choices in their order."""
        return list(self.query(Choice))

    def choose_key(self, event: Key) -> bool:
        """Choose by a digit, if there is such a choice; say whether there was.

        On a face with ``press_twice``, the first press of a digit says the choice, and the
        second one chooses it.
        """
        if not (event.key.isdecimal() and self.first <= int(event.key) <= self.last):
            return False
        box = self.boxes[int(event.key) - self.first]
        twice = getattr(self.app.screen_stack[0], "press_twice", False)
        if twice and not (self._heard is box and box.has_focus):
            self._let_hear(box)
        else:
            self.choose(int(event.key) - 1)
        return True

    def _let_hear(self, box: Choice) -> None:
        """Go to a choice and say what it is, and how to choose it."""
        self._heard = box
        sentence = f"{box.aloud_focus()} {_('Press {key} again to choose it.').format(key=box.key)}"
        if isinstance(self.screen, Spoken):
            self.screen.point_out(box, sentence)
        else:
            box.focus()

    def choose(self, number: int) -> None:
        """Take a choice for made; ``number`` is one less than its key."""
        self.post_message(self.Chosen(number))

    def action_choose(self) -> None:
        """Choose what has the focus."""
        for box in self.boxes:
            if box.has_focus:
                box.act()

    def on_click(self, event: Click) -> None:
        """Choose by a touch."""
        if isinstance(event.widget, Choice):
            event.widget.act()

    def aloud(self) -> str:
        """Return all of them for the ear, each with its key."""
        return " ".join(words for words, _language in self.aloud_parts())

    def aloud_parts(self) -> list[tuple[str, str]]:
        """Return the same, cut where the language changes: words, and their language or ""."""
        said = [f"{box.key}: {stop(box.words)}" for box in self.boxes]
        if len(said) == 1:
            return [(_("Press {choice}").format(choice=said[0]), "")]
        if not any(self.languages):
            choices = _("{number} choices. {choices} Press the number.")
            return [(choices.format(number=len(said), choices=" ".join(said)), "")]
        return [
            *zip(said, self.languages, strict=True),
            (_("Press the number."), ""),
        ]
