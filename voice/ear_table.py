"""What `assets/ear.toml` says of one language: how signs and short forms are said."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

from assets import asset

Said = Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Table:
    """The section of one language. A part that is not in the file is empty."""

    capital: str = "{}"
    letter_a: str = "a"
    months: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    words: Said = field(default_factory=dict)
    fractions: Said = field(default_factory=dict)
    money: Mapping[str, tuple[str, str, str, str]] = field(default_factory=dict)
    signs: Said = field(default_factory=dict)
    alone: Said = field(default_factory=dict)
    addresses: Said = field(default_factory=dict)
    symbols: Said = field(default_factory=dict)

    def spell(self, characters: str) -> str:
        """Name each letter and digit, with a breath after every four."""
        names = [self.letter_a if one in "aA" else one for one in characters]
        fours = [" ".join(names[place : place + 4]) for place in range(0, len(names), 4)]
        return ", ".join(fours)

    def name(self, character: str) -> str | None:
        """Return how one typed character is said; None: as the voice says it."""
        if character in self.symbols:
            return self.symbols[character]
        if len(character) == 1 and character.isupper():
            return self.capital.format(character)
        return None


def table_for(language: str) -> Table | None:
    """Return the table for a language tag (`en`, `pl-PL`), or None."""
    return _tables().get(language.replace("_", "-").partition("-")[0].lower())


@functools.cache
def _tables() -> dict[str, Table]:
    sections = tomllib.loads(asset("ear.toml").read_text(encoding="utf-8"))
    return {language: Table(**section) for language, section in sections.items()}
