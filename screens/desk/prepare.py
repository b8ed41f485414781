"""Prepare: everything that a space needs before people come, a page for each, by keys alone."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from models.space.prepare import PrepareSees, read_prepare
from models.space.space import find_space
from screens import dialogs
from screens.desk.prepare_menu import MENU_LETTERS, MenuPage
from screens.desk.prepare_page import Page
from screens.face import FollowingScreen
from screens.spoken import FURNITURE
from screens.widgets.caption import Caption
from screens.widgets.key_bar import KeyBar
from screens.widgets.line_list import LineList

__all__ = ["PrepareScreen"]

# What a page must have in its ``keys`` for an action to work there.
ON_PAGES_WITH = {
    "change": "change",
    "number": "change",
    "add": "add",
    "remove": "remove",
    "move_line": "up",
    "letter": "letter",
}


class PrepareScreen(FollowingScreen):
    """One page at a time: a list of lines, how they stand, and the keys that work there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "change", "Open", id="prepare.change", tooltip="Open or change the line"),
        Binding("n", "add", "New", id="prepare.add", tooltip="Add a line"),
        Binding("x", "remove", "Remove", id="prepare.remove", tooltip="Take it away; it asks"),
        Binding("u", "move_line(-1)", "Up", id="prepare.up", tooltip="Move the line up"),
        Binding("d", "move_line(1)", "Down", id="prepare.down", tooltip="Move the line down"),
        Binding("m", "mark('met')", "Met", id="prepare.met", tooltip="The need is met"),
        Binding(
            "p",
            "mark('partly')",
            "Partly",
            id="prepare.partly",
            tooltip="The need was met until a time",
        ),
        Binding(
            "o", "mark('not_met')", "Not met", id="prepare.not_met", tooltip="The need is not met"
        ),
        Binding("s", "mark('sheet')", "Day sheet", id="prepare.sheet", tooltip="The day sheet"),
        Binding(
            "v",
            "mark('visible')",
            "In the room",
            id="prepare.visible",
            tooltip="Show the name in the room, or no longer",
        ),
        Binding(
            "f",
            "mark('first')",
            "Its own",
            id="prepare.first",
            tooltip="Make it the space's own language",
        ),
        *[
            Binding(
                str(number),
                f"number({number})",
                f"Line {number}",
                show=False,
                id=f"prepare.line_{number}",
                tooltip="Open that line",
            )
            for number in range(1, 9)
        ],
        *[
            Binding(
                letter,
                f"letter('{letter}')",
                MenuPage.LINES[letter],
                show=False,
                id=f"prepare.letter_{letter}",
            )
            for letter in MENU_LETTERS
        ],
        Binding("escape,9", "back", "Back", id="prepare.back", tooltip="Back; all is saved"),
        Binding("f1,k", "keys", "Keys", id="prepare.keys", tooltip="All keys of this page"),
    ]

    def __init__(self, sees: PrepareSees) -> None:
        super().__init__(sees.space)
        self.sees = sees
        self.pages: list[tuple[Page, str | None]] = [(MenuPage(self), None)]
        self.light_next = ""
        """The line to light as soon as it is there: what was just added."""

    @classmethod
    def example(cls) -> "PrepareScreen":
        """Return one for the space that is open in the database."""
        return cls(read_prepare(find_space().uid))

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self.pages[-1][0]

    @property
    def lit(self) -> str | None:
        """The key of the line that is lit."""
        key: str | None = self.query_one("#lines", LineList).lit_key
        return key

    def compose(self) -> ComposeResult:
        """Lay out the title, the lines, what is said below them, and the keys."""
        with Horizontal(id="top"):
            yield Static("", id="title", markup=False, classes=FURNITURE)
        yield LineList[str](id="lines", spaced=False, empty=Page.empty)
        yield Static("", id="below", markup=False)
        yield Caption()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one("#lines").focus()
        self.show(self.sees)

    def on_resize(self) -> None:
        """Draw again for the new size."""
        self.call_after_refresh(self.show, self.sees)

    def read(self) -> PrepareSees:
        """Return what is prepared now."""
        return read_prepare(self.space.uid)

    def show(self, sees: PrepareSees) -> None:
        """Draw the page."""
        self.sees = sees
        self.space = sees.space
        self.query_one("#title", Static).update(Content(f"{self.page.title} · {sees.space.title}"))
        lines = self.query_one("#lines", LineList)
        entries = self.page.lines()
        lines.show_entries(entries)
        if self.light_next in {entry.key for entry in entries}:
            lines.light(self.light_next)
            self.light_next = ""
        self.query_one("#below", Static).update(Content(self.page.below()))

    # -- from page to page ---------------------------------------------------------------------

    def turn_to(self, page: Page, *, back_to: str = "") -> None:
        """Turn to a page; the way back leads to the line that is lit now, or to another one."""
        self.pages.append((page, back_to or self.lit))
        self._turned(None)

    def _turned(self, light: str | None) -> None:
        lines = self.query_one("#lines", LineList)
        lines.show_entries([])
        self.show(self.sees)
        if light is not None:
            lines.light(light)
        # It is said with the whole page, and not once more as the light comes to stand on it.
        self._last_lit[lines] = lines.lit_key
        self.refresh_bindings()
        self.call_after_refresh(self.announce)

    def action_back(self) -> None:
        """Go back a page, or to the desk."""
        if len(self.pages) == 1:
            self.dismiss(None)
            return
        _, light = self.pages.pop()
        self._turned(light)

    # -- keys ----------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let a key work only on the pages that have what it does."""
        wanted = ON_PAGES_WITH.get(action)
        if action == "mark":
            wanted = str(parameters[0])
        return wanted is None or wanted in self.page.keys

    def action_change(self) -> None:
        """Open the lit line, or change it."""
        if self.lit is not None:
            self.page.change(self.lit)

    def action_number(self, number: int) -> None:
        """Light a line by its number, and open it."""
        lines = self.query_one("#lines", LineList)
        if number <= len(lines.entries):
            lines.lit = number - 1
            self.action_change()

    def action_letter(self, letter: str) -> None:
        """Open a line of the first page by its letter."""
        self.query_one("#lines", LineList).light(letter)
        self.page.change(letter)

    def action_add(self) -> None:
        """Add a line."""
        self.page.add()

    def action_remove(self) -> None:
        """Take the lit line away, after asking."""
        if self.lit is not None:
            self.page.remove(self.lit)

    def action_move_line(self, steps: int) -> None:
        """Move the lit line; the light goes with it."""
        if self.lit is not None:
            self.page.move(self.lit, steps)

    def action_mark(self, mark: str) -> None:
        """Set something about the lit line."""
        if self.lit is not None or mark == "sheet":
            self.page.mark(self.lit or "", mark)

    def action_keys(self) -> None:
        """Show all keys."""
        self.app.push_screen(dialogs.KeysDialog.of(self))
