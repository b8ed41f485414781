"""Alphabets in groups, for writing with few keys. No screen in it."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

__all__ = ["MOST", "SPACE", "Group", "alphabet", "by_cost", "groups_of", "in_words"]

SPACE = " "
MOST = 6
"""How many choices a page of a kiosk has at most: 7, 8, 9 and 0 do something else."""

Group: TypeAlias = "tuple[str | Group, ...]"
"""Letters, or groups of them."""

ALPHABETS = {
    "en": "abcdefghijklmnopqrstuvwxyz",
    "cy": "abcdefghijlmnoprstuwyâêîôûŵŷkqvxz",
    "pl": "aąbcćdeęfghijklłmnńoóprsśtuwyzźżqvx",
}
# The letters by how often they are needed in running text, the most needed first.
BY_FREQUENCY = {
    "en": "etaoinshrdlucmwfgypbvkjxqz",
    "cy": "adynerioltghfwscumbpâŵôêŷîûjkvxqz",
    "pl": "aieoznwsrctyłkpdmujlębgążhśóćfńźxvq",
}


def alphabet(language: str, *, by_frequency: bool = False) -> str:
    """Return the letters of a language, in their order; of one we do not know, the English."""
    known = BY_FREQUENCY if by_frequency else ALPHABETS
    return known.get(language.partition("-")[0], known["en"])


def groups_of(letters: Sequence[str], most: int = MOST) -> Group:
    """Return letters in at most ``most`` groups, each with at most six entries.

    Where a group is longer, its last letters are a group in it.
    """
    size = -(-len(letters) // most)
    parts = [letters[at : at + size] for at in range(0, len(letters), size)]
    return tuple(_six(part) for part in parts)


def by_cost(letters: Sequence[str], most: int) -> Group:
    """Return letters in ``most`` groups so that the first ones are reached soonest.

    With one switch, a letter costs as many steps as its group and its place in it come late.
    """
    cells = sorted(
        ((row, column) for row in range(most) for column in range(len(letters))), key=sum
    )
    rows: list[list[str]] = [[] for _ in range(most)]
    for letter, (row, _) in zip(letters, cells, strict=False):
        rows[row].append(letter)
    return tuple(_six(row) for row in rows)


def _six(letters: Sequence[str]) -> Group:
    if len(letters) <= MOST:
        return tuple(letters)
    return (*letters[: MOST - 1], _six(letters[MOST - 1 :]))


def in_words(group: "str | Group", names: Mapping[str, str]) -> str:
    """Return what is in a group: its letters, with a space between."""
    if isinstance(group, str):
        return names.get(group, group)
    return " ".join(in_words(one, names) for one in group)
