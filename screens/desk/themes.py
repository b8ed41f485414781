"""The theme board: group what was said, make promises, show both to the room."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from models.contribution.contribution import Contribution
from models.contribution.lists import PAGE
from models.desk.desk import DeskSees
from models.room.in_sight import in_sight_of_room
from models.space.space import find_space
from models.theme.board import OnBoard, Part, place_on_board, read_board
from models.theme.suggestions import Suggestion
from models.theme.theme import Theme
from screens import dialogs
from screens.desk.theme_keys import BOARD_KEYS
from screens.desk.theme_lists import (
    View,
    groupable,
    have_no_answer,
    sum_in_words,
    theme_entry,
    themes_title,
    word_entry,
)
from screens.desk.theme_room import ThemeRoomActs
from screens.face import FollowingScreen
from screens.spoken import FURNITURE
from screens.widgets.caption import Caption
from screens.widgets.key_bar import KeyBar
from screens.widgets.line_list import LineList

__all__ = ["ThemesScreen"]

EMPTY = {
    View.ALL: "Nothing is cleared yet.",
    View.NOT_YET: "Everything that is cleared is in a theme.",
    View.BEHIND: "Nothing is in this theme yet.",
    View.MAY_BELONG: "Nothing more shares words with this theme.",
}


# More than a space of a year has; only looking for what may belong reads so many.
MOST_ON_BOARD = 100_000
PARTS = {
    View.ALL: Part.ALL,
    View.NOT_YET: Part.NOT_YET,
    View.BEHIND: Part.BEHIND,
    View.MAY_BELONG: Part.THESE,
}


class ThemesScreen(ThemeRoomActs, FollowingScreen):
    """Cleared contributions on the left, themes on the right; a key puts one into the other."""

    BINDINGS: ClassVar[list[BindingType]] = [*BOARD_KEYS]

    def __init__(self, sees: DeskSees) -> None:
        super().__init__(sees.space)
        self.sees = sees
        self.view = View.ALL
        self.about: UUID | None = None
        """The theme whose words, or whose suggestions, are on the left."""
        self.list_start = 0
        self.suggested: dict[UUID, Suggestion] = {}

    @classmethod
    def example(cls) -> "ThemesScreen":
        """Return one for the space that is open in the database."""
        return cls(read_board(find_space().uid))

    def compose(self) -> ComposeResult:
        """Lay out the counts, the two lists and the keys."""
        with Horizontal(id="top"):
            yield Static("", id="title", markup=False, classes=FURNITURE)
        with Horizontal(id="places"):
            yield LineList[UUID](id="words", empty=EMPTY[View.ALL], classes="place")
            yield LineList[UUID](
                id="themes", empty="No themes yet. Press N.", spaced=False, classes="place"
            )
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
        """Return what the desk sees now; less of it where the room can see the desk."""
        return self._to_be_seen(
            read_board(self.space.uid, self.on_board(), start=self.list_start, limit=PAGE)
        )

    def read_whole(self, theme: UUID | None = None) -> DeskSees:
        """Return the same with all that is cleared, or with all that is behind one theme."""
        on_board = OnBoard() if theme is None else OnBoard(Part.BEHIND, theme)
        return self._to_be_seen(read_board(self.space.uid, on_board, limit=MOST_ON_BOARD))

    def _to_be_seen(self, sees: DeskSees) -> DeskSees:
        in_sight = getattr(self.app.screen_stack[0], "in_sight", False)
        return in_sight_of_room(sees) if in_sight else sees

    def on_board(self) -> OnBoard:
        """Return which contributions the left list shows, for reading a part of them."""
        return OnBoard(
            PARTS[self.view],
            self.about,
            tuple(self.suggested) if self.view is View.MAY_BELONG else (),
            self._kept,
        )

    @on(LineList.Wanted, "#words")
    def _turn_list(self, message: LineList.Wanted) -> None:
        """Read the part of the list around the place that the light went to."""
        message.stop()
        self.list_start = max(0, message.place - PAGE // 2)
        self.do(self.read, then=self.show)

    def _show_again(self) -> None:
        """Show what is here of the list at once, and then read the rest of it."""
        self.show(self.sees)
        self.do(self.read, then=self.show)

    def show(self, sees: DeskSees) -> None:
        """Draw what there is to group, the groups, and the sum."""
        self.sees = sees
        self.space = sees.space
        if self.about is not None and self._about() is None:
            self._turn_to(View.ALL)  # the other desk took the theme away
        words = self.query_one("#words", LineList)
        is_part = self._is_part()
        words.show_entries(
            [word_entry(one, sees, self.suggested.get(one.uid)) for one in self.to_group()],
            start=sees.start if is_part else 0,
            total=sees.total if is_part else None,
        )
        # As content: Textual would read tags in a plain title.
        words.border_title = Content(self._words_title())
        themes = self.query_one("#themes", LineList)
        open_still = have_no_answer(sees)
        themes.show_entries(
            [theme_entry(one, answered=one.uid not in open_still) for one in sees.themes]
        )
        themes.border_title = themes_title(sees, themes.outer_size.width)
        self.query_one("#title", Static).update(Content(sum_in_words(sees.tally)))

    # -- what is on the left ---------------------------------------------------------------------

    def to_group(self) -> Sequence[Contribution]:
        """Return what the left list shows: without a theme first, each part in order of time."""
        every = groupable(self.sees)
        theme = self._about()
        if self.view is View.BEHIND and theme:
            return [one for one in every if one.uid in theme.members]
        if self.view is View.MAY_BELONG and theme:
            new = {one.uid: one for one in every if one.uid not in theme.members}
            return [new[uid] for uid in self.suggested if uid in new]
        if self.view is View.NOT_YET:
            grouped = frozenset[UUID]().union(*(one.members for one in self.sees.themes))
            return [one for one in every if one.uid not in grouped or one.uid == self._kept]
        return every

    _kept: UUID | None = None  # in a theme by now, and shown all the same: it is for a second one

    def _is_part(self) -> bool:
        """Say whether what is here was read for what the list shows now."""
        return getattr(self.sees, "board", None) == self.on_board()

    def _how_many(self) -> int:
        """Return how many the left list has in all."""
        return self.sees.total if self._is_part() else len(self.to_group())

    def _about(self) -> Theme | None:
        return next((one for one in self.sees.themes if one.uid == self.about), None)

    def _words_title(self) -> str:
        theme = self._about()
        if theme and self.view is View.BEHIND:
            return f"Behind: {theme.title}"
        if theme:
            return f"May belong in theme {theme.number}: {self._how_many()}"
        if self.view is View.NOT_YET:
            return f"Not yet in a theme: {self.sees.tally.not_in_a_theme}"
        return "Not yet in a theme come first"

    def _turn_to(self, view: View, about: UUID | None = None) -> None:
        """Show others on the left."""
        self.view, self.about, self._kept = view, about, None
        self.list_start = 0
        if view is not View.MAY_BELONG:
            self.suggested = {}
        self.query_one("#words", LineList).say_when_empty(EMPTY[view])

    def action_not_yet(self) -> None:
        """Show only what is in no theme yet, or everything again."""
        self._turn_to(View.ALL if self.view is View.NOT_YET else View.NOT_YET)
        self._show_again()

    def action_behind(self) -> None:
        """Take what is suggested; else show only the words behind the lit theme, and back."""
        theme = self._about()
        if self.view is View.MAY_BELONG and theme and self.query_one("#words").has_focus:
            if self.lit is not None:
                self.put_in(theme, self.lit)
            return
        if self.view is View.ALL and self.theme is not None:
            self._turn_to(View.BEHIND, self.theme.uid)
        else:
            self._turn_to(View.ALL)
        self._show_again()

    def may_belong(self, theme: Theme, found: tuple[Suggestion, ...]) -> None:
        """Show what may belong in a theme, each with the words that it shares."""
        self.suggested = {one.contribution: one for one in found}
        self._turn_to(View.MAY_BELONG, theme.uid)
        self._show_again()
        self.query_one("#words", LineList).lit = 0
        self.query_one("#words").focus()
        self.tell(
            "Enter takes what is lit. Esc shows all again."
            if found
            else f"Nothing more shares words with theme {theme.number}."
        )

    def action_again(self) -> None:
        """Light what was put last again, so that it can go into a second theme."""
        if self.again is None:
            self.tell("Nothing was put into a theme yet.")
            return
        if self.view is View.NOT_YET:
            self._kept = self.again
        elif self.view is not View.ALL:
            self._turn_to(View.ALL)
        self._show_again()
        words = self.query_one("#words", LineList)
        if any(entry.key == self.again for entry in words.entries):
            words.light(self.again)
        else:
            self._light_wherever(self.again)

    def _light_wherever(self, uid: UUID) -> None:
        """Light one contribution, however far down in the list it is."""

        def read_there(place: int | None) -> None:
            self.list_start = max(0, (place or 0) - PAGE // 2)
            self.do(self.read, then=light)

        def light(sees: DeskSees) -> None:
            self.show(sees)
            self.query_one("#words", LineList).light(uid)

        self.do(place_on_board, self.space.uid, uid, self.on_board(), then=read_there)

    # -- what is lit -----------------------------------------------------------------------------

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

    def action_whole(self) -> None:
        """See what is lit in whole, with its versions, and go on to what came of it."""
        from screens.desk.chain import Link, walk_from

        if self.lit is not None:
            link = Link(contribution=self.lit.uid)
            self.app.push_screen(
                dialogs.WholeDialog(self.lit),
                lambda on: walk_from(self, self.space, link) if on else None,
            )

    def action_back(self) -> None:
        """Go back to all contributions, and from there to the desk."""
        if self.view is View.ALL:
            self.dismiss(None)
        else:
            self._turn_to(View.ALL)
            self._show_again()
            self.show_told("")

    def action_keys(self) -> None:
        """Show all keys."""
        self.app.push_screen(dialogs.KeysDialog.of(self))
