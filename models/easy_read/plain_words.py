"""The plain-words coach: what could be said more plainly. It advises, and never blocks.

It works offline, knows tables and shapes alone, and speaks of English alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from models.easy_read.plain_tables import LONGEST_PHRASE, PlainTables, plain_tables

__all__ = ["MOST_WORDS", "Advice", "AdviceKind", "advice"]

MOST_WORDS = 15
# As much as anybody writes on one page: a megabyte that was pasted would take seconds.
MOST_LOOKED_AT = 20_000
# Shorter words are never rare ones, and the list of everyday words begins here.
LEAST_LETTERS = 4
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\S)[^.!?\n]*)*[.!?\n]*")
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_])+\.?|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LETTERS = re.compile(r"(?<![\w'’])[A-Z][A-Z&]{1,5}(?:s|\d+)?(?![\w'’])")


class AdviceKind(StrEnum):
    """What the coach looks for."""

    LONG = "long sentence"
    JARGON = "jargon"
    RARE = "rare word"
    PASSIVE = "passive"
    LETTERS = "letters"
    TABLE = "table"


@dataclass(frozen=True)
class Advice:
    """One thing that could be plainer: where it stands in the text, and what to do."""

    kind: AdviceKind
    start: int
    length: int
    sentence: str


@dataclass(frozen=True)
class _Word:
    text: str
    start: int

    @property
    def plain(self) -> str:
        return self.text.casefold().replace("’", "'")

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def advice(text: str, language: str = "en") -> tuple[Advice, ...]:
    """Return what could be said more plainly, in the order of the places.

    Of a text that is not English, nothing. Only the first 20,000 characters are looked at.
    """
    if not language.startswith("en"):
        return ()
    text = text[:MOST_LOOKED_AT]
    tables = plain_tables()
    found: dict[tuple[AdviceKind, str], Advice] = {}
    for one in _all(text, tables):
        # What is said once of a word is not said again of the same word.
        where = str(one.start) if one.kind is AdviceKind.LONG else one.sentence
        found.setdefault((one.kind, where), one)
    if tables.trouble and found:
        found[AdviceKind.TABLE, ""] = Advice(AdviceKind.TABLE, len(text), 0, tables.trouble)
    return tuple(sorted(found.values(), key=lambda one: (one.start, one.kind)))


def _all(text: str, tables: PlainTables) -> Iterator[Advice]:
    for sentence in _SENTENCE.finditer(text):
        words = [
            _Word(word[0], sentence.start() + word.start()) for word in _WORD.finditer(sentence[0])
        ]
        if len(words) > MOST_WORDS:
            yield Advice(
                AdviceKind.LONG,
                words[0].start,
                words[-1].end - words[0].start,
                f"This sentence has {len(words)} words. Try {MOST_WORDS} or fewer.",
            )
        jargon = list(_jargon(words, tables.jargon))
        yield from jargon
        taken = {place for one in jargon for place in range(one.start, one.start + one.length)}
        left = [word for word in words if word.start not in taken]
        yield from _rare(left, tables.common)
        yield from _passives(words, tables)
    yield from _letters(text, tables)


def _jargon(words: list[_Word], table: dict[str, str]) -> Iterator[Advice]:
    """Find rows of the table, the longest first where two begin at one word."""
    at = 0
    while at < len(words):
        for many in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
            part = words[at : at + many]
            said = " ".join(word.plain for word in part)
            if said in table:
                plain = table[said]
                do = f"you could say “{plain}”" if plain else "you could leave it out"
                length = part[-1].end - part[0].start
                yield Advice(AdviceKind.JARGON, part[0].start, length, f"“{said}”: {do}.")
                at += many - 1
                break
        at += 1


def _rare(words: list[_Word], common: frozenset[str]) -> Iterator[Advice]:
    """Find words that few people meet. What has a capital may be a name, and is left alone."""
    for word in words:
        for part in word.plain.removesuffix("'s").split("-"):
            letters = "".join(one for one in part if one != "'")
            if (
                len(letters) >= LEAST_LETTERS
                and word.text.islower()
                and part.isascii()
                and not _is_common(part, common)
            ):
                told = f"“{word.plain}” is a rare word. Is there a plainer one?"
                yield Advice(AdviceKind.RARE, word.start, len(word.text), told)
                break


def _is_common(word: str, common: frozenset[str]) -> bool:
    """Say whether a word, or the word that it is a form of, is one of every day."""
    before = word.partition("'")[0]
    stems = {word, before, before.removesuffix("n")}
    for ending, instead in (
        *(("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("d", ""), ("ied", "y")),
        *(("ing", ""), ("ing", "e"), ("er", ""), ("er", "e"), ("est", ""), ("ier", "y")),
        *(("iest", "y"), ("ly", ""), ("ily", "y"), ("ness", ""), ("less", ""), ("ful", "")),
    ):
        if word.endswith(ending):
            stem = word.removesuffix(ending) + instead
            stems |= {stem, stem[:-1] if stem[-1:] == stem[-2:-1] else stem}
    if word.startswith("un"):
        stems.add(word.removeprefix("un"))
    return any(len(stem) < LEAST_LETTERS or stem in common for stem in stems if stem)


def _passives(words: list[_Word], tables: PlainTables) -> Iterator[Advice]:
    """Find what is done by nobody: a form of "be", then a participle."""
    for at, word in enumerate(words[:-1]):
        if word.plain not in tables.be:
            continue
        after = at + 1
        while after < len(words) - 1 and _stands_between(words[after].plain, tables):
            after += 1
        done = words[after].plain
        if done in tables.participles or (
            done.endswith("ed") and len(done) > LEAST_LETTERS and done not in tables.not_passive
        ):
            said = " ".join(one.plain for one in words[at : after + 1])
            length = words[after].end - word.start
            yield Advice(AdviceKind.PASSIVE, word.start, length, f"“{said}”: say who does it.")


def _stands_between(word: str, tables: PlainTables) -> bool:
    return word in tables.between or word.endswith("ly")


def _letters(text: str, tables: PlainTables) -> Iterator[Advice]:
    """Find letters that stand for something, where the text does not say for what."""
    if text.isupper():
        return  # somebody writes in capitals
    for found in _LETTERS.finditer(text):
        letters = found[0].rstrip("s") if found[0][-1] == "s" else found[0]
        if letters in tables.letters or letters.casefold() in tables.common:
            continue
        if f"({letters})" in text or re.search(
            rf"\b{re.escape(letters)}s?\b\s*(?:\(|means\b|stands for\b|is short for\b)", text
        ):
            continue
        told = f"“{letters}”: say what the letters stand for."
        yield Advice(AdviceKind.LETTERS, found.start(), len(found[0]), told)
