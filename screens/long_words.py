"""Words longer than anybody reads on a screen."""

from assets.language import _

__all__ = ["cut"]

MOST_CHARACTERS = 5_000


def cut(words: str) -> str:
    """Return the words, or as many as a screen can hold and how many more are saved."""
    if len(words) <= MOST_CHARACTERS:
        return words
    more = _("… and {number} more characters").format(number=f"{len(words) - MOST_CHARACTERS:,}")
    return f"{words[:MOST_CHARACTERS]}{more}"
