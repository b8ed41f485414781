"""The Easy Read paper at the desk: its parts, what each still lacks, and who signs it."""

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from models.dates import say_date
from models.easy_read.easy_read import CAN_BE_LEFT_OUT, About, EasyItem, EasyRead, easy_read_of
from models.easy_read.writing import leave_out, put_back, sign_easy_read, write_easy_item
from models.space.space import Space, find_space
from screens import dialogs
from screens.desk.easy_read_words import HardWordScreen
from screens.dialogs.base import Dialog
from screens.widgets.line_list import Entry, LineList

__all__ = ["EasyReadScreen", "EasyReportDialog"]


class EasyReportDialog(Dialog[None]):
    """The rules' report: everything that is missing or could be easier; the arrows scroll."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("9", "back", "Back", show=False, id="easy_report.back", tooltip="Back"),
    ]

    def __init__(self, report: tuple[str, ...]) -> None:
        super().__init__()
        self.report = report

    @classmethod
    def example(cls) -> "EasyReportDialog":
        """Return one as it is used."""
        return cls(easy_read_of(find_space().uid).report)

    def compose(self) -> ComposeResult:
        """Lay out the report, a line for each thing."""
        number = len(self.report)
        told = "Nothing is missing." if not number else f"{number} to look at"
        with Vertical(id="dialog"):
            yield Static(f"The rules of Easy Read: {told}", id="question", markup=False)
            with VerticalScroll(id="rules"):
                for line in self.report or ("Every part keeps the rules.",):
                    yield Static(f"- {line}", markup=False)
            yield Static("Esc  Back", id="hint", markup=False)


def item_entry(item: EasyItem, number: int) -> Entry[str]:
    """Write one part: what it is, how it stands, and its sentences; ``number`` is its theme's."""
    name = {
        About.OPENING: "Opening",
        About.THEME: f"Theme {number}",
        About.PROMISE: f"Promise, theme {number}" if number else "Promise, no theme",
        About.NEWS: "News",
    }[item.about]
    if item.left_out:
        return Entry(item.key, f"{name} · left out", f"{item.title}\nWhy: {item.left_out}")
    state = "easy words"
    if item.changed:
        state = "! changed since"
    elif item.waits:
        state = "late, and not in the paper until it is in easy words"
    elif not item.written:
        state = "! own words"
    parts = [name, state, f"picture: {item.picture.words}" if item.picture else "! no picture"]
    lacks = sum(one.line is not None for one in item.lacks)
    if lacks:
        parts.append(f"{lacks} could be easier")
    alone = item.changed or not (item.written or item.waits)
    return Entry(item.key, " · ".join(parts), "\n".join(item.sentences), strong=alone)


def entries_of(easy: EasyRead) -> list[Entry[str]]:
    """Write every part of the paper, in its order."""
    entries = [item_entry(easy.opening, 0)]
    for number, part in enumerate(easy.parts, start=1):
        entries += [item_entry(one, number) for one in (part.theme, *part.promises)]
    return [*entries, *(item_entry(one, 0) for one in (*easy.others, *easy.news))]


class EasyReadScreen(HardWordScreen):
    """Every part of the paper. Letters act on the part that is lit."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "c,enter",
            "change",
            "Change",
            key_display="C",
            id="easy_read.change",
            tooltip="Change the sentences and the picture of the part that is lit",
        ),
        Binding(
            "e",
            "easy_enough",
            "Easy enough",
            id="easy_read.enough",
            tooltip="Say that the words of this part are easy enough",
        ),
        Binding(
            "s",
            "sign",
            "Sign",
            id="easy_read.sign",
            tooltip="Say that somebody checked the paper, and who",
        ),
        Binding(
            "r",
            "rules",
            "Rules",
            id="easy_read.rules",
            tooltip="Everything that is missing or could be easier",
        ),
        Binding(
            "h",
            "hard_word",
            "Hard word",
            id="easy_read.hard_word",
            tooltip="Explain a hard word, or take its explanation away",
        ),
        Binding(
            "l",
            "leave_out",
            "Leave out",
            id="easy_read.leave_out",
            tooltip="Leave this promise out with a reason, or put it back",
        ),
        Binding("escape,9", "back", "Back", id="easy_read.back", tooltip="Back to the desk"),
        Binding("f1,k", "keys", "Keys", id="easy_read.keys", tooltip="All keys of this screen"),
    ]

    def __init__(self, space: Space) -> None:
        super().__init__(space)
        self.sees: EasyRead = easy_read_of(space.uid)

    @classmethod
    def example(cls) -> "EasyReadScreen":
        """Return one for the space that is open in the database."""
        return cls(find_space())

    def compose(self) -> ComposeResult:
        """Lay out how the paper stands, its parts and the keys."""
        yield from self.around(
            LineList[str](id="parts", most_lines=8, classes="place"), "The Easy Read paper"
        )

    def read(self) -> EasyRead:
        """Return the paper as it is now."""
        return easy_read_of(self.space.uid)

    def show(self, sees: EasyRead) -> None:
        """Draw the parts."""
        self.sees, self.space = sees, sees.space
        self.query_one(LineList).show_entries(entries_of(sees))
        written = len(sees.shown) - len(sees.unwritten)
        self.put("#title", f"Easy Read · {_standing(sees)} · {written} of {len(sees.shown)} easy")

    @property
    def lit(self) -> EasyItem | None:
        """The part that is lit."""
        key = self.query_one(LineList).lit_key
        return next((one for one in self.sees.items if one.key == key), None)

    def action_change(self) -> None:
        """Open the part that is lit."""
        from screens.desk.easy_read_item import EasyItemScreen

        if self.lit is not None:
            self.app.push_screen(EasyItemScreen(self.space, self.lit.key))

    def action_easy_enough(self) -> None:
        """Keep the sentences of the lit part as they stand there."""
        item = self.lit
        if item is not None:
            self.do(
                write_easy_item,
                self.space.uid,
                item.key,
                item.sentences,
                seen=item,
                then=lambda _: self.tell("These words stay as they are."),
            )

    def action_leave_out(self) -> None:
        """Leave the lit promise out with a reason, or put it back."""
        item = self.lit
        if item is None or item.about not in CAN_BE_LEFT_OUT:
            self.tell("Only a promise or news can be left out. Light one with the arrows.")
        elif item.left_out:
            self.do(
                put_back,
                self.space.uid,
                item.key,
                then=lambda _: self.tell("It is back in the paper."),
            )
        else:
            self.app.push_screen(
                dialogs.AskDialog(
                    f"Why is this {'news' if item.about is About.NEWS else 'promise'} left out?",
                    partial(leave_out, self.space.uid, item.key),
                    go="Leave it out",
                    more="The paper says that there is one more.",
                ),
                lambda done: self._look_again("It is left out, and the paper says so.", done),
            )

    def action_rules(self) -> None:
        """Show everything that is missing or could be easier."""
        self.app.push_screen(EasyReportDialog(self.sees.report))

    def action_sign(self) -> None:
        """Sign the paper as it is shown here."""
        number = len(self.sees.report)
        more = f"{number} to look at: Esc, then R." if number else "It keeps every rule."
        self.app.push_screen(
            dialogs.AskDialog(
                "Who checked this paper? A role or a name",
                partial(_sign, self.space, self.sees),
                go="Sign it",
                more=more,
            ),
            lambda done: self._look_again("The paper is signed, with the day of today.", done),
        )

    def _look_again(self, sentence: str, done: object) -> None:
        if done:
            self.changed()
            self.tell(sentence)


def _sign(space: Space, seen: EasyRead, name: str) -> bool:
    return sign_easy_read(space.uid, name, seen=seen).signed


def _standing(easy: EasyRead) -> str:
    if easy.signed:
        return f"signed by {easy.signed_by}, {say_date(easy.signed_on)}"
    return "draft, changed since it was signed" if easy.signed_by else "draft, nobody has signed"
