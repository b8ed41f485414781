"""The report of a year: every space of a period, with charts, and the same in words beside them."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.errors import HeardError
from models.outcome.year import Year, read_year
from models.period import read_period
from models.space.space import find_space
from models.theme.alike import keep_apart, put_together
from screens import dialogs
from screens.face import HeardScreen
from screens.long_words import cut
from screens.spoken import FURNITURE
from screens.widgets.caption import Caption
from screens.widgets.chart import ChartBars
from screens.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from screens.desk.acts import DeskActs

__all__ = ["YearScreen", "open_year"]

INDENTS = {"item": "• ", "promise": " → "}
NONE_ALIKE = "No two names of themes share words. You can say so yourself: heard year --same"
NONE_TOGETHER = "Nobody put themes together. Those of the same name are counted as one."


def open_year(screen: "HeardScreen | DeskActs") -> None:
    """Read this year's report, and show it over a screen."""

    def show(year: Year) -> None:
        screen.app.push_screen(YearScreen(year))

    first, last = read_period("")
    screen.do(read_year, first, last, then=show)


class YearScreen(HeardScreen):
    """The report of a period; the arrows scroll it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "period", "Period", id="year.period", tooltip="Another year, or any period"),
        Binding(
            "s,f2",
            "save",
            "Save",
            key_display="S",
            id="year.save",
            tooltip="Save it: text, page, large print and table",
        ),
        Binding("t", "together", "Themes", id="year.together", tooltip="Say which themes are one"),
        Binding("a", "apart", "Apart", id="year.apart", tooltip="Count themes by themselves again"),
        Binding(
            "r,f4",
            "read_aloud",
            "Read",
            key_display="R",
            id="year.read",
            tooltip="Read the report aloud",
        ),
        Binding("escape,9", "back", "Back", id="year.back", tooltip="Back to where you were"),
        Binding("f1,k", "keys", "Keys", id="year.keys", tooltip="All keys of this screen"),
    ]

    def __init__(self, year: Year) -> None:
        super().__init__()
        self.year = year

    @classmethod
    def example(cls) -> "YearScreen":
        """Return one for the year of the space that is open in the database."""
        return cls(read_year(*read_period(find_space().held_on[:4] or str(date.today().year))))

    def compose(self) -> ComposeResult:
        """Lay out the report over the keys."""
        from outcomes.year_lines import year_title

        with Horizontal(id="top"):
            yield Static(year_title(self.year), id="title", markup=False, classes=FURNITURE)
        with VerticalScroll(id="year"):
            yield from self._report()
        yield Caption()
        yield KeyBar()

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#year").focus()

    def _report(self) -> list[Widget]:
        """Return the parts of the report: heading, chart, lines."""
        from outcomes.year_lines import year_parts

        made: list[Widget] = []
        for part in year_parts(self.year):
            heading = Content.styled(f" {part.title} ", "bold reverse")
            made.append(Static(heading, classes="heading", markup=False))
            if part.chart:
                made.append(ChartBars(part.chart))
            lines = [
                Content(f"{INDENTS.get(line.kind, '')}{cut(line.words)}").stylize(
                    "bold" if line.kind == "theme" else ""
                )
                for line in part.lines
            ]
            if lines:
                made.append(Static(Content("\n").join(lines), classes="lines", markup=False))
        return made

    def show(self, year: Year) -> None:
        """Show another report, from its beginning."""
        from outcomes.year_lines import year_title

        self.year = year
        self.put("#title", year_title(year))
        body = self.query_one("#year")
        body.remove_children()
        body.mount(*self._report())
        body.scroll_home(animate=False)

    def _again(self, told: str) -> None:
        """Read the same period again, and tell what was done."""

        def shown(year: Year) -> None:
            self.show(year)
            self.tell(told)

        self.do(read_year, self.year.first, self.year.last, then=shown)

    def action_period(self) -> None:
        """Ask for another period."""
        self.app.push_screen(
            dialogs.WriteDialog(
                "Which period? Example: 2026, or 2026-01..2026-06, or spring 2026",
                "Show it",
                words=str(self.year.first.year),
            ),
            lambda words: self._show_period(words) if words else None,
        )

    def _show_period(self, words: str) -> None:
        try:
            first, last = read_period(words)
        except HeardError as refusal:
            self.tell(str(refusal))
            return
        self.do(read_year, first, last, then=self.show)

    def action_save(self) -> None:
        """Ask for a folder, and write the report into it in every form."""
        suggestion = Path.home() / f"year-{self.year.first}-to-{self.year.last}"
        self.app.push_screen(
            dialogs.WriteDialog(
                "Which folder? Four files go into it.", "Save it", words=str(suggestion)
            ),
            lambda name: self._save(Path(name).expanduser()) if name else None,
        )

    def _save(self, folder: Path) -> None:
        from outcomes.year import write_year

        try:
            write_year(self.year, folder)
        except OSError:
            self.tell("The report could not be written there. Nothing is lost. Choose another.")
        except HeardError as trouble:
            self.tell(str(trouble))
        else:
            self.tell(f"Saved in {folder}: text, page, large print and table.")

    def action_together(self) -> None:
        """Choose two themes that are one, among those whose names share words."""
        pairs = self.year.may_be_one
        if not pairs:
            self.tell(NONE_ALIKE)
            return

        def chosen(number: int | None) -> None:
            if number is not None:
                self.call_later(self._which_name, pairs[number].title, pairs[number].other)

        self.app.push_screen(
            dialogs.PickDialog(
                "Which two are one?", [f"“{one.title}” and “{one.other}”" for one in pairs]
            ),
            chosen,
        )

    def _which_name(self, title: str, other: str) -> None:
        names = (title, other)

        def chosen(number: int | None) -> None:
            if number is not None:
                self.do(
                    put_together,
                    names[1 - number],
                    names[number],
                    then=lambda _: self._again("They are counted as one. A takes them apart."),
                )

        self.app.push_screen(dialogs.PickDialog("Which name stands for both?", names), chosen)

    def action_apart(self) -> None:
        """Choose a theme that was put together, and count its names by themselves again."""
        together = [one.title for one in self.year.themes if one.chosen][:8]
        if not together:
            self.tell(NONE_TOGETHER)
            return

        def chosen(number: int | None) -> None:
            if number is not None:
                told = "They are counted by themselves again."
                self.do(keep_apart, together[number], then=lambda _: self._again(told))

        self.app.push_screen(dialogs.PickDialog("Which one is taken apart?", together), chosen)

    def action_read_aloud(self) -> None:
        """Say the whole report: it holds nothing that not everybody may hear."""
        self.announce(whole=True)

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_keys(self) -> None:
        """Show all keys."""
        self.app.push_screen(dialogs.KeysDialog.of(self))
