"""The nearest right word for a wrong one."""

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["nearest"]

# "chekc" and "check" are 0.8 alike, "--leters" and "--yes" 0.62.
ALIKE = 0.7


def nearest(wrong: str, right: Iterable[str]) -> str:
    """Return "Did you mean ...? " with the words that are most like a wrong one, or nothing."""
    found = get_close_matches(wrong.lower(), list(right), n=2, cutoff=ALIKE)
    return f"Did you mean {' or '.join(found)}? " if found else ""
