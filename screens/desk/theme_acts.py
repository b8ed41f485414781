"""What can be done with a theme: make, rename, split, put together, move, remove, fill."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from textual import work
from textual.worker import get_current_worker

from models.contribution.contribution import Contribution, VersionKind
from models.desk.desk import DeskSees
from models.errors import HeardError
from models.store.reading import read_apart
from models.theme.names import ThemeName, names_before
from models.theme.shape import merge_themes, move_theme, split_theme
from models.theme.suggestions import Suggestion, Wording, suggest
from models.theme.theme import (
    Theme,
    new_theme,
    put_in_theme,
    remove_theme,
    rename_theme,
    take_out_of_theme,
    themes_of,
)
from screens import dialogs
from screens.desk.done import DoneActs
from screens.desk.theme_keys import THEME_KEYS
from screens.desk.theme_lists import groupable
from screens.desk.theme_names import NamesDialog
from screens.desk.theme_pick import MORE_WITH_IT, ThemeMoreDialog, ThemePickDialog
from screens.desk.theme_split import SplitDialog
from screens.widgets.line_list import LineList

__all__ = ["ThemeActs"]

NO_THEME = "There is no theme yet. Press N to make one."


class ThemeActs(DoneActs):
    """The acts with themes; the board mixes them in."""

    again: UUID | None = None
    """What was put last: one key lights it again, for a second theme."""

    @property
    def theme(self) -> Theme | None:
        """The theme that is lit."""
        raise NotImplementedError

    def read(self) -> DeskSees:
        """Return what the board sees now."""
        raise NotImplementedError

    def show(self, sees: DeskSees) -> None:
        """Draw it."""
        raise NotImplementedError

    def read_whole(self, theme: UUID | None = None) -> DeskSees:
        """Return all that is cleared, or all that is behind one theme."""
        raise NotImplementedError

    def when_saved(self, act: Callable[[], None]) -> bool:
        """Say that nothing has to wait: no words are typed here."""
        del act
        return False

    def may_belong(self, theme: Theme, found: tuple[Suggestion, ...]) -> None:
        """Show what may belong in a theme."""
        raise NotImplementedError

    def _theme(self) -> Theme | None:
        if self.theme is None:
            self.tell(NO_THEME)
        return self.theme

    # -- filling ---------------------------------------------------------------------------------

    def action_put(self, number: int) -> None:
        """Put what is lit into a theme, or take it out; then light the next one."""
        theme = next((t for t in self.sees.themes if t.number == number), None)
        one = self.lit
        if theme is None or one is None:
            self.tell(
                "There is no such theme yet. Press N to make one." if one else "Nothing is lit."
            )
            return
        self.put_in(theme, one)

    def put_in(self, theme: Theme, one: Contribution) -> None:
        """Put one into a theme, or take it out where it is in it."""
        inside = one.uid in theme.members
        words = self.query_one("#words", LineList)
        after = words.key_after()
        self.again = one.uid
        if not inside and after is not None:
            words.light(after)
        self.do(
            take_out_of_theme if inside else put_in_theme,
            theme.uid,
            one.uid,
            then=lambda _: self.tell(f"{'Out of' if inside else 'In'} theme {theme.number}."),
        )

    def action_belong(self) -> None:
        """Look for what shares words with the theme that is lit; a person takes each, or not."""
        theme = self._theme()
        if theme is None:
            return
        self._suggest(theme)

    # Two seconds with ten thousand, so not on the writer's thread: nobody's words wait for it. A
    # description of our own: Textual's would hold the arguments, and those are people's words.
    @work(
        thread=True, exclusive=True, exit_on_error=False, group="suggest", description="suggesting"
    )
    def _suggest(self, theme: Theme) -> None:
        worker = get_current_worker()
        try:
            here = groupable(read_apart(self.read_whole))
        except HeardError as error:
            self.app.call_from_thread(self.tell, str(error))
            return
        members = [_wordings(one) for one in here if one.uid in theme.members]
        others = {one.uid: _wordings(one) for one in here if one.uid not in theme.members}
        found = suggest(Wording(theme.title, self.space.language), members, others)
        if not worker.is_cancelled:
            self.app.call_from_thread(self.may_belong, theme, found)

    # -- making and changing ---------------------------------------------------------------------

    def action_new(self) -> None:
        """Start a theme."""
        self._new()

    def _new(self, words: str = "") -> None:
        """Ask for a name; one that could not be saved comes back into the line."""

        def written(title: str | None) -> None:
            if title:
                self.do(
                    new_theme,
                    self.space.uid,
                    title,
                    then=self._made,
                    failed=lambda _: self._new(title),
                )

        self.app.push_screen(
            dialogs.WriteDialog("What do people say together?", "Make the theme", words=words),
            written,
        )

    def _made(self, theme: Theme) -> None:
        """Say which key it has once the board knows it: the very next key may be that one."""
        if theme.number <= len(THEME_KEYS):
            key = THEME_KEYS[theme.number - 1].upper()
            told = f"Theme {theme.number} is made. {key} puts what is lit into it."
        else:
            told = (
                f"Theme {theme.number} is made. Only {len(THEME_KEYS)} themes have a key: "
                "move it up to give it one."
            )

        def seen(sees: DeskSees) -> None:
            self.show(sees)
            self.tell(told)

        self.do(self.read, then=seen)

    def action_rename(self) -> None:
        """Give the lit theme another title; the old one is kept."""
        theme = self._theme()
        if theme is not None:
            self.rename(theme)

    def _rename_again(self, theme: Theme, title: str, *, for_room: bool) -> None:
        """Bring a title that was not saved back, over what the theme is called by now."""

        def ask(themes: tuple[Theme, ...]) -> None:
            now = next((one for one in themes if one.uid == theme.uid), theme)
            self.rename(now, for_room=for_room, words=title)

        self.do(themes_of, self.space.uid, then=ask)

    def rename(
        self,
        theme: Theme,
        *,
        for_room: bool = False,
        words: str = "",
        then: Callable[[], None] | None = None,
    ) -> None:
        """Ask for another title of a theme. ``then`` comes after it, or after going back."""

        def written(title: str | None) -> None:
            if title:
                self.do(
                    rename_theme,
                    theme.uid,
                    title,
                    was=theme.title,
                    for_room=for_room,
                    then=lambda _: self.tell(f"Theme {theme.number} has another name."),
                    failed=lambda _: self._rename_again(theme, title, for_room=for_room),
                )
            if then:
                then()

        self.app.push_screen(
            dialogs.WriteDialog("What is it called?", "Rename it", words=words or theme.title),
            written,
        )

    def action_more(self) -> None:
        """Choose what else to do with the theme that is lit."""
        theme = self._theme()
        if theme is None:
            return
        acts: tuple[Callable[[Theme], None], ...] = (
            self.rename,
            self._split,
            self._merge,
            partial(self._move, steps=-1),
            partial(self._move, steps=1),
            self._remove,
            self._names,
            lambda _: self.action_redo(),
        )

        def chosen(number: int | None) -> None:
            if number is not None:
                acts[number](theme)

        self.app.push_screen(
            ThemeMoreDialog(f"Theme {theme.number}: {theme.title}", MORE_WITH_IT), chosen
        )

    def _split(self, theme: Theme) -> None:
        """Ask which go, and then what the new theme is called."""
        if not theme.members:
            self.tell("Nothing is in this theme yet, so there is nothing to split.")
            return
        here = [one for one in groupable(self.sees) if one.uid in theme.members]
        if len(here) == len(theme.members):
            self._split_among(theme, here)
        else:  # the list holds one part of what is behind it
            self.do(
                self.read_whole,
                theme.uid,
                then=lambda sees: self._split_among(theme, groupable(sees)),
            )

    def _split_among(self, theme: Theme, members: list[Contribution]) -> None:
        """Ask which of its members go."""

        def named(going: frozenset[UUID], title: str | None) -> None:
            if title:
                self.do(
                    split_theme,
                    theme.uid,
                    title,
                    sorted(going),
                    then=lambda made: self.tell(
                        f"Theme {made.number} is made. {len(made.members)} went to it."
                    ),
                    failed=lambda _: chosen(going, title),
                )

        def chosen(going: frozenset[UUID] | None, words: str = "") -> None:
            if going:
                self.app.push_screen(
                    dialogs.WriteDialog("What is the new theme called?", "Make it", words=words),
                    partial(named, going),
                )

        self.app.push_screen(SplitDialog(theme.title, members), chosen)

    def _merge(self, theme: Theme) -> None:
        """Ask with which other theme, and then whether that is meant."""

        def sure(other: Theme, yes: bool | None) -> None:
            if yes:
                self.do(
                    merge_themes,
                    theme.uid,
                    other.uid,
                    then=lambda _: self.tell(f"They are one theme now: {theme.title}"),
                )

        def chosen(uid: UUID | None) -> None:
            other = next((one for one in self.sees.themes if one.uid == uid), None)
            if other is not None:
                self.app.push_screen(
                    dialogs.ConfirmDialog(
                        "Put these two together?",
                        f'All of "{other.title}" goes into "{theme.title}", '
                        "its promises too. Its name is kept in the history.",
                        yes="Put them together",
                        no="Leave them as they are",
                    ),
                    partial(sure, other),
                )

        others = [one for one in self.sees.themes if one.uid != theme.uid]
        self.app.push_screen(
            ThemePickDialog(
                "Put it together with which one?",
                others,
                more=f"Theme {theme.number}: {theme.title}",
            ),
            chosen,
        )

    def _move(self, theme: Theme, *, steps: int) -> None:
        way = "up" if steps < 0 else "down"
        self.do(
            move_theme,
            theme.uid,
            steps,
            then=lambda _: self.tell(f"Moved {way}. The keys of the themes moved with it."),
        )

    def action_remove(self) -> None:
        """Take the lit theme away after asking; nobody's words go with it."""
        theme = self._theme()
        if theme is not None:
            self._remove(theme)

    def _remove(self, theme: Theme) -> None:
        def told(_: None) -> None:
            self.tell("The theme is taken away. Undo brings it back.")

        self.app.push_screen(
            dialogs.ConfirmDialog(
                "Take this theme away?",
                f"{theme.title}: {len(theme.members)} said this. "
                "The words stay. Its promises stay without a theme.",
                yes="Take it away",
                no="Keep it",
            ),
            lambda sure: self.do(remove_theme, theme.uid, then=told) if sure else None,
        )

    def _names(self, theme: Theme) -> None:
        def found(names: tuple[ThemeName, ...]) -> None:
            self.app.push_screen(NamesDialog(theme.title, names))

        self.do(names_before, theme.uid, then=found)


def _wordings(one: Contribution) -> list[Wording]:
    """Return what a person said, and its translations, each with its language."""
    translated = [v for v in one.versions if v.kind is VersionKind.TRANSLATED]
    return [
        Wording(one.shown, one.language),
        *(Wording(version.words, version.language) for version in translated),
    ]
