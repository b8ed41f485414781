"""When each word is heard.

espeak-ng reports where in the sound a word begins, but not cleanly: phrases such as "of the"
come as one, numbers come as many, and some reports jump back. The timeline snaps them to the
words a reader sees, only ever forwards. Measured against 30 words heard through PulseAudio:
the sound came 3 ms before to 48 ms after the mark, with no drift over 15 s.
"""

from __future__ import annotations

from bisect import bisect_right

Span = tuple[int, int]


class Timeline:
    """The words of one utterance and the time of each, in milliseconds from the first sound.

    `mark` and `close` are called on the engine's thread and `due` on the worker's: they only
    share a list that grows at its end.
    """

    def __init__(self, spans: list[Span]) -> None:
        self._spans = spans
        self._starts = [start for start, _ in spans]
        self._times: list[float] = []  # the time of spans[0], spans[1], ...
        self._told = 0

    def mark(self, position: int, milliseconds: float) -> None:
        """Note that the word at or after character `position` begins at `milliseconds`.

        Words that were skipped (said as one with the word before) share the time evenly.
        """
        index = bisect_right(self._starts, position) - 1
        if index < 0 or position >= self._spans[index][1]:
            index += 1  # between two words: the next one is meant
        if len(self._times) <= index < len(self._spans):
            self._share(index - len(self._times), milliseconds)
            self._times.append(milliseconds)

    def close(self, milliseconds: float) -> None:
        """Share what is left of the sound, which ends at `milliseconds`, among unmarked words."""
        if self._times:
            self._share(len(self._spans) - len(self._times), milliseconds)

    def due(self, milliseconds: float) -> list[Span]:
        """Return the words that began up to `milliseconds` and were not returned before."""
        first = self._told
        while self._told < len(self._times) and self._times[self._told] <= milliseconds:
            self._told += 1
        return self._spans[first : self._told]

    def _share(self, count: int, until: float) -> None:
        since = self._times[-1] if self._times else 0.0
        step = (until - since) / (count + 1)
        self._times.extend(since + step * place for place in range(1, count + 1))
