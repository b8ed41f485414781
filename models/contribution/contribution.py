"""A contribution: one thing one person told us, and the verbs that change what becomes of it."""

from uuid import UUID

from assets.language import _
from models.contribution.acts import add_version, describe, move, set_aside, set_consent
from models.contribution.late_addition import refuse_unless_open
from models.contribution.reading import about_harm, contribution, counts, newest, said_nothing
from models.contribution.table import (
    ContributionRow,
    VersionRow,
    contribution_from,
    with_versions,
)
from models.contribution.types import (
    ANNOUNCED_CONSENT,
    MOVES,
    NO_CONSENT,
    ROLES,
    THE_LEADER,
    Consent,
    Contribution,
    Kind,
    Mover,
    Role,
    State,
    Version,
    VersionKind,
    WayIn,
    is_leader,
)
from models.errors import RefusedError
from models.flags.flagging import hold_what_is_flagged
from models.identity import new_uid, now_ms
from models.space.agreed import needs_approval
from models.store.verbs import crowd_verb
from models.words import clean, one_line

__all__ = [
    "ANNOUNCED_CONSENT",
    "MOVES",
    "NO_CONSENT",
    "ROLES",
    "THE_LEADER",
    "Consent",
    "Contribution",
    "ContributionRow",
    "Kind",
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
    "is_leader",
    "move",
    "newest",
    "said_nothing",
    "set_aside",
    "set_consent",
    "with_versions",
]


@crowd_verb
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
    late: bool = False,
) -> Contribution:
    """Save what one person told us. It waits until somebody at the desk clears it.

    In a space without approval it is cleared at once. With the role ``THE_LEADER`` it is kept as
    the leader's, and not counted as heard. What may be about harm, name a person and the like is
    held; what is no answer is set aside.

    Saving the same ``uid`` again changes nothing and returns what is there, so a caller who did
    not hear the answer may simply try again. Refused: no words, or a space that is not open;
    one that is closed takes what is ``late``, and it is marked so everywhere.
    What was recorded has no words until a person writes it down (``keep_recording`` saves it).
    """
    words = clean(words)
    if not words and way_in is not WayIn.RECORDED:
        raise RefusedError(
            _("There are no words yet. Nothing was saved. Type what was said first.")
        )
    if uid is not None and ContributionRow.get_or_none(ContributionRow.uid == uid):
        return contribution(uid)
    is_late = refuse_unless_open(space, late=late, at_desk=face == "desk")
    uid = uid or new_uid()
    ContributionRow.insert(
        uid=uid,
        space=space,
        prompt=prompt,
        words=words,
        way_in=way_in,
        role=one_line(role),
        kind=Kind.LEADER if is_leader(one_line(role)) else Kind.HEARD,
        language=language,
        face=one_line(face),
        consent_room=consent.room,
        consent_report=consent.report,
        consent_quote=consent.quote,
        late=is_late,
    ).on_conflict_ignore().execute()
    row = ContributionRow.get_by_id(uid)
    hold_what_is_flagged(row, words, language)
    if row.state == State.WAITING and words and not needs_approval(space):
        row.state, row.cleared = State.CLEARED, now_ms()
    row.save()
    return contribution(uid)
