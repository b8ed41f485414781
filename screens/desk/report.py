"""Report and close: the draft report to read, a file of it, and the end of the space."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from models.outcome.report import Report, note_report, read_report
from models.space.space import Space, SpaceState, close_space, find_space, open_space
from outcomes import report_parts, write_report
from screens import dialogs
from screens.face import FollowingScreen
from screens.long_words import cut
from screens.spoken import FURNITURE
from screens.widgets.caption import Caption
from screens.widgets.key_bar import KeyBar

__all__ = ["ReportScreen"]

INDENTS = {"item": "• ", "quote": "   ", "promise": " → "}


class ReportScreen(FollowingScreen):
    """The draft as it stands now; the arrows scroll it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "s,f2",
            "save",
            "Save",
            key_display="S",
            id="report.save",
            tooltip="Save the report to a file",
        ),
        Binding(
            "x",
            "close",
            "Close",
            key_display="X",
            id="report.close",
            tooltip="Close the space, or open it again",
        ),
        Binding(
            "r,f4",
            "read_aloud",
            "Read",
            key_display="R",
            id="report.read",
            tooltip="Read the report aloud, into headphones",
        ),
        Binding("escape,9", "back", "Back", id="report.back", tooltip="Back to the desk"),
        Binding("f1,k", "keys", "Keys", id="report.keys", tooltip="All keys of this screen"),
    ]

    def __init__(self, space: Space) -> None:
        super().__init__(space)
        self.sees: Report = read_report(space.uid)

    @classmethod
    def example(cls) -> "ReportScreen":
        """Return one for the space that is open in the database."""
        return cls(find_space())

    def compose(self) -> ComposeResult:
        """Lay out the report over the keys."""
        with Horizontal(id="top"):
            yield Static("", id="title", markup=False, classes=FURNITURE)
        with VerticalScroll(id="draft"):
            yield Static("", id="text", markup=False)
        yield Caption()
        yield KeyBar()

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#draft").focus()
        self.show(self.sees)

    def read(self) -> Report:
        """Return the report as it stands now."""
        return read_report(self.space.uid)

    def show(self, sees: Report) -> None:
        """Draw the report."""
        self.sees, self.space = sees, sees.outcome.space
        state = "closed" if self._is_closed else "draft, the space is not closed"
        self.put("#title", f"Report · {state}")
        self.query_one("#text", Static).update(as_content(sees))

    @property
    def _is_closed(self) -> bool:
        return self.space.state is SpaceState.CLOSED

    def action_save(self) -> None:
        """Ask for a file, and write the report to it."""
        ended = self.space.held_on or self.space.public_id
        suggestion = str(Path.home() / f"report-{ended}.txt")
        self.app.push_screen(
            dialogs.WriteDialog(
                "Which file? One that ends in .html is a page.", "Save it", words=suggestion
            ),
            lambda name: self._save(Path(name).expanduser()) if name else None,
        )

    def _save(self, path: Path) -> None:
        """Note that this report leaves, then write it."""
        report, file = self.sees, path.absolute()
        self.do(note_report, report, str(file), then=lambda _: self._write(report, file))

    def _write(self, report: Report, path: Path) -> None:
        try:
            write_report(report, path)
        except OSError:
            self.tell("The report could not be written there. Nothing is lost. Choose another.")
        else:
            self.tell(f"Saved: {path}")

    def action_close(self) -> None:
        """Close the space after asking; what is still open is named first."""
        if self._is_closed:
            self.app.push_screen(
                dialogs.ConfirmDialog(
                    "Open this space again?",
                    "Then people can add to it, and it is no late addition.",
                    yes="Open it",
                    no="Leave it closed",
                ),
                lambda sure: self._open() if sure else None,
            )
            return
        open_ends = self.sees.unfinished.sentences
        still = (
            "\n".join(f"- {one}" for one in open_ends) if open_ends else "Nothing is left to do."
        )
        self.app.push_screen(
            dialogs.ConfirmDialog(
                "Close this space?",
                f"After that, what comes is a late addition, and is marked so.\n{still}",
                yes="Close it",
                no="Leave it open",
            ),
            lambda sure: self._close() if sure else None,
        )

    def _close(self) -> None:
        self.do(
            close_space,
            self.space.uid,
            then=lambda _: self.tell("The space is closed. The kiosks say so."),
        )

    def _open(self) -> None:
        self.do(open_space, self.space.uid, then=lambda _: self.tell("The space is open."))

    def action_read_aloud(self) -> None:
        """Say the whole report, where nobody else hears it."""
        if self.speaks and getattr(self.app.screen_stack[0], "says_private", False):
            self.announce(whole=True)
        else:
            self.tell("The report is read aloud only into headphones of the desk.")

    def action_back(self) -> None:
        """Go back to the desk."""
        self.dismiss(None)

    def action_keys(self) -> None:
        """Show all keys."""
        self.app.push_screen(dialogs.KeysDialog.of(self))


def as_content(report: Report) -> Content:
    """Return the report as it is drawn: headings as filled shapes, everything as plain text."""
    lines: list[Content] = []
    for part in report_parts(report):
        if lines:
            lines.append(Content(""))
        lines.append(Content.styled(f" {part.title} ", "bold reverse"))
        for line in part.lines:
            words = Content(f"{INDENTS.get(line.kind, '')}{cut(line.words)}")
            lines.append(words.stylize("bold") if line.kind in ("theme", "promise") else words)
    return Content("\n").join(lines)
