"""The PIN: stars on the screen and in the voice, and one key to see the digits (A08, A34)."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key

from assets.language import N_, _
from models.errors import RefusedError
from screens.dialogs.ask import Answer
from screens.dialogs.key import KeyDialog, SecretLine
from screens.widgets.words_line import WordsLine

__all__ = ["PinDialog"]

MOST_DIGITS = 12


class PinLine(SecretLine):
    """A line for digits."""

    def __init__(self) -> None:
        super().__init__()
        self.restrict = r"[0-9]*"
        self.max_length = MOST_DIGITS

    async def _on_key(self, event: Key) -> None:
        # A number pad has this key too; the line would refuse it as a letter.
        if event.key == "asterisk":
            event.stop()
            event.prevent_default()
            if isinstance(self.screen, PinDialog):
                self.screen.action_reveal()
            return
        await super()._on_key(event)


class PinDialog(KeyDialog[Answer]):
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

    def told_of(self, *, hidden: bool) -> str:
        """Return the sentence for whether the digits are hidden or shown."""
        return _("The digits are hidden.") if hidden else _("The digits are shown.")

    def echo(self, event: Key) -> str:
        """Say nothing for what is no digit: the line does not take it."""
        is_taken = not event.is_printable or (event.character or "").isdecimal()
        return super().echo(event) if is_taken else ""
