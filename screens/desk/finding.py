"""Finding at the desk: a long list turned by its place, and cut down to what is looked for."""

from collections.abc import Callable
from typing import ClassVar
from uuid import UUID

from textual import on
from textual.binding import Binding, BindingType

from models.contribution.contribution import ROLES, State
from models.contribution.lists import EVERYTHING, MOST_FOUND, PAGE, Which, place_in_list
from models.desk.desk import DeskSees
from screens import dialogs
from screens.desk.acts import DeskActs
from screens.widgets.line_list import LineList

__all__ = ["FindActs"]

STATES = (State.WAITING, State.HELD, State.CLEARED, State.SET_ASIDE)
TITLE = "2 Contributions"
ALL = "Everything"
ASKS = ("By who said it", "To the prompt of now", "With these words in it")


class FindActs(DeskActs):
    """Which contributions are listed, and which part of them; the desk mixes this in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "comma",
            "find",
            "Find",
            show=False,
            id="desk.find",
            tooltip="List some only, or find words",
        ),
    ]
    which: Which = EVERYTHING
    list_start: int = 0
    read: Callable[[], DeskSees]
    show: Callable[[DeskSees], None]

    @on(LineList.Wanted, "#list")
    def _turn_list(self, message: LineList.Wanted) -> None:
        """Read the part of the list around the place that the light went to."""
        message.stop()
        self.list_start = max(0, message.place - PAGE // 2)
        self.do(self.read, then=self.show)

    def light_wherever(self, uid: UUID) -> None:
        """Light one contribution, however far down in the list it is."""
        self.which = EVERYTHING

        def read_there(place: int | None) -> None:
            self.list_start = max(0, (place or 0) - PAGE // 2)
            self.do(self.read, then=light)

        def light(sees: DeskSees) -> None:
            self.show(sees)
            self.query_one("#list", LineList).light(uid)

        self.do(place_in_list, self.space.uid, uid, then=read_there)

    def to_the_newest(self) -> None:
        """List everything from its beginning, where what was just written down comes to stand."""
        self.which, self.list_start = EVERYTHING, 0

    def name_list(self) -> None:
        """Say over the list what is left out of it."""
        what = f": {_in_words(self.which)}" if not self.which.is_everything else ""
        title = f"{TITLE}{what}"
        found = self.query_one("#list", LineList)
        if found.border_title != title:
            found.border_title = title

    def action_find(self) -> None:
        """Choose what is listed."""
        choices = [ALL, *(str(state).capitalize() for state in STATES), *ASKS]

        def chosen(number: int | None) -> None:
            if number is None:
                return
            if number <= len(STATES):
                self._list(Which(state=STATES[number - 1]) if number else EVERYTHING)
            else:
                asks = (self._by_role, self._to_prompt, self._with_words)
                asks[number - 1 - len(STATES)]()

        self.app.push_screen(dialogs.PickDialog("What is listed?", choices), chosen)

    def _list(self, which: Which) -> None:
        self.which, self.list_start = which, 0

        def listed(sees: DeskSees) -> None:
            self.show(sees)
            found = self.query_one("#list", LineList)
            found.action_move(-sees.total)
            most = "the newest " if sees.total == MOST_FOUND and which.words else ""
            number = f"{most}{sees.total} in the list"
            self.tell(f"{number}: {_in_words(which)}." if which != EVERYTHING else f"{number}.")

        self.do(self.read, then=listed)

    def _by_role(self) -> None:
        roles = [role for role in ROLES if role][:8]

        def chosen(number: int | None) -> None:
            if number is not None:
                self._list(Which(role=roles[number]))

        self.app.push_screen(dialogs.PickDialog("Who said it?", [str(r) for r in roles]), chosen)

    def _to_prompt(self) -> None:
        prompt: UUID | None = self.sees.current.prompt if self.sees.current else None
        if prompt is None:
            self.tell("The meeting is at no prompt now.")
        else:
            self._list(Which(prompt=prompt))

    def _with_words(self) -> None:
        from screens.desk.find_words import FindDialog

        self.app.push_screen(
            FindDialog(self.space.uid, state=self.which.state),
            lambda which: self._list(which) if which is not None else None,
        )


def _in_words(which: Which) -> str:
    """Say what is listed; what was looked for stays in the line it was typed in."""
    if which.words and which.state is not None:
        return f"{which.state}, with your words in it"
    if which.words:
        return "with your words in it"
    if which.role:
        return f"said by {which.role}"
    if which.prompt is not None:
        return "to this prompt"
    return str(which.state) if which.state is not None else "everything"
