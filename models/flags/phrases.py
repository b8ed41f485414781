"""Phrases: a small way of writing what to look for, that anyone can read and extend.

``assets/safety/words.toml`` says how a phrase is written.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["Phrases", "WrongPhraseError", "plainly", "words_at"]

Groups = Mapping[str, Sequence[str]]
Span = tuple[int, int]

WORD = re.compile(r"\w+(?:'\w+)*")
# What may stand between two words of a phrase. No full stop: a phrase stays in one sentence.
BETWEEN = r"[\s,\-–—/\"“”]{1,4}"
GAP = rf"(?:{BETWEEN}[\w']+){{0,3}}?{BETWEEN}"
MOST_NESTED = 4
# How far back, in words, a "not" undoes a phrase; and what ends the part of the sentence.
WORDS_BACK = 2
CLAUSE_ENDS = frozenset({"and", "but", "because", "when", "so", "that", "then", "if"})


class WrongPhraseError(ValueError):
    """A phrase that is not written as it should be."""


def plainly(words: str) -> str:
    """Return words in small letters and with plain apostrophes, each in its old place."""
    small = "".join(low if len(low := one.lower()) == 1 else one for one in words)
    return small.translate({0x2018: "'", 0x2019: "'", 0x02BC: "'", 0x00B4: "'", 0x0060: "'"})


def words_at(plain: str) -> Iterator["re.Match[str]"]:
    """Return each word with its place."""
    return WORD.finditer(plain)


class Phrases:
    """Many phrases, looked for together: first by their first words, so a long text is quick.

    A phrase is made ready when its first word is met: all of them at once would take a second.
    """

    def __init__(self, phrases: Iterable[str], groups: Groups | None = None) -> None:
        self._groups = groups or {}
        self._by_first: dict[str, list[str]] = {}
        self._ready: dict[str, re.Pattern[str]] = {}
        for phrase in phrases:
            parts = plainly(phrase).split()
            if not parts or parts[0][0] in "[." or "*" in parts[0]:
                raise WrongPhraseError(phrase)
            for first in {_bare(one.split()[0]) for one in _choices(parts[0], self._groups)}:
                self._by_first.setdefault(first, []).append(phrase)

    def check(self) -> None:
        """Make every phrase ready; raises ``WrongPhraseError`` where one is written wrongly."""
        for phrases in self._by_first.values():
            for phrase in phrases:
                self._pattern(phrase)

    def _pattern(self, phrase: str) -> re.Pattern[str]:
        if phrase not in self._ready:
            self._ready[phrase] = _compile(phrase, self._groups)
        return self._ready[phrase]

    def find(self, plain: str) -> list[Span]:
        """Return where phrases stand, as start and end, in the order of their starts."""
        found = []
        for word in words_at(plain):
            for phrase in self._by_first.get(_bare(word.group()), ()):
                match = self._pattern(phrase).match(plain, word.start())
                if match:
                    found.append(match.span())
        return found

    def is_whole(self, plain: str) -> bool:
        """Say whether the words are one of the phrases, and nothing besides."""
        return any(start == 0 and end == len(plain) for start, end in self.find(plain))


def undone(plain: str, start: int, noes: frozenset[str]) -> bool:
    """Say whether a "not" word shortly before, in the same part of the sentence, undoes it."""
    before = re.split(r"[.!?,;:\n]", plain[max(0, start - 60) : start])[-1]
    for word in reversed(WORD.findall(before)[-WORDS_BACK:]):
        if word in CLAUSE_ENDS:
            return False
        if _bare(word) in noes:
            return True
    return False


def _compile(phrase: str, groups: Groups) -> re.Pattern[str]:
    """Make the pattern of a phrase."""
    pattern = gap = ""
    for part in plainly(phrase).split():
        if part == "...":
            gap = GAP
            continue
        optional = part.startswith("[") and part.endswith("]")
        one_of = _one_of(part.strip("[]"), groups)
        between = gap or (BETWEEN if pattern else "")
        pattern += f"(?:{between}{one_of})?" if optional else between + one_of
        gap = ""
    return re.compile(rf"{pattern}(?![\w'])")


def _bare(word: str) -> str:
    """Leave apostrophes out: many people type none."""
    return word.replace("'", "")


def _choices(part: str, groups: Groups, depth: int = 0) -> list[str]:
    """Return every way to say one part of a phrase: "hit|<me>" is "hit", "me", "my mum" ..."""
    if depth > MOST_NESTED:
        raise WrongPhraseError(part)
    found = []
    for choice in part.split("|"):
        ways = [""]
        for word in choice.replace("-", " ").split():
            name = re.fullmatch(r"<(\w+)>", word)
            if name and name[1] not in groups:
                raise WrongPhraseError(part)
            here = (
                [
                    way
                    for entry in groups[name[1]]
                    for way in _choices(plainly(entry).replace(" ", "-"), groups, depth + 1)
                ]
                if name
                else [word]
            )
            ways = [f"{way} {more}".strip() for way in ways for more in here]
        found += [way for way in ways if way]
    if not found:
        raise WrongPhraseError(part)
    return found


def _one_of(part: str, groups: Groups) -> str:
    # The longest first: "my mum" before "my".
    choices = sorted(_choices(part, groups), key=len, reverse=True)
    return "(?:" + "|".join(BETWEEN.join(map(_word, one.split())) for one in choices) + ")"


def _word(word: str) -> str:
    if not re.fullmatch(r"[\w'/]+\*?", word):
        raise WrongPhraseError(word)
    ending = r"[\w']*" if word.endswith("*") else ""
    return re.escape(word.rstrip("*")).replace("'", "'?") + ending + r"(?![\w'])"
