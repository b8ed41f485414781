"""The plain kiosk's lock: it starts only where there is a PIN, and only the PIN leaves it."""

import time
from collections.abc import Callable
from functools import partial

from assets.language import _, ngettext
from models.errors import HeardError, RefusedError
from models.kiosk.draft import Draft, drafts, give_back, throw_away
from models.kiosk.pin import check_new_pin, check_pin, has_pin, set_pin
from tui.plain.lines import Lines
from tui.plain.record import Record

__all__ = ["Lock"]

GO_ON, LEAVE = 1, 2
# A facilitator who was called away leaves no open lock behind.
ASKS_SECONDS = 30


class LockClosedError(Exception):
    """Nobody has answered behind the PIN for a while."""


class Lock:
    """What is behind the PIN."""

    def __init__(
        self, lines: Lines, record: Record, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._lines = lines
        self._record = record
        self._clock = clock
        self._closes = float("inf")

    def look_after(self) -> None:
        """Close the lock by itself; called while a line is awaited."""
        if self._clock() >= self._closes:
            raise LockClosedError

    def is_set(self) -> bool:
        """See that there is a PIN; where there is none, ask for one until it is set.

        False where an empty line says that there shall be none.
        """
        while not self._record.do(has_pin):
            self._lines.tell(_("Choose a PIN for this kiosk: 4 to 12 digits"))
            self._lines.tell(_("Without it nobody can leave the kiosk. Write it down."))
            pin = self._lines.read(hidden=True)
            if not pin.strip():
                return False
            self._tell_why_not(partial(self._set, pin))
        return True

    def _set(self, pin: str) -> None:
        """Set a PIN that was typed twice: nobody sees what they type."""
        check_new_pin(pin)
        self._lines.tell(_("The same once more"))
        if "".join(self._lines.read(hidden=True).split()) != "".join(pin.split()):
            raise RefusedError(_("The two are not the same. The PIN was not set."))
        self._record.do(set_pin, pin)

    def opens(self) -> bool:
        """Ask for the PIN and for what is to be done; return whether to leave the kiosk."""
        try:
            return self._ask()
        except LockClosedError:
            return False
        finally:
            self._closes = float("inf")

    def _ask(self) -> bool:
        self._lines.tell(_("The PIN of this kiosk"))
        pin = self._soon(hidden=True)
        if not pin.strip() or not self._tell_why_not(lambda: self._record.do(check_pin, pin)):
            return False
        while True:
            unfinished = self._record.do(drafts, self._record.space)
            answer = self._pick(_("What needs a person?"), self._offers(unfinished))
            if answer <= LEAVE:
                return answer == LEAVE
            if self._is_given_back(unfinished[0], pin):
                return False

    def _offers(self, unfinished: tuple[Draft, ...]) -> list[str]:
        offers = [_("Go on: the next person"), _("Leave the kiosk")]
        if unfinished:
            told = ngettext(
                "{number} unfinished answer", "{number} unfinished answers", len(unfinished)
            )
            offers.append(told.format(number=len(unfinished)))
        return offers

    def _is_given_back(self, draft: Draft, pin: str) -> bool:
        """Give the oldest unfinished answer back here, or throw it away: a person decides."""
        question = ngettext(
            "An unfinished answer of {number} letter",
            "An unfinished answer of {number} letters",
            draft.length,
        ).format(number=draft.length)
        offers = [_("Give it back here"), _("Throw it away"), _("Go back")]
        answer = self._pick(question, offers)
        if answer == 1:
            return self._tell_why_not(
                lambda: self._record.do(give_back, draft.uid, pin, self._record.uid)
            )
        if answer == 2:
            self._tell_why_not(lambda: self._record.do(throw_away, draft.uid))
        return False

    def _pick(self, question: str, offers: list[str]) -> int:
        """Return the number of what was chosen, from 1."""
        numbered = [f"{number}: {words}" for number, words in enumerate(offers, 1)]
        while True:
            self._lines.tell("\n".join([question, *numbered]))
            answer = self._soon().strip()
            if answer.isdecimal() and 1 <= int(answer) <= len(offers):
                return int(answer)
            self._lines.tell(_("There is no such choice."))

    def _soon(self, *, hidden: bool = False) -> str:
        """Return a line; the lock closes where it does not come."""
        self._closes = self._clock() + ASKS_SECONDS
        return self._lines.read(hidden=hidden)

    def _tell_why_not(self, deed: Callable[[], object]) -> bool:
        """Do something; where it is refused, tell the sentence and return False."""
        try:
            deed()
        except HeardError as error:
            self._lines.tell(str(error))
            return False
        return True
