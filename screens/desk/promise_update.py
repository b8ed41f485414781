"""The form for news of a promise: what changed, what people can see, or another day and why."""

from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from models.dates import say_date
from models.days import read_day
from models.errors import RefusedError
from models.promise.promise import PromiseState, check_update
from screens.dialogs.base import Dialog
from screens.widgets.words_line import WordsLine

__all__ = ["UpdateDialog", "UpdateForm"]


@dataclass(frozen=True)
class UpdateForm:
    """News as it is being written. ``due`` is the day that the promise was made for."""

    state: PromiseState | None
    words: str = ""
    evidence: str = ""
    new_due: str = ""
    due: str = ""


FIELDS = {
    PromiseState.DONE: ("words", "evidence"),
    PromiseState.LATE: ("words", "new_due"),
}
ONLY_WORDS = ("words",)
QUESTIONS = {
    PromiseState.DOING: "How is it now?",
    PromiseState.DONE: "What changed?",
    PromiseState.LATE: "Why does it take longer?",
    PromiseState.CANNOT: "Why not?",
    None: "What is the news?",
}
OTHERS = {
    "evidence": "What can people see of it?",
    "new_due": "The new day, in your own words",
}
HINTS = {"evidence": "the new rota hangs in each office", "new_due": "end of June, in six weeks"}


class UpdateDialog(Dialog[UpdateForm | None]):
    """Write news. While it says too little, the form says kindly what is missing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "save", "Save", id="update.save", tooltip="Save the news"),
    ]

    def __init__(self, form: UpdateForm, promise: str) -> None:
        super().__init__()
        self.form, self.promise = form, promise

    @classmethod
    def example(cls) -> "UpdateDialog":
        """Return one as it is used."""
        form = UpdateForm(PromiseState.DONE, words="Two people answer the phone all day.")
        return cls(form, "we will: Phone back within two days. The team, by 30 April 2027")

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that this kind of news needs."""
        return FIELDS.get(self.form.state, ONLY_WORDS) if self.form.state else ONLY_WORDS

    def compose(self) -> ComposeResult:
        """Lay out the promise and the fields."""
        with Vertical(id="dialog"):
            yield Static(self.promise, id="more", markup=False)
            for field in self.fields:
                line = WordsLine(id=field)
                line.border_title = OTHERS.get(field, QUESTIONS[self.form.state])
                line.placeholder = HINTS.get(field, "")
                line.value = getattr(self.form, field)
                yield line
            yield Static("", id="missing", markup=False)
            yield Static("Enter  Next, save     Esc  Back, nothing changes", id="hint")

    def on_mount(self) -> None:
        """Begin at the first field."""
        self.query_one("#words").focus()

    @on(WordsLine.Ended)
    def _next(self, message: WordsLine.Ended) -> None:
        message.stop()
        place = self.fields.index(message.line.id or "words")
        if place + 1 < len(self.fields):
            self.query_one(f"#{self.fields[place + 1]}").focus()
        else:
            self.action_save()

    def action_save(self) -> None:
        """Save the news; where something is missing, say what and go there."""
        written = {field: self.query_one(f"#{field}", WordsLine).value for field in self.fields}
        form = replace(
            self.form,
            words=written["words"],
            evidence=written.get("evidence", ""),
            new_due=written.get("new_due", ""),
        )
        missing = check_update(
            form.state, form.words, evidence=form.evidence, new_due=form.new_due, due=form.due
        )
        if missing:
            field, sentence = next(iter(missing.items()))
            told = self.query_one("#missing", Static)
            told.update(Content.styled(f"! {sentence}", "bold $strong"))
            self.call_after_refresh(told.scroll_visible, animate=False)
            self.point_out(self.query_one(f"#{field}"), sentence)
            return
        self.dismiss(replace(form, new_due=_in_full(form.new_due)))


def _in_full(day: str) -> str:
    """Write a day out, so that it means the same when it is saved."""
    try:
        return say_date(read_day(day)) if day else ""
    except RefusedError:
        return day
