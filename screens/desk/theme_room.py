"""What the theme board does with the room: show, read back, note what it answers, promise."""

from functools import partial
from uuid import UUID

from models.promise.promise import PromiseKind, make_promise
from models.room.stage import Showing, read_to_room, show
from models.theme.read_back import read_back, room_agreed
from models.theme.theme import Theme, new_theme
from screens import dialogs
from screens.desk.entries import promise_lines
from screens.desk.promise import PromiseDialog, PromiseForm
from screens.desk.theme_acts import ThemeActs
from screens.desk.theme_pick import ThemePickDialog

__all__ = ["ThemeRoomActs"]

KINDS = list(PromiseKind)
ANSWERS = ("Yes, the room agrees", "One needs another name", "One is missing")
NO_ROOM = "No room screen is open, so nothing is read aloud. Start one: heard room"


class ThemeRoomActs(ThemeActs):
    """The acts with the room; the board mixes them in."""

    def action_show_themes(self) -> None:
        """Show the themes in the room."""
        self._show(Showing.THEMES, "The room sees the themes.")

    def action_outcome(self) -> None:
        """Show what people said with the promises in the room."""
        self._show(Showing.OUTCOME, "The room sees: you said, we will.")

    def _show(self, what: Showing, told: str) -> None:
        self.do(show, self.space.uid, what, then=lambda _: self.tell(told))

    def action_read(self) -> None:
        """Have the room read aloud what it shows."""
        if self.sees.room_is_open:
            self.do(read_to_room, self.space.uid)
        else:
            self.tell(NO_ROOM)

    # -- have we got it right? -------------------------------------------------------------------

    def action_read_back(self) -> None:
        """Have the room read the themes aloud and ask; then note what it answers."""
        self.do(read_back, self.space.uid, then=lambda _: self._ask())

    def _ask(self) -> None:
        acts = (self._agreed, self._other_name, self._one_more)
        told = "The room reads the themes aloud, and asks."
        if not self.sees.room_is_open:
            told = "No room screen is open: read the themes out yourself, and ask."
        self.app.push_screen(
            dialogs.PickDialog("Have we got it right?", ANSWERS, more=told),
            lambda number: acts[number]() if number is not None else None,
        )

    def _agreed(self) -> None:
        self.do(
            room_agreed,
            self.space.uid,
            then=lambda _: self.tell("Noted: the room agreed with the themes."),
        )

    def _other_name(self) -> None:
        """Ask which theme, and for its new name; then what else the room says."""

        def chosen(uid: UUID | None) -> None:
            theme = next((one for one in self.sees.themes if one.uid == uid), None)
            if theme is None:
                self._ask()
            else:
                self.rename(theme, for_room=True, then=self._ask)

        self.app.push_screen(
            ThemePickDialog("Which one needs another name?", self.sees.themes), chosen
        )

    def _one_more(self, words: str = "") -> None:
        """Ask for the theme that is missing; then what else the room says."""

        def written(title: str | None) -> None:
            if title:
                self.do(
                    new_theme,
                    self.space.uid,
                    title,
                    for_room=True,
                    failed=lambda _: self._one_more(title),
                )
            self._ask()

        self.app.push_screen(
            dialogs.WriteDialog("What is missing?", "Make the theme", words=words), written
        )

    # -- promises --------------------------------------------------------------------------------

    def action_promise(self) -> None:
        """Answer the lit theme: one of the three honest answers, then what, who and by when."""
        theme = self.theme

        def kind_chosen(number: int | None) -> None:
            if number is not None:
                self._promise(PromiseForm(KINDS[number]), theme)

        self.app.push_screen(
            dialogs.PickDialog(
                "What is the answer?",
                ["We will", "We can't, because", "We need more time"],
                more=f"To: {theme.title}" if theme else "",
            ),
            kind_chosen,
        )

    def _promise(self, form: PromiseForm, theme: Theme | None) -> None:
        self.app.push_screen(
            PromiseDialog(form, theme.title if theme else ""), partial(self._written, theme)
        )

    def _written(self, theme: Theme | None, form: PromiseForm | None) -> None:
        if form is None:
            return
        self.do(
            make_promise,
            self.space.uid,
            form.kind,
            form.what,
            who=form.who,
            due=form.due,
            because=form.because,
            theme=theme.uid if theme else None,
            then=lambda promise: self.tell(f"Promised. {promise_lines(promise)}"),
            # What was written comes back, with the reason told above it.
            failed=lambda _: self._promise(form, theme),
        )
