"""What may be in words that a person gave: the kinds of flags, and why each holds words back."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "ANOTHER_REASON",
    "CUT_OFF",
    "HOLD_REASONS",
    "REASONS",
    "Flag",
    "FlagKind",
    "reason_for",
    "reason_outside",
]


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
# Why a person at the desk holds something; they may write another reason.
HOLD_REASONS = (
    "it may name a person",
    "private details",
    REASONS[FlagKind.HARM],
    "strong language",
    "not sure yet",
)
ANOTHER_REASON = "another reason"
CUT_OFF = "the recording was cut off, and nobody said that it may be used"


@dataclass(frozen=True)
class Flag:
    """One place in the words: ``start`` and ``length`` count characters of the original words."""

    kind: FlagKind
    start: int
    length: int


def reason_for(kinds: "frozenset[FlagKind]") -> str:
    """Return why words with these flags are held, harm first; "" where nothing holds them."""
    return "; ".join(reason for kind, reason in REASONS.items() if kind in kinds)


def reason_outside(reason: str) -> str:
    """Return why words are held, as it may be told outside the desk.

    What somebody wrote there themselves may hold a name, so it is "another reason" and no more.
    """
    ours = {*HOLD_REASONS, *REASONS.values(), CUT_OFF}
    return reason if set(reason.split("; ")) <= ours else ANOTHER_REASON
