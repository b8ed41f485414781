"""All promises by theme: which themes have no answer yet, and what was promised to the others."""

from dataclasses import replace
from typing import ClassVar
from uuid import UUID

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from models.dates import say_date
from models.desk.desk import DeskSees, read_desk
from models.errors import ChangedSinceError
from models.promise.overdue import Overdue, overdue
from models.promise.promise import (
    DoneAnswers,
    Promise,
    PromiseKind,
    change_promise,
    make_promise,
    remove_promise,
)
from models.room.stage import Showing, read_to_room, show
from models.space.space import SpaceState, find_space
from models.theme.theme import Theme
from screens import clock, dialogs
from screens.desk.entries import promise_lines
from screens.desk.list_screen import ListScreen
from screens.desk.promise import PromiseDialog, PromiseForm
from screens.desk.promise_entries import promise_entry
from screens.desk.promise_news import NewsActs
from screens.desk.promise_room import ROOM_KEYS, PromiseRoomActs, is_in_room
from screens.desk.room_words import room_in_words
from screens.widgets.line_list import Entry, LineList

__all__ = ["PromisesScreen", "promise_entries", "unanswered"]

KINDS = list(PromiseKind)
# Columns of the top line that stay empty: one at each end.
EDGES = 2
ANSWERS = ("We will", "We can't, because", "We need more time")


def unanswered(sees: DeskSees) -> list[Theme]:
    """Return the themes that nobody has answered yet."""
    answered = {promise.theme for promise in sees.promises}
    return [theme for theme in sees.themes if theme.uid not in answered]


def promise_entries(sees: DeskSees) -> list[Entry[UUID]]:
    """Write the themes without an answer first, and then each promise under its theme's name."""
    entries = [
        Entry(theme.uid, f"! No answer yet · theme {theme.number}", theme.title, strong=True)
        for theme in unanswered(sees)
    ]
    names = {theme.uid: f"Theme {theme.number}: {theme.title}" for theme in sees.themes}
    last = len(sees.themes) + 1
    order = {theme.uid: theme.number for theme in sees.themes}
    promises = sorted(
        sees.promises,
        key=lambda one: order.get(one.theme, last) if one.theme else last,
    )
    return entries + [
        promise_entry(
            one,
            names.get(one.theme, "No theme") if one.theme else "No theme",
            in_room=is_in_room(one, sees.room),
        )
        for one in promises
    ]


class PromisesScreen(NewsActs, PromiseRoomActs, ListScreen):
    """Every theme with its answers. The digits are free; letters act on what is lit."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "w,f4",
            "answer",
            "Answer",
            key_display="W",
            id="promises.answer",
            tooltip="Answer a theme: we will, we can't, more time",
        ),
        Binding(
            "c,enter",
            "change",
            "Change",
            key_display="C",
            id="promises.change",
            tooltip="Change the promise that is lit, while the space is open",
        ),
        Binding(
            "n",
            "news",
            "Add news",
            key_display="N",
            id="promises.news",
            tooltip="Add news to the promise that is lit: what changed",
        ),
        *ROOM_KEYS,
        Binding(
            "d",
            "remove",
            "Remove",
            key_display="D",
            id="promises.remove",
            tooltip="Take the promise away, while the space is open",
        ),
        Binding(
            "b",
            "behind",
            "Behind it",
            id="promises.behind",
            tooltip="The words behind the promise that is lit, and on along the chain",
        ),
        Binding(
            "i",
            "is_it_done",
            "Is it done?",
            id="promises.is_it_done",
            tooltip="Ask the room whether what is called done is done: count the hands",
        ),
        Binding(
            "r",
            "review",
            "Look again",
            id="promises.review",
            tooltip="Say when the promise that is lit is looked at again",
        ),
        Binding(
            "s",
            "show_news",
            "Show news",
            id="promises.show_news",
            tooltip="Show the room what happened since last time, and read it aloud",
        ),
        Binding(
            "l",
            "late",
            "What is late",
            id="promises.late",
            tooltip="What is late, or to be looked at again, in all spaces",
        ),
        Binding("escape,9", "back", "Back", id="promises.back", tooltip="Back to the desk"),
        Binding("f1,k", "keys", "Keys", id="promises.keys", tooltip="All keys of this screen"),
    ]

    def __init__(self, sees: DeskSees) -> None:
        super().__init__(sees.space)
        self.sees = sees

    @classmethod
    def example(cls) -> "PromisesScreen":
        """Return one for the space that is open in the database."""
        return cls(read_desk(find_space().uid))

    def compose(self) -> ComposeResult:
        """Lay out the counts, the list and the keys."""
        promises = LineList[UUID](
            id="promises",
            most_lines=8,
            empty="No themes and no promises yet. W makes a promise.",
            classes="place",
        )
        yield from self.around(promises, "Promises")

    def read(self) -> DeskSees:
        """Return what the desk sees now."""
        return read_desk(self.space.uid)

    def show(self, sees: DeskSees) -> None:
        """Draw the promises."""
        self.sees, self.space = sees, sees.space
        self.query_one(LineList).show_entries(promise_entries(sees))
        made, open_ = len(sees.promises), len(unanswered(sees))
        closed = " · closed: news only" if self._is_closed else ""
        told = (
            f"{made} promise{'' if made == 1 else 's'}, "
            f"{open_} theme{'' if open_ == 1 else 's'} without an answer{closed}"
        )
        room = f" · room sees: {room_in_words(sees.room)}"
        # Where there is no place for it, the promise that the room sees says so in the list.
        fits = cell_len(told + room) <= self.size.width - EDGES
        self.put("#title", told + room if fits else told)

    @property
    def _is_closed(self) -> bool:
        return self.space.state is SpaceState.CLOSED

    @property
    def lit(self) -> Promise | None:
        """The promise that is lit."""
        key = self.query_one(LineList).lit_key
        return next((one for one in self.sees.promises if one.uid == key), None)

    @property
    def theme(self) -> Theme | None:
        """The theme that is lit, or that of the promise that is."""
        lit = self.lit
        key = lit.theme if lit is not None else self.query_one(LineList).lit_key
        return next((theme for theme in self.sees.themes if theme.uid == key), None)

    def _lit(self) -> Promise | None:
        if self.lit is None:
            self.tell("No promise is lit. Choose one with the arrows, or press W to make one.")
        return self.lit

    def _lit_and_open(self) -> Promise | None:
        """Return the promise that is lit, or say why it cannot be changed."""
        if self._is_closed:
            self.tell("The space is closed, so promises stay as they are. Press N to add news.")
            return None
        return self._lit()

    def action_answer(self) -> None:
        """Answer the lit theme: one of the three honest answers, then what, who and by when."""
        if self._is_closed:
            self.tell("The space is closed, so nothing more is promised in it.")
            return
        theme = self.theme

        def chosen(number: int | None) -> None:
            if number is not None:
                self._write(PromiseForm(KINDS[number]), theme)

        more = f"To: {theme.title}" if theme else ""
        self.app.push_screen(dialogs.PickDialog("What is the answer?", ANSWERS, more=more), chosen)

    def _write(self, form: PromiseForm, theme: Theme | None) -> None:
        def written(done: PromiseForm | None) -> None:
            if done is None:
                return
            self.do(
                make_promise,
                self.space.uid,
                done.kind,
                done.what,
                who=done.who,
                due=done.due,
                because=done.because,
                theme=theme.uid if theme else None,
                then=lambda promise: self.tell(f"Promised. {promise_lines(promise)}"),
                failed=lambda _: self._write(done, theme),
            )

        self.app.push_screen(PromiseDialog(form, theme.title if theme else ""), written)

    def action_change(self) -> None:
        """Say the lit promise in other words."""
        promise = self._lit_and_open()
        if promise is not None:
            form = PromiseForm.of(promise)
            self._rewrite(replace(form, due=say_date(form.due)), promise)

    def _rewrite(self, form: PromiseForm, promise: Promise) -> None:
        def written(done: PromiseForm | None) -> None:
            if done is not None:
                self._change(done, promise)

        theme = self.theme
        self.app.push_screen(PromiseDialog(form, theme.title if theme else ""), written)

    def _change(self, done: PromiseForm, promise: Promise, *, anyway: bool = False) -> None:
        """Save other words; where another desk changed the promise meanwhile, ask first."""

        def ask(changed: ChangedSinceError) -> None:
            self.app.push_screen(
                dialogs.ConfirmDialog(
                    "Change it all the same?",
                    str(changed),
                    yes="Change it all the same",
                    no="Leave it as it is",
                ),
                lambda sure: self._change(done, promise, anyway=True) if sure else None,
            )

        self.do(
            change_promise,
            promise.uid,
            done.kind,
            done.what,
            who=done.who,
            due=done.due,
            because=done.because,
            seen=None if anyway else promise,
            then=lambda now: self.tell(f"Changed. {promise_lines(now)}"),
            failed=lambda _: self._rewrite(done, promise),
            since=ask,
        )

    def action_remove(self) -> None:
        """Take the lit promise away, after asking."""
        promise = self._lit_and_open()
        if promise is not None:
            self.app.push_screen(
                dialogs.ConfirmDialog(
                    "Take this promise away?",
                    promise_lines(promise),
                    yes="Take it away",
                    no="Keep it",
                ),
                lambda sure: self._remove(promise) if sure else None,
            )

    def _remove(self, promise: Promise, *, anyway: bool = False) -> None:
        """Take it away; where another desk changed it or had news meanwhile, ask first."""

        def ask(changed: ChangedSinceError) -> None:
            self.app.push_screen(
                dialogs.ConfirmDialog(
                    "Take it away all the same?",
                    str(changed),
                    yes="Take it away all the same",
                    no="Keep it",
                ),
                lambda sure: self._remove(promise, anyway=True) if sure else None,
            )

        self.do(
            remove_promise,
            promise.uid,
            seen=None if anyway else promise,
            since=ask,
            then=lambda _: self.tell("The promise is taken away. Undo brings it back."),
        )

    def action_is_it_done(self) -> None:
        """Put in how many hands went up for a promise that staff call done."""
        promise = self._lit()
        if promise is None:
            return
        if not promise.done:
            self.tell("Nobody calls this promise done yet. Press N when it is.")
            return
        from screens.dialogs.is_it_done import IsItDoneDialog

        def counted(said: DoneAnswers | None) -> None:
            if said is not None:
                self.changed()
                self.tell(f"The group says: {said.at_the_desk() or 'nothing yet'}.")

        self.app.push_screen(IsItDoneDialog(promise), counted)

    def action_show_news(self) -> None:
        """Show the room what happened since last time, and have it read aloud."""
        self.do(show, self.space.uid, Showing.NEWS)
        self.do(
            read_to_room,
            self.space.uid,
            then=lambda _: self.tell("The room sees the news, and hears it."),
        )

    def action_late(self) -> None:
        """See what is late, or to be looked at again, in all spaces."""
        from screens.desk.promise_overdue import OverdueScreen

        def show(found: tuple[Overdue, ...]) -> None:
            self.app.push_screen(OverdueScreen(found, self.space))

        self.do(overdue, clock.today(), then=show)
