"""Is somebody still here? Off until a facilitator sets it; nobody is hurried who presses keys."""

import time
from collections.abc import Callable
from enum import Enum

__all__ = ["Idle", "Presence"]

# WCAG 2.2.1 asks for at least 20 seconds; we give more.
WARNED_SECONDS = 30


class Presence(Enum):
    """How it looks from the keys alone."""

    HERE = "here"
    PERHAPS_NOT = "perhaps not"
    GONE = "gone"


class Idle:
    """Counts from the last key. ``seconds`` without one: a warning; 30 more: gone. 0 is never."""

    def __init__(self, seconds: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.seconds = seconds
        self._clock = clock
        self._last = clock()

    def key(self) -> None:
        """Take note of a key."""
        self._last = self._clock()

    @property
    def presence(self) -> Presence:
        """Whether somebody seems to be here."""
        quiet = self._clock() - self._last
        if not self.seconds or quiet < self.seconds:
            return Presence.HERE
        return Presence.PERHAPS_NOT if quiet < self.seconds + WARNED_SECONDS else Presence.GONE
