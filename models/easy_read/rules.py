"""The rules of Easy Read, looked at one by one: what each part of a paper still lacks.

They advise, as the coach does. The tables know English; of another language, only lengths and
shapes are looked at.
"""

import functools
import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum

from assets import asset
from models.easy_read.forms import HardWord
from models.easy_read.plain_tables import forms_of
from models.easy_read.plain_words import MOST_WORDS, AdviceKind, advice

__all__ = [
    "MOST_SENTENCES",
    "Lack",
    "Rule",
    "explains",
    "lacks_in",
    "lacks_of_all",
    "offered_words",
]

# More beside one picture is no longer one idea.
MOST_SENTENCES = 6
# A joining word in a short sentence is no second idea: "tea and cake".
MOST_WORDS_WITH_A_JOIN = 10
# A reason in a sentence of its own is one idea.
REASON = "this is because "
# "mental health team": as many words as a hard word may have.
LONGEST_RUN = 3
_JOINS = frozenset({"and", "but", "because", "which", "while", "although", "unless", "whereas"})
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_PARTS = re.compile(r"per cent|percent|[0-9]\s?%", re.IGNORECASE)


class Rule(StrEnum):
    """What is looked for."""

    OWN_WORDS = "own words"
    CHANGED = "changed since"
    PICTURE = "picture"
    MANY = "many sentences"
    LONG = "long sentence"
    IDEAS = "more than one idea"
    HARD = "hard word"
    LETTERS = "letters"
    PASSIVE = "passive"
    NUMBER = "number"


_OF_COACH = {
    AdviceKind.JARGON: Rule.HARD,
    AdviceKind.RARE: Rule.HARD,
    AdviceKind.LETTERS: Rule.LETTERS,
    AdviceKind.PASSIVE: Rule.PASSIVE,
}


@dataclass(frozen=True)
class Lack:
    """One thing that is missing or could be easier, in a sentence for whoever writes.

    ``line`` counts the sentences of the part from 0; None is the part as a whole. ``word`` is a
    hard word that could be explained.
    """

    rule: Rule
    sentence: str
    line: int | None = None
    word: str = ""


@functools.cache
def offered_words() -> dict[str, str]:
    """Return the hard words that Heard can explain, each with what it means."""
    table = tomllib.loads(asset("plain", "hard_words.toml").read_text(encoding="utf-8"))
    return {str(word): str(means) for word, means in table.items()}


@functools.lru_cache(maxsize=512)
def _forms(word: str) -> frozenset[str]:
    return frozenset({*forms_of(word.casefold()), word.casefold()})


@functools.cache
def _offered_forms() -> dict[str, str]:
    """Return each form of the hard words that Heard can explain, with its word."""
    return {form: word for word in offered_words() for form in _forms(word)}


def explains(word: HardWord, sentence: str) -> bool:
    """Say whether a hard word is in a sentence, in any of its forms."""
    return not _forms(word.word).isdisjoint(_runs(sentence))


def _runs(sentence: str) -> dict[str, None]:
    """Return every run of one to three words of a sentence, in their order."""
    words = _WORD.findall(sentence.casefold().replace("’", "'"))
    return dict.fromkeys(
        " ".join(words[at : at + many])
        for at in range(len(words))
        for many in range(1, LONGEST_RUN + 1)
    )


def lacks_of_all(
    sentences: tuple[str, ...], explained: tuple[HardWord, ...], language: str
) -> tuple[Lack, ...]:
    """Return what the sentences of one part lack, in their order."""
    found = [
        lack
        for line, sentence in enumerate(sentences)
        for lack in lacks_in(sentence, explained, language, line)
    ]
    if len(sentences) > MOST_SENTENCES:
        told = (
            f"There are {len(sentences)} sentences for one picture. Try {MOST_SENTENCES} or fewer."
        )
        found.insert(0, Lack(Rule.MANY, told))
    return tuple(found)


def lacks_in(
    sentence: str, explained: tuple[HardWord, ...] = (), language: str = "en", line: int = 0
) -> tuple[Lack, ...]:
    """Return what could be easier in one sentence; a word that is explained is not hard."""
    found: list[Lack] = []
    words = _WORD.findall(sentence)
    known = frozenset[str]().union(*(_forms(one.word) for one in explained))
    if len(words) > MOST_WORDS:
        told = f"This sentence has {len(words)} words. Try {MOST_WORDS} or fewer."
        found.append(Lack(Rule.LONG, told, line))
    if _has_two_ideas(sentence, words):
        told = "This sentence may hold more than one idea. Try two sentences."
        found.append(Lack(Rule.IDEAS, told, line))
    if language.startswith("en"):
        found += _hard(sentence, known, line)
    if _PARTS.search(sentence):
        told = "Say the part in another way. Example: 1 in 10 people."
        found.append(Lack(Rule.NUMBER, told, line))
    return tuple(found)


def _has_two_ideas(sentence: str, words: list[str]) -> bool:
    if ";" in sentence or sentence.count(",") > 1 or " – " in sentence or " - " in sentence:
        return True
    if sentence.casefold().startswith(REASON):
        return False
    joins = sum(word.casefold() in _JOINS for word in words[1:])
    return joins > 1 or (joins == 1 and len(words) > MOST_WORDS_WITH_A_JOIN)


def _hard(sentence: str, known: frozenset[str], line: int) -> list[Lack]:
    """Return what the coach says of a sentence, and the hard words that Heard can explain."""
    found = []
    runs = sorted(_runs(sentence), key=lambda run: -len(run.split()))
    # What a longer one holds is told with it: "mental capacity" is one hard word and not two.
    told_of = {part for run in runs if run in known for part in run.split()}
    for run in runs:
        word = _offered_forms().get(run, "")
        if not word or told_of.issuperset(run.split()):
            continue
        told_of.update(run.split())
        means = offered_words()[word]
        told = f"“{word}” is a hard word. You could explain it: {means}."
        found.append(Lack(Rule.HARD, told, line, word))
    for one in advice(sentence):
        rule = _OF_COACH.get(one.kind)
        word = sentence[one.start : one.start + one.length]
        if rule is None or told_of.issuperset(word.casefold().split()):
            continue
        is_hard = rule in (Rule.HARD, Rule.LETTERS)
        found.append(Lack(rule, one.sentence, line, word if is_hard else ""))
    return found
