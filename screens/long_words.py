"""Words longer than anybody reads on a screen."""

__all__ = ["cut"]

MOST_CHARACTERS = 5_000


def cut(words: str) -> str:
    """Return the words, or as many as a screen can hold and how many more are saved."""
    if len(words) <= MOST_CHARACTERS:
        return words
    return f"{words[:MOST_CHARACTERS]}… and {len(words) - MOST_CHARACTERS:,} more characters"
