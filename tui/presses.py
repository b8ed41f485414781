"""Which presses count, where keys choose: a held key and a double strike count once.

A terminal tells that a key was pressed, never that it was let go. So a held key is known by its
rhythm alone: after the keyboard's delay, the same key comes again and again.

What is promised, for a key that is held, with repeats at most 0.25 s apart:

- with a delay shorter than ``seconds`` it counts once, at once;
- with a delay up to two seconds it counts once as well. The first repeat could be a person's
  second press, so it waits for proof: where the same key follows within 0.3 s, it is a held key.

And for presses: the same key counts again when it was let alone for ``seconds``. Where that was
less than two seconds ago, it counts 0.3 s late. Another key counts at once, always.
EN 301 549, 5.7 and 5.8.
"""

from enum import Enum, auto

__all__ = ["PROOF_SECONDS", "Presses", "Verdict"]

# The longest time between two repeats of a held key, and a little.
PROOF_SECONDS = 0.3
# The longest delay of a keyboard before its first repeat, and a little.
LONGEST_DELAY = 2.1


class Verdict(Enum):
    """What becomes of a press."""

    COUNTS = auto()
    IS_DROPPED = auto()
    WAITS = auto()


class Presses:
    """The presses of one keyboard. Moments are in seconds, from any clock that never goes back.

    ``seconds`` is how long a key has to be let alone before it counts again; 0 lets all count.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._key = ""
        self._last = 0.0
        self._waits: float | None = None

    @property
    def waiting(self) -> str:
        """The key that waits for proof, or ""."""
        return "" if self._waits is None else self._key

    def looks_repeated(self, key: str, at: float) -> bool:
        """Return whether a press would not count at once; takes no note of it."""
        return bool(self.seconds) and key == self._key and at - self._last <= LONGEST_DELAY

    def press(self, key: str, at: float, *, choosing: bool = True) -> Verdict:
        """Take note of a press and say what becomes of it.

        Where it does not choose it counts, unless it is the key that chose just before: whoever
        still holds the digit that opened a text does not write it.
        """
        if not self.seconds:
            return Verdict.COUNTS
        if key != self._key:
            self._key, self._last, self._waits = (key if choosing else ""), at, None
            return Verdict.COUNTS
        quiet, self._last = at - self._last, at
        if self._waits is not None or quiet < self.seconds:
            self._waits = None
            return Verdict.IS_DROPPED
        if quiet <= LONGEST_DELAY:
            self._waits = at
            return Verdict.WAITS
        if not choosing:
            self._key = ""
        return Verdict.COUNTS

    def proved(self) -> bool:
        """Return whether what waits counts, now that ``PROOF_SECONDS`` went by without a key."""
        waited, self._waits = self._waits is not None, None
        return waited
