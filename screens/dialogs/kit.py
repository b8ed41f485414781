"""What the kit check found, line by line, as each becomes known."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.widgets import Static

from models.words import stop
from screens import dialogs
from screens.dialogs.base import Dialog
from screens.messages import CheckKit, KitLine, LearnPad
from screens.widgets.line_list import Entry, LineList

__all__ = ["KitDialog"]

LOOKING = "looking"
# A sign and a word for each verdict; what is merely missing has a calm one.
SIGNS = {
    "pass": ("✓", "pass"),
    "without": ("○", "without"),
    "problem": ("!", "problem"),
    "stop": ("■", "stop"),
    LOOKING: ("·", "looking"),
}
ASKED = {
    "sound": (
        "Did you hear it? Press Y or N.",
        "Turn it up. Or choose another device in the settings.",
    ),
}
"""What only a person can tell of a line that passed, and what to do where they say no."""


class KitDialog(Dialog[None]):
    """Each line: a sign and a word, what was found, and what to do. Enter looks again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "again", "Look again", id="kit.again", tooltip="Look at what is lit again"
        ),
        Binding("a", "all", "All again", id="kit.all", tooltip="Look at everything again"),
        Binding("y", "heard(True)", "Yes", id="kit.yes", tooltip="Yes, I heard it"),
        Binding("n", "heard(False)", "No", id="kit.no", tooltip="No, I did not hear it"),
        Binding("l", "learn", "Learn a pad", id="kit.learn", tooltip="Learn a number pad"),
        Binding("f1,k", "keys", "Keys", id="kit.keys", tooltip="All keys of this screen"),
    ]

    def __init__(self, lines: Sequence[KitLine], space: UUID | None = None) -> None:
        super().__init__()
        self.lines = {line.name: line for line in lines}
        self.space = space

    @classmethod
    def example(cls) -> "KitDialog":
        """Return one as it is used."""
        return cls(
            [
                KitLine("database", "Database", "pass", "open, whole, and can be written"),
                KitLine("printer", "Printer", "without", "there is none", "Print elsewhere."),
                KitLine("sound", "Sound", "problem", "There is no player.", "Run: make system"),
                KitLine("disk", "Free space", "stop", "3 MB left", "Delete some files first."),
                KitLine("prompts", "Prompts", LOOKING, ""),
            ]
        )

    def compose(self) -> ComposeResult:
        """Lay out the lines; the arrows go from one to the next."""
        with Vertical(id="dialog"):
            yield Static("Is everything ready?", id="question", markup=False)
            yield LineList[str](id="kit_lines", most_lines=6, spaced=False)
            yield Static("", id="kit_in_all", markup=False)
            yield Static(
                "Enter  Look again   A  All   L  Learn a number pad   Esc  Back",
                id="hint",
                markup=False,
            )

    def on_mount(self) -> None:
        """Begin at the first line."""
        self._draw()
        self.query_one("#kit_lines").focus()

    @on(KitLine)
    def _found(self, line: KitLine) -> None:
        """Take over what was found; the light stays where it is."""
        line.stop()
        self.lines[line.name] = line
        self._draw()
        if self.is_lit(line.name):
            self.say(self.query_one("#kit_lines", LineList).aloud_lit(), interrupt=False)

    def is_lit(self, name: str) -> bool:
        """Return whether the light is on a line."""
        return bool(self.query_one("#kit_lines", LineList).lit_key == name)

    def _draw(self) -> None:
        self.query_one("#kit_lines", LineList).show_entries(
            [entry_of(line) for line in self.lines.values()]
        )
        self.query_one("#kit_in_all", Static).update(in_all(list(self.lines.values())))

    def action_again(self) -> None:
        """Look at what is lit once more."""
        name = self.query_one("#kit_lines", LineList).lit_key
        if isinstance(name, str):
            self._look([name])

    def action_all(self) -> None:
        """Look at everything once more."""
        self._look(list(self.lines))

    def _look(self, names: Sequence[str]) -> None:
        names = [name for name in names if self.lines[name].verdict != LOOKING]
        if not names:
            return  # it is being looked at: twice would play its sentence twice
        for name in names:
            self.lines[name] = KitLine(name, self.lines[name].title, LOOKING, "")
        self._draw()
        self.post_message(CheckKit(tuple(names), self.space))

    def action_heard(self, heard: bool) -> None:
        """Take the answer to what only a person can tell."""
        for name, (_, what_to_do) in ASKED.items():
            line = self.lines.get(name)
            if line is None or line.verdict == LOOKING or not self.is_lit(name):
                continue
            verdict = "pass" if heard else "problem"
            found = "you heard it" if heard else "it was played, and you did not hear it"
            do = "" if heard else what_to_do
            self.lines[name] = KitLine(name, line.title, verdict, found, do, asks=False)
            self._draw()
            self.say(self.query_one("#kit_lines", LineList).aloud_lit())

    def action_learn(self) -> None:
        """Have the ten keys of a number pad learnt."""
        self.post_message(LearnPad())

    def action_keys(self) -> None:
        """Show all keys."""
        self.app.push_screen(dialogs.KeysDialog.of(self))

    def key_9(self, event: Key) -> None:
        """Go back; the key goes no further, or the face beneath would go back too."""
        event.stop()
        self.action_back()


def entry_of(line: KitLine) -> Entry[str]:
    """Return a line as it is drawn and said."""
    sign, word = SIGNS[line.verdict]
    ask = ASKED[line.name][0] if line.name in ASKED and line.asks_now else ""
    body = "\n".join(part for part in (stop(line.found), line.do, ask) if part)
    strong = line.verdict in ("problem", "stop")
    spoken = f"{line.title}: {word}."
    return Entry(line.name, f"{sign} {word:<8} {line.title}", body, strong, spoken=spoken)


def in_all(lines: Sequence[KitLine]) -> str:
    """Say in one sentence how things stand."""
    left = sum(line.verdict == LOOKING for line in lines)
    stopping = [line.title for line in lines if line.verdict == "stop"]
    if stopping:
        return f"Do not begin yet: {', '.join(stopping)}."
    if left:
        return f"Looking. {left} of {len(lines)} to go."
    return "Nothing here stops a meeting."
