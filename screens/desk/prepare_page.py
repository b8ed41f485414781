"""What the pages of "Prepare" share: lines, a sentence below them, and what keys do there."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from models.desk.acting import act_as
from models.space.prepare import PrepareSees
from screens.dialogs.coach import CoachDialog
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.pick import PickDialog
from screens.widgets.line_list import Entry

if TYPE_CHECKING:
    from screens.desk.prepare import PrepareScreen

__all__ = ["Line", "Page", "state_line"]

Line = Entry[str]


def state_line(key: str, cap: str, words: str, state: str, *, strong: bool = False) -> Line:
    """Write a line: its key, what it is, and how it stands."""
    head = f"{cap:>2}  {words}" if cap else words
    said = f"{cap.strip()}. {words}" if cap else words
    return Entry(key, head, right=state, strong=strong, spoken=f"{said}: {state}")


class Page:
    """One page. ``keys`` are the names of what can be done there, besides going back."""

    title: str = ""
    empty: str = "There is nothing here yet. Press N."
    keys: ClassVar[frozenset[str]] = frozenset({"change"})

    def __init__(self, screen: "PrepareScreen") -> None:
        self.screen = screen

    @property
    def sees(self) -> PrepareSees:
        """What is prepared now."""
        found: PrepareSees = self.screen.sees
        return found

    def lines(self) -> list[Line]:
        """Return the lines of this page."""
        raise NotImplementedError

    def below(self) -> str:
        """Return what is said below the lines, or nothing."""
        return ""

    # What can be done; a page has those that it names in ``keys``.

    def change(self, key: str) -> None:
        """Change a line, or open what is behind it."""

    def add(self) -> None:
        """Add a line."""

    def remove(self, key: str) -> None:
        """Take a line away, after asking."""

    def move(self, key: str, steps: int) -> None:
        """Move a line up or down."""

    def mark(self, key: str, mark: str) -> None:
        """Set something about a line: that a need is met, that a name is shown."""

    # How pages ask.

    def write(
        self,
        question: str,
        verb: Callable[[str], Any],
        *,
        words: str = "",
        more: str = "",
        coached: bool = True,
        language: str = "",
        then: Callable[[Any], None] | None = None,
    ) -> None:
        """Have a line written and saved by a verb; what is refused is told where it is written."""
        actor = self.screen.actor()

        def saved(result: Any) -> None:
            if result is None:
                return
            self.screen.changed()
            if then is None:
                self.screen.tell("Saved.")
            else:
                then(result)

        self.screen.app.push_screen(
            CoachDialog[Any](
                question,
                lambda text: act_as(actor, verb, text),
                words=words,
                more=more,
                coached=coached,
                language=language or self.sees.space.language,
            ),
            saved,
        )

    def pick(
        self, question: str, choices: list[str], then: Callable[[int], None], *, more: str = ""
    ) -> None:
        """Have one of a few things picked."""
        self.screen.app.push_screen(
            PickDialog(question, choices, more=more),
            lambda number: None if number is None else then(number),
        )

    def ask_and_do(self, question: str, more: str, verb: Callable[..., Any], *args: Any) -> None:
        """Ask before something is taken away, then do it."""
        self.screen.app.push_screen(
            ConfirmDialog(question, more, yes="Take it away", no="Keep it"),
            lambda sure: self.save(verb, *args, told="It is taken away.") if sure else None,
        )

    def save(self, verb: Callable[..., Any], *args: Any, told: str = "", **kwargs: Any) -> None:
        """Do a verb, and tell that it is done."""
        self.screen.do(
            verb, *args, then=lambda _: self.screen.tell(told) if told else None, **kwargs
        )
