"""Visits to the kiosk, as people make them: they read the screen, and press what it says."""

import re

from tests.story.conftest import Face
from tui.terminal import folded

__all__ = ["ALL_DONE", "Visitor", "choices_on"]

ALL_DONE = "Nobody asks for your name."
CHOICE = re.compile(r"^[\s┃│]*(\d)  (.+?)[\s┃│]*$", re.MULTILINE)
RECEIPT = re.compile(r"Keep these four words: (\w+ \w+ \w+ \w+) With them")
SMALL, USUAL = (44, 12), (80, 24)


def choices_on(page: str) -> dict[str, str]:
    """Return what a page offers: the words of each choice, with its key. Not its footer."""
    *rows, _footer = page.rstrip().splitlines()
    return {words: key for key, words in CHOICE.findall("\n".join(rows))}


class Visitor:
    """Somebody at a kiosk, who knows what they want and reads what is there."""

    def __init__(self, face: Face) -> None:
        self.face = face
        self.pressed = ""
        """The digits that they pressed, in their order."""

    def choose(self, words: str, then: str) -> str:
        """Press the key that stands before some words; return the page that it led to."""
        self.face.sees(words)
        key = choices_on(self.face.terminal.settle(quiet=0.1))[words]
        self.press(key)
        return self.face.sees(then)

    def press(self, key: str) -> None:
        """Press a digit."""
        self.pressed += key
        self.face.press(key)

    def begin(self, key: str = "enter", *, language: str = "English") -> None:
        """Begin at the welcome, and choose a language."""
        self.face.sees(ALL_DONE)
        self.press(key) if key.isdecimal() else self.face.press(key)
        self.face.sees("Wybierz język.")
        self.press(choices_on(self.face.terminal.text())[language])
        self.face.no_longer_sees("Wybierz język.")

    def to_words(self, prompt: str = "What is going well for you?") -> None:
        """Go from the welcome to the page for words, by way of a prompt."""
        self.begin()
        self.choose(prompt, "Type with few keys")
        self.choose("Type it", "Type, then press Enter.")

    def say(self, words: str) -> None:
        """Type words, and end them."""
        self.face.type(words)
        self.face.sees(words)
        self.face.press("enter")
        self.face.sees("Throw it away", words)

    def send(self) -> None:
        """Send what was read back; it is saved by the time that this returns."""
        self.choose("Send it", "I use services")

    def answer(self, *, role: str = "I'd rather not say", room: str = "No") -> None:
        """Say who they are and what may be done, up to the thanks."""
        self.choose(role, "May we show your words")
        self.choose(room, "count in the report?")
        self.choose("Yes", "quote your words")
        self.choose("No", "With them you can change your words")

    def receipt(self) -> str:
        """Read the four words from the page, where the letters are those of the terminal."""
        self.face.terminal.resize(*SMALL)
        self.face.sees("Keep these four words:", "2 Show them as a square")
        while (found := RECEIPT.search(folded(self.face.terminal.settle()))) is None:
            self.face.sees("Keep these four words:")
        self.face.terminal.resize(*USUAL)
        return found[1]

    def finish(self) -> None:
        """End the visit."""
        self.choose("I have finished", ALL_DONE)

    def visit(
        self, words: str, *, room: str = "No", prompt: str = "What is going well for you?"
    ) -> None:
        """Make a whole visit."""
        self.to_words(prompt)
        self.say(words)
        self.send()
        self.answer(room=room)
        self.finish()

    def leave(self, pin: str) -> None:
        """Leave the kiosk, as the facilitator does who knows the PIN."""
        self.behind_the_pin(pin)
        self.face.press("2")

    def behind_the_pin(self, pin: str) -> None:
        """Open what is behind the PIN."""
        self.face.sees(ALL_DONE)
        self.face.type("leave")
        self.face.sees("The PIN of this kiosk")
        self.face.type(pin)
        self.face.press("enter")
        self.face.sees("What needs a person?")
