"""More: what the desk can do besides its keys, as a numbered menu on F10 or the full stop."""

from collections.abc import Sequence
from dataclasses import dataclass

from screens.desk.acts import DeskActs
from screens.dialogs.pick import PickDialog
from screens.messages import CheckKit

__all__ = ["ELSE", "LAST", "MORE", "Entry", "MoreActs", "MoreDialog"]


@dataclass(frozen=True)
class Entry:
    """One line of the menu: its words, and the name of the desk's action that it does."""

    words: str
    action: str


MORE: tuple[Entry, ...] = (
    Entry("Prepare", "prepare"),
    Entry("Speakers in turn", "turns"),
    Entry("Promises", "promises"),
    Entry("How was this meeting?", "how_was_it"),
    Entry("What was done: undo, redo", "history"),
    Entry("Report and close", "report"),
    Entry("Make and hand out", "hand_out"),
    Entry("What else?", "else"),
)
ELSE: tuple[Entry, ...] = (
    Entry("Correct the line saved last", "correct"),
    Entry("Who said what is lit", "who_said"),
    Entry("Other words beside what is lit", "beside"),
    Entry("Do again what was undone", "redo"),
    Entry("Find one by its receipt", "receipt"),
    Entry("An unfinished answer", "unfinished"),
    Entry("A recording that was cut off", "cut_off"),
    Entry("Still more", "still_more"),
)
LAST: tuple[Entry, ...] = (
    Entry("Is everything ready?", "check_kit"),
    Entry("The report of the year", "year"),
    Entry("Other squares: a promise, Wi-Fi, the team", "squares"),
    Entry("The Easy Read paper", "easy_read"),
    Entry("The PIN", "pin"),
    Entry("Take in a kiosk's file from a stick", "merge"),
    Entry("Other versions: which words stand", "other_versions"),
    Entry("How long words are kept", "keep_words"),
)


class MoreDialog(PickDialog):
    """The menu. A digit chooses, Esc or 9 goes back."""

    def __init__(self, entries: Sequence[Entry] = MORE, question: str = "More") -> None:
        super().__init__(question, [entry.words for entry in entries])

    @classmethod
    def example(cls) -> "MoreDialog":
        """Return one as it is used."""
        return cls()


class MoreActs(DeskActs):
    """The menu and the menu behind it; the desk mixes this in."""

    def action_more(self) -> None:
        """Choose what else to do."""
        self._choose(MORE, "More")

    def action_else(self) -> None:
        """Choose among what is seldom needed."""
        self._choose(ELSE, "What else?")

    def action_still_more(self) -> None:
        """Choose among what is needed least often."""
        self._choose(LAST, "Still more")

    def action_check_kit(self) -> None:
        """Look whether everything is ready."""
        self.post_message(CheckKit(space=self.space.uid))

    def _choose(self, entries: Sequence[Entry], question: str) -> None:
        def chosen(number: int | None) -> None:
            if number is not None:
                # Once the menu has gone: what is done may ask a question of its own.
                self.call_later(getattr(self, f"action_{entries[number].action}"))

        self.app.push_screen(MoreDialog(entries, question), chosen)
