"""What the desk's screens with one list share: the list between a line above and the keys below."""

from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from screens import dialogs
from screens.face import FollowingScreen
from screens.spoken import FURNITURE
from screens.widgets.caption import Caption
from screens.widgets.key_bar import KeyBar
from screens.widgets.line_list import LineList

__all__ = ["ListScreen"]


class ListScreen(FollowingScreen):
    """A line that says how things stand, over one list; letters act on what is lit in it."""

    def around(self, found: LineList[Any], title: str = "") -> ComposeResult:
        """Lay out a list, with its title in its border, between its line and the keys."""
        with Horizontal(id="top"):
            yield Static("", id="title", markup=False, classes=FURNITURE)
        found.border_title = title
        yield found
        yield Caption()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one(LineList).focus()
        self.show(self.sees)

    def on_resize(self) -> None:
        """Draw again for the new size."""
        self.call_after_refresh(self.show, self.sees)

    def action_back(self) -> None:
        """Go back to where this was opened."""
        self.dismiss(None)

    def action_keys(self) -> None:
        """Show all keys."""
        self.app.push_screen(dialogs.KeysDialog.of(self))
