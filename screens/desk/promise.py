"""The promise form: what exactly, who, by when; or why not."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from models.promise import PromiseKind, check_promise
from screens.dialogs.base import Dialog
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


QUESTIONS = {
    "what": {
        PromiseKind.WILL: "We will (what exactly?)",
        PromiseKind.CANNOT: "We can't (what?)",
        PromiseKind.MORE_TIME: "We need more time to (do what?)",
    },
    "because": dict.fromkeys(PromiseKind, "Because"),
    "who": dict.fromkeys(PromiseKind, "Who"),
    "due": dict.fromkeys(PromiseKind, "By when (30 April 2027)"),
}
FIELDS = {
    PromiseKind.WILL: ("what", "who", "due"),
    PromiseKind.CANNOT: ("what", "because"),
    PromiseKind.MORE_TIME: ("what", "who", "due"),
}


class PromiseDialog(Dialog[PromiseForm | None]):
    """Write a promise. While it says too little, the form says kindly what is missing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "save", "Save", id="promise.save", tooltip="Save the promise"),
    ]

    def __init__(self, form: PromiseForm, theme: str) -> None:
        super().__init__()
        self.form, self.theme = form, theme

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
                line.value = getattr(self.form, field)
                yield line
            yield Static("", id="missing", markup=False)
            yield Static("Enter  Next, and save at the end     Esc  Back", id="hint", markup=False)

    def on_mount(self) -> None:
        """Begin at the first field."""
        self.query_one("#what").focus()

    @on(WordsLine.Ended)
    def _next(self, message: WordsLine.Ended) -> None:
        message.stop()
        fields = FIELDS[self.form.kind]
        place = fields.index(message.line.id or fields[0])
        if place + 1 < len(fields):
            self.query_one(f"#{fields[place + 1]}").focus()
        else:
            self.action_save()

    def action_save(self) -> None:
        """Save, or say at the field what is missing."""
        fields = FIELDS[self.form.kind]
        written = {field: self.query_one(f"#{field}", WordsLine).value for field in fields}
        form = PromiseForm(self.form.kind, **written)
        missing = check_promise(form.kind, form.what, form.who, form.due, form.because)
        if not missing:
            self.dismiss(form)
            return
        field, sentence = next(iter(missing.items()))
        self.query_one("#missing", Static).update(Content.styled(f"! {sentence}", "bold $strong"))
        self.point_out(self.query_one(f"#{field}"), sentence)
