"""One contribution in whole, with its versions and what it may be used for."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from assets.language_names import language_name
from models.contribution.contribution import ANNOUNCED_CONSENT, Contribution, State, VersionKind
from models.contribution.visibility import Where, consent_words, may_be_seen
from models.flags.types import Flag
from models.identity import new_uid
from screens.dialogs.base import Dialog
from screens.long_words import cut
from screens.spoken import UNSPOKEN

__all__ = ["WholeDialog"]


class WholeDialog(Dialog[bool | None]):
    """Read everything of one contribution; the arrows scroll. True is "what came of it?"."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "c",
            "came_of",
            "What came of it",
            id="whole.came_of",
            tooltip="Its themes, what was promised, and the news",
        ),
    ]

    def __init__(self, one: Contribution) -> None:
        super().__init__()
        self.one = one

    @classmethod
    def example(cls) -> "WholeDialog":
        """Return one as it is used."""
        return cls(Contribution(new_uid(), "More time.", role="a carer", consent=ANNOUNCED_CONSENT))

    def compose(self) -> ComposeResult:
        """Lay out the words, the versions and the uses."""
        # On a loudspeaker, others hear what is said.
        private = not may_be_seen(self.one, Where.ROOM)
        quiet = private and not getattr(self.app.screen_stack[0], "says_private", False)
        with Vertical(id="dialog"):
            with VerticalScroll(id="all_keys", classes=UNSPOKEN if quiet else ""):
                yield Static(self._marked(), id="question")
                for version in self.one.versions:
                    into = (
                        ""
                        if version.kind is VersionKind.TIDIED
                        else f" into {language_name(version.language)}"
                    )
                    yield Static(f"{version.kind}{into} by {version.made_by}", markup=False)
                    yield Static(Content.styled(cut(version.words), "bold"))
            about = f"{self.one.way_in}, {self.one.role or 'role not asked'}, {self.one.state}"
            yield Static(about, markup=False)
            if self.one.state is State.HELD:
                marked = " What it may be is marked." if self._flags() else ""
                yield Static(f"Held: {self.one.reason}.{marked}", markup=False)
            if self.one.redacted:
                yield Static(f"Redacted: {self.one.redacted}", markup=False)
            uses = f"May be used for: {consent_words(self.one.consent)}"
            yield Static(uses, markup=False)
            yield Static("C  What came of it     Esc  Back", id="hint", markup=False)

    def _flags(self) -> tuple[Flag, ...]:
        """Return what holds the words, and where; nothing once a person has let them go."""
        if self.one.state is not State.HELD:
            return ()
        from models.flags.flags import flags_in

        return flags_in(self.one.words, self.one.language)

    def _marked(self) -> Content:
        """Return the words with what may be a name, harm and the like marked as a filled shape."""
        words = Content.styled(cut(self.one.words), "bold")
        for flag in self._flags():
            words = words.stylize("reverse", flag.start, flag.start + flag.length)
        return words

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#all_keys").focus()

    def action_came_of(self) -> None:
        """Ask for what came of it."""
        self.dismiss(True)

    def key_9(self, event: Key) -> None:
        """Go back; the key goes no further, or the face beneath would go back too."""
        event.stop()
        self.action_back()
