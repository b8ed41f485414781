"""What may belong into a theme: contributions that share words with it, and which words.

Only a suggestion: each says the words it stands on, and a person takes it or leaves it.
"""

import functools
import math
import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from assets import asset

__all__ = ["Suggestion", "Wording", "suggest"]

# Letters of any script, with an apostrophe or a hyphen inside; no digits: "2" is in everything.
_WORD = re.compile(r"[^\W\d_]+(?:['’‑-][^\W\d_]+)*")
LEAST_LETTERS = 3
# What is in more than this part of all texts tells none of them apart: in a meeting about the
# police, "police" is no reason. With fewer texts than this, nothing can be said about it.
COMMON_PART = 1 / 4
LEAST_TEXTS = 12
# The title says what the theme is about, so one word of it is reason enough; else it takes two.
TITLE_WEIGHT = 2.0
# As the snowball library calls the languages; a language that it does not know has no endings
# taken off, so only the very same words are found.
STEMMERS = {
    "ar": "arabic",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "hi": "hindi",
    "it": "italian",
    "lt": "lithuanian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ta": "tamil",
    "tr": "turkish",
}


class Wording(NamedTuple):
    """Words and the language they are in. A translation is one more wording of the same."""

    words: str
    language: str = "en"


@dataclass(frozen=True)
class Suggestion:
    """One that may belong into a theme. ``shared`` are its own words, as they stand in it.

    ``score`` has no unit: more and rarer words that are shared make it greater.
    """

    contribution: UUID
    shared: tuple[str, ...]
    score: float


# A word in its language without its ending: words of two languages are never taken for one.
Stem = tuple[str, str]


def suggest(
    title: Wording,
    members: Sequence[Sequence[Wording]],
    candidates: Mapping[UUID, Sequence[Wording]],
) -> tuple[Suggestion, ...]:
    """Return which candidates share words with a theme, the best first.

    ``members`` and ``candidates`` are contributions, each with all its wordings. Nothing else is
    looked at: whoever asks leaves out what is held.
    """
    behind = [_stems_of(wordings) for wordings in members]
    found = {uid: _stems_of(wordings) for uid, wordings in candidates.items()}
    in_title = set(_stems_of([title]))
    in_members = set[Stem]().union(*behind)
    texts = [*behind, *found.values()]
    weights = _weights(texts)
    suggestions = []
    for uid, stems in found.items():
        shared = [stem for stem in stems if stem in in_title or stem in in_members]
        telling = [stem for stem in shared if weights[stem] > 0]
        if not telling or (len(telling) < 2 and not in_title & set(telling)):
            continue
        score = sum(weights[s] * (TITLE_WEIGHT if s in in_title else 1) for s in telling)
        suggestions.append(Suggestion(uid, tuple(stems[s] for s in telling), round(score, 3)))
    return tuple(sorted(suggestions, key=lambda one: -one.score))


def _weights(texts: Collection[Mapping[Stem, str]]) -> dict[Stem, float]:
    """Return how much each stem tells: rare ones most, those that are nearly everywhere nothing."""
    counted = Counter(stem for text in texts for stem in text)
    most = len(texts) * COMMON_PART if len(texts) >= LEAST_TEXTS else len(texts)
    return {
        stem: math.log(1 + len(texts) / count) if count <= most else 0.0
        for stem, count in counted.items()
    }


def _stems_of(wordings: Iterable[Wording]) -> dict[Stem, str]:
    """Return the stems of what somebody said, each with the first word that stands for it."""
    found: dict[Stem, str] = {}
    for words, language in wordings:
        short = language.partition("-")[0].lower()
        for word in _WORD.findall(words):
            stem = _stem(word.casefold().replace("’", "'"), short)
            if stem:
                found.setdefault((short, stem), word)
    return found


@functools.lru_cache(maxsize=20_000)
def _stem(word: str, language: str) -> str:
    """Return a word without its ending, or nothing for one that every sentence has."""
    if len(word) < LEAST_LETTERS or word in _common_words(language):
        return ""
    stemmer = _stemmer(language)
    stem = stemmer.stemWord(word.removesuffix("'s")) if stemmer else word
    return str(stem)


@functools.cache
def _stemmer(language: str) -> Any:
    if language not in STEMMERS:
        return None
    import snowballstemmer  # 30 ms, so with the first suggestion and not before

    return snowballstemmer.stemmer(STEMMERS[language])


@functools.cache
def _common_words(language: str) -> frozenset[str]:
    """Return the small words of a language: "the", "because", "would"."""
    table = _all_common_words()
    return frozenset(str(table.get(language, "")).split())


@functools.cache
def _all_common_words() -> dict[str, Any]:
    return tomllib.loads(asset("common_words.toml").read_text(encoding="utf-8"))
