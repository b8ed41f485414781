"""The PIN: stars on the screen and in the voice, and one key to see the digits (A08, A34)."""

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.events import Key

from assets.language import N_, _
from models.errors import RefusedError
from models.words import stop
from screens.dialogs.ask import Answer, AskDialog
from screens.widgets.words_line import WordsLine

__all__ = ["PinDialog"]

MOST_DIGITS = 12
STAR = "*"


class PinLine(WordsLine):
    """A line for digits. What is typed is never said, on headphones neither."""

    def __init__(self) -> None:
        super().__init__(id="answer")
        self.restrict = r"[0-9]*"
        self.max_length = MOST_DIGITS
        self.password = True

    @property
    def _value(self) -> Text:
        # Textual's private way to draw a password; its dots are hard to see on some fonts.
        return Text(STAR * len(self.value) if self.password else self.value)

    def aloud(self) -> str:
        """Return the line for the ear: one "star" a digit."""
        stars = " ".join([_("star")] * len(self.value))
        return f"{stop(str(self.border_title or ''))} {stop(stars)}".strip()

    def word_before(self) -> str:
        """Return nothing: digits are never said."""
        return ""

    async def _on_key(self, event: Key) -> None:
        # A number pad has this key too; the line would refuse it as a letter.
        if event.key == "asterisk":
            event.stop()
            event.prevent_default()
            if isinstance(self.screen, PinDialog):
                self.screen.action_reveal()
            return
        await super()._on_key(event)


class PinDialog(AskDialog[Answer]):
    """Ask for a PIN and try a verb with it, such as ``check_pin``; None for "back".

    ``PinDialog(_("..."), check_pin)`` answers True where it was right. A wrong one is told with
    the tries that are left, or the time to wait.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f2",
            "reveal",
            N_("Show the digits"),
            show=False,
            id="pin.reveal",
            tooltip=N_("Show the digits, or hide them again"),
        ),
    ]

    def __init__(
        self, question: str, verb: Callable[[str], Answer], *, go: str = "", more: str = ""
    ) -> None:
        super().__init__(question, verb, go=go, more=more)

    @classmethod
    def example(cls) -> "PinDialog[bool]":
        """Return one as it is used."""

        def refuse(_pin: str) -> bool:
            raise RefusedError(N_("That is not the PIN. Try again."))

        return PinDialog(_("The PIN of this kiosk"), refuse)

    def line(self) -> WordsLine:
        """Return the line to write in."""
        return PinLine()

    def hint(self) -> str:
        """Return the keys, as they stand below."""
        return _("Enter  {go}     *  Show the digits     Esc  Back").format(go=self.go)

    def action_reveal(self) -> None:
        """Show the digits, or hide them again; which of the two is said, they are not."""
        line = self.query_one(PinLine)
        line.password = not line.password
        self.say(_("The digits are hidden.") if line.password else _("The digits are shown."))

    def echo(self, event: Key) -> str:
        """Say "star" for a digit, and for what is deleted that it is."""
        if event.character and event.character.isdecimal():
            return _("star") if super().echo(event) else ""
        return "" if event.is_printable else super().echo(event)

    def refuse(self, sentence: str) -> None:
        """Tell why not, and begin again: a wrong PIN is not mended, it is typed anew."""
        self.query_one(PinLine).value = ""
        super().refuse(sentence)
