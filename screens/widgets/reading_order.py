"""The order in which words stand on a line, where some are read from right to left.

For words that Heard draws itself. What goes to the terminal as text is the terminal's to turn.
The rules are those of Unicode Standard Annex 9 (UAX #9), as far as whole words need them.
"""

import unicodedata
from collections.abc import Sequence

__all__ = ["from_the_right", "in_reading_order"]

RIGHT = ("R", "AL")
NUMBERS = ("EN", "AN")


def from_the_right(text: str) -> bool:
    """Say whether a text is read from right to left: by its first letter."""
    for char in text:
        way = unicodedata.bidirectional(char)
        if way in RIGHT or way == "L":
            return way != "L"
    return False


def in_reading_order(words: Sequence[str], *, right: bool) -> list[int]:
    """Return the places of the words of one line, as they stand from left to right.

    ``right`` is whether the whole text is read from right to left. Words of the other way keep
    their own order among themselves, and a number between them goes with those before it.
    """
    runs: list[tuple[bool, list[int]]] = []
    turned = right
    for place, word in enumerate(words):
        turned = _way(word, right, turned)
        if runs and runs[-1][0] == turned:
            runs[-1][1].append(place)
        else:
            runs.append((turned, [place]))
    order: list[int] = []
    for turned, places in reversed(runs) if right else runs:
        order += reversed(places) if turned else places
    return order


def _way(word: str, right: bool, before: bool) -> bool:
    """Say whether a word stands among those read from the right; ``before``: the one before it."""
    ways = [unicodedata.bidirectional(char) for char in word]
    strong = next((way for way in ways if way in RIGHT or way == "L"), None)
    if strong:
        return strong != "L"
    return before if any(way in NUMBERS for way in ways) else right
