"""What the desk does with what is kept: receipts, unfinished answers, and the PIN."""

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual.binding import Binding, BindingType

from models.contribution.contribution import Contribution, contribution
from models.contribution.fate import Fate, what_became_of
from models.desk.face import FaceKind
from models.errors import RefusedError
from models.kiosk.draft import Draft, give_back, throw_away
from models.kiosk.pin import check_new_pin, check_pin, has_pin, set_pin
from models.kiosk.receipt import find_by_receipt
from screens import dialogs
from screens.desk.acts import DeskActs
from screens.desk.needs import draft_words
from screens.dialogs.fate import FateDialog

if TYPE_CHECKING:
    from models.erasure.recall import TakenBack

__all__ = ["KeptActs"]

NO_PIN = "Set a PIN first: it opens unfinished answers, and locks the kiosk."


class KeptActs(DeskActs):
    """Find by a receipt, give back what was being typed, set the PIN; the desk mixes this in."""

    light_wherever: Callable[[UUID], None]

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "i",
            "receipt",
            "Receipt",
            show=False,
            id="desk.receipt",
            tooltip="Find one by its receipt, for the person whose it is",
        ),
        Binding(
            "u",
            "unfinished",
            "Unfinished",
            show=False,
            id="desk.unfinished",
            tooltip="Give back an unfinished answer, or throw it away",
        ),
        Binding("j", "pin", "PIN", show=False, id="desk.pin", tooltip="Set or change the PIN"),
    ]

    # -- by a receipt --------------------------------------------------------------------------

    def action_receipt(self) -> None:
        """Ask for four words, then light what they stand for and tell what became of it."""
        self.app.push_screen(
            dialogs.AskDialog("The four words of the receipt", _fate_by_receipt, go="Find it"),
            self._found,
        )

    def _found(self, fate: Fate | None) -> None:
        if fate is None:
            return
        self.light_wherever(fate.uid)

        def chosen(number: int | None) -> None:
            if number == 1:
                self.do(contribution, fate.uid, then=self._whole)
            elif number == 2:
                self._take_back_found(fate.uid)

        self.app.push_screen(FateDialog(fate), chosen)

    def _whole(self, one: Contribution) -> None:
        self.app.push_screen(dialogs.WholeDialog(one))

    def _take_back_found(self, uid: UUID) -> None:
        from models.erasure.recall import take_back_and_look
        from screens.keeping import tell_taken_back

        def taken(left: "TakenBack") -> None:
            tell_taken_back(self, left)

        self.app.push_screen(
            dialogs.ConfirmDialog(
                "Take these words back?",
                "They go from every screen, every theme and the outcome page. "
                "This cannot be undone.",
                yes="Take them back",
                no="Keep them",
            ),
            lambda sure: self.do(take_back_and_look, uid, then=taken) if sure else None,
        )

    # -- unfinished answers --------------------------------------------------------------------

    def action_unfinished(self) -> None:
        """Choose an unfinished answer, then what to do with it."""
        found = self.sees.drafts
        if not found:
            self.tell("There is no unfinished answer.")
        elif len(found) == 1:
            self._what_to_do(found[0])
        else:
            shown = found[:8]
            self.app.push_screen(
                dialogs.PickDialog("Which unfinished answer?", [draft_words(d) for d in shown]),
                lambda number: None if number is None else self._what_to_do(shown[number]),
            )

    def _what_to_do(self, draft: Draft) -> None:
        self.app.push_screen(
            dialogs.PickDialog(
                "An unfinished answer",
                ["Give it back at a kiosk", "Throw it away"],
                more=f"{draft_words(draft)}, {draft.length} letters. It is for its owner alone.",
            ),
            lambda number: self._give(draft) if number == 0 else self._throw(draft, number),
        )

    def _give(self, draft: Draft) -> None:
        kiosks = [f for f in self.sees.faces if f.kind is FaceKind.KIOSK and f.public_key]
        if not kiosks:
            self.tell("No kiosk is open to give it back at. Open one, then try again.")
        elif len(kiosks) == 1:
            self._give_at(draft, kiosks[0].uid)
        else:
            self.app.push_screen(
                dialogs.PickDialog("At which kiosk?", [face.name for face in kiosks[:8]]),
                lambda number: None if number is None else self._give_at(draft, kiosks[number].uid),
            )

    def _give_at(self, draft: Draft, face: UUID) -> None:
        def given(done: bool | None) -> None:
            if done:
                self.tell("It is given back. The kiosk asks: are these your words?")

        def ask(there_is_one: bool) -> None:
            if not there_is_one:
                self.tell(NO_PIN)
                self.action_pin()
                return
            give = functools.partial(_give_back, draft.uid, face)
            self.app.push_screen(dialogs.PinDialog("The PIN, to give it back", give), given)

        self.do(has_pin, then=ask)

    def _throw(self, draft: Draft, number: int | None) -> None:
        if number is None:
            return

        def thrown(_: None) -> None:
            self.tell("It is thrown away.")

        self.app.push_screen(
            dialogs.ConfirmDialog(
                "Throw this answer away?",
                "Nobody can read it after that. This cannot be undone.",
                yes="Throw it away",
                no="Keep it",
            ),
            lambda sure: self.do(throw_away, draft.uid, then=thrown) if sure else None,
        )

    # -- the PIN -------------------------------------------------------------------------------

    def action_pin(self) -> None:
        """Set the PIN, or change it: the one that is set now first, then the new one twice."""
        self.do(has_pin, then=self._ask_pins)

    def _ask_pins(self, there_is_one: bool) -> None:
        if there_is_one:
            self.app.push_screen(dialogs.PinDialog("The PIN that is set now", _right), self._new)
        else:
            self._new("")

    def _new(self, old: str | None) -> None:
        if old is None:
            return

        def again(pin: str | None) -> None:
            if pin is not None:
                save = functools.partial(_save_pin, pin, old)
                self.app.push_screen(dialogs.PinDialog("The same once more", save), saved)

        def saved(done: bool | None) -> None:
            if done:
                self.tell("The PIN is set. It leaves every kiosk.")

        more = "4 to 12 digits. Write it down where only you find it."
        self.app.push_screen(dialogs.PinDialog("A new PIN", check_new_pin, more=more), again)


def _fate_by_receipt(words: str) -> Fate:
    return what_became_of(find_by_receipt(None, words).uid)


def _give_back(draft: UUID, face: UUID, pin: str) -> bool:
    give_back(draft, pin, face)
    return True


def _right(pin: str) -> str:
    check_pin(pin)
    return pin


def _save_pin(pin: str, old: str, again: str) -> bool:
    if "".join(again.split()) != pin:
        raise RefusedError("The two are not the same. Type the new PIN again.")
    set_pin(pin, old)
    return True
