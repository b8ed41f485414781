"""People at a desk, as they work: they read what it asks, and press what it says."""

from tests.story.conftest import Face
from tests.story.visits import choices_on
from tui.terminal import folded

__all__ = ["AtTheDesk"]


class AtTheDesk:
    """Somebody at a desk of their own; the scribe's line is awake when they come."""

    def __init__(self, face: Face) -> None:
        self.face = face
        self.press, self.sees = face.press, face.sees

    def choose(self, question: str, words: str) -> None:
        """Press the digit that stands before some words, in the dialog that asks a question."""
        page = self.sees(question, words)
        choices = choices_on(page).items()
        self.press(next(key for said, key in choices if said.strip().startswith(words)))

    def more(self, words: str) -> None:
        """Choose from the menu of the desk."""
        self.press("f10")
        self.choose("More", words)

    def answer(self, question: str, words: str) -> None:
        """Write the answer to a question, and end it."""
        self.sees(question)
        self.face.type(words)
        self.press("enter")

    def say(self, words: str, *told: str) -> None:
        """Type what somebody says, and save it; then the desk tells what became of it."""
        self.face.type(words)
        self.press("enter")
        self.sees(*told)

    def list_only(self, words: str) -> None:
        """List some contributions only; the line sleeps."""
        self.press(",")
        self.choose("What is listed?", words)
        self.sees("in the list")

    def find(self, words: str) -> None:
        """List what holds some words, and so light it; the line sleeps."""
        self.press(",")
        self.choose("What is listed?", "Everything")  # else only what was listed before
        self.sees("in the list.")
        self.press(",")
        self.choose("What is listed?", "With these words in it")
        self.answer("Which words?", words)
        self.sees("1 in the list: with your words in it.")

    def promise(self, kind: str, *lines: str, told: str) -> None:
        """Write a promise of a kind, field by field, hear it read back, and save it."""
        self.press("w")
        self.choose("What is the answer?", kind)
        self.sees("Enter Next, read back, save")
        for line in lines:
            self.face.type(line)
            self.press("enter")
        self.sees("Right?")
        self.press("enter")
        self.sees("Promised.", told)

    def page(self) -> str:
        """Return what stands on the desk now, as one text."""
        return folded(self.face.terminal.settle(quiet=0.2))
