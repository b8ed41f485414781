"""Splitting a theme: which of the words behind it go to the new one."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from models.contribution.contribution import ANNOUNCED_CONSENT, Contribution, State
from models.contribution.visibility import Where, may_be_seen
from models.identity import new_uid
from screens.dialogs.base import Dialog
from screens.widgets.line_list import Entry, LineList

__all__ = ["SplitDialog"]


class SplitDialog(Dialog[frozenset[UUID] | None]):
    """Ask which contributions go; None for "back". Nothing is saved here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "Goes, stays", show=False, id="split.mark"),
        Binding("enter", "go_on", "Go on", show=False, id="split.go_on"),
    ]

    def __init__(self, title: str, members: Sequence[Contribution]) -> None:
        super().__init__()
        self.theme_title, self.members = title, tuple(members)
        self.going: set[UUID] = set()

    @classmethod
    def example(cls) -> "SplitDialog":
        """Return one as it is used."""
        said = ("Nobody phones back.", "I waited nine weeks.", "The line is always busy.")
        return cls(
            "Waiting",
            [
                Contribution(new_uid(), words, state=State.CLEARED, consent=ANNOUNCED_CONSENT)
                for words in said
            ],
        )

    def compose(self) -> ComposeResult:
        """Lay out the question and what is behind the theme."""
        with Vertical(id="dialog"):
            yield Static("Which go to the new theme?", id="question", markup=False)
            yield Static("", id="more", markup=False)
            yield LineList[UUID](id="split_members", most_lines=2, spaced=False)
            yield Static("Space  Goes or stays     Enter  Go on     Esc  Back", id="hint")

    def on_mount(self) -> None:
        """Begin with all of them staying."""
        self._draw()
        self.query_one("#split_members").focus()

    def _draw(self) -> None:
        self.query_one("#more", Static).update(
            Content(f"{len(self.going)} of {len(self.members)} go. From: {self.theme_title}")
        )
        self.query_one("#split_members", LineList).show_entries(
            [
                Entry(
                    one.uid,
                    "[x] goes" if one.uid in self.going else "[ ] stays",
                    one.shown,
                    spoken="Goes" if one.uid in self.going else "Stays",
                    private=not may_be_seen(one, Where.ROOM),
                )
                for one in self.members
            ]
        )

    def action_mark(self) -> None:
        """Let what is lit go, or stay; the light goes on to the next one."""
        members = self.query_one("#split_members", LineList)
        if members.lit_key is None:
            return
        self.going ^= {members.lit_key}
        after = members.key_after()
        self._draw()
        if after is not None:
            members.light(after)

    def action_go_on(self) -> None:
        """Go on to the name of the new theme, once something goes."""
        if self.going:
            self.dismiss(frozenset(self.going))
            return
        told = "Nothing goes yet. Space lets what is lit go."
        self.query_one("#hint", Static).update(told)
        self.point_out(self.query_one("#split_members"), told)

    def key_9(self, event: Key) -> None:
        """Go back; the key goes no further."""
        event.stop()
        self.action_back()
