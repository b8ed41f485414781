"""The words that receipts are made of, and reading them as people say and type them."""

import functools
import re
import secrets

from assets import asset
from assets.language import N_, _
from models.errors import RefusedError

__all__ = ["WORDS_IN_A_RECEIPT", "in_one_form", "new_receipt", "read_receipt", "receipt_list"]

WORDS_IN_A_RECEIPT = 4
# What people put between the words.
BETWEEN = frozenset({"and", "then", "comma", "the", "a"})
# No two words of the list begin with the same four letters.
TELLING_LETTERS = 4
NOT_FOUR = N_("A receipt is four words. Say or type all four, with a space between them.")
NOT_OURS = N_("Word {number} is not one that we use. Look at it again, or say it again.")


@functools.cache
def receipt_list() -> tuple[str, ...]:
    """Return the list of words: plain, concrete, and none that sounds like another."""
    return tuple(asset("receipt_words.txt").read_text(encoding="ascii").split())


def new_receipt() -> tuple[str, ...]:
    """Draw four different words, by the system's own source of chance."""
    return tuple(secrets.SystemRandom().sample(receipt_list(), WORDS_IN_A_RECEIPT))


def read_receipt(said: str) -> tuple[str, ...]:
    """Return the four words of the list that somebody said or typed.

    Capitals, commas, spaces and "and" do not matter, nor one slip a word where only one word of
    the list is that near. What was typed is never repeated in a refusal.
    """
    parts = [part for part in re.split(r"[\W\d_]+", said.casefold()) if part]
    if len(parts) != WORDS_IN_A_RECEIPT:
        parts = [part for part in parts if part not in BETWEEN]
    if len(parts) != WORDS_IN_A_RECEIPT:
        raise RefusedError(_(NOT_FOUR))
    words = []
    for number, part in enumerate(parts, 1):
        word = _nearest(part)
        if not word:
            raise RefusedError(_(NOT_OURS).format(number=number))
        words.append(word)
    return tuple(words)


def in_one_form(words: tuple[str, ...]) -> str:
    """Return a receipt as it is hashed. Its order does not matter: people remember words."""
    return " ".join(sorted(words))


def _nearest(typed: str) -> str:
    """Return the word that was meant, or nothing where none or several are near."""
    if typed in receipt_list():
        return typed
    near = [word for word in receipt_list() if _one_slip(typed, word)]
    if not near and len(typed) >= TELLING_LETTERS:
        near = [word for word in receipt_list() if word.startswith(typed[:TELLING_LETTERS])]
    return near[0] if len(near) == 1 else ""


def _one_slip(typed: str, word: str) -> bool:
    """Say whether one letter more, less, other, or two that changed places make one the other."""
    if abs(len(typed) - len(word)) > 1:
        return False
    start = 0
    while start < min(len(typed), len(word)) and typed[start] == word[start]:
        start += 1
    rest, other = typed[start:], word[start:]
    swapped = len(rest) > 1 and rest[1::-1] + rest[2:] == other
    return swapped or rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]
