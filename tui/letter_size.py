"""Are the letters large enough for an eye so far away? The size of a capital H, as an angle.

EN 301 549, 5.1.4: at the distance at which people stand, a capital H is at least 0.7 degrees
high. US Section 508, 402.4: capitals are at least 4.8 mm high.
"""

import math
import re
from dataclasses import dataclass

__all__ = ["DEGREES", "LetterSize", "farthest", "letter_size", "metres", "most_rows"]

DEGREES = 0.7
LOWEST_MM = 4.8
CAPITAL_OF_ROW = 0.625
"""The height of a capital, as a share of a row: 0.729 em of a row of 1.164 em, DejaVu Sans Mono."""
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(mm|cm|m|in|\")?")
_UNITS = {"mm": 0.001, "cm": 0.01, "m": 1.0, "in": 0.0254, '"': 0.0254, None: 1.0}


@dataclass(frozen=True)
class LetterSize:
    """How high a capital H is, in millimetres and in degrees, and whether that is enough."""

    millimetres: float
    degrees: float

    @property
    def enough(self) -> bool:
        """Return whether people can read it from where they are."""
        return self.degrees >= DEGREES and self.millimetres >= LOWEST_MM


def metres(text: str) -> float:
    """Return a length such as "6m", "60 cm" or "2.2" (metres) in metres; ValueError if none."""
    found = _LENGTH.fullmatch(text.strip().lower().replace(",", "."))
    length = float(found[1]) * _UNITS[found[2]] if found else 0.0
    if length <= 0:
        raise ValueError(text)
    return length


def letter_size(distance: float, screen_height: float, rows: int) -> LetterSize:
    """Return the size of a capital H on a screen of ``rows``; lengths in metres."""
    height = screen_height / rows * CAPITAL_OF_ROW
    degrees = math.degrees(2 * math.atan(height / 2 / distance))
    return LetterSize(height * 1000, degrees)


def farthest(screen_height: float, rows: int) -> float:
    """Return how far away, in metres, the letters are still large enough by their angle."""
    height = screen_height / rows * CAPITAL_OF_ROW
    return height / 2 / math.tan(math.radians(DEGREES / 2))


def most_rows(distance: float, screen_height: float) -> int:
    """Return how many rows the screen may have, at the most, to be read at a distance."""
    least = max(2 * distance * math.tan(math.radians(DEGREES / 2)), LOWEST_MM / 1000)
    return int(screen_height * CAPITAL_OF_ROW / least)
