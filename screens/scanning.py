"""Switch scanning: the light moves by itself, and one key chooses. No screen in it.

Somebody with one switch waits until the right choice is lit, and presses. Times are in seconds.
"""

import time
from collections.abc import Callable

__all__ = ["ROUNDS", "SPEEDS", "USUAL", "Scanner", "next_speed"]

SPEEDS = (0.5, 0.8, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 20.0)
"""How long a choice can be lit, the fastest first."""
USUAL = 2.0
"""How long, where nobody chose."""
ROUNDS = 3
"""How often all of it is lit before the light rests."""
# A press so soon after a move was meant for what was lit before: the finger was on its way.
# People take 0.2 to 0.3 s to see and to press; never more than a quarter of the light's time.
SLACK_SECONDS = 0.25
SLACK_SHARE = 0.25


def next_speed(seconds: float, steps: int) -> float:
    """Return the next faster (``steps`` 1) or slower (-1) speed; off (0) becomes the usual."""
    if seconds <= 0:
        return USUAL
    nearest = min(SPEEDS, key=lambda one: abs(one - seconds))
    number = SPEEDS.index(nearest) - steps
    return SPEEDS[max(0, min(len(SPEEDS) - 1, number))]


class Scanner:
    """Which of ``count`` stops is lit, and when the light moves on.

    The first stop of a page is lit for twice the time: a person has to see the page first.
    After three rounds the light rests, and the next press only wakes it.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.seconds = seconds
        self.resting = False
        self.at = 0
        self.count = 0
        """How many stops there are; it may change while the light goes."""
        self._clock = clock
        self._lit_at = self._from = clock()
        self._before = 0
        self._moved = False  # rather than begun
        self._moves = 0

    def begin(self, count: int, at: int = 0) -> None:
        """Begin a page: light one of its stops."""
        self.resting = False
        self.count, self.at, self._before = count, at, at
        self._moved, self._moves = False, 0
        self._lit_at = self._from = self._clock()

    def hold(self) -> None:
        """Let the time of this light begin now: the voice is still saying it."""
        self._from = self._clock()

    @property
    def wait(self) -> float:
        """How long until the light moves on."""
        whole = self.seconds if self._moved else 2 * self.seconds
        return max(0.0, self._from + whole - self._clock())

    def move(self) -> bool:
        """Light the next stop; False where the light rests from now on."""
        if self.resting or not self.count:
            return False
        if self._moves + 1 >= ROUNDS * self.count:
            self.resting = True
            return False
        self._before, self.at = self.at, (self.at + 1) % self.count
        self._moved = True
        self._moves += 1
        self._lit_at = self._from = self._clock()
        return True

    def press(self) -> int | None:
        """Return which stop is chosen by a press now, or None where it only wakes the light."""
        if self.resting or not self.count:
            return None
        slack = min(SLACK_SECONDS, self.seconds * SLACK_SHARE)
        late = self._moved and self._clock() - self._lit_at < slack
        return self._before if late else self.at
