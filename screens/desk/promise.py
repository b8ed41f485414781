"""The promise form: what exactly, who, by when; or why not."""

from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from models.dates import say_date
from models.days import read_day, say_day_in_full
from models.errors import RefusedError
from models.promise.promise import Promise, PromiseKind, check_promise
from models.words import one_line, stop
from screens.dialogs.base import Dialog
from screens.widgets.coach import Coach
from screens.widgets.words_line import WordsLine

__all__ = ["PromiseDialog", "PromiseForm"]


@dataclass(frozen=True)
class PromiseForm:
    """A promise as it is being written."""

    kind: PromiseKind
    what: str = ""
    who: str = ""
    due: str = ""
    because: str = ""

    @classmethod
    def of(cls, promise: Promise) -> "PromiseForm":
        """Return the form of a promise that was made before."""
        return cls(promise.kind, promise.what, promise.who, promise.due, promise.because)


QUESTIONS = {
    "what": {
        PromiseKind.WILL: "We will (what exactly?)",
        PromiseKind.CANNOT: "We can't (what?)",
        PromiseKind.MORE_TIME: "We need more time to (do what?)",
    },
    "because": dict.fromkeys(PromiseKind, "Because"),
    "who": dict.fromkeys(PromiseKind, "Who"),
    "due": dict.fromkeys(PromiseKind, "By when, in your own words"),
}
DAYS = "end of March, 30 April, in two weeks"
FIELDS = {
    PromiseKind.WILL: ("what", "who", "due"),
    PromiseKind.CANNOT: ("what", "because"),
    PromiseKind.MORE_TIME: ("what", "who", "due"),
}

# Where whole sentences are written; a name or a day has no plainer form.
COACHED = ("what", "because")


def in_full(form: PromiseForm) -> str:
    """Say a whole promise, with its day in words, so that a slip is heard before it is saved."""
    what, who = stop(form.what.strip()), one_line(form.who)
    if form.kind is PromiseKind.CANNOT:
        return f"We can't: {what} Because: {stop(form.because.strip())}"
    lead = "We will" if form.kind is PromiseKind.WILL else "We need more time"
    return f"{lead}: {what} {who}, by {say_day_in_full(form.due)}."


class PromiseDialog(Dialog[PromiseForm | None]):
    """Write a promise. While it says too little, the form says kindly what is missing.

    What is whole is read back with its day in words; the next Enter saves it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "save", "Save", id="promise.save", tooltip="Save the promise"),
    ]

    def __init__(self, form: PromiseForm, theme: str) -> None:
        super().__init__()
        self.form, self.theme = form, theme
        self._read_back: PromiseForm | None = None

    @classmethod
    def example(cls) -> "PromiseDialog":
        """Return one as it is used."""
        return cls(
            PromiseForm(PromiseKind.WILL, what="Phone back within two days"), "Phone us back"
        )

    def compose(self) -> ComposeResult:
        """Lay out the fields of this kind of answer."""
        with Vertical(id="dialog"):
            yield Static(f"They said: {self.theme}" if self.theme else "", id="more", markup=False)
            for field in FIELDS[self.form.kind]:
                line = WordsLine(id=field)
                line.border_title = QUESTIONS[field][self.form.kind]
                line.placeholder = DAYS if field == "due" else ""
                line.value = getattr(self.form, field)
                yield line
            yield Coach()
            yield Static("", id="missing", markup=False)
            yield Static("Enter  Next, read back, save     Esc  Back", id="hint", markup=False)

    def on_mount(self) -> None:
        """Begin at the first field."""
        self.query_one("#what").focus()

    @on(WordsLine.Ended)
    def _next(self, message: WordsLine.Ended) -> None:
        message.stop()
        fields = FIELDS[self.form.kind]
        place = fields.index(message.line.id or fields[0])
        if fields[place] == "due":
            self._write_day_out(message.line)
        if place + 1 < len(fields) and self._read_back is None:
            self.query_one(f"#{fields[place + 1]}").focus()
        else:
            self.action_save()

    def _write_day_out(self, line: WordsLine) -> None:
        """Put the day in place of how it was said: what stands there is what is kept."""
        try:
            line.value = say_date(read_day(line.value))
        except RefusedError:
            return  # what is no day is told when all of it is looked at

    @on(WordsLine.Changed)
    def _changed(self, message: Input.Changed) -> None:
        """Read it back again once something else stands there; the coach advises meanwhile."""
        message.stop()
        if message.input.id in COACHED:
            self.query_one(Coach).look_at(message.value)
        if self._read_back is not None and self._written() != self._read_back:
            self._read_back = None
            self._tell("")

    def _written(self) -> PromiseForm:
        fields = FIELDS[self.form.kind]
        written = {field: self.query_one(f"#{field}", WordsLine).value for field in fields}
        return PromiseForm(self.form.kind, **written)

    def action_save(self) -> None:
        """Read it back; when that was done, save it. Where something is missing, say what."""
        for line in self.query("#due").results(WordsLine):
            self._write_day_out(line)
        form = self._written()
        missing = check_promise(form.kind, form.what, form.who, form.due, form.because)
        if missing:
            field, sentence = next(iter(missing.items()))
            self._tell(f"! {sentence}")
            self.point_out(self.query_one(f"#{field}"), sentence)
        elif form == self._read_back:
            self.dismiss(replace(form, due=read_day(form.due) if form.due else ""))
        else:
            self._read_back = form
            due = read_day(form.due) if form.due else ""
            told = f"{in_full(replace(form, due=due))} Right? Enter saves it."
            self._tell(told)
            self.say(told)

    def _tell(self, words: str) -> None:
        if words:
            self.query_one(Coach).look_at("", at_once=True)  # one thing at a time
        told = self.query_one("#missing", Static)
        told.update(Content.styled(words, "bold $strong"))
        self.call_after_refresh(told.scroll_visible, animate=False)
