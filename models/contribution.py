"""A contribution: one thing one person told us, and the verbs that change what becomes of it."""

from typing import Any
from uuid import UUID

from peewee import fn

from assets.language import _
from models.contribution_table import (
    ContributionRow,
    VersionRow,
    contribution_from,
    row_to_change,
    with_versions,
)
from models.contribution_types import (
    ANNOUNCED_CONSENT,
    MOVES,
    NO_CONSENT,
    Consent,
    Contribution,
    Mover,
    Role,
    State,
    Version,
    VersionKind,
    WayIn,
)
from models.errors import RefusedError
from models.flag_table import FlagRow, forget_flags, is_about_harm, raise_flags, with_flags
from models.flag_types import FlagKind
from models.flagging import hold_what_is_flagged, note_decision
from models.identity import new_uid, now_ms
from models.space import SpaceRow, SpaceState
from models.verbs import question, verb
from models.words import clean, one_line

__all__ = [
    "ANNOUNCED_CONSENT",
    "MOVES",
    "NO_CONSENT",
    "Consent",
    "Contribution",
    "ContributionRow",
    "Mover",
    "Role",
    "State",
    "Version",
    "VersionKind",
    "VersionRow",
    "WayIn",
    "about_harm",
    "add_version",
    "capture",
    "contribution",
    "contribution_from",
    "counts",
    "describe",
    "move",
    "newest",
    "said_nothing",
    "set_aside",
    "set_consent",
    "with_versions",
]


@verb
def capture(
    space: UUID,
    words: str,
    *,
    uid: UUID | None = None,
    prompt: UUID | None = None,
    way_in: WayIn = WayIn.SAID,
    role: str = "",
    consent: Consent = ANNOUNCED_CONSENT,
    language: str = "en",
    face: str = "desk",
) -> Contribution:
    """Save what one person told us. It waits until somebody at the desk clears it.

    What may be about harm, name a person and the like is held; what is no answer is set aside.

    Saving the same ``uid`` again changes nothing and returns what is there, so a caller who did
    not hear the answer may simply try again. Refused: no words, or a space that is not open.
    What was recorded has no words until a person writes it down (``keep_recording`` saves it).
    """
    words = clean(words)
    if not words and way_in is not WayIn.RECORDED:
        raise RefusedError(
            _("There are no words yet. Nothing was saved. Type what was said first.")
        )
    if uid is not None and ContributionRow.get_or_none(ContributionRow.uid == uid):
        return contribution(uid)
    if SpaceRow.get_by_id(space).state != SpaceState.OPEN:
        raise RefusedError(
            _("This space is not open, so nothing was saved. Open the space, then save again.")
        )
    uid = uid or new_uid()
    ContributionRow.insert(
        uid=uid,
        space=space,
        prompt=prompt,
        words=words,
        way_in=way_in,
        role=one_line(role),
        language=language,
        face=one_line(face),
        consent_room=consent.room,
        consent_report=consent.report,
        consent_quote=consent.quote,
    ).on_conflict_ignore().execute()
    row = ContributionRow.get_by_id(uid)
    hold_what_is_flagged(row, words, language)
    row.save()
    return contribution(uid)


@question
def contribution(uid: UUID) -> Contribution:
    """Return one contribution with its versions and its open flags."""
    return with_flags([contribution_from(ContributionRow.get_by_id(uid))])[0]


@verb
def move(uid: UUID, to: State, *, reason: str = "", mover: Mover = Mover.DESK) -> Contribution:
    """Move a contribution to another state, as far as the table of moves allows.

    Holding needs a reason. Withdrawing takes the words, the role and every version away.
    """
    row = row_to_change(uid)
    now = State(row.state)
    if now is to and to is not State.HELD:
        return contribution(uid)
    if now is not to and mover not in MOVES.get((now, to), frozenset()):
        raise RefusedError(f"A contribution that is {now} cannot become {to}. Nothing was changed.")
    if to is State.HELD and not one_line(reason):
        raise RefusedError("Holding needs a reason. Nothing was changed. Choose why.")
    row.state = to
    row.reason = one_line(reason) if to is State.HELD else ""
    note_decision(uid, to, row.reason)
    if to is State.CLEARED:
        row.cleared = now_ms()
    if to is State.WITHDRAWN:
        row.words, row.role, row.prompt = "", "", None
        VersionRow.delete().where(VersionRow.contribution == uid).execute()
        from models.chosen import forget_chosen  # these stand on this module
        from models.own_words import leave_themes
        from models.recording import forget_recording

        forget_flags(uid)
        forget_chosen(uid)
        forget_recording(uid)
        leave_themes(uid)
    row.save()
    return contribution(uid)


@verb
def set_aside(uid: UUID, *, no_answer: bool = False) -> Contribution:
    """Set a contribution aside, as no answer at all where a person says so; it is counted."""
    if no_answer:
        raise_flags(uid, [FlagKind.NOT_AN_ANSWER])
    return move(uid, State.SET_ASIDE)


@verb
def set_consent(uid: UUID, consent: Consent) -> Contribution:
    """Change what a contribution may be used for."""
    row = row_to_change(uid)
    row.consent_room, row.consent_report, row.consent_quote = (
        consent.room,
        consent.report,
        consent.quote,
    )
    row.save()
    return contribution(uid)


@verb
def describe(uid: UUID, *, role: str, consent: Consent) -> Contribution:
    """Save what the person said of themselves after their words: a role, and each consent."""
    row = ContributionRow.get_by_id(uid)
    row.role = one_line(role)
    row.save()
    return set_consent(uid, consent)


@verb
def add_version(
    uid: UUID, kind: VersionKind, words: str, *, language: str = "en", made_by: str = "the scribe"
) -> Contribution:
    """Put a tidied or translated version beside the original words."""
    words = clean(words)
    if not words:
        raise RefusedError("There are no words yet. Nothing was saved.")
    row = row_to_change(uid)
    if row.state == State.WITHDRAWN:
        raise RefusedError("This contribution was withdrawn. Nothing can be added to it.")
    VersionRow.create(
        contribution=uid, kind=kind, words=words, language=language, made_by=one_line(made_by)
    )
    hold_what_is_flagged(row, words, language)
    row.save()
    return contribution(uid)


@question
def newest(space: UUID, *, most: int = 200) -> tuple[Contribution, ...]:
    """Return the newest contributions that were not withdrawn, newest first."""
    rows = (
        ContributionRow.select()
        .where((ContributionRow.space == space) & (ContributionRow.state != State.WITHDRAWN))
        .order_by(ContributionRow.uid.desc())
        .limit(most)
    )
    return with_flags([contribution_from(row) for row in rows])


@question
def about_harm(space: UUID) -> tuple[Contribution, ...]:
    """Return what may be about harm and waits for a person to decide, newest first."""
    rows = (
        ContributionRow.select()
        .where((ContributionRow.space == space) & is_about_harm())
        .order_by(ContributionRow.uid.desc())
    )
    return with_flags([contribution_from(row) for row in rows])


@question
def said_nothing(space: UUID) -> int:
    """Return how many were set aside because they are no answer: "nothing", "don't know"."""
    return int(
        ContributionRow.select()
        .join(FlagRow)
        .where(
            (ContributionRow.space == space)
            & (ContributionRow.state == State.SET_ASIDE)
            & (FlagRow.kind == FlagKind.NOT_AN_ANSWER)
            & (FlagRow.decided == 0)
        )
        .count()
    )


@question
def counts(space: UUID) -> dict[State, int]:
    """Return how many contributions are in each state, zeros included."""
    rows: Any = (
        ContributionRow.select(ContributionRow.state, fn.COUNT(ContributionRow.uid))
        .where(ContributionRow.space == space)
        .group_by(ContributionRow.state)
        .tuples()
    )
    found = {State(state): number for state, number in rows}
    return {state: found.get(state, 0) for state in State}
