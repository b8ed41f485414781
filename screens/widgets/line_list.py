"""A list drawn line by line: one widget for any number of entries, one of them lit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from models.words import stop

__all__ = ["NOT_ALOUD", "Entry", "LineList", "wrap_plain"]

Key = TypeVar("Key")
NOT_ALOUD = "These words are not for everybody's ears, so they are only shown."


@dataclass(frozen=True)
class Entry(Generic[Key]):
    """One entry: a short line about it, and its words beneath. ``key`` says which it is."""

    key: Key
    head: str
    body: str = ""
    strong: bool = False
    right: str = ""  # stands at the right end of the head
    spoken: str = ""  # the head for the ear, where signs and columns would say too little
    private: bool = False  # the words are not for everybody's ears


def wrap_plain(text: str, width: int, most: int) -> list[str]:
    """Wrap a text at its words, and inside a word that is too long; at most ``most`` lines."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            rest = word
            while True:
                joined = f"{line} {rest}" if line else rest
                if cell_len(joined) <= width:
                    line = joined
                    break
                if line:
                    lines.append(line)
                    line = ""
                else:
                    piece = _fitting(rest, width)
                    lines.append(piece)
                    rest = rest[len(piece) :]
                if len(lines) > most:
                    return _cut(lines, width, most)
        if line:
            lines.append(line)
    return _cut(lines, width, most)


def _fitting(word: str, width: int) -> str:
    """Return as much of a word as fits, one character at the least."""
    piece = word[:width]
    while len(piece) > 1 and cell_len(piece) > width:
        piece = piece[:-1]
    return piece


def _cut(lines: list[str], width: int, most: int) -> list[str]:
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], f"{_fitting(lines[most - 1], max(1, width - 1))}…"]


def head_lines(entry: "Entry[Any]", width: int) -> list[str]:
    """Return the lines of an entry's head; what stands at its right end has a row where it must."""
    room = width - cell_len(entry.right) - 1
    if entry.right and cell_len(entry.head) <= room:
        return [f"{set_cell_size(entry.head, room)} {entry.right}"]
    lines = [entry.head] if cell_len(entry.head) <= width else wrap_plain(entry.head, width, 2)
    return [*lines, entry.right.rjust(width)] if entry.right else lines


class LineList(ScrollView, Generic[Key], can_focus=True):
    """Entries one below the other, drawn by hand; arrows move the light.

    Measured: a widget for each of 1,000 contributions takes 50 ms an update, this 5 ms.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "line-list--head",
        "line-list--body",
        "line-list--lit",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False, id="list.up"),
        Binding("down", "move(1)", "Down", show=False, id="list.down"),
        Binding("pageup", "move(-5)", "Five up", show=False, id="list.page_up"),
        Binding("pagedown", "move(5)", "Five down", show=False, id="list.page_down"),
        Binding("home", "move(-1000000)", "First", show=False, id="list.first"),
        Binding("end", "move(1000000)", "Last", show=False, id="list.last"),
    ]
    lit = var(0)

    class Lit(Message):
        """Another entry is lit."""

        def __init__(self, line_list: "LineList[Any]") -> None:
            super().__init__()
            self.line_list = line_list

        @property
        def control(self) -> "LineList[Any]":
            """The list whose light moved."""
            return self.line_list

    class Wanted(Message):
        """A place of a longer list is wanted that is not among the entries here."""

        def __init__(self, line_list: "LineList[Any]", place: int) -> None:
            super().__init__()
            self.line_list = line_list
            self.place = place

        @property
        def control(self) -> "LineList[Any]":
            """The list that wants more."""
            return self.line_list

    def __init__(
        self,
        *,
        id: str | None = None,
        most_lines: int = 3,
        spaced: bool = True,
        always_lit: bool = True,
        empty: str = "",
        classes: str = "",
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._most_lines = most_lines
        self._spaced = spaced
        self._always_lit = always_lit
        self._empty = empty
        self._entries: tuple[Entry[Key], ...] = ()
        self._start = 0  # the place of the first entry, where these are a part of a longer list
        self._total = 0
        self._wanted: int | None = None  # the place that was asked for and is not here yet
        self._lines: list[tuple[int, str, str]] = []
        self._tops: list[int] = []

    @property
    def entries(self) -> tuple[Entry[Key], ...]:
        """The entries, in the order in which they are drawn."""
        return self._entries

    @property
    def lit_key(self) -> Key | None:
        """The key of the entry that is lit, or nothing in an empty list."""
        return self._entries[self.lit].key if self._entries else None

    @property
    def lit_entry(self) -> Entry[Key] | None:
        """The entry that is lit."""
        return self._entries[self.lit] if self._entries else None

    @property
    def place(self) -> int:
        """Where the lit entry is in the whole list, counted from 0."""
        return self._start + self.lit

    def show_entries(
        self, entries: Sequence[Entry[Key]], *, start: int = 0, total: int | None = None
    ) -> None:
        """Draw other entries; the light stays on the entry that it was on, wherever that went.

        They may be a part of a longer list: those from ``start``, of ``total``. Where the light
        goes beyond them, ``Wanted`` asks for others.
        """
        key, place, row = self.lit_key, self.place, self._row_of_lit()
        moved, self._start = start != self._start, start
        self._entries = tuple(entries)
        self._total = len(self._entries) if total is None else total
        keys = [entry.key for entry in self._entries]
        last = max(0, len(keys) - 1)
        if self._wanted is not None and start <= self._wanted <= start + last:
            found, self._wanted = self._wanted - start, None
        elif key in keys:
            # It never moves by itself: whoever is about to press a key means what is lit now.
            found = keys.index(key)
        else:
            found = max(0, min(place - start, last))
        self.set_reactive(LineList.lit, found)
        self._lay_out()
        if moved:
            self._keep_at(row)
        is_part = self._total > len(self._entries)
        self.border_subtitle = f"{self.place + 1} of {self._total}" if is_part else ""
        self.post_message(self.Lit(self))
        self.refresh()

    def say_when_empty(self, sentence: str) -> None:
        """Say something else where there is nothing to draw."""
        self._empty = sentence

    def _row_of_lit(self) -> int:
        """Return in which row of what is in view the lit entry begins."""
        return self._tops[self.lit] - self.scroll_offset.y if self.lit < len(self._tops) else 0

    def _keep_at(self, row: int) -> None:
        """Have the lit entry in the same row as before, so that the eye need not look for it."""
        if self.lit < len(self._tops):
            self.scroll_to(y=max(0, self._tops[self.lit] - row), animate=False, force=True)
            self._scroll_to_lit()

    def aloud(self) -> str:
        """Return the list for the ear: what it is, and the entry that is lit."""
        return f"{stop(str(self.border_title or ''))} {self.aloud_lit()}".strip()

    def aloud_lit(self) -> str:
        """Return the entry that is lit, for the ear: which it is of how many, then its words."""
        entry = self.lit_entry
        if entry is None:
            return self._empty
        head = stop(entry.spoken or f"{entry.head} {entry.right}".strip().replace(" · ", ", "))
        which = f"{self.place + 1} of {self._total}."
        # On a loudspeaker, others hear what is said.
        quiet = entry.private and not getattr(self.app.screen_stack[0], "says_private", False)
        return f"{which} {head} {NOT_ALOUD if quiet else stop(entry.body)}".strip()

    def light(self, key: Key) -> None:
        """Put the light on the entry with this key."""
        for number, entry in enumerate(self._entries):
            if entry.key == key:
                self.lit = number

    def key_after(self) -> Key | None:
        """Return the key of the entry after the lit one, if there is one."""
        after = self.lit + 1
        return self._entries[after].key if after < len(self._entries) else None

    def action_move(self, steps: int) -> None:
        """Move the light; where that is beyond the entries here, ask for those around it."""
        if not self._entries:
            return
        here = self.place if self._wanted is None else self._wanted
        place = max(0, min(self._total - 1, here + steps))
        if self._start <= place < self._start + len(self._entries):
            self._wanted = None
            self.lit = place - self._start
        else:
            self._wanted = place
            self.post_message(self.Wanted(self, place))

    def watch_lit(self) -> None:
        """Keep the light in view, and tell the screen."""
        self.refresh()
        if self._total > len(self._entries):
            self.border_subtitle = f"{self.place + 1} of {self._total}"
        self._scroll_to_lit()
        self.post_message(self.Lit(self))

    def on_resize(self) -> None:
        """Wrap again for the new width."""
        self._lay_out()

    def on_show(self) -> None:
        """Lay out what came while this list was out of sight, and had no width to wrap to."""
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        if not self.size:
            return
        width = self.size.width
        self._wrap(width)
        if len(self._lines) > self.size.height:
            # The bar of a list that scrolls takes a column.
            width = max(1, width - self.styles.scrollbar_size_vertical)
            self._wrap(width)
        self.virtual_size = Size(width, len(self._lines))
        self._scroll_to_lit()

    def _wrap(self, width: int) -> None:
        self._lines, self._tops = [], []
        for number, entry in enumerate(self._entries):
            self._tops.append(len(self._lines))
            for line in head_lines(entry, width):
                self._lines.append((number, line, "strong" if entry.strong else "head"))
            for line in wrap_plain(entry.body, width, self._most_lines):
                self._lines.append((number, line, "body"))
            if self._spaced:
                self._lines.append((-1, "", "head"))
        if not self._entries and self._empty:
            self._lines = [(-1, line, "head") for line in wrap_plain(self._empty, width, 6)]

    def _scroll_to_lit(self) -> None:
        if not self._tops or not self.size:
            return
        top = self._tops[self.lit] if self.lit < len(self._tops) else 0
        height = sum(1 for number, _, _ in self._lines if number == self.lit)
        self.scroll_to_region(Region(0, top, 1, height), animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is in view."""
        width = self.size.width
        number = y + self.scroll_offset.y
        plain = self.rich_style
        if number >= len(self._lines):
            return Strip.blank(width, plain)
        entry, text, kind = self._lines[number]
        lit = 0 <= entry == self.lit and (self._always_lit or self.has_focus)
        if lit:
            name = "line-list--lit"
        else:
            name = "line-list--head" if kind == "head" else "line-list--body"
        style = self.get_component_rich_style(name)
        if kind in ("body", "strong"):
            style += Style(bold=True)
        return Strip([Segment(set_cell_size(text, width), style)], width)
