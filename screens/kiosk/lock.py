"""The kiosk's lock: it starts only where there is a PIN, and only the PIN leaves it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from textual.events import Key
from textual.screen import Screen

from assets.language import _, ngettext
from models.errors import RefusedError
from models.kiosk.draft import Draft, drafts, give_back, throw_away
from models.kiosk.pin import check_new_pin, check_pin, has_pin, set_pin
from models.outbox.outbox import Kept, kept_here
from models.space.space import Space
from screens import dialogs
from screens.clock import time_of_day
from screens.kiosk.visit import TO_THE_LOCK, Visit
from screens.messages import LeaveFace

__all__ = ["KioskLock"]

# A facilitator who was called away leaves no open lock behind.
ASKS_SECONDS = 30


class KioskLock(Screen[Any]):
    """What is behind the PIN; a kiosk mixes this in."""

    visit: Visit
    space: Space
    face_uid: UUID
    do: Callable[..., None]
    tell: Callable[[str], None]
    _typed: str = ""

    def is_for_the_lock(self, event: Key) -> bool:
        """Say whether a key on the welcome page belongs to a word that leads to the PIN."""
        typed = self._typed + (event.character or "?")
        if typed in TO_THE_LOCK:
            self._typed = ""
            self.ask_for_pin()
            return True
        is_on_its_way = any(one.startswith(typed) for one in TO_THE_LOCK)
        self._typed = typed if is_on_its_way else ""
        return is_on_its_way

    def begin_locked(self) -> None:
        """See that there is a PIN; where there is none, ask for one before anything else."""
        self.do(has_pin, then=lambda there: None if there else self._ask_for_new_pin())

    def _ask_for_new_pin(self) -> None:
        dialog = dialogs.PinDialog(
            _("Choose a PIN for this kiosk: 4 to 12 digits"),
            check_new_pin,
            more=_("Without it nobody can leave the kiosk. Write it down."),
        )
        self.app.push_screen(dialog, lambda pin: self._ask_again(pin) if pin else self._leave())

    def _ask_again(self, pin: str) -> None:
        """Ask for a new PIN once more: one slip would lock everybody out."""

        def set_the_same(again: str) -> None:
            if again != pin:
                raise RefusedError(_("The two are not the same. The PIN was not set."))
            set_pin(pin)

        dialog = dialogs.PinDialog(_("The same once more"), set_the_same)
        self.app.push_screen(dialog, lambda done: None if done else self._ask_for_new_pin())

    def ask_for_pin(self) -> None:
        """Ask for the PIN, and then what is to be done; nobody else gets any further."""
        dialog = dialogs.PinDialog(_("The PIN of this kiosk"), checked_pin)
        closing = self.set_timer(ASKS_SECONDS, lambda: self._give_up(dialog))

        def answered(pin: str | None) -> None:
            closing.stop()
            if pin:
                self.do(behind_the_pin, self.space.uid, then=self._offers(pin))

        self.app.push_screen(dialog, answered)

    def _offers(self, pin: str) -> Callable[[tuple[tuple[Draft, ...], Kept]], None]:
        return lambda found: self._offer(found[0], found[1], pin)

    def _give_up(self, dialog: Screen[Any]) -> None:
        if dialog is self.app.screen:
            dialog.dismiss(None)

    def _offer(self, unfinished: tuple[Draft, ...], kept: Kept, pin: str) -> None:
        """Offer what only a facilitator may do here."""
        offers: list[tuple[str, Callable[[], None]]] = [
            (_("Go on: the next person"), lambda: None),
            (_("Leave the kiosk"), self._leave),
        ]
        if unfinished:
            told = ngettext(
                "{number} unfinished answer", "{number} unfinished answers", len(unfinished)
            )
            offers.append(
                (told.format(number=len(unfinished)), lambda: self._open(unfinished[0], pin))
            )

        def chosen(number: int | None) -> None:
            if number is not None:
                offers[number][1]()

        dialog = dialogs.PickDialog(
            _("What needs a person?"), [words for words, _act in offers], more=kept_words(kept)
        )
        self.set_timer(ASKS_SECONDS, lambda: self._give_up(dialog))
        self.app.push_screen(dialog, chosen)

    def _open(self, draft: Draft, pin: str) -> None:
        """Give the oldest unfinished answer back here, or throw it away: a person decides."""

        def chosen(number: int | None) -> None:
            if number == 0:
                self.do(give_back, draft.uid, pin, self.face_uid)
            elif number == 1:
                self.do(throw_away, draft.uid)

        question = ngettext(
            "An unfinished answer of {number} letter",
            "An unfinished answer of {number} letters",
            draft.length,
        )
        self.app.push_screen(
            dialogs.PickDialog(
                question.format(number=draft.length), [_("Give it back here"), _("Throw it away")]
            ),
            chosen,
        )

    def _leave(self) -> None:
        self.post_message(LeaveFace())


def behind_the_pin(space: UUID) -> tuple[tuple[Draft, ...], Kept]:
    """Return the unfinished answers, and what is kept on this machine's own disk."""
    return drafts(space), kept_here()


def kept_words(kept: Kept) -> str:
    """Say how much is kept here and not with everything else yet; nothing where all is well."""
    told = []
    if kept.down_since:
        told.append(
            _("No network since {time}. This kiosk goes on by itself.").format(
                time=time_of_day(kept.down_since)
            )
        )
    if kept.number:
        told.append(
            ngettext(
                "{number} thing is kept here, since {time}. It goes to the others by itself.",
                "{number} things are kept here, since {time}. They go to the others by themselves.",
                kept.number,
            ).format(number=kept.number, time=time_of_day(kept.since))
        )
    return " ".join(told)


def checked_pin(pin: str) -> str:
    """Return the PIN where it is right; else it is refused with a sentence."""
    check_pin(pin)
    return pin
