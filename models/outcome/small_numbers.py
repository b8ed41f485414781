"""Small numbers, as they are told outside the desk: fewer than five are never told apart."""

from collections.abc import Sequence

from assets.language import N_, _

__all__ = ["ALSO_HIDDEN", "FEW", "FEWEST", "few", "in_words", "told"]

# Fewer than these are never told apart, outside the table itself (D41).
FEWEST = 5
FEW = N_("fewer than 5")
ALSO_HIDDEN = N_("not shown")


def few(number: int) -> str:
    """Write a number for an output: fewer than five are not told apart."""
    return str(number) if number >= FEWEST else FEW


def in_words(number: str) -> str:
    """Return a number as ``few`` or ``told`` writes it, in the language of now."""
    return _(number) if number in (FEW, ALSO_HIDDEN) else number


def told(scores: Sequence[int]) -> tuple[str, ...]:
    """Write the numbers of a question for an output, so that none of the small ones is told.

    Where fewer than five answered, none is. Where one alone is small, the smallest of the others
    goes too: whoever knows how many answered could subtract. No sum is ever told beside them.
    """
    if sum(scores) < FEWEST:
        return ()
    words = [few(number) for number in scores]
    if words.count(FEW) == 1:
        rest = [place for place, word in enumerate(words) if word != FEW]
        words[min(rest, key=lambda place: scores[place])] = ALSO_HIDDEN
    return tuple(words)
