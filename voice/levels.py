"""How loud a sound is, and whether a voice is in it."""

from __future__ import annotations

import math
import sys
from array import array
from dataclasses import dataclass

_FULL_SCALE = 32768
# -44 dB of full scale. A quiet voice a metre away is near -36, a still room below -50.
_A_VOICE = 0.0063
# A pause to think is no silence.
_SILENT_SECONDS = 3.0
# The quietest that a meter shows, and the loudest that it needs, in dB of full scale.
_LOWEST, _HIGHEST = -54.0, -12.0


@dataclass(frozen=True)
class Level:
    """Loudest sample and loudness (root mean square) of a piece of sound, 0 to 1."""

    peak: float = 0.0
    rms: float = 0.0

    @property
    def is_a_voice(self) -> bool:
        """Whether it is as loud as somebody who speaks."""
        return self.rms >= _A_VOICE

    @property
    def shown(self) -> float:
        """How much of a meter is full, 0 to 1: by ear, so in steps of decibels."""
        if self.rms <= 0:
            return 0.0
        share = (20 * math.log10(self.rms) - _LOWEST) / (_HIGHEST - _LOWEST)
        return min(1.0, max(0.0, share))


def level_of(samples: bytes) -> Level:
    """Return the level of 16-bit samples; a card's constant offset is no sound."""
    numbers = array("h", samples[: len(samples) // 2 * 2])
    if sys.byteorder == "big":
        numbers.byteswap()
    if not numbers:
        return Level()
    middle = sum(numbers) / len(numbers)
    peak = max(max(numbers) - middle, middle - min(numbers))
    square = sum(number * number for number in numbers) / len(numbers) - middle * middle
    return Level(min(1.0, peak / _FULL_SCALE), math.sqrt(max(0.0, square)) / _FULL_SCALE)


class Hearing:
    """Whether somebody is heard: from their first sound on, until some seconds of silence.

    It counts the seconds of the sound itself, so a busy machine does not mislead it.
    """

    def __init__(self) -> None:
        self.loudest = Level()
        self._silent = math.inf

    def take(self, level: Level, seconds: float) -> bool:
        """Take the level of a piece of sound that is so long; return whether somebody is heard."""
        self._silent = 0.0 if level.is_a_voice else self._silent + seconds
        if level.rms > self.loudest.rms:
            self.loudest = level
        return self._silent < _SILENT_SECONDS
