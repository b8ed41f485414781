"""What may be in words that a person gave: the kinds of flags, and why each holds words back."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["REASONS", "Flag", "FlagKind", "reason_for"]


class FlagKind(StrEnum):
    """What words may hold. A flag is a hint for a person, never a verdict."""

    HARM = "harm"
    NAME = "name"
    STRONG = "strong language"
    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "e-mail"
    NOT_AN_ANSWER = "not an answer"


# Why words are held, for the desk. What is no answer is not held: it is set aside and counted.
REASONS: dict[FlagKind, str] = {
    FlagKind.HARM: "may be about harm",
    FlagKind.NAME: "may name a person",
    FlagKind.STRONG: "strong language",
    FlagKind.ADDRESS: "may give an address",
    FlagKind.PHONE: "may give a phone number",
    FlagKind.EMAIL: "may give an e-mail address",
}


@dataclass(frozen=True)
class Flag:
    """One place in the words: ``start`` and ``length`` count characters of the original words."""

    kind: FlagKind
    start: int
    length: int


def reason_for(kinds: "frozenset[FlagKind]") -> str:
    """Return why words with these flags are held, harm first; "" where nothing holds them."""
    return "; ".join(reason for kind, reason in REASONS.items() if kind in kinds)
