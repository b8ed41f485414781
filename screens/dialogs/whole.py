"""One contribution in whole, with its versions and what it may be used for."""

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from models.contribution import ANNOUNCED_CONSENT, Contribution
from models.identity import new_uid
from models.visibility import Where, consent_words, may_be_seen
from screens.dialogs.base import Dialog
from screens.long_words import cut
from screens.spoken import UNSPOKEN

__all__ = ["WholeDialog"]


class WholeDialog(Dialog[None]):
    """Read everything of one contribution; the arrows scroll."""

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
                yield Static(Content.styled(cut(self.one.words), "bold"), id="question")
                for version in self.one.versions:
                    yield Static(f"{version.kind} by {version.made_by}", markup=False)
                    yield Static(Content.styled(cut(version.words), "bold"))
            about = f"{self.one.way_in}, {self.one.role or 'role not asked'}, {self.one.state}"
            yield Static(about, markup=False)
            uses = f"May be used for: {consent_words(self.one.consent)}"
            yield Static(uses, markup=False)
            yield Static("Esc  Back", id="hint", markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#all_keys").focus()

    def key_9(self, event: Key) -> None:
        """Go back; the key goes no further, or the face beneath would go back too."""
        event.stop()
        self.action_back()
