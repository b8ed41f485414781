"""One switch: the light goes by itself over all that can be chosen, and one key chooses.

It belongs to the application, so it works on every page of a kiosk and on every dialog over it.
What can be lit is whatever has an ``act``: the choices of the page, then the caps of the scan
bar, which stand for the page's other keys. So nothing is out of reach of one key.
"""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.events import Key
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from assets.language import _
from screens.messages import Word
from screens.scanning import Scanner, next_speed
from screens.spoken import Spoken

if TYPE_CHECKING:
    from screens.widgets.scan_bar import ScanBar
    from tui.keyboard import Keyboard

__all__ = ["Switch"]

CHOOSING_KEYS = ("enter", "space")
# How often we look whether the page was turned, whether the voice has finished, in seconds.
LOOK_AGAIN = 0.2
# A voice that tells no more words for so long has stopped.
SILENT_AFTER = 2.0
# Who types has both hands at the keyboard; the light leaves the words alone for so long.
TYPED_LATELY = 15.0


class Switch:
    """The light of one application. It is off until it is told how long a choice is lit."""

    def __init__(self, app: "Keyboard", clock: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._clock = clock
        self._scanner: Scanner | None = None
        self._timer: Timer | None = None
        self._lit: Widget | None = None
        self._spoke_at: float | None = None
        self._pressed_at = clock()

    @property
    def seconds(self) -> float:
        """How long a choice is lit; 0 where the light is off."""
        return self._scanner.seconds if self._scanner else 0.0

    def set(self, seconds: float) -> None:
        """Turn the light on, change its speed, or turn it off with 0."""
        if seconds <= 0:
            self._turn_off()
        elif self._scanner is None:
            self._scanner = Scanner(seconds, self._clock)
            self._app.call_later(self._look)
        else:
            self._scanner.seconds = seconds

    def change(self, steps: int) -> float:
        """Make the light faster (1) or slower (-1), or turn it on; return how long it is now."""
        self.set(next_speed(self.seconds, steps))
        return self.seconds

    def heard(self, word: Word) -> None:
        """Take note of what the voice says: the light stays while it speaks."""
        self._spoke_at = self._clock() if word.length else None

    def takes(self, key: Key) -> bool:
        """Choose what is lit, if this key is one that chooses; say whether the key is done with.

        Any key wakes a light that rests; the one that wakes it chooses nothing.
        """
        self._pressed_at = self._clock()
        scanner = self._scanner
        if scanner is None or not self._app.at_kiosk:
            return False
        chooses = key.key in CHOOSING_KEYS and not self._app.typing
        if scanner.resting:
            self._begin(0)
            return chooses
        stops = self._stops()
        if not chooses or self._lit not in stops:
            return False
        scanner.count = len(stops)
        number = scanner.press()
        if number is not None and number < len(stops):
            self._app.call_later(stops[number].act)
            self._lit = None  # wherever that leads, it begins anew there
        return True

    def _stops(self) -> list[Any]:
        """Return what can be lit now: nothing, where any key at all would do."""
        stops = [one for one in self._app.screen.focus_chain if hasattr(one, "act")]
        own = [one for one in stops if not one.has_class("scan-cap")]
        return stops if own or self._has_words() else []

    def _has_words(self) -> bool:
        return any(one.check_consume_key("a", "a") for one in self._app.screen.focus_chain)

    def _look(self) -> None:
        """Do what is to be done now, and look again soon."""
        if self._scanner is None or not self._app.screen_stack:
            return
        if self._app.at_kiosk and not self._types():
            self._bar_of(self._app.screen).follow()
            self._go_on(self._scanner)
        if not self._scanner.resting:
            self._timer = self._app.set_timer(LOOK_AGAIN, self._look)

    def _types(self) -> bool:
        return self._app.typing and self._clock() - self._pressed_at < TYPED_LATELY

    def _go_on(self, scanner: Scanner) -> None:
        stops = self._stops()
        focused = self._app.focused
        scanner.count = len(stops)
        if not stops:
            self._lit = None
        elif self._lit is None or self._lit is not focused or self._lit not in stops:
            # A page was turned, or somebody moved: from where they are.
            self._begin(stops.index(focused) if focused in stops else 0)
        elif self._speaks():
            scanner.hold()
        elif scanner.wait <= 0:
            if scanner.move():
                self._light(stops[scanner.at % len(stops)])
            else:
                self._rest()

    def _begin(self, at: int) -> None:
        stops = self._stops()
        if self._scanner is None or not stops:
            return
        rested = self._scanner.resting
        self._scanner.begin(len(stops), at)
        self._light(stops[at])
        if rested:
            self._look()

    def _light(self, widget: Widget) -> None:
        self._lit = widget
        self._app.screen.set_focus(widget)

    def _speaks(self) -> bool:
        return self._spoke_at is not None and self._clock() - self._spoke_at < SILENT_AFTER

    def _rest(self) -> None:
        screen = self._app.screen
        if isinstance(screen, Spoken):
            tell = getattr(screen, "tell", screen.say)
            tell(_("The light rests. Press your key to go on."))

    def _bar_of(self, screen: Screen[Any]) -> "ScanBar":
        """Return the bar of a screen; put there, in place of the key bar, where there is none."""
        from screens.widgets.scan_bar import ScanBar

        for bar in screen.query(ScanBar):
            return bar
        bar = ScanBar()
        for keys in screen.query("KeyBar"):
            keys.display = False
        dialog = screen.query("#dialog")
        (dialog.first() if dialog else screen).mount(bar)
        return bar

    def _turn_off(self) -> None:
        self._scanner = self._lit = None
        if self._timer is not None:
            self._timer.stop()
        for screen in self._app.screen_stack:
            for bar in screen.query("ScanBar"):
                bar.remove()
            for keys in screen.query("KeyBar"):
                keys.display = True
