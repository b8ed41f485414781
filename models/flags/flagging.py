"""What flags do to a contribution, in the same transaction in which its words come in."""

from uuid import UUID

from models.contribution.table import ContributionRow
from models.contribution.types import Kind, State
from models.flags.table import FlagRow, decide, raise_flags
from models.flags.types import REASONS, FlagKind, reason_for

__all__ = [
    "first_standing",
    "hold_what_is_flagged",
    "kinds_in",
    "look_again",
    "note_decision",
]

HARM_REASON = REASONS[FlagKind.HARM]


def kinds_in(words: str, language: str, kind: str) -> frozenset[FlagKind]:
    """Return what may be in words, as kinds of flags; ``kind`` is whose words they are."""
    from models.flags.flags import flags_in  # the tables are read with the first words

    kinds = frozenset(flag.kind for flag in flags_in(words, language))
    if kind == Kind.LEADER:
        kinds -= {FlagKind.NOT_AN_ANSWER}  # nobody asked the leader
    return kinds


def first_standing(kinds: frozenset[FlagKind]) -> tuple[State, str]:
    """Return where words stand that just came in with these flags, and why they are held."""
    reason = reason_for(kinds)
    if reason:
        return State.HELD, reason
    return (State.SET_ASIDE if FlagKind.NOT_AN_ANSWER in kinds else State.WAITING), ""


def hold_what_is_flagged(row: ContributionRow, words: str, language: str) -> None:
    """Look at words that just came in for a contribution; hold it, or set it aside, by its flags.

    Words that came later, such as a translation, hold it for what is new in them alone: what a
    person decided about before is not asked again. The row is changed, and saved by the caller.
    """
    if not words:
        return
    kinds = kinds_in(words, language, row.kind)
    known = {
        FlagKind(flag.kind) for flag in FlagRow.select().where(FlagRow.contribution == row.uid)
    }
    new = kinds - known
    raise_flags(row.uid, sorted(new))
    reason = reason_for(new)
    if reason:
        held = row.reason.split("; ") if row.state == State.HELD else []
        row.state = State.HELD
        row.reason = "; ".join(dict.fromkeys([*held, *reason.split("; ")]))
    elif FlagKind.NOT_AN_ANSWER in new and row.state == State.WAITING:
        row.state = State.SET_ASIDE


def look_again(row: ContributionRow, words: str, language: str) -> None:
    """Look at words that a person put in the place of their own, as if they had just come in."""
    FlagRow.delete().where(FlagRow.contribution == row.uid).execute()
    hold_what_is_flagged(row, words, language)


def note_decision(uid: UUID, to: State, reason: str) -> None:
    """Note what a person decided about the flags of a contribution by moving it.

    Whoever holds it as possible harm leaves that open, or opens it: it stays first in the list.
    """
    if to is State.HELD and HARM_REASON in reason:
        decide(uid, but=FlagKind.HARM)
        raise_flags(uid, [FlagKind.HARM])
    else:
        decide(uid, but=FlagKind.NOT_AN_ANSWER if to is State.SET_ASIDE else None)
