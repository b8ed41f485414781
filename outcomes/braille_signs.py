"""Words made ready for a table of braille: what it has no cells for is named, or left out.

Left alone, liblouis writes an emoji as its number in hexadecimal.
"""

import functools
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from itertools import groupby

from assets import asset
from models.words import clean

__all__ = ["named"]

Knows = Callable[[str], bool]

_LETTER_IN = "(a word in letters that braille could not be made of here)"
# Selectors, joiners, tones of skin and tags change the look of a sign and not what it is.
_LOOKS = re.compile("[\u200b-\u200f\u2060\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0000-\U000e007f]")


def named(words: str, knows: Knows, *, language: str = "en") -> tuple[str, bool]:
    """Return words on one line with every sign that a table does not know written out.

    The second is whether letters had to be left out, which a person has to be told.
    """
    text = " ".join(_LOOKS.sub("", clean(words)).split())
    if all(knows(character) for character in set(text)):
        return text, False
    pieces, lost = [], False
    for kind, run in groupby(_characters(text, knows), key=lambda one: one[0]):
        found = [character for _, character in run]
        if kind == "known":
            pieces.append("".join(found))
        elif kind == "sign":
            pieces.append(f" ({', '.join(_counted(found, language))}) ")
        elif kind == "letter":
            lost = True
            pieces.append(f" {_LETTER_IN} ")
    text = "".join(pieces)
    return " ".join(re.sub(r" ([.,!?;:”’)])", r"\1", " ".join(text.split())).split()), lost


def _characters(text: str, knows: Knows) -> Iterator[tuple[str, str]]:
    """Yield every character with what it is: known, a sign to be named, or a letter."""
    for character in text:
        if knows(character):
            yield "known", character
            continue
        plain = unicodedata.normalize("NFKD", character)
        if plain != character and all(knows(one) or unicodedata.combining(one) for one in plain):
            for one in plain:
                if knows(one):
                    yield "known", one
        elif unicodedata.category(character)[0] in "LMN":
            yield "letter", character
        elif unicodedata.name(character, ""):
            yield "sign", character


def _counted(signs: list[str], language: str) -> Iterator[str]:
    for sign, run in groupby(signs):
        times = len(list(run))
        name = _signs(language).get(sign) or unicodedata.name(sign).lower()
        name = name.removeprefix("regional indicator symbol ")
        yield name if times == 1 else f"{name} {times} times"


@functools.cache
def _signs(language: str) -> dict[str, str]:
    """Return how a language says signs, from the table of the ear."""
    table = tomllib.loads(asset("ear.toml").read_text(encoding="utf-8"))
    found = table.get(language.partition("-")[0].lower(), {})
    return {sign: name for sign, name in found.get("signs", {}).items() if name.isalpha()}
