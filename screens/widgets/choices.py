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

from models.words import stop

__all__ = ["Choice", "Choices"]


class Choice(Static, can_focus=True):
    """One choice: its key, and what it is in a few words."""

    def __init__(self, key: str, words: str) -> None:
        super().__init__("", classes="choice", markup=False)
        self.key = key
        self.words = ""
        self.rename(words)

    def rename(self, words: str) -> None:
        """Write other words on it."""
        self.words = words
        self.update(Content.assemble((f" {self.key}  ", "bold"), words))

    def aloud_focus(self) -> str:
        """Return what is said as this choice is reached: which it is of how many, and what."""
        among = self.parent.words if isinstance(self.parent, Choices) else (self.words,)
        return f"{self.key} of {len(among)}. {stop(self.words)}"


class Choices(VerticalScroll, can_focus=False):
    """Up to nine choices, numbered from 1. They never scroll away: small screens get small rows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Choose", show=False, id="choices.choose"),
        Binding("down,right", "app.focus_next", "Next", show=False, id="choices.next"),
        Binding("up,left", "app.focus_previous", "Before", show=False, id="choices.before"),
    ]

    @dataclass
    class Chosen(Message):
        """A choice was made; ``number`` counts from 0."""

        number: int

    def __init__(self, words: Sequence[str], *, id: str | None = "choices") -> None:
        super().__init__(id=id)
        self.words = tuple(words)

    def rename(self, number: int, words: str) -> None:
        """Write other words on a choice; ``number`` counts from 0."""
        self.words = (*self.words[:number], words, *self.words[number + 1 :])
        self.boxes[number].rename(words)

    def compose(self) -> ComposeResult:
        """Lay out the choices."""
        for number, words in enumerate(self.words, 1):
            yield Choice(str(number), words)

    @property
    def boxes(self) -> list[Choice]:
        """The choices in their order."""
        return list(self.query(Choice))

    def choose_key(self, event: Key) -> bool:
        """Choose by a digit, if there is such a choice; say whether there was."""
        if event.key.isdecimal() and 1 <= int(event.key) <= len(self.words):
            self.post_message(self.Chosen(int(event.key) - 1))
            return True
        return False

    def action_choose(self) -> None:
        """Choose what has the focus."""
        for number, box in enumerate(self.boxes):
            if box.has_focus:
                self.post_message(self.Chosen(number))

    def on_click(self, event: Click) -> None:
        """Choose by a touch."""
        if isinstance(event.widget, Choice):
            self.post_message(self.Chosen(self.boxes.index(event.widget)))

    def aloud(self) -> str:
        """Return all of them for the ear, each with its key."""
        said = " ".join(f"{number}: {stop(words)}" for number, words in enumerate(self.words, 1))
        if len(self.words) == 1:
            return f"Press {said}"
        return f"{len(self.words)} choices. {said} Press the number."
