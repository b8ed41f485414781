"""Undo, redo and the history, at the desk."""

from collections.abc import Callable
from functools import partial
from typing import Any

from models.desk.undoing import Undone, leave_as_it_is, redo, undo
from models.errors import ChangedSinceError
from screens import dialogs
from screens.desk.acts import DeskActs

__all__ = ["DoneActs"]


class DoneActs(DeskActs):
    """Undo what this desk did last, do it again, and read what was done; the desk mixes this in."""

    def action_undo(self) -> None:
        """Undo the newest act of this desk, and say what it was."""
        if not self.when_saved(self.action_undo):
            self._replay(undo, "Undone", "Undo it")

    def action_redo(self) -> None:
        """Do again what this desk undid last."""
        self._replay(redo, "Done again", "Do it again")

    def _replay(self, verb: Callable[..., Undone], told: str, again: str) -> None:
        def done(what: Undone) -> None:
            self.tell(f"{told}: {what.what}.")

        def chosen(number: int | None) -> None:
            if number == 0:
                self.do(verb, self.space.uid, anyway=True, then=done)
            elif number == 1:
                self.do(leave_as_it_is, self.space.uid, then=partial(self._left, told))

        def ask(changed: ChangedSinceError) -> None:
            choices = [f"{again} all the same"]
            if verb is undo:
                choices.append("Let it stand, so that Backspace reaches the one before")
            self.app.push_screen(
                dialogs.PickDialog(f"{again}?", choices, more=str(changed)), chosen
            )

        self.do(verb, self.space.uid, then=done, since=ask)

    def _left(self, _told: str, _: Any) -> None:
        self.tell("It stands. Backspace undoes the one before.")

    def action_history(self) -> None:
        """Read what was done, by whom and when."""
        from screens.desk.history import HistoryScreen

        self.app.push_screen(HistoryScreen(self.space), self._after_history)

    def _after_history(self, key: str | None) -> None:
        if key == "undo":
            self.action_undo()
        elif key == "redo":
            self.action_redo()
