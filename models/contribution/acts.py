"""What becomes of a contribution: the verbs of the desk that change it, each noted."""

from typing import Any
from uuid import UUID

from models.contribution.reading import contribution
from models.contribution.steps import hide_version, put_consent, show_version, standing, step_to
from models.contribution.table import (
    ContributionRow,
    VersionRow,
    contribution_from,
    row_to_change,
)
from models.contribution.types import MOVES, Consent, Contribution, Mover, State, VersionKind
from models.desk.history import ActKind, Step, forget_steps, not_noted, note
from models.desk.seen import refuse_unless_seen
from models.erasure.copies import copies_of, forget_copies
from models.erasure.erasure import erase
from models.erasure.table import WhyErased
from models.errors import RefusedError
from models.flags.flagging import hold_what_is_flagged, note_decision
from models.flags.table import forget_flags, raise_flags
from models.flags.types import FlagKind
from models.identity import now_ms
from models.store.verbs import verb
from models.words import clean, one_line

__all__ = ["add_version", "describe", "move", "set_aside", "set_consent"]

# What each move is called in the history.
MOVED: dict[State, ActKind] = {
    State.WAITING: ActKind.WAITS_AGAIN,
    State.CLEARED: ActKind.CLEARED,
    State.HELD: ActKind.HELD,
    State.SET_ASIDE: ActKind.SET_ASIDE,
    State.WITHDRAWN: ActKind.WITHDRAWN,
}


@verb
def move(
    uid: UUID,
    to: State,
    *,
    reason: str = "",
    mover: Mover = Mover.DESK,
    seen: State | None = None,
) -> Contribution:
    """Move a contribution to another state, as far as the table of moves allows.

    Holding needs a reason. Withdrawing takes the words, the role and every version away.
    ``seen`` is the state in which whoever moves it saw it: where somebody else moved it since, a
    ``ChangedSinceError`` says who.
    """
    row = row_to_change(uid)
    now = State(row.state)
    if now is to and to is not State.HELD:
        return contribution(uid)
    refuse_unless_seen(uid, seen, now)
    if now is not to and mover not in MOVES.get((now, to), frozenset()):
        raise RefusedError(f"A contribution that is {now} cannot become {to}. Nothing was changed.")
    if to is State.HELD and not one_line(reason):
        raise RefusedError("Holding needs a reason. Nothing was changed. Choose why.")
    before = standing(row)
    row.state = to
    row.reason = one_line(reason) if to is State.HELD else ""
    note_decision(uid, to, row.reason)
    if to is State.CLEARED:
        row.cleared = now_ms()
    if to is State.WITHDRAWN:
        _empty(row)
    row.save()
    if mover is Mover.DESK:
        _note_move(row, before, MOVED[to])
    return contribution(uid)


def _empty(row: ContributionRow) -> None:
    """Take everything away that a contribution said, and what was made of it."""
    from models.kiosk.chosen import forget_chosen  # these stand on this module
    from models.kiosk.own_words import leave_themes
    from models.merge.other_version import forget_other_versions
    from models.recording.recording import forget_recording

    erase(row.uid, WhyErased.WITHDRAWN, copies_of(row))
    forget_copies(row.uid)
    row.words, row.role, row.prompt = "", "", None
    VersionRow.delete().where(VersionRow.contribution == row.uid).execute()
    forget_flags(row.uid)
    forget_chosen(row.uid)
    forget_recording(row.uid)
    forget_other_versions(row.uid)
    leave_themes(row.uid)
    forget_steps(row.uid)


def _note_move(row: ContributionRow, before: dict[str, Any], kind: ActKind) -> None:
    if row.state == State.WITHDRAWN:
        note(row.space_id, kind, row.uid)
        return
    after = standing(row)
    note(
        row.space_id,
        kind,
        row.uid,
        undo=[step_to(before, after)],
        redo=[step_to(after, before)],
    )


@verb
def set_aside(uid: UUID, *, no_answer: bool = False, seen: State | None = None) -> Contribution:
    """Set a contribution aside, as no answer at all where a person says so; it is counted."""
    row = row_to_change(uid)
    refuse_unless_seen(uid, seen, State(row.state))
    before = standing(row)
    with not_noted():
        if no_answer:
            raise_flags(uid, [FlagKind.NOT_AN_ANSWER])
        one = move(uid, State.SET_ASIDE)
    kind = ActKind.NO_ANSWER if no_answer else ActKind.SET_ASIDE
    _note_move(row_to_change(uid), before, kind)
    return one


@verb
def set_consent(uid: UUID, consent: Consent, *, seen: Consent | None = None) -> Contribution:
    """Change what a contribution may be used for; ``seen`` is what whoever does it saw."""
    row = row_to_change(uid)
    before = contribution_from(row).consent
    if before == consent:
        return contribution(uid)
    refuse_unless_seen(uid, seen, before)
    _put_consent(row, consent)
    was, to = _as_list(before), _as_list(consent)
    note(
        row.space_id,
        ActKind.CONSENT,
        uid,
        undo=[Step.of(put_consent, uid=uid, was=to, to=was)],
        redo=[Step.of(put_consent, uid=uid, was=was, to=to)],
    )
    return contribution(uid)


def _put_consent(row: ContributionRow, consent: Consent) -> None:
    row.consent_room, row.consent_report, row.consent_quote = _as_list(consent)
    row.save()


def _as_list(consent: Consent) -> list[bool]:
    return [consent.room, consent.report, consent.quote]


@verb
def describe(uid: UUID, *, role: str, consent: Consent) -> Contribution:
    """Save what the person said of themselves after their words: a role, and each consent."""
    row = row_to_change(uid)
    row.role = one_line(role)
    _put_consent(row, consent)
    return contribution(uid)


@verb
def add_version(
    uid: UUID,
    kind: VersionKind,
    words: str,
    *,
    language: str = "en",
    made_by: str = "the scribe",
    seen: str | None = None,
) -> Contribution:
    """Put a tidied or translated version beside the original words, with who made it.

    ``seen`` is the original as whoever wrote the version saw it: where a name was taken out of it
    since, the version may still hold the name, and a ``ChangedSinceError`` says who did that.
    Refused: no words, a contribution that was withdrawn.
    """
    words = clean(words)
    if not words:
        raise RefusedError("There are no words yet. Nothing was saved.")
    row = row_to_change(uid)
    if row.state == State.WITHDRAWN:
        raise RefusedError("This contribution was withdrawn. Nothing can be added to it.")
    refuse_unless_seen(uid, seen, row.words)
    before = standing(row)
    version = VersionRow.create(
        contribution=uid, kind=kind, words=words, language=language, made_by=one_line(made_by)
    )
    hold_what_is_flagged(row, words, language)
    row.save()
    after = standing(row)
    moved = after["to"] != before["to"]
    note(
        row.space_id,
        ActKind.TRANSLATED if kind is VersionKind.TRANSLATED else ActKind.TIDIED,
        uid,
        undo=[
            Step.of(hide_version, uid=uid, version=version.uid),
            *([step_to(before, after)] if moved else []),
        ],
        redo=[
            Step.of(show_version, uid=uid, version=version.uid),
            *([step_to(after, before)] if moved else []),
        ],
    )
    return contribution(uid)
