"""Flags: what may be in words that somebody gave us. It hints; a person decides.

It works with no network and knows tables and shapes alone. How well is in docs/safety.md.
"""

import re

from models.flags.contacts import addresses_in, emails_in, phones_in
from models.flags.names import names_in
from models.flags.phrases import plainly
from models.flags.types import Flag, FlagKind
from models.flags.word_tables import Tables, tables

__all__ = ["Flag", "FlagKind", "flags_in"]

Span = tuple[int, int]
# Longer words are an answer, whatever they say.
LONGEST_NO_ANSWER = 60
# More than eight times the longest answer in the real data: a megabyte would take seconds.
MOST_LOOKED_AT = 20_000
# Letters with an asterisk or two inside, as some people write a swear word: "f**k".
STARRED = re.compile(r"(?<![\w*])[fscbw]\w?[*@#$]{2,}\w{0,4}|(?<![\w*])(?:f\*ck|sh\*t)\w{0,3}")


def flags_in(words: str, language: str = "en") -> tuple[Flag, ...]:
    """Return what may be in the words, in the order of the places.

    Harm, strong language and "not an answer" are looked for in every language that there is a
    table for, since nobody has to say which one they write; ``language`` decides about names.
    Only the first 20,000 characters are looked at.
    """
    found = tables()
    words = words[:MOST_LOOKED_AT]
    plain = plainly(words)
    if _no_answer(plain, found):
        return (Flag(FlagKind.NOT_AN_ANSWER, 0, len(words)),)
    emails = list(emails_in(words))
    hits: dict[FlagKind, list[Span]] = {
        FlagKind.HARM: [at for one in found.harm for at in one.find(plain)],
        FlagKind.STRONG: [at for one in found.strong for at in one.find(plain)]
        + [match.span() for match in STARRED.finditer(plain)],
        FlagKind.ADDRESS: list(addresses_in(plain, found.streets, found.not_streets)),
        FlagKind.PHONE: list(phones_in(words)),
        FlagKind.EMAIL: emails,
        # The name in an e-mail address is part of the address.
        FlagKind.NAME: [
            (start, end)
            for start, end in names_in(words, found.names, english=language.startswith("en"))
            if not any(first < end and start < last for first, last in emails)
        ],
    }
    flags = [
        Flag(kind, start, end - start) for kind, at in hits.items() for start, end in _joined(at)
    ]
    return tuple(sorted(flags, key=lambda flag: (flag.start, flag.kind)))


def _no_answer(plain: str, found: Tables) -> bool:
    """Say whether the whole of the words is "nothing", "don't know" or a few dots."""
    bare = " ".join(re.findall(r"[^\W_]+(?:'[^\W_]+)*", plain[: LONGEST_NO_ANSWER * 2]))
    if not bare:
        # An emoji is an answer; a dash or a question mark is none.
        return plain.isascii()
    return len(bare) <= LONGEST_NO_ANSWER and any(
        one.phrases.is_whole(bare) for one in found.nothing
    )


def _joined(places: list[Span]) -> list[Span]:
    """Join places that overlap."""
    joined: list[Span] = []
    for start, end in sorted(places):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
