"""The front door: which face, and which space."""

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Key, ScreenResume, ScreenSuspend
from textual.widgets import Static

from models.space.space import Space, find_space, list_spaces
from models.words import stop
from screens import clock, dialogs
from screens.face import AFTER_FIRST_FRAME_SECONDS, HeardScreen
from screens.messages import ByEar, CheckKit, LeaveFace, OpenFace, StartDemo
from screens.spoken import FURNITURE
from screens.widgets.caption import Caption
from screens.widgets.choices import Choices
from screens.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from models.erasure.retention import Kept
    from models.promise.overdue import Overdue

__all__ = ["DoorScreen"]

FACES = ("desk", "room", "kiosk")
PAST_THEIR_DAY = "Words are past their day. Press W."
# What stands in the row of what is late: the name, the sign, which key, and the gaps.
BESIDE_OVERDUE = 22


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
        Binding(
            "y", "year", "The year", id="door.year", tooltip="The report of the year: all spaces"
        ),
        Binding(
            "p",
            "overdue",
            "What is late",
            id="door.overdue",
            tooltip="Promises that are late, or to be looked at again, in all spaces",
        ),
        Binding(
            "w",
            "words",
            "Words past their day",
            show=False,
            id="door.words",
            tooltip="Words whose time is over: delete them, or keep them another year",
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

    def __init__(
        self,
        space: Space,
        spaces: tuple[Space, ...],
        *,
        has_voice: bool = False,
        overdue: "tuple[Overdue, ...] | None" = None,
    ) -> None:
        super().__init__()
        self.overdue = overdue  # None until it was looked up
        self.due_words: tuple[Kept, ...] = ()
        self._was_left = False
        self.has_voice = has_voice
        self.space = space
        self.spaces = spaces

    @classmethod
    def example(cls) -> "DoorScreen":
        """Return one for the space that is open in the database."""
        return cls(find_space(), tuple(list_spaces()), overdue=_overdue_now())

    def compose(self) -> ComposeResult:
        """Lay out the space's name and the choices."""
        with Horizontal(id="top"):
            yield Static("Heard", id="title", markup=False, classes=FURNITURE)
            yield Static("", id="overdue", markup=False)
        yield Static("", id="which", markup=False)
        yield Choices(self.CHOICES)
        yield Static("", id="filler", markup=False)
        yield Caption()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin at the desk."""
        self.query_one(Choices).boxes[0].focus()
        self.name_space()
        if self.overdue is not None:
            self.show_overdue(self.overdue)
        else:
            self.set_timer(AFTER_FIRST_FRAME_SECONDS, self.look_for_overdue)

    @on(ScreenResume)
    def _look_again(self) -> None:
        """Look again when a person comes back to the door."""
        if self._was_left:
            self.look_for_overdue()

    @on(ScreenSuspend)
    def _left(self) -> None:
        self._was_left = True

    def look_for_overdue(self) -> None:
        """Look what is late in all spaces: nobody has to ask for it."""
        self.do(_overdue_now, then=self.show_overdue)
        self.do(_due_words_now, then=self.show_due_words)

    def show_due_words(self, found: "tuple[Kept, ...]") -> None:
        """Say at the top of the door, too, whose words are past their day."""
        self.due_words = found
        if found:
            self.show_overdue(self.overdue or ())

    def show_overdue(self, found: "tuple[Overdue, ...]") -> None:
        """Say at the top of the door how much is late; nothing where nothing is."""
        from models.promise.overdue import overdue_in_words

        self.overdue = found
        told = overdue_in_words(found)
        if cell_len(told) > self.size.width - BESIDE_OVERDUE:
            told = overdue_in_words(found, short=True)
        said = [f"{stop(told)} Press P."] if told else []
        if self.due_words:
            said.append(f"{len(self.due_words)} past their day: W." if told else PAST_THEIR_DAY)
        line = self.query_one("#overdue", Static)
        line.update(Content.styled(f"! {' '.join(said)}" if said else "", "bold $strong"))
        line.display = bool(said)

    def on_resize(self) -> None:
        """Say what is late in the words that fit."""
        if self.overdue is not None:
            self.show_overdue(self.overdue)

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
        from models.space.prepare import PrepareSees, read_prepare
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

    def action_overdue(self) -> None:
        """See what is late, or to be looked at again, and add news to it."""
        from screens.desk.promise_overdue import OverdueScreen

        def show(found: "tuple[Overdue, ...]") -> None:
            self.app.push_screen(OverdueScreen(found, self.space))

        self.do(_overdue_now, then=show)

    def action_words(self) -> None:
        """Decide what becomes of words whose time is over."""
        from screens.keeping import ask_which_words

        self.do(_due_words_now, then=lambda due: ask_which_words(self, due))

    def action_year(self) -> None:
        """Read the report of the year: all spaces, all promises."""
        from screens.desk.year import open_year

        open_year(self)

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


def _due_words_now() -> "tuple[Kept, ...]":
    """Return the spaces whose words are past their day. Loaded when it is asked."""
    from models.erasure.retention import words_due

    return words_due(clock.today())


def _overdue_now() -> "tuple[Overdue, ...]":
    """Return what is overdue today. Loaded when it is asked: the first frame does not wait."""
    from models.promise.overdue import overdue

    return overdue(clock.today())
