"""Choosing one theme of many, by its key or by the arrows, and what to do with one."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.widgets import Static

from models.identity import new_public_id, new_uid
from models.theme.theme import Theme
from screens.desk.theme_keys import key_of
from screens.dialogs.base import Dialog
from screens.dialogs.pick import PickDialog
from screens.widgets.line_list import Entry, LineList

__all__ = ["MORE_WITH_IT", "ThemeMoreDialog", "ThemePickDialog"]

MORE_WITH_IT = (
    "Give it another name",
    "Split it",
    "Put it together with another one",
    "Move it up",
    "Move it down",
    "Remove it",
    "The names it had before",
    "Do again what was undone",
)


class ThemeMoreDialog(PickDialog):
    """Ask what to do with one theme."""

    @classmethod
    def example(cls) -> "ThemeMoreDialog":
        """Return one as it is used."""
        return cls("Theme 3: Let people know who is coming", MORE_WITH_IT)


class ThemePickDialog(Dialog[UUID | None]):
    """Ask for a theme; None for "back". Each has the key that it has on the board."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Choose", show=False, id="theme_pick.choose"),
    ]

    def __init__(self, question: str, themes: Sequence[Theme], *, more: str = "") -> None:
        super().__init__()
        self.question, self.themes, self.more = question, tuple(themes), more

    @classmethod
    def example(cls) -> "ThemePickDialog":
        """Return one as it is used."""
        titles = ("Phone us back", "Know who is coming", "Buses that come")
        themes = [Theme(new_uid(), new_public_id(), n, t) for n, t in enumerate(titles, 1)]
        return cls("Put it together with which one?", themes, more="Theme 4: Waiting")

    def compose(self) -> ComposeResult:
        """Lay out the question and the themes."""
        with Vertical(id="dialog"):
            yield Static(self.question, id="question", markup=False)
            if self.more:
                yield Static(self.more, id="more", markup=False)
            yield LineList[UUID](
                id="theme_choices", spaced=False, empty="There is no other theme yet."
            )
            yield Static("Its key, or Enter     Esc  Back, nothing changes", id="hint")

    def on_mount(self) -> None:
        """Begin at the first theme."""
        themes = self.query_one("#theme_choices", LineList)
        themes.show_entries(
            [
                Entry(
                    theme.uid,
                    f"{key_of(theme.number).upper() or ' '}   {theme.title}",
                    spoken=f"{key_of(theme.number).upper()}: {theme.title}",
                )
                for theme in self.themes
            ]
        )
        themes.focus()

    def action_choose(self) -> None:
        """Choose the theme that is lit."""
        self.dismiss(self.query_one("#theme_choices", LineList).lit_key)

    def on_key(self, event: Key) -> None:
        """Choose a theme by its key; 9 goes back."""
        if event.key == "9":
            event.stop()
            self.action_back()
            return
        for theme in self.themes:
            if event.key == key_of(theme.number):
                event.stop()
                self.dismiss(theme.uid)
