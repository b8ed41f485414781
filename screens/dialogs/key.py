"""The key of an encrypted file: stars on the screen and in the voice, and one key to see it."""

from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.events import Key, Paste

from assets.language import _
from models.errors import RefusedError
from models.words import stop
from screens.dialogs.ask import Answer, AskDialog
from screens.widgets.words_line import WordsLine

__all__ = ["KeyDialog", "SecretLine"]

STAR = "*"


class SecretLine(WordsLine):
    """A line of stars. What is typed is never said, on headphones neither."""

    def __init__(self) -> None:
        super().__init__(id="answer")
        self.password = True

    @property
    def _value(self) -> Text:
        # Textual's private way to draw a password; its dots are hard to see on some fonts.
        shown = STAR * len(self.value) if self.password else self.value
        return Text(shown, no_wrap=True, overflow="ignore", end="")

    def action_copy(self) -> None:
        """Copy only what is shown: the clipboard is everybody's."""
        if not self.password:
            super().action_copy()

    def action_cut(self) -> None:
        """Do the same."""
        if not self.password:
            super().action_cut()

    def _on_paste(self, event: Paste) -> None:
        # As it is, but for the end of the line: a key can have spaces at its ends.
        event.stop()
        event.prevent_default()
        self.insert_text_at_cursor(event.text.partition("\n")[0].rstrip("\r"))

    def aloud(self) -> str:
        """Return the line for the ear: one "star" a sign."""
        stars = " ".join([_("star")] * len(self.value))
        return f"{stop(str(self.border_title or ''))} {stop(stars)}".strip()

    def word_before(self) -> str:
        """Return nothing: what is typed here is never said."""
        return ""


class KeyDialog(AskDialog[Answer]):
    """Ask for a key and try a verb with it; None for "back". A wrong one is typed anew."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f2",
            "reveal",
            "Show the key",
            show=False,
            id="key.reveal",
            tooltip="Show the key, or hide it again",
        ),
    ]

    @classmethod
    def example(cls) -> "KeyDialog[bool]":
        """Return one as it is used."""

        def refuse(_key: str) -> bool:
            raise RefusedError("That is not its key. Nothing was changed. Type it again.")

        return KeyDialog("The key of stick/heard.db", refuse)

    def hint(self) -> str:
        """Return the keys, as they stand below."""
        return f"Enter  {self.go}     F2  Show the key     Esc  Back"

    def told_of(self, *, hidden: bool) -> str:
        """Return the sentence for whether it is hidden or shown."""
        return "The key is hidden." if hidden else "The key is shown."

    def line(self) -> WordsLine:
        """Return the line to write in."""
        return SecretLine()

    def action_reveal(self) -> None:
        """Show what is typed, or hide it again; which of the two is said, it is not."""
        line = self.query_one(SecretLine)
        line.password = not line.password
        self.say(self.told_of(hidden=line.password))

    def echo(self, event: Key) -> str:
        """Say "star" for a sign, and for what is deleted that it is."""
        if not event.is_printable:
            return super().echo(event)
        return _("star") if self.echoes_keys else ""

    def refuse(self, sentence: str) -> None:
        """Tell why not, and begin again."""
        self.query_one(SecretLine).value = ""
        super().refuse(sentence)
