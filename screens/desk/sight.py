"""One machine, one screen: what the desk does while the room can see it."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from models.desk.desk import DeskSees, read_desk
from models.room.in_sight import in_sight_of_room
from screens import dialogs
from screens.desk.acts import DeskActs
from screens.widgets.words_line import WordsLine

__all__ = ["OPEN_IN_SIGHT", "SightActs"]

# Everything else waits until the projector is off: what is not named here cannot leak.
OPEN_IN_SIGHT = frozenset(
    {
        "blank",
        "hush",
        "keys",
        "leave",
        "light",
        "pause_room",
        "place",
        "projector",
        "qr",
        "read",
        "read_shown",
        "room_page",
        "settings",
        "show",
        "sleep",
        "step",
        "voice",
        "wake",
        "who",
    }
)
HIDDEN = "The room can see this desk: counts and cleared words only."


class SightActs(DeskActs):
    """Show held words only with the projector off, and hide them by one key; mixed in first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "semicolon",
            "projector",
            "Projector",
            id="desk.projector",
            tooltip="The projector is off: show all; or hide it again",
        ),
    ]
    in_sight: bool
    one_screen: bool
    show: Callable[[DeskSees], None]

    def on_mount(self) -> None:
        """Veil the line before anything is typed."""
        self._veil_line()

    def to_be_seen(self, sees: DeskSees) -> DeskSees:
        """Return what may be shown here now: all of it, unless the room can see this desk."""
        return in_sight_of_room(sees) if self.in_sight else sees

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave alone what could show held words while the room can see this desk."""
        if action == "projector":
            return self.one_screen
        if self.in_sight and hasattr(self, f"action_{action}") and action not in OPEN_IN_SIGHT:
            return False
        return super().check_action(action, parameters)

    def action_projector(self) -> None:
        """Show all once the projector is off; or hide at once what is not for the room."""
        if not self.in_sight:
            self.hide_from_room()
            return
        self.app.push_screen(
            dialogs.ConfirmDialog(
                "Is the projector off?",
                "Held words, names and needs are shown then. ; or F5 hides them again.",
                yes="Yes, nobody else can see this",
                no="No, people can see this",
            ),
            lambda off: self._show_all() if off else None,
        )

    def hide_from_room(self) -> None:
        """Hide what is not for the room, at once and before anything else is done."""
        self.in_sight = True
        self.show(self.sees)
        self._veil_line()
        self.refresh_bindings()
        self.tell(HIDDEN)

    def _show_all(self) -> None:
        self.in_sight = False
        self._veil_line()
        self.refresh_bindings()
        self.do(read_desk, self.space.uid, then=self._shown)

    def _shown(self, sees: DeskSees) -> None:
        # Somebody may have hidden it while it was read.
        self.show(sees)
        if not self.in_sight:
            self.tell("All is shown. ; or F5 hides it again.")

    def _veil_line(self) -> None:
        """Draw dots for what is typed: nobody has cleared it yet."""
        self.query_one(WordsLine).password = self.in_sight

    def action_blank(self) -> None:
        """Where the room could see this desk, blank is to hide; else it is the room's screen."""
        if self.one_screen and not self.in_sight:
            self.hide_from_room()
        else:
            super().action_blank()

    def action_leave(self) -> None:
        """Go back to the room's screen, where this desk stands over it."""
        if not self.one_screen:
            super().action_leave()
        elif len(self.app.screen_stack) > 1:
            dismiss: Callable[[Any], Any] = self.dismiss
            dismiss(None)
        else:
            super().action_leave()
