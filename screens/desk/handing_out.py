"""Make and hand out: the formats of the outcome, who asked for them, and where they go."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from assets.language import checked, languages, spoken_for
from assets.language_names import language_name
from models.outcome.handing_out import HandingOutSees, read_handing_out
from models.space.space import Space, find_space
from outcomes.making import FORMATS, Format
from outcomes.papers import PAPERS
from outcomes.sticks import sticks
from screens import dialogs
from screens.desk.copies import CopiesActs, Then
from screens.desk.lines import LinesDialog
from screens.face import FollowingScreen
from screens.messages import FormatDone, MakeOutcome, OutcomeMade
from screens.spoken import FURNITURE, UNSPOKEN
from screens.widgets.caption import Caption
from screens.widgets.key_bar import KeyBar
from screens.widgets.line_list import Entry, LineList

__all__ = ["HandingOutScreen"]

# 9 goes back, so the digits reach this many; the arrows reach the others.
BY_DIGIT = 8
FOLDER = "Heard"


class HandingOutScreen(CopiesActs, FollowingScreen):
    """Every format is a line: whether it is made, and how many people asked for it and got it."""

    takes_outcome = True  # the application tells this screen how far it is
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m,f2", "make", "Make", key_display="M", id="out.make", tooltip="Make what is on"),
        Binding("enter", "turn", "Turn", id="out.turn", tooltip="Turn what is lit on or off"),
        Binding("p", "print", "Print", id="out.print", tooltip="Print copies of what is lit"),
        Binding("h", "handed", "Handed", id="out.handed", tooltip="One copy was handed out"),
        Binding("s", "posted", "Posted", id="out.posted", tooltip="One copy was posted"),
        Binding("r", "register", "Recall", id="out.register", tooltip="What went out, and is back"),
        Binding("n", "asked", "Asked", id="out.asked", tooltip="How many people asked for it"),
        Binding("a", "all", "All", id="out.all", tooltip="Turn all on, or all off"),
        Binding("c", "paper", "Paper", id="out.paper", tooltip="Choose the colours of the paper"),
        Binding("o", "language", "Language", id="out.language", tooltip="Choose the language"),
        Binding("d", "address", "Address", id="out.address", tooltip="Where one is to be posted"),
        Binding("l", "addresses", "List", id="out.addresses", tooltip="Save the addresses"),
        Binding("b", "came_back", "Less", id="out.came_back", tooltip="One was not handed out"),
        *(
            Binding(
                str(number),
                f"digit({number})",
                f"Line {number}",
                show=False,
                id=f"out.{number}",
                tooltip=f"Turn line {number} on or off",
            )
            for number in range(1, BY_DIGIT + 1)
        ),
        Binding("escape,9", "back", "Back", id="out.back", tooltip="Back to the desk"),
        Binding("f1,k", "keys", "Keys", id="out.keys", tooltip="All keys of this screen"),
    ]

    def __init__(self, space: Space) -> None:
        super().__init__(space)
        self.sees = HandingOutSees(space)
        self.wanted = {one.name for one in FORMATS}
        self.paper = "white"
        self.tongue = ""
        self.is_making = False

    @classmethod
    def example(cls) -> "HandingOutScreen":
        """Return one for the space that is open in the database."""
        return cls(find_space())

    def compose(self) -> ComposeResult:
        """Lay out the formats over how far it is, and the keys."""
        with Horizontal(id="top"):
            yield Static("", id="title", markup=False, classes=FURNITURE)
        formats = LineList[str](id="formats", spaced=False, classes="place")
        formats.border_title = "Make and hand out"
        yield formats
        yield Static("", id="bar", markup=False, classes=UNSPOKEN)
        yield Caption()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin at the first format."""
        self.query_one("#formats").focus()
        self.show(self.sees)

    def read(self) -> HandingOutSees:
        """Return what is known of it now."""
        return read_handing_out(self.space.uid)

    def show(self, sees: HandingOutSees) -> None:
        """Draw the formats with their counts."""
        self.sees, self.space = sees, sees.space
        self.query_one("#formats", LineList).show_entries(
            [self._entry(number, one) for number, one in enumerate(FORMATS, start=1)]
        )
        recall = f"{len(sees.recalls)} to recall: R · " if sees.recalls else ""
        to_post = sum(one.to_post for one in sees.asked)
        post = f"{to_post} to post · " if to_post else ""
        language = f" · {language_name(self.tongue)}" if self.tongue else ""
        self.put(
            "#title",
            f"{recall}{post}{len(self.wanted)} of {len(FORMATS)} on"
            f" · paper: {self.paper}{language}",
        )

    def _entry(self, number: int, form: Format) -> Entry[str]:
        is_on = form.name in self.wanted
        digit = str(number) if number <= BY_DIGIT else " "
        counts = self.sees.of(form.name)
        told = [
            f"{count} {what}"
            for count, what in (
                (counts.asked, "asked for it"),
                (counts.made, "made"),
                (counts.handed_out, "handed out"),
                (counts.posted, "posted"),
                (counts.to_post, "to post"),
            )
            if count
        ]
        state = "on" if is_on else "off"
        return Entry(
            form.name,
            f"{'✓' if is_on else '○'} {digit} {form.words}",
            f"    {', '.join(told)}" if told else "",
            spoken=f"{form.words}, {state}.",
        )

    def lit(self) -> Format:
        """Return the format that is lit."""
        key = self.query_one("#formats", LineList).lit_key
        return next((one for one in FORMATS if one.name == key), FORMATS[0])

    # -- which formats -----------------------------------------------------------------------

    def action_turn(self) -> None:
        """Turn the format that is lit on or off."""
        self._turn(self.lit())

    def action_digit(self, number: int) -> None:
        """Turn a format on or off by its digit."""
        self._turn(FORMATS[number - 1])

    def _turn(self, form: Format) -> None:
        self.wanted ^= {form.name}
        self.show(self.sees)
        self.tell(f"{form.words}: {'on' if form.name in self.wanted else 'off'}.")

    def action_all(self) -> None:
        """Turn all on; or all off, where all are on."""
        self.wanted = set() if len(self.wanted) == len(FORMATS) else {one.name for one in FORMATS}
        self.show(self.sees)
        self.tell("All are on." if self.wanted else "All are off.")

    def action_paper(self) -> None:
        """Choose the colours of the paper, for what is printed."""
        papers = list(PAPERS.values())
        self.app.push_screen(
            dialogs.PickDialog("Which paper?", [one.words for one in papers]),
            lambda number: None if number is None else self._take_paper(papers[number].name),
        )

    def _take_paper(self, name: str) -> None:
        self.paper = name
        self.show(self.sees)
        self.tell(f"Paper: {PAPERS[name].words}.")

    def action_language(self) -> None:
        """Choose the language of our own sentences; that of the space stands first."""
        own = spoken_for(self.space.language)
        tongues = [own, *(one for one in languages() if one != own)]
        words = [language_name(one) for one in tongues]
        words[0] += ", as the space"
        self.app.push_screen(
            dialogs.PickDialog("Which language?", words),
            lambda number: None if number is None else self._take_language(number, tongues),
        )

    def _take_language(self, number: int, tongues: list[str]) -> None:
        self.tongue = tongues[number] if number else ""
        self.show(self.sees)
        note = "" if checked(tongues[number]) else " A machine translated it."
        self.tell(f"Language: {language_name(tongues[number])}.{note}")

    # -- making ------------------------------------------------------------------------------

    def action_make(self) -> None:
        """Ask where to, and make what is on."""
        if not self.wanted:
            self.tell("Nothing is on. Turn a format on by its digit, then make it.")
            return
        self.ask_where(
            lambda folder: self.make(
                [one.name for one in FORMATS if one.name in self.wanted], folder
            )
        )

    def ask_where(self, then: Then) -> None:
        """Ask for the folder; a stick that is plugged in is the first one offered."""
        folders = [*sticks(), Path.home() / FOLDER]
        words = [f"The USB stick {one.name}" for one in folders[:-1]]
        words += [f"The folder {folders[-1]}", "Another folder"]

        def chosen(number: int | None) -> None:
            if number is None:
                return
            if number < len(folders):
                then(folders[number])
                return
            self.app.push_screen(
                dialogs.WriteDialog("Which folder?", "Put it there", words=str(folders[-1])),
                lambda name: then(Path(name).expanduser()) if name else None,
            )

        more = "" if len(folders) > 1 else "There is no USB stick. Plug one in, and ask again."
        self.app.push_screen(dialogs.PickDialog("Where to?", words, more=more), chosen)

    def make(self, names: list[str], folder: Path, copies: int = 0) -> None:
        """Have formats made and put into a folder, and printed where copies are wanted."""
        if self.is_making:
            self.tell("It is being made. Wait until it is there, then make the next.")
            return
        self.is_making = True
        self._draw_bar(0, len(names))
        self.show_told(f"Making. 0 of {len(names)} are done.")
        self.post_message(
            MakeOutcome(self.space.uid, tuple(names), folder, self.paper, copies, self.tongue)
        )

    def _draw_bar(self, number: int, of: int) -> None:
        bar = self.query_one("#bar", Static)
        bar.display = self.is_making
        width = max(10, self.size.width - 4)
        full = width * number // max(1, of)
        bar.update("█" * full + "░" * (width - full))

    @on(FormatDone)
    def _one_is_done(self, message: FormatDone) -> None:
        message.stop()
        self._draw_bar(message.number, message.of)
        self.show_told(f"Making. {message.number} of {message.of} are done: {message.words}.")

    @on(OutcomeMade)
    def _made(self, message: OutcomeMade) -> None:
        """Say what is there; where it takes more than a sentence, in a dialog of its own."""
        message.stop()
        self.is_making = False
        self._draw_bar(0, 1)
        self.changed()
        if len(message.sentences) == 1:
            self.tell(message.sentences[0])
        else:
            self.show_told(message.sentences[0])
            self.app.push_screen(LinesDialog("What was made", message.sentences))

    def action_back(self) -> None:
        """Go back to the desk. What is being made goes on."""
        self.dismiss(None)

    def action_keys(self) -> None:
        """Show all keys."""
        self.app.push_screen(dialogs.KeysDialog.of(self))
