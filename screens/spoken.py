"""What a screen says: everything that it shows, in the order in which it stands there.

A widget of ours says itself by ``aloud``; plain text is read as it stands. So a new screen is
heard without anyone remembering to write its words a second time.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from textual.content import Content
from textual.events import DescendantFocus, Key
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from assets.language import _, now
from models.words import stop
from screens.messages import Speak
from screens.sizes import HEIGHTS, WIDTHS

if TYPE_CHECKING:
    from screens.widgets.line_list import LineList

__all__ = ["FURNITURE", "UNSPOKEN", "Spoken", "words_of"]

# What stands on every page: it is said again only when it changed, or when a person asks.
FURNITURE = "furniture"
# What is not said: the clock, and the caption, which shows what is being said.
UNSPOKEN = "unspoken"


def shown_in(top: Widget) -> Iterator[Widget]:
    """Yield what is shown, from top to bottom; what says itself answers for all that is in it."""
    for widget in top.children:
        if not widget.display or widget.has_class(UNSPOKEN):
            continue
        if isinstance(widget, Static) or hasattr(widget, "aloud"):
            yield widget
        else:
            yield from shown_in(widget)


def words_of(widget: Widget) -> str:
    """Return a widget's words for the ear."""
    aloud = getattr(widget, "aloud", None)
    if aloud is not None:
        return str(aloud())
    if not isinstance(widget, Static):
        return ""
    content = widget.content
    words = content.plain if isinstance(content, Content) else str(content)
    lines = [str(widget.border_title or ""), *words.splitlines()]
    return " ".join(stop(" ".join(line.split())) for line in lines if line.strip())


class Spoken(Screen[Any], inherit_bindings=False):
    """A screen that says what it shows: all of it when it opens, then where the focus goes."""

    OPENS_ALOUD: ClassVar[bool] = True
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    # What gains or loses the focus draws itself; Textual's own draws the whole screen as well,
    # which is half of the time from an arrow key to its picture.
    focused: reactive[Widget | None] = reactive(None, repaint=False)

    def __init__(self) -> None:
        super().__init__()
        self.has_voice = False
        """Whether this face, and what is asked over it, says what it shows."""
        self.says_private = False
        """Whether nobody else hears it, so that words which are not for the room may be said."""
        self.echoes = False
        """Whether keys are said as words are typed."""
        self._spoke = False  # since the last key
        self._opened = self._announced = False
        self._told: dict[Widget, str] = {}
        self._named: Widget | None = None
        self._last_lit: dict[Widget, object] = {}

    @property
    def speaks(self) -> bool:
        """Whether this screen says what it shows: as the face does that it stands on."""
        return bool(getattr(self.app.screen_stack[0], "has_voice", False))

    @property
    def language(self) -> str:
        """The language of what this screen says: that of the person in front of it (A12)."""
        return now()

    def say(self, words: str, *, interrupt: bool = True, language: str = "") -> None:
        """Say words aloud, where this screen speaks; in its ``language``, or in another."""
        if self.speaks and words:
            self._spoke = True
            self.post_message(Speak(words, interrupt=interrupt, language=language or self.language))

    def key_pressed(self) -> None:
        """Begin anew: what is said from now on follows from this key."""
        self._spoke = False

    def in_words(self, *, whole: bool = False) -> str:
        """Return what this screen shows, for the ear.

        What is on every page is left out when it was said before, but not from the ``whole``.
        """
        return " ".join(words for words, _language in self._in_parts(whole=whole))

    def _in_parts(self, *, whole: bool) -> list[tuple[str, str]]:
        """Return what this screen shows for the ear, cut where the language changes (A12).

        A widget whose words are not in the language of the screen says so: ``spoken_language``
        for all of them, ``aloud_parts`` where they are in several.
        """
        parts: list[tuple[str, str]] = []
        for widget in shown_in(self):
            words = words_of(widget)
            if widget.has_class(FURNITURE):
                if self._told.get(widget) == words and not whole:
                    continue
                self._told[widget] = words
            for part, its_language in parts_of(widget):
                language = its_language or self.language
                if part and parts and parts[-1][1] == language:
                    parts[-1] = (f"{parts[-1][0]} {part}", language)
                elif part:
                    parts.append((part, language))
        return parts

    def announce(self, *, first: str = "", whole: bool = False) -> None:
        """Say what this screen shows, after what is to be said ``first``."""
        # What has the focus is among it, so it is not named once more.
        self._announced, self._named = True, self.focused
        parts = self._in_parts(whole=whole)
        if first and (not parts or parts[0][1] != self.language):
            parts.insert(0, ("", self.language))
        for number, (words, language) in enumerate(parts):
            said = words if number else f"{first} {words}".strip()
            self.say(said, interrupt=number == 0, language=language)

    def point_out(self, widget: Widget, sentence: str) -> None:
        """Go to what is wrong, and say which it is and how to mend it (WCAG 3.3.1, 3.3.3)."""
        self._named = widget
        self.set_focus(widget)
        self.say(f"{stop(str(widget.border_title or ''))} {sentence}".strip())

    def forget_what_was_told(self) -> None:
        """Begin again for the next person: all of it is new to them."""
        self._told.clear()

    def on_screen_resume(self) -> None:
        """Say all of it when it opens; when a dialog over it was answered, where we are."""
        if not self._opened:
            self._opened = True
            if self.OPENS_ALOUD:
                self.call_after_refresh(self.announce)
        elif self.focused is not None:
            self.say(focus_words(self.focused), interrupt=False, language=language_of(self.focused))

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Name what has the focus now; what the same key told before is not cut by it."""
        if self._announced and event.widget is not self._named:
            self._named = None
            self.say(
                focus_words(event.widget),
                interrupt=not self._spoke,
                language=language_of(event.widget),
            )

    def on_line_list_lit(self, message: "LineList.Lit") -> None:
        """Say the entry that is lit, once the light has moved."""
        before = self._last_lit.get(message.line_list)
        self._last_lit[message.line_list] = now = message.line_list.lit_key
        if before not in (None, now):
            self.say(message.line_list.aloud_lit(), interrupt=not self._spoke)

    @property
    def echoes_keys(self) -> bool:
        """Whether this face says the keys that are typed."""
        return bool(getattr(self.app.screen_stack[0], "echoes", False))

    def echo(self, event: Key) -> str:
        """Return what to say of a key that is typed into words: its letter, or a whole word."""
        word_before = getattr(self.focused, "word_before", None)
        if word_before is None or not self.echoes_keys:
            return ""
        if event.key in ("backspace", "ctrl+h"):
            return _("deleted")
        if event.character == " ":
            return str(word_before())
        return event.character if event.is_printable and event.character else ""


def parts_of(widget: Widget) -> list[tuple[str, str]]:
    """Return a widget's words for the ear, each with its language, or "" for the screen's."""
    if hasattr(widget, "aloud_parts"):
        return list(widget.aloud_parts())
    return [(words_of(widget), language_of(widget))]


def language_of(widget: Widget) -> str:
    """Return the language of a widget's words, where it is not that of the screen; else ""."""
    return str(getattr(widget, "spoken_language", ""))


def focus_words(widget: Widget) -> str:
    """Return what is said of a widget as it gets the focus."""
    named: object = getattr(widget, "aloud_focus", None)
    return str(named()) if callable(named) else words_of(widget)
