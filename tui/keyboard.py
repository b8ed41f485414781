"""The keyboard of Heard: what each key is taken for, and which presses count.

At a kiosk keys choose, so a held key and a double strike count once there, and nothing is
locked out. Where words are typed, nothing is filtered: see ``tui/presses.py``.
"""

from collections.abc import Mapping

from textual.events import Key

from models.settings import Settings
from tui.keymap import KeyMap, mend_key_names
from tui.presses import PROOF_SECONDS, Presses, Verdict
from tui.switch import Switch
from tui.turns import KeysInTurn

__all__ = ["Keyboard"]

# They only move, and choose nothing: who looks through the choices need not wait.
MOVERS = frozenset({"up", "down", "left", "right", "tab", "shift+tab", "pageup", "pagedown"})


class Keyboard(KeysInTurn, inherit_bindings=False):
    """An application whose keys can be set, and are filtered where they choose."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        mend_key_names()
        self._key_map = KeyMap(settings.keys)
        self._presses = Presses(settings.kiosk.repeat_seconds)
        self._waiting: Key | None = None
        self.switch = Switch(self)

    def use_keys(self, meanings: Mapping[str, str]) -> None:
        """Take keys for others from now on: by name, with what each is taken for."""
        self._key_map = KeyMap(meanings)

    @property
    def at_kiosk(self) -> bool:
        """Whether a kiosk is shown: nobody gets out of it by a key, a signal or a paste."""
        stack = self._screen_stacks.get(self._current_mode)
        return stack is not None and len(stack) > 0 and getattr(stack[0], "KIND", "") == "kiosk"

    @property
    def typing(self) -> bool:
        """Whether words are typed here and now: then letters and digits are text."""
        focused = self.focused
        return focused is not None and focused.check_consume_key("a", "a")

    @property
    def choosing(self) -> bool:
        """Whether keys choose here and now; a screen may say so itself, by ``chooses``."""
        return bool(getattr(self.screen, "chooses", not self.typing))

    def may_count(self, event: Key) -> bool:
        """Return whether a key that waits for its turn is sure to count then."""
        return not (self.at_kiosk and self._presses.looks_repeated(event.key, event.time))

    def admitted(self, event: Key) -> Key | None:
        """Return the key that a key is taken for as its turn comes; None for none at all."""
        if self.at_kiosk and event.key not in MOVERS:
            if self._waiting is not None and event.key != self._waiting.key:
                # Another key was pressed, so the one that waits was let go: it counts, and first.
                first, self._waiting = self._waiting, None
                if self._presses.proved():
                    self.first_in_turn(event)
                    return self._meant(first)
            match self._presses.press(event.key, event.time, choosing=self.choosing):
                case Verdict.IS_DROPPED:
                    self._waiting = None
                    return None
                case Verdict.WAITS:
                    self._waiting = event
                    self.set_timer(PROOF_SECONDS, lambda: self.call_later(self._prove, event))
                    return None
        return self._meant(event)

    def _prove(self, event: Key) -> None:
        """Let a press count that waited, where nothing showed that the key is held."""
        if self._waiting is event and self._presses.proved():
            self._waiting = None
            if ours := self._meant(event):
                self.call_later(self.take_admitted, ours)

    def _meant(self, event: Key) -> Key | None:
        """Return the key that this one stands for; what it does may be done already."""
        typing = self.typing
        ours = self._key_map.ours(event, typing=typing, at_kiosk=self.at_kiosk)
        if ours is None:
            return None
        if typing and ours is not event and ours.is_printable:
            # A switch that is set to "help" asks for help here too, and writes no 0.
            self.call_later(self._do, ours.key)
            return None
        if self.switch.takes(ours):
            return None
        return ours

    async def _do(self, key: str) -> None:
        """Do what a key is bound to, also where it would be text."""
        active = self.screen.active_bindings.get(key)
        if active is not None and active.enabled:
            await self.run_action(active.binding.action, active.node)
