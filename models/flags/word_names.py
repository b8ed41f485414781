"""Names that are words too (May, Will, Hope): which of the two it is, by what stands around it.

Where nobody could know it counts as a name: the words are then held, and a person is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from models.flags.word_tables import NameTables

__all__ = ["Token", "small_word_is_name", "word_is_name"]

# "Grace from the council", "Joy at reception"
FROM = frozenset({"from", "at", "in"})
THE = frozenset({"the", "my", "our", "your", "reception", "housing", "social"})
WHOSE = frozenset({"my", "our", "his", "her", "their", "the", "a"})
SUBJECTS = frozenset({"i", "we", "you", "they", "people", "please", "who", "it", "he", "she"})
OBJECTS = frozenset({"my", "your", "our", "the", "it", "this", "that", "them", "all"})
# They stand between somebody and what they do: "Will never came".
BETWEEN = frozenset({"never", "always", "often", "just", "only", "also", "still", "really", "then"})
AFTER_A_WORKER = frozenset({"and", "from", "who", "or"})


@dataclass(frozen=True)
class Token:
    """A word in its place. ``text`` is in small letters, with no "'s" at its end."""

    text: str
    start: int
    end: int
    capital: bool
    first: bool  # of its sentence
    gap: str = ""  # what stands between it and the word before
    owns: bool = False  # it ends with "'s"


def word_is_name(tokens: Sequence[Token], number: int, names: NameTables) -> bool:
    """Decide about a name that is a word too: May, Will, Hope."""
    one = tokens[number]
    before = tokens[number - 1] if number and not one.first else None
    after = tokens[number + 1] if number + 1 < len(tokens) else None
    if after is not None and after.first:
        after = None
    if after is not None and after.text in names.said:
        return True
    if before is not None and before.text in names.before_words:
        return False
    if one.text in names.months and _is_month(tokens, number, names):
        return False
    if before is not None and _is_told_or_worker(tokens, number, names):
        return True
    if before is not None:
        return one.capital and not _is_verb(one, before, after, names)
    return after is not None and _begins_with_a_name(tokens, number, names)


def small_word_is_name(tokens: Sequence[Token], number: int, names: NameTables) -> bool:
    """Decide about a name at the start of a sentence that is a small word too: An, So."""
    one, after, later = [*tokens[number : number + 3], None, None][:3]
    if one is None or after is None or not one.capital or after.first or after.gap != " ":
        return False
    if one.text == "an" and not after.capital:
        return after.text in names.doing | names.being | names.said  # no "an" stands before those
    joined = later is not None and not later.first
    does = joined and later is not None and later.text in names.doing | names.said
    return after.capital and after.text not in names.not_names and does


def _is_month(tokens: Sequence[Token], number: int, names: NameTables) -> bool:
    """Say whether it is the month: "in May", "3 May", "from May to June"."""
    one = tokens[number]
    before = tokens[number - 1] if number else None
    after = tokens[number + 1] if number + 1 < len(tokens) else None
    if _has_digit(one.gap) or (after is not None and _has_digit(after.gap)):
        return True
    if one.first or before is None:
        return False
    if before.text not in names.maybe_months:
        return before.text in names.before_months
    if before.first or (after is not None and after.text in ("to", "until", "till", "onwards")):
        return True
    earlier = tokens[number - 2]
    # "the end of May", "April to May", "6 to May", "4th of May"
    return earlier.text in names.ends_of_months | names.months or _has_digit(
        earlier.gap + before.gap
    )


def _has_digit(gap: str) -> bool:
    return any(sign.isdigit() for sign in gap)


def _tells_of_a_time(tokens: Sequence[Token], number: int, names: NameTables) -> bool:
    """Say whether a time is spoken of, in the few words that follow in the same sentence."""
    for token in tokens[number + 2 : number + 7]:
        if token.first:
            return False
        if token.text in names.said_of_a_time:
            return True
    return False


def _is_told_or_worker(tokens: Sequence[Token], number: int, names: NameTables) -> bool:
    """Say whether the words before it make it a name even with a small letter."""
    one, before = tokens[number], tokens[number - 1]
    after = tokens[number + 1] if number + 1 < len(tokens) else None
    ends = after is None or after.first
    if one.gap != " ":
        return False
    if before.text in names.told and one.text not in names.helpers:
        return True  # "I rang penny at the office"
    earlier = tokens[number - 2].text if number > 1 else ""
    if before.text in names.workers and earlier in {*WHOSE, "social", "key", "support"}:
        # "my carer heather is good", and not "my carer will come"
        return one.text not in names.helpers or (
            after is not None and after.text in names.being | names.doing
        )
    return (
        before.text in names.being
        and earlier in names.workers
        and (ends or (after is not None and after.text in AFTER_A_WORKER))
    )


def _is_verb(one: Token, before: Token, after: Token | None, names: NameTables) -> bool:
    """Say whether a capital is only somebody's way of writing: "I Hope", "please Mark the form"."""
    if one.text not in names.verbs or one.gap != " ":
        return False
    return before.text in SUBJECTS or (after is not None and after.text in OBJECTS)


def _begins_with_a_name(tokens: Sequence[Token], number: int, names: NameTables) -> bool:
    """Decide about the first word of a sentence, where a capital says nothing."""
    one, after = tokens[number], tokens[number + 1]
    if one.text in names.towns and after.text in names.of_a_town:
        return False
    later = tokens[number + 2] if number + 2 < len(tokens) else None
    if later is not None and later.first:
        later = None
    does = later if after.text in BETWEEN else after
    if does is not None and does.text in names.doing | names.said:
        return True  # "Bill lost my form", "Will never came"; with a small letter too
    return one.capital and later is not None and _capital_is_name(tokens, number, names)


def _capital_is_name(tokens: Sequence[Token], number: int, names: NameTables) -> bool:
    """Decide about the first word of a sentence that has a capital and two words after it."""
    one, after, later = tokens[number : number + 3]
    if one.owns:
        return True  # "May's carer", which may be "May's meeting" too
    if after.text in names.being:
        of_a_time = one.text in names.months | names.seasons
        if of_a_time and _tells_of_a_time(tokens, number, names):
            return False
        return later.text not in names.no_person_is
    if after.text in FROM:
        return later.text in THE
    listed = later.text in names.names or later.text in names.words
    return after.text == "and" and (later.text == "i" or (later.capital and listed))
