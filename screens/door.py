"""The front door: which face, and which space."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from models.space import Space, find_space, list_spaces
from screens import dialogs
from screens.face import HeardScreen
from screens.messages import ByEar, CheckKit, LeaveFace, OpenFace, StartDemo
from screens.spoken import FURNITURE
from screens.widgets.caption import Caption
from screens.widgets.choices import Choices
from screens.widgets.key_bar import KeyBar

__all__ = ["DoorScreen"]

FACES = ("desk", "room", "kiosk")


class DoorScreen(HeardScreen):
    """The first thing that a facilitator sees."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "o",
            "one_screen",
            "One screen for all",
            id="door.one_screen",
            tooltip="One machine, one screen: lead the meeting from the room's screen",
        ),
        Binding("7", "read", "Read aloud", id="door.read", tooltip="Read aloud, from here on"),
        Binding("8", "settings", "Voice, colours", id="door.settings", tooltip="Voice, colours"),
        Binding(
            "9,escape", "leave", "Leave", key_display="9", id="door.leave", tooltip="Leave Heard"
        ),
        Binding("0,f1", "keys", "Keys", key_display="0", id="door.keys", tooltip="All keys"),
    ]
    is_door = True
    CHOICES = (
        "Desk: run the meeting",
        "Room: the shared screen",
        "Kiosk: one person at a time",
        "Demo: a made-up space, started clean",
        "Kit check: is everything ready?",
        "Another space",
    )

    def __init__(self, space: Space, spaces: tuple[Space, ...], *, has_voice: bool = False) -> None:
        super().__init__()
        self.has_voice = has_voice
        self.space = space
        self.spaces = spaces

    @classmethod
    def example(cls) -> "DoorScreen":
        """Return one for the space that is open in the database."""
        return cls(find_space(), tuple(list_spaces()))

    def compose(self) -> ComposeResult:
        """Lay out the space's name and the choices."""
        with Horizontal(id="top"):
            yield Static("Heard", id="title", markup=False, classes=FURNITURE)
        yield Static("", id="which", markup=False)
        yield Choices(self.CHOICES)
        yield Static("", id="filler", markup=False)
        yield Caption()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin at the desk."""
        self.query_one(Choices).boxes[0].focus()
        self.name_space()

    def name_space(self) -> None:
        """Say which space it is, and where it stands."""
        where = ", ".join(part for part in (self.space.place, str(self.space.state)) if part)
        self.query_one("#which", Static).update(
            Content.assemble((self.space.title, "bold $strong"), "  ", (where, "$soft"))
        )

    def on_key(self, event: Key) -> None:
        """Choose by a digit."""
        if self.query_one(Choices).choose_key(event):
            event.stop()

    @on(Choices.Chosen)
    def _chosen(self, message: Choices.Chosen) -> None:
        message.stop()
        number = message.number
        if number < len(FACES):
            self.post_message(OpenFace(FACES[number], self.space.uid))
        elif number == len(FACES):
            self.post_message(StartDemo())
        elif number == len(FACES) + 1:
            self.post_message(CheckKit(space=self.space.uid))
        else:
            self._other_space()

    def _other_space(self) -> None:
        spaces = self.spaces[:7]

        def chosen(number: int | None) -> None:
            if number == len(spaces):
                self.new_space()
            elif number is not None:
                self.space = spaces[number]
                self.name_space()

        titles = [f"{space.title} ({space.state})" for space in spaces]
        self.app.push_screen(
            dialogs.PickDialog(
                "Which space?", [*titles, "A new one"], more="More of them: heard space list"
            ),
            chosen,
        )

    def new_space(self) -> None:
        """Make a new space, then prepare it."""
        from screens.new_space import ask_for_new_space

        ask_for_new_space(self, self._made)

    def _made(self, space: Space) -> None:
        from models.prepare import PrepareSees, read_prepare
        from screens.desk.prepare import PrepareScreen

        self.space = space
        self.spaces = (space, *self.spaces)
        self.name_space()

        def prepare(sees: PrepareSees) -> None:
            self.app.push_screen(PrepareScreen(sees), self._prepared)

        self.do(read_prepare, space.uid, then=prepare)

    def _prepared(self, _result: object) -> None:
        """Take over what was prepared: its title and place may be others now."""
        self.do(list_spaces, then=self._spaces_again)

    def _spaces_again(self, spaces: list[Space]) -> None:
        self.spaces = tuple(spaces)
        self.space = next((one for one in spaces if one.uid == self.space.uid), self.space)
        self.name_space()

    def action_one_screen(self) -> None:
        """Open the room's screen with the driving line: the meeting is led from there."""
        self.post_message(OpenFace("driven room", self.space.uid))

    def action_read(self) -> None:
        """Read aloud what is here, and from now on what the desk shows too."""
        self.has_voice = True
        self.post_message(ByEar())
        self.announce(whole=True)

    def action_settings(self) -> None:
        """Change the voice and the colours."""
        self.app.push_screen(dialogs.SettingsDialog(letters=self.has_voice))

    def action_keys(self) -> None:
        """Show all keys."""
        self.app.push_screen(dialogs.KeysDialog.of(self))

    def action_leave(self) -> None:
        """Ask first."""
        self.app.push_screen(
            dialogs.ConfirmDialog("Leave Heard?", "Everything is saved.", yes="Leave", no="Stay"),
            self._leave_if_sure,
        )

    def _leave_if_sure(self, sure: bool | None) -> None:
        if sure:
            self.post_message(LeaveFace())
