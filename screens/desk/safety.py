"""What can be done at the desk about words that must not be seen as they are."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from models.contribution.contribution import Contribution, State, move, set_aside
from models.contribution.visibility import Where, may_be_seen
from models.errors import ChangedSinceError
from models.flags.table import RedactionReason
from screens import dialogs
from screens.desk.acts import DeskActs, on_what_is_lit

__all__ = ["SafetyActs", "saved_words"]

REASONS = tuple(RedactionReason)


def saved_words(one: Contribution) -> str:
    """Say what became of a line that was just saved, so that nothing is held in silence."""
    if one.may_be_harm:
        return f"Held: {one.reason}. It is first in the list."
    if one.state is State.HELD:
        return f"Held: {one.reason}. F2 shows it."
    if one.state is State.SET_ASIDE:
        return "Set aside: no answer. It is counted. Esc, then A, brings it back."
    return "Saved."


class SafetyActs(DeskActs):
    """Redact, and set aside what is no answer; the desk mixes this in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "m",
            "redact",
            "Mask",
            show=False,
            id="desk.redact",
            tooltip="Take names and the like out of what is lit, for good",
        ),
        Binding(
            "g",
            "no_answer",
            "No answer",
            show=False,
            id="desk.no_answer",
            tooltip="Set what is lit aside as no answer; it is counted",
        ),
    ]

    @on_what_is_lit
    def action_aside(self) -> None:
        """Set what is lit aside; what is set aside already comes back, and waits."""
        self._aside(no_answer=False, told="Set aside. It is counted.")

    @on_what_is_lit
    def action_no_answer(self) -> None:
        """Count what is lit as somebody who said nothing; pressed again, it comes back."""
        self._aside(no_answer=True, told="No answer: set aside. It is counted.")

    def _aside(self, *, no_answer: bool, told: str) -> None:
        one = self._lit()
        if one is None:
            return
        if one.state is State.SET_ASIDE:
            self.do_as_seen(
                move,
                one.uid,
                State.WAITING,
                seen=one.state,
                again="Bring it back all the same",
                then=lambda _: self.tell("It is back in the list, and waits."),
            )
        else:
            self.do_as_seen(
                set_aside,
                one.uid,
                seen=one.state,
                again="Set it aside all the same",
                no_answer=no_answer,
                then=lambda _: self.tell(told),
            )

    @on_what_is_lit
    def action_redact(self) -> None:
        """Take out of what is lit what must not stay: the words, then why, then "are you sure"."""
        one = self._lit()
        if one is None:
            return
        if not one.words:
            self.tell("There are no words to change. Write down what is said first.")
            return
        dialog = dialogs.RedactDialog(
            one.words, reason=one.reason, private=not may_be_seen(one, Where.ROOM)
        )
        self.app.push_screen(dialog, lambda words: self._why(one, words) if words else None)

    def _why(self, one: Contribution, words: str) -> None:
        def chosen(number: int | None) -> None:
            if number is not None:
                self._ask(one, words, REASONS[number])

        self.app.push_screen(dialogs.PickDialog("Why is it taken out?", REASONS), chosen)

    def _ask(self, one: Contribution, words: str, reason: RedactionReason) -> None:
        also = " Versions and the recording go too." if one.versions else ""
        if one.uid in self.sees.recordings:
            also = " The recording and versions of it go too."
        self.app.push_screen(
            dialogs.ConfirmDialog(
                "Take it out for good?",
                f"The words as they were are overwritten everywhere.{also} This cannot be undone.",
                yes="Take it out",
                no="Leave the words as they are",
            ),
            lambda sure: self._redact(one, words, reason) if sure else None,
        )

    def _redact(self, one: Contribution, words: str, reason: RedactionReason) -> None:
        from models.contribution.redaction import redact

        def told(now: Contribution) -> None:
            more = f" Still held: {now.reason}." if now.state is State.HELD else ""
            self.tell(f"Taken out: {reason}.{more}")

        def ask(changed: ChangedSinceError) -> None:
            # What somebody else took out must not come back: it is begun again, from their words.
            self.tell(f"{changed} Look at the words as they are now, then press M again.")

        self.do(redact, one.uid, words, reason, seen=one.words, then=told, since=ask)
