"""Likely names of people: from a list of given names, and from what stands around a word."""

import re
from collections.abc import Iterator

from models.flags.phrases import plainly
from models.flags.word_names import Token, small_word_is_name, word_is_name
from models.flags.word_tables import NameTables

__all__ = ["names_in"]

Span = tuple[int, int]

TOKEN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
SENTENCE_ENDS = frozenset('.!?:\n"“”‘(')
# From here on, capitals everywhere say nothing: somebody likes headings.
MOST_CAPITALS = 0.6
MARRIED = frozenset({"mr", "mrs", "ms"})
NO_NAME_AFTER_A_TITLE = frozenset({"and", "or", "but", "is", "was", "who", "said"})


def names_in(words: str, names: NameTables, *, english: bool = True) -> Iterator[Span]:
    """Return where a name may stand.

    In another language than English a word without a capital is never taken for a name: many
    names are its words.
    """
    tokens = _tokens(words)
    for number in range(len(tokens)):
        if _is_name(tokens, number, names, english):
            last = number
            after = tokens[number + 1] if number + 1 < len(tokens) else None
            if (
                after is not None
                and after.capital
                and tokens[number].capital
                and not after.first
                and after.start - tokens[number].end == 1
                and after.text not in names.not_names
                and len(after.text) > 1
            ):
                last += 1
            yield tokens[number].start, tokens[last].end


def _tokens(words: str) -> list[Token]:
    found: list[Token] = []
    before = 0
    matches = list(TOKEN.finditer(words))
    with_capital = sum(_has_capital(match.group()) for match in matches)
    heading = len(matches) > 3 and with_capital > MOST_CAPITALS * len(matches)
    for match in matches:
        gap = words[before : match.start()]
        text = plainly(match.group())
        bare = text[:-2] if text.endswith("'s") else text
        found.append(
            Token(
                bare,
                match.start(),
                match.start() + len(bare),
                _has_capital(match.group()) and not heading,
                not found or (not SENTENCE_ENDS.isdisjoint(gap) and not _after_title(found, gap)),
                gap,
                bare != text,
            )
        )
        before = match.end()
    return found


def _after_title(found: list[Token], gap: str) -> bool:
    """Tell the full stop of "Mrs. Khan" from one that ends a sentence."""
    return gap == ". " and found[-1].text in {"mr", "mrs", "ms", "dr", "prof"}


def _has_capital(word: str) -> bool:
    return word[0].isupper() and (len(word) == 1 or not word.isupper())


def _is_name(tokens: list[Token], number: int, names: NameTables, english: bool) -> bool:
    one = tokens[number]
    before = tokens[number - 1] if number else None
    after = tokens[number + 1] if number + 1 < len(tokens) else None
    if _is_place(one, before, after, names):
        return False
    if before is not None and not one.first and _is_titled(one, before, names):
        return True
    if english and before is not None and _is_called(tokens, number, names):
        return True
    if one.text in names.names:
        return one.capital or english
    if one.text in names.words:
        return english and word_is_name(tokens, number, names)
    return english and _is_shown_by_others(tokens, number, names)


def _is_shown_by_others(tokens: list[Token], number: int, names: NameTables) -> bool:
    """Decide about a word that no list has, by the words around it."""
    one = tokens[number]
    before = tokens[number - 1] if number else None
    after = tokens[number + 1] if number + 1 < len(tokens) else None
    if one.text in names.small_words and one.first:
        return small_word_is_name(tokens, number, names)
    # A family name that the list has not: "Okonkwo said", in the middle of a sentence.
    said = after is not None and not after.first and after.text in names.said
    said = said or (before is not None and before.text in names.told)
    said = said or (before is not None and _is_worker_of(tokens, number, names))
    said = said or (
        number > 1
        and before is not None
        and before.text in ("is", "was")
        and tokens[number - 2].text in names.workers
    )
    return one.capital and not one.first and said and one.text not in names.not_names


def _is_worker_of(tokens: list[Token], number: int, names: NameTables) -> bool:
    """Say whether a capital stands by a job: "my carer Okonkwo is kind"."""
    before = tokens[number - 1]
    return (
        before.text in names.workers
        and not before.capital
        and tokens[number].gap == " "
        and tokens[number].text not in names.places
    )


def _is_place(one: Token, before: Token | None, after: Token | None, names: NameTables) -> bool:
    """Say whether it is part of a place's name: "Victoria Street", "St Mary's", "in May"."""
    if before is not None and before.text in names.before_places and not one.first:
        return True
    # "Sharon in the office" is no place, but "Sharon House" is.
    return after is not None and not after.first and after.text in names.places


def _is_titled(one: Token, before: Token, names: NameTables) -> bool:
    if before.text not in names.titles or one.text in NO_NAME_AFTER_A_TITLE:
        return False
    return one.capital or before.text in MARRIED


def _is_called(tokens: list[Token], number: int, names: NameTables) -> bool:
    one, before = tokens[number], tokens[number - 1]
    if one.first:
        return False
    earlier = tokens[number - 2].text if number > 1 else ""
    listed = one.text in names.names or one.text in names.words
    if before.text in ("called", "named"):
        return listed or (one.capital and earlier in names.called)
    if earlier == "name" and before.text in ("is", "was"):
        return one.capital or listed
    return before.text == "name" and one.capital and tokens[number - 1].end + 2 < one.start
