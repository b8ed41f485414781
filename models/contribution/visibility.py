"""Who may see a contribution: decided here and nowhere else. Every output asks.

The rule is one table. ``may_be_seen`` answers for one contribution, ``seen_in`` is the same rule
for a query; a test holds the two against each other in every state and consent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from models.contribution.contribution import Consent, Contribution, ContributionRow, Kind, State

__all__ = ["Where", "may_be_seen", "only_seen", "seen_in", "why_not"]


class Where(StrEnum):
    """The places where words can be seen."""

    DESK = "the desk"
    ROOM = "the room's screen"
    HEARD = "what people said, on the room's screen"
    REPORT = "the report"
    QUOTE = "a quote, word for word"


@dataclass(frozen=True)
class Rule:
    """Which states, and which consents, a place asks for, and whether there have to be words.

    ``leader`` is whether what the leader said may be there: as the leader's, under that name.
    ``forgotten`` is whether one still counts there whose words were deleted when their time was
    over.

    A recorded contribution has none until a person writes down what is said in it. Outside the
    desk, there is nothing of it to see before that.
    """

    states: frozenset[State]
    consents: tuple[str, ...]
    words: bool = True
    leader: bool = False
    forgotten: bool = False


CLEARED_ONLY = frozenset({State.CLEARED})
RULES: dict[Where, Rule] = {
    Where.DESK: Rule(frozenset(State) - {State.WITHDRAWN}, (), words=False, leader=True),
    Where.ROOM: Rule(CLEARED_ONLY, ("room",), leader=True),
    Where.HEARD: Rule(CLEARED_ONLY, ("room",)),
    Where.REPORT: Rule(CLEARED_ONLY, ("report",), forgotten=True),
    Where.QUOTE: Rule(CLEARED_ONLY, ("report", "quote")),
}


def may_be_seen(one: Contribution, where: Where) -> bool:
    """Say whether a contribution may be seen in a place."""
    rule = RULES[where]
    there = one.words or (one.forgotten and rule.forgotten)
    if (rule.words and not there) or (one.by_leader and not rule.leader):
        return False
    return one.state in rule.states and all(getattr(one.consent, c) for c in rule.consents)


def only_seen(found: Iterable[Contribution], where: Where) -> tuple[Contribution, ...]:
    """Return those of some contributions that may be seen in a place."""
    return tuple(one for one in found if may_be_seen(one, where))


def seen_in(where: Where) -> Any:
    """Return the same rule as an expression on the table of contributions."""
    rule = RULES[where]
    expression: Any = ContributionRow.state.in_(sorted(rule.states))
    for consent in rule.consents:
        field = getattr(ContributionRow, f"consent_{consent}")
        expression &= field == True  # noqa: E712 - this builds SQL
    if rule.words:
        there = ContributionRow.words != ""
        if rule.forgotten:
            there |= ContributionRow.forgotten == True  # noqa: E712 - this builds SQL
        expression &= there
    if not rule.leader:
        expression &= ContributionRow.kind == Kind.HEARD
    return expression


def why_not(one: Contribution, where: Where) -> str:
    """Return the reason, as a sentence, why a contribution may not be seen; "" where it may."""
    rule = RULES[where]
    if one.state not in rule.states:
        reasons = {
            State.WAITING: "It waits to be cleared.",
            State.HELD: f"It is held: {one.reason}.",
            State.SET_ASIDE: "It is set aside.",
            State.WITHDRAWN: "It was withdrawn.",
            State.CLEARED: "",
        }
        return reasons[one.state]
    if rule.words and not one.words and one.forgotten and not rule.forgotten:
        return "Its words were deleted, as their time was over."
    if rule.words and not one.words and not one.forgotten:
        return "It was recorded, and nobody has written it down yet."
    if one.by_leader and not rule.leader:
        return "The leader said it, so it is not among what people said."
    missing = [c for c in rule.consents if not getattr(one.consent, c)]
    if not missing:
        return ""
    uses = {
        "room": "being shown in the room",
        "report": "being in the report",
        "quote": "being quoted",
    }
    return f"This person has not agreed to {uses[missing[0]]}."


def consent_words(consent: Consent) -> str:
    """Name the uses that a person agreed to, for the desk."""
    uses = [name for name in ("room", "report", "quote") if getattr(consent, name)]
    return ", ".join(uses) if uses else "nothing"
