"""Which letters can be printed, and with which font.

A page sets each text in the one font that has most of its letters, so that a word is never set in
two. A letter that no font here has is never printed as an empty box: its text is left out, and
the page says so where it would stand. Signs that are no letters, such as a smiling face, are
printed by their names.
"""

import functools
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from assets import asset
from assets.language import ENGLISH, N_, _, now
from assets.language_names import language_name
from outcomes.page_parts import printable

__all__ = ["FAMILIES", "LetterCase"]

# Each with the fonts before it to fall back on. Letters.json says what is in them.
FAMILIES = (
    "Atkinson Hyperlegible Next",
    "Andika",
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Gurmukhi",
    "Noto Sans Devanagari",
    "Noto Sans Bengali",
    "Noto Sans Gujarati",
    "Noto Sans Tamil",
    "Noto Sans Hebrew",
    "Noto Sans Ethiopic",
    "Noto Sans Symbols2",
)
# What joins or colours a sign before it, and is nothing by itself.
_WITH_A_SIGN = re.compile("[\u200d\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff]")
# The shape that Typst takes for a language: two or three letters.
_LANGUAGE = re.compile("[a-z]{2,3}")
OTHER_LETTERS = N_("letters of another language")
ASK = N_("Ask the people who ran this meeting for them.")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_LETTERS = _RIGHT_TO_LEFT | {"L"}


class LetterCase:
    """The letters of one page. It remembers what it had no letters for.

    ``first`` is the font that the page is set in, ``language`` the language of the page, and
    ``elsewhere`` ends the sentence that stands in place of words with no letters.
    """

    def __init__(
        self,
        first: str = FAMILIES[0],
        *,
        language: str = "en",
        elsewhere: str = "",
    ) -> None:
        self.first = first
        self.language = language
        self.elsewhere = elsewhere or _(ASK)
        self._left_out: dict[str, int] = {}

    def words(self, text: str, language: str = "") -> dict[str, Any]:
        """Return a text as the templates take it: its lines, language, direction and fonts.

        ``ours`` is True where a sentence of Heard stands in place of words with no letters.
        ``language`` is a tag such as "pl" or "pa-Guru"; "" means that of the page.
        """
        lines = [_one_line(line) for line in printable(_named(text)).splitlines()]
        shown = "\n".join(line for line in lines if line)
        if set(shown) - _letters_of_all() - {"\n"}:
            return self._sentence_for(language or self.language)
        tag = _bare(language or self.language)
        return {
            "lines": shown.split("\n") if shown else [],
            "lang": tag if _LANGUAGE.fullmatch(tag) else _bare(self.language),
            "dir": "rtl" if _goes_left(shown) else "ltr",
            "fonts": list(self._fonts(shown)),
            "ours": False,
        }

    @property
    def missing(self) -> tuple[str, ...]:
        """A sentence for each language whose letters are not here, and what to do."""
        return tuple(
            f"{number} {'text' if number == 1 else 'texts'} in {name} could not be printed, since "
            "Heard has no font with all the letters. The web page has the words."
            for name, number in sorted(self._left_out.items())
        )

    def _sentence_for(self, language: str) -> dict[str, Any]:
        """Return what stands in place of words that cannot be printed, and remember them."""
        name = OTHER_LETTERS if _bare(language) == ENGLISH else language_name(language)
        self._left_out[name] = self._left_out.get(name, 0) + 1
        sentence = _("These words are in {language}. They cannot be printed here.")
        sentence = f"{sentence.format(language=_(name))} {self.elsewhere}"
        return {**self.words(sentence, now()), "ours": True}

    def _fonts(self, text: str) -> tuple[str, ...]:
        """Order the fonts by how many of a text's letters each has; the page's own leads a tie."""
        letters = {one for one in text if unicodedata.category(one)[0] in "LM"}
        if letters <= letters_of()[self.first]:
            return (self.first, *(one for one in FAMILIES if one != self.first))
        held = letters_of()
        return tuple(
            sorted(FAMILIES, key=lambda one: (-len(letters & held[one]), one != self.first))
        )


def _named(text: str) -> str:
    """Put the name of a sign in its place, where no font has it: "(smiling face)"."""
    parts = []
    for one in unicodedata.normalize("NFC", text):
        if one in _letters_of_all() or unicodedata.category(one)[0] != "S":
            parts.append(one)
        elif not _WITH_A_SIGN.match(one):
            parts.append(f" ({unicodedata.name(one, 'a sign').lower()}) ")
    named = "".join(parts)
    return named if named == text else _WITH_A_SIGN.sub("", named)


def _bare(tag: str) -> str:
    """Return the language alone: "pa" for "pa-Guru"."""
    return tag.partition("-")[0].lower()


def _one_line(line: str) -> str:
    return " ".join(line.split())


def _goes_left(text: str) -> bool:
    """Whether a text is written from right to left: its first letter, and most of the others.

    A sentence of ours can begin with somebody's name in Urdu, and another can quote much Urdu.
    """
    ways = [way for way in map(unicodedata.bidirectional, text) if way in _LETTERS]
    to_the_left = sum(way in _RIGHT_TO_LEFT for way in ways)
    return bool(ways) and ways[0] in _RIGHT_TO_LEFT and to_the_left > len(ways) / 2


@functools.cache
def letters_of() -> Mapping[str, frozenset[str]]:
    """Return the letters of each font."""
    found = json.loads(asset("fonts", "letters.json").read_text(encoding="utf-8"))
    return {family: frozenset(_spread(found[family].split())) for family in FAMILIES}


@functools.cache
def _letters_of_all() -> frozenset[str]:
    # Joiners and marks of direction are drawn by no font, and shape what is beside them.
    unseen = {
        *map(chr, range(0x200B, 0x2010)),
        *map(chr, range(0x2066, 0x206A)),
        "\u2060",
        "\ufeff",
    }
    return frozenset(unseen.union(*letters_of().values(), map(chr, range(0x202A, 0x202F))))


def _spread(ranges: Iterable[str]) -> Iterable[str]:
    for one in ranges:
        first, _, last = one.partition("-")
        yield from map(chr, range(int(first, 16), int(last or first, 16) + 1))
