"""The theme board: group what was said, make promises, show both to the room."""

from typing import ClassVar
from uuid import UUID

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from models.contribution import Contribution, State
from models.desk import DeskSees, read_desk
from models.promise import PromiseKind, make_promise
from models.space import find_space
from models.stage import Showing, read_to_room, show
from models.theme import (
    Theme,
    new_theme,
    put_in_theme,
    remove_theme,
    rename_theme,
    take_out_of_theme,
)
from screens import dialogs
from screens.desk.entries import contribution_entry, promise_lines, theme_entry
from screens.desk.promise import PromiseDialog, PromiseForm
from screens.face import FollowingScreen
from screens.spoken import FURNITURE
from screens.widgets.caption import Caption
from screens.widgets.key_bar import KeyBar
from screens.widgets.line_list import LineList

__all__ = ["ThemesScreen"]

KINDS = list(PromiseKind)


class ThemesScreen(FollowingScreen):
    """Cleared contributions on the left, themes on the right; a digit puts one into the other."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *[
            Binding(
                str(n),
                f"put({n})",
                "Put in theme",
                show=n == 1,
                key_display="1-8",
                id=f"themes.put_{n}",
                tooltip="Put what is lit into that theme, or take it out",
            )
            for n in range(1, 9)
        ],
        Binding(
            "n,f2",
            "new",
            "New theme",
            key_display="N",
            id="themes.new",
            tooltip="Start a new theme",
        ),
        Binding(
            "w,f4",
            "promise",
            "We will",
            key_display="W",
            id="themes.promise",
            tooltip="Answer the theme: we will, we can't, more time",
        ),
        Binding(
            "s",
            "show_themes",
            "Show",
            key_display="S",
            id="themes.show",
            tooltip="Show the themes in the room",
        ),
        Binding(
            "u",
            "outcome",
            "Show promises",
            key_display="U",
            id="themes.outcome",
            tooltip="Show you said, we will, in the room",
        ),
        Binding(
            "r",
            "read",
            "Read aloud",
            key_display="R",
            id="themes.read",
            tooltip="Have the room read aloud what it shows",
        ),
        Binding(
            "e",
            "rename",
            "Rename",
            show=False,
            id="themes.rename",
            tooltip="Give the theme another name",
        ),
        Binding(
            "d", "remove", "Remove", show=False, id="themes.remove", tooltip="Remove the theme"
        ),
        Binding("o", "whole", "Open", show=False, id="themes.whole", tooltip="See it in whole"),
        Binding(
            "enter", "behind", "Behind it", show=False, id="themes.behind", tooltip="Words behind"
        ),
        Binding("escape,9", "back", "Back", id="themes.back", tooltip="Back to the desk"),
        Binding("f1,k", "keys", "Keys", id="themes.keys", tooltip="All keys of this screen"),
    ]

    def __init__(self, sees: DeskSees) -> None:
        super().__init__(sees.space)
        self.sees = sees
        self.only: UUID | None = None

    @classmethod
    def example(cls) -> "ThemesScreen":
        """Return one for the space that is open in the database."""
        return cls(read_desk(find_space().uid))

    def compose(self) -> ComposeResult:
        """Lay out the counts, the two lists and the keys."""
        with Horizontal(id="top"):
            yield Static("", id="title", markup=False, classes=FURNITURE)
        with Horizontal(id="places"):
            words = LineList[UUID](id="words", empty="Nothing is cleared yet.", classes="place")
            yield words
            themes = LineList[UUID](
                id="themes", empty="No themes yet. Press N.", always_lit=False, classes="place"
            )
            themes.border_title = "What people say together"
            yield themes
        yield Caption()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin with what is not yet in a theme."""
        self.query_one("#words").focus()
        self.show(self.sees)

    def on_resize(self) -> None:
        """Draw again for the new size."""
        self.call_after_refresh(self.show, self.sees)

    def read(self) -> DeskSees:
        """Return what the desk sees now."""
        return read_desk(self.space.uid)

    def show(self, sees: DeskSees) -> None:
        """Draw what there is to group, and the groups."""
        self.sees = sees
        self.space = sees.space
        words = self.query_one("#words", LineList)
        language = self.space.language
        words.show_entries(
            [contribution_entry(c, sees.themes, language=language) for c in self.to_group()]
        )
        theme = next((t for t in sees.themes if t.uid == self.only), None)
        # As content: Textual would read tags in a plain title.
        words.border_title = Content(
            f"Behind: {theme.title}" if theme else "Not yet in a theme come first"
        )
        themes = self.query_one("#themes", LineList)
        themes.show_entries([theme_entry(t, sees.promises) for t in sees.themes])
        tally = sees.tally
        counts = (
            f"{tally.heard} heard = {tally.in_themes} in themes + {tally.not_in_a_theme} not yet "
            f"+ {tally.waiting} waiting + {tally.set_aside} set aside + {tally.held} held"
        )
        self.query_one("#title", Static).update(Content(counts))

    def to_group(self) -> list[Contribution]:
        """Return the cleared contributions: those without a theme first, each in order of time."""
        cleared = [one for one in reversed(self.sees.contributions) if one.state is State.CLEARED]
        if self.only is not None:
            theme = next((t for t in self.sees.themes if t.uid == self.only), None)
            return [one for one in cleared if theme and one.uid in theme.members]
        grouped = frozenset[UUID]().union(*(theme.members for theme in self.sees.themes))
        return sorted(cleared, key=lambda one: one.uid in grouped)

    @property
    def lit(self) -> Contribution | None:
        """The contribution that is lit."""
        key = self.query_one("#words", LineList).lit_key
        return next((one for one in self.sees.contributions if one.uid == key), None)

    @property
    def theme(self) -> Theme | None:
        """The theme that is lit."""
        key = self.query_one("#themes", LineList).lit_key
        return next((theme for theme in self.sees.themes if theme.uid == key), None)

    # -- grouping -------------------------------------------------------------------------------

    def action_put(self, number: int) -> None:
        """Put what is lit into a theme, or take it out; then light the next one."""
        theme = next((t for t in self.sees.themes if t.number == number), None)
        one = self.lit
        if theme is None or one is None:
            self.tell(
                "There is no such theme yet. Press N to make one." if one else "Nothing is lit."
            )
            return
        inside = one.uid in theme.members
        words = self.query_one("#words", LineList)
        after = words.key_after()
        if not inside and after is not None:
            words.light(after)
        self.do(
            take_out_of_theme if inside else put_in_theme,
            theme.uid,
            one.uid,
            then=lambda _: self.tell(f"{'Out of' if inside else 'In'} theme {number}."),
        )

    def action_new(self) -> None:
        """Start a theme."""
        self.app.push_screen(
            dialogs.WriteDialog("What do people say together?", "Make the theme"),
            lambda title: self.do(new_theme, self.space.uid, title) if title else None,
        )

    def action_rename(self) -> None:
        """Give the lit theme another title."""
        theme = self._theme()
        if theme is not None:
            self.app.push_screen(
                dialogs.WriteDialog("What is it called?", "Rename it", words=theme.title),
                lambda title: self.do(rename_theme, theme.uid, title) if title else None,
            )

    def action_remove(self) -> None:
        """Take the lit theme away after asking; nobody's words go with it."""
        theme = self._theme()
        if theme is not None:
            self.app.push_screen(
                dialogs.ConfirmDialog(
                    "Take this theme away?",
                    "The words stay. Its promises stay without a theme.",
                    yes="Take it away",
                    no="Keep it",
                ),
                lambda sure: self.do(remove_theme, theme.uid) if sure else None,
            )

    def _theme(self) -> Theme | None:
        if self.theme is None:
            self.tell("There is no theme yet. Press N to make one.")
        return self.theme

    def action_behind(self) -> None:
        """Show only the words behind the lit theme, or everything again."""
        theme = self.theme
        self.only = None if self.only or theme is None else theme.uid
        self.show(self.sees)

    def action_whole(self) -> None:
        """See what is lit in whole."""
        if self.lit is not None:
            self.app.push_screen(dialogs.WholeDialog(self.lit))

    # -- promises -------------------------------------------------------------------------------

    def action_promise(self) -> None:
        """Answer the lit theme: one of the three honest answers, then what, who and by when."""
        theme = self.theme

        def kind_chosen(number: int | None) -> None:
            if number is not None:
                self._promise(PromiseForm(KINDS[number]), theme)

        self.app.push_screen(
            dialogs.PickDialog(
                "What is the answer?",
                ["We will", "We can't, because", "We need more time"],
                more=f"To: {theme.title}" if theme else "",
            ),
            kind_chosen,
        )

    def _promise(self, form: PromiseForm, theme: Theme | None) -> None:
        def written(written_form: PromiseForm | None) -> None:
            if written_form is None:
                return
            self.do(
                make_promise,
                self.space.uid,
                written_form.kind,
                written_form.what,
                who=written_form.who,
                due=written_form.due,
                because=written_form.because,
                theme=theme.uid if theme else None,
                then=lambda promise: self.tell(f"Promised. {promise_lines(promise)}"),
                # What was written comes back, with the reason told above it.
                failed=lambda _: self._promise(written_form, theme),
            )

        self.app.push_screen(PromiseDialog(form, theme.title if theme else ""), written)

    # -- the room -------------------------------------------------------------------------------

    def action_show_themes(self) -> None:
        """Show the themes in the room."""
        self.do(
            show,
            self.space.uid,
            Showing.THEMES,
            then=lambda _: self.tell("The room sees the themes."),
        )

    def action_outcome(self) -> None:
        """Show what people said with the promises in the room."""
        self.do(
            show,
            self.space.uid,
            Showing.OUTCOME,
            then=lambda _: self.tell("The room sees: you said, we will."),
        )

    def action_read(self) -> None:
        """Have the room read aloud what it shows."""
        if self.sees.room_is_open:
            self.do(read_to_room, self.space.uid)
        else:
            self.tell("No room screen is open, so nothing is read aloud. Start one: heard room")

    def action_back(self) -> None:
        """Go back to the desk."""
        self.dismiss(None)

    def action_keys(self) -> None:
        """Show all keys."""
        self.app.push_screen(dialogs.KeysDialog.of(self))
