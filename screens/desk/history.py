"""What was done at the desk: who, when, what and on which, and never the words."""

from typing import ClassVar
from uuid import UUID

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from models.desk.happened import Act, History, read_history
from models.space.space import Space, find_space
from screens import clock, dialogs
from screens.face import FollowingScreen
from screens.spoken import FURNITURE
from screens.widgets.caption import Caption
from screens.widgets.key_bar import KeyBar
from screens.widgets.line_list import Entry, LineList

__all__ = ["HistoryScreen"]


def act_entry(act: Act) -> Entry[UUID]:
    """Write one act: "14:32 Desk 1 cleared one", and on which, by its time and role."""
    on = f"{clock.time_of_day(act.on_time)}, {act.on_role or 'not asked'}" if act.on_time else ""
    undone = f"undone at {clock.time_of_day(act.undone)}" if act.undone else ""
    head = f"{clock.time_of_day(act.made)} {act.by} {act.what}"
    return Entry(act.uid, head, " · ".join(filter(None, [on, undone])))


class HistoryScreen(FollowingScreen):
    """The acts of every desk, newest first, fifty a page. It follows what is done meanwhile."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "u,backspace",
            "undo",
            "Undo",
            key_display="U",
            id="history.undo",
            tooltip="Undo the newest act of this desk",
        ),
        Binding(
            "r", "redo", "Do again", id="history.redo", tooltip="Do again what was undone last"
        ),
        Binding(
            "n,right", "page(1)", "Older", key_display="N", id="history.older", tooltip="Older acts"
        ),
        Binding(
            "p,left", "page(-1)", "Newer", key_display="P", id="history.newer", tooltip="Newer acts"
        ),
        Binding("escape,9", "back", "Back", id="history.back", tooltip="Back to the desk"),
        Binding("f1,k", "keys", "Keys", id="history.keys", tooltip="All keys of this screen"),
    ]

    def __init__(self, space: Space) -> None:
        super().__init__(space)
        self.sees = History()
        self.page = 0

    @classmethod
    def example(cls) -> "HistoryScreen":
        """Return one for the space that is open in the database."""
        return cls(find_space())

    def compose(self) -> ComposeResult:
        """Lay out which page it is, the acts and the keys."""
        with Horizontal(id="top"):
            yield Static("", id="title", markup=False, classes=FURNITURE)
        acts = LineList[UUID](
            id="acts", spaced=False, empty="Nothing was done yet.", classes="place"
        )
        acts.border_title = "What was done, newest first"
        yield acts
        yield Caption()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin with the newest."""
        self.query_one("#acts").focus()
        self.show(self.sees)

    def read(self) -> History:
        """Return the page that is shown, as it is now."""
        return read_history(self.space.uid, self.page)

    def show(self, sees: History) -> None:
        """Draw a page of the history."""
        self.sees = sees
        self.query_one("#acts", LineList).show_entries([act_entry(act) for act in sees.acts])
        self.put("#title", f"What was done · page {sees.page + 1} of {sees.pages}")

    def action_page(self, steps: int) -> None:
        """Turn to older or newer acts."""
        wanted = self.sees.page + steps
        if not 0 <= wanted < self.sees.pages:
            self.tell("These are the oldest." if steps > 0 else "These are the newest.")
            return
        self.page = wanted
        self.do(read_history, self.space.uid, wanted, then=self.show)

    def action_undo(self) -> None:
        """Go back to the desk, where it is undone and told."""
        self.dismiss("undo")

    def action_redo(self) -> None:
        """Go back to the desk, where it is done again and told."""
        self.dismiss("redo")

    def action_back(self) -> None:
        """Go back to the desk."""
        self.dismiss(None)

    def action_keys(self) -> None:
        """Show all keys."""
        self.app.push_screen(dialogs.KeysDialog.of(self))
