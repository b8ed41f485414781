"""What can be done at the desk by one key, each act a verb."""

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from textual.screen import Screen

from models.contribution.contribution import Consent, Contribution, State, move, set_consent
from models.contribution.visibility import Where, consent_words, may_be_seen, why_not
from models.desk.desk import DeskSees
from models.desk.face import ask_for_help
from models.errors import ChangedSinceError
from models.flags.types import ANOTHER_REASON, HOLD_REASONS
from models.meeting.running_order import Item
from models.room.page import turn_page
from models.room.stage import (
    Showing,
    hush_room,
    pause_room,
    read_to_room,
    show,
    show_contribution,
)
from models.space.space import Space, SpaceState, close_space, open_space
from screens import dialogs
from screens.messages import LeaveFace

if TYPE_CHECKING:
    from models.outcome.report import Unfinished

__all__ = ["DeskActs"]

# The whole list is in "Report and close".
MOST_TOLD = 3
# What one key steps through: from the least to all, and round again.
CONSENTS = (
    Consent(),
    Consent(report=True),
    Consent(room=True, report=True),
    Consent(room=True, report=True, quote=True),
    Consent(room=True),
)

ONE_PAGE = "All of it is on one page."
Acts = TypeVar("Acts", bound="DeskActs")


def on_what_is_lit(act: Callable[[Acts], None]) -> Callable[[Acts], None]:
    """Make an act wait for the line that was just ended, so that it never meets older words."""

    @functools.wraps(act)
    def run(self: Acts) -> None:
        if not self.when_saved(functools.partial(run, self)):
            act(self)

    return run


class DeskActs(Screen[Any]):
    """The acts; the desk mixes them in and says what is lit."""

    sees: DeskSees
    space: Space
    do: Callable[..., None]
    tell: Callable[[str], None]
    action_pause: Callable[[], None]
    has_voice: bool
    when_saved: Callable[[Callable[[], None]], bool]

    @property
    def lit(self) -> Contribution | None:
        """The contribution that is lit."""
        raise NotImplementedError

    def _lit(self) -> Contribution | None:
        """Return what is lit, or say that nothing is."""
        if self.lit is None:
            self.tell("Nothing is lit. Choose a contribution with the arrows.")
        return self.lit

    def do_as_seen(
        self, verb: Callable[..., Any], *args: Any, seen: object, again: str, **kwargs: Any
    ) -> None:
        """Do a verb to something as it was seen; where somebody acted on it since, ask first.

        ``again`` is what is done all the same, in words, such as "Clear it all the same".
        """

        def ask(changed: ChangedSinceError) -> None:
            self.app.push_screen(
                dialogs.ConfirmDialog(f"{again}?", str(changed), yes=again, no="Leave it as it is"),
                lambda sure: self.do(verb, *args, **kwargs) if sure else None,
            )

        self.do(verb, *args, seen=seen, since=ask, **kwargs)

    # -- one contribution --------------------------------------------------------------------

    @on_what_is_lit
    def action_show(self) -> None:
        """Clear what is lit, so that the room may see it; once cleared, show it large."""
        one = self._lit()
        if one is None:
            return
        if one.state is State.CLEARED:
            self.do(
                show_contribution,
                self.space.uid,
                one.uid,
                then=lambda _: self.tell("The room sees this one, large."),
            )
        elif one.state is State.HELD:
            self.app.push_screen(
                dialogs.ConfirmDialog(
                    "Clear what was held?",
                    f"It is held: {one.reason}. Cleared, the room may see it.",
                    yes="Clear it",
                    no="Leave it held",
                ),
                lambda sure: self._clear(one) if sure else None,
            )
        else:
            self._clear(one)

    def _clear(self, one: Contribution) -> None:
        def tell(cleared: Contribution) -> None:
            if may_be_seen(cleared, Where.ROOM):
                self.tell("Shown: the room may see it.")
            else:
                self.tell(f"Cleared, but not shown. {why_not(cleared, Where.ROOM)}")

        self.do_as_seen(
            move, one.uid, State.CLEARED, seen=one.state, again="Clear it all the same", then=tell
        )

    @on_what_is_lit
    def action_hold(self) -> None:
        """Hold what is lit: nobody sees it until a person decides. It needs a reason."""
        one = self._lit()
        if one is None:
            return

        def held(number: int | None) -> None:
            if number is None:
                return
            if number < len(HOLD_REASONS):
                self._hold(one, HOLD_REASONS[number])
            else:
                self.app.push_screen(
                    dialogs.WriteDialog("Why is it held?", "Hold it"),
                    lambda reason: self._hold(one, reason) if reason else None,
                )

        self.app.push_screen(
            dialogs.PickDialog("Why hold it?", [*HOLD_REASONS, ANOTHER_REASON]), held
        )

    def _hold(self, one: Contribution, reason: str) -> None:
        self.do_as_seen(
            move,
            one.uid,
            State.HELD,
            seen=one.state,
            again="Hold it all the same",
            reason=reason,
            then=lambda _: self.tell("Held. It is on no screen but this one."),
        )

    @on_what_is_lit
    def action_consent(self) -> None:
        """Step through what the words that are lit may be used for."""
        one = self._lit()
        if one is None:
            return
        place = CONSENTS.index(one.consent) if one.consent in CONSENTS else -1
        consent = CONSENTS[(place + 1) % len(CONSENTS)]
        if not one.face.startswith("kiosk"):
            self._consent(one, consent)
            return
        # The person answered for themselves there; only they can change their mind.
        self.app.push_screen(
            dialogs.ConfirmDialog(
                "Did this person say so?",
                f"At the kiosk they agreed to: {consent_words(one.consent)}. "
                f"Now it would be: {consent_words(consent)}.",
                yes="Yes, they said so",
                no="Leave it as they chose",
            ),
            lambda sure: self._consent(one, consent) if sure else None,
        )

    def _consent(self, one: Contribution, consent: Consent) -> None:
        self.do_as_seen(
            set_consent,
            one.uid,
            consent,
            seen=one.consent,
            again="Change it all the same",
            then=lambda now: self.tell(f"May be used for: {consent_words(now.consent)}."),
        )

    @on_what_is_lit
    def action_take_back(self) -> None:
        """Withdraw what is lit, after asking: the person takes their words back."""
        one = self._lit()
        if one is None:
            return
        self.app.push_screen(
            dialogs.ConfirmDialog(
                "Take these words back?",
                "They go from every screen, every theme and the outcome page. "
                "This cannot be undone.",
                yes="Take them back",
                no="Keep them",
            ),
            lambda sure: self._take_back(one) if sure else None,
        )

    def _take_back(self, one: Contribution) -> None:
        from models.erasure.recall import take_back_and_look
        from screens.keeping import tell_taken_back

        self.do(
            take_back_and_look,
            one.uid,
            by_desk=True,
            then=lambda left: tell_taken_back(self, left),
        )

    @on_what_is_lit
    def action_whole(self) -> None:
        """See what is lit in whole, with its versions."""
        one = self._lit()
        if one is not None:
            self.app.push_screen(
                dialogs.WholeDialog(one), lambda on: self._came_of(one) if on else None
            )

    def _came_of(self, one: Contribution) -> None:
        from screens.desk.chain import Link, walk_from

        walk_from(self, self.space, Link(contribution=one.uid))

    # -- the room ------------------------------------------------------------------------------

    @on_what_is_lit
    def action_read(self) -> None:
        """Have the room read aloud what is lit, or what it shows when nothing is."""
        if self._room_is_there():
            one = self.lit
            self.do(read_to_room, self.space.uid, one.uid if one else None, then=self._asked)

    def action_read_shown(self) -> None:
        """Have the room read aloud what it shows."""
        if self._room_is_there():
            self.do(read_to_room, self.space.uid, then=self._asked)

    def _asked(self, _: None) -> None:
        self.tell("The room is asked to read it aloud.")

    def _room_is_there(self) -> bool:
        if not self.sees.room_is_open:
            self.tell("No room screen is open, so nothing is read aloud. Start one: heard room")
        return self.sees.room_is_open

    def action_hush(self) -> None:
        """Quiet in the room."""
        self.do(hush_room, self.space.uid)

    def action_pause_room(self) -> None:
        """Pause what is read aloud, here and in the room, or go on with it."""
        self.do(pause_room, self.space.uid)
        self.action_pause()

    def action_blank(self) -> None:
        """Blank the room's screen, or bring back what was on it."""
        blank = self.sees.room is not None and self.sees.room.showing is Showing.BLANK
        told = "The room sees again what was there." if blank else "The room is blank."
        self.do(show, self.space.uid, Showing.BLANK, then=lambda _: self.tell(told))

    def action_room_page(self, steps: int) -> None:
        """Turn a page on the room's screen, on or back."""
        from screens.room.pages import pages_in_room

        if self.sees.room is None:
            return
        pages = len(pages_in_room(self.sees.room))

        def turned(page: int) -> None:
            told = f"The room sees page {page + 1} of {pages}." if pages > 1 else ONE_PAGE
            self.tell(told)

        self.do(turn_page, self.space.uid, steps, of=pages, then=turned)

    def action_qr(self) -> None:
        """Show the QR to the outcome, or go back to the part of the meeting."""
        room = self.sees.room
        if room and room.showing is Showing.QR and self.sees.current:
            self.go_to(self.sees.current)
        else:
            self.do(
                show, self.space.uid, Showing.QR, then=lambda _: self.tell("The room sees the QR.")
            )

    def go_to(self, item: Item) -> None:
        """Go to a part of the running order and show it."""
        raise NotImplementedError

    # -- the space -----------------------------------------------------------------------------

    def action_door(self) -> None:
        """Open the space; or tell what is unfinished, ask, and close it."""
        if self.space.state is not SpaceState.OPEN:
            self.do(open_space, self.space.uid, then=lambda _: self.tell("The space is open."))
            return
        from models.outcome.report import unfinished

        self.do(unfinished, self.space.uid, then=self._ask_to_close)

    def _ask_to_close(self, left: "Unfinished") -> None:
        late = "After that, what comes is a late addition, and is marked so."
        dialog = dialogs.ConfirmDialog(
            "Close this space?",
            " ".join([*left.sentences[:MOST_TOLD], late]),
            yes="Close it",
            no="Leave it open",
        )
        self.app.push_screen(dialog, lambda sure: self._close_space() if sure else None)

    def _close_space(self) -> None:
        self.do(close_space, self.space.uid, then=lambda _: self.tell("The space is closed."))

    def action_helped(self) -> None:
        """Somebody went to whoever asked for help."""
        asking = [face for face in self.sees.faces if face.asks_help]
        for face in asking:
            self.do(ask_for_help, face.uid, asks=False)
        self.tell("Thank you. The request is cleared." if asking else "Nobody asks for help now.")

    def action_themes(self) -> None:
        """Group contributions into themes."""
        from screens.desk.themes import ThemesScreen

        self.app.push_screen(ThemesScreen(self.sees))

    def action_keys(self) -> None:
        """Show all keys."""
        self.app.push_screen(dialogs.KeysDialog.of(self))

    def action_settings(self) -> None:
        """Change the voice and the colours."""
        self.app.push_screen(dialogs.SettingsDialog(letters=self.has_voice))

    def action_leave(self) -> None:
        """Ask first."""
        self.app.push_screen(
            dialogs.ConfirmDialog(
                "Leave the desk?",
                "Everything is saved. The room and the kiosks go on.",
                yes="Leave",
                no="Stay",
            ),
            self._leave_if_sure,
        )

    def _leave_if_sure(self, sure: bool | None) -> None:
        if sure:
            self.post_message(LeaveFace())
