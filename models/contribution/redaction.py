"""Redaction: what must not stay is taken out of somebody's words, for good and everywhere."""

from uuid import UUID

from models.contribution.contribution import Contribution, State, contribution
from models.contribution.table import VersionRow, row_to_change
from models.desk.history import ActKind, forget_steps, note
from models.desk.seen import refuse_unless_seen
from models.erasure.copies import copies_of, forget_copies
from models.erasure.erasure import erase
from models.erasure.table import WhyErased
from models.errors import RefusedError
from models.flags.table import RedactionReason, RedactionRow, decide
from models.flags.types import FlagKind, reason_for
from models.merge.other_version import forget_other_versions
from models.recording.recording import forget_recording
from models.store.verbs import verb
from models.words import clean, one_line

__all__ = ["RedactionReason", "redact"]


@verb
def redact(
    uid: UUID,
    words: str,
    reason: RedactionReason,
    *,
    made_by: str = "the scribe",
    seen: str | None = None,
) -> Contribution:
    """Put other words in the place of somebody's own. This cannot be undone.

    The original is overwritten in the database, and what was made of it goes: its tidied and
    translated versions and its recording may hold the same name. Who, when and why is noted.
    What was held waits again, unless the new words are still to be held. Refused: no words, the
    same words, a contribution that was withdrawn. ``seen`` are the words as whoever redacts saw
    them: what somebody else took out since never comes back.
    """
    words = clean(words)
    row = row_to_change(uid)
    if row.state == State.WITHDRAWN:
        raise RefusedError("This contribution was withdrawn. There are no words in it any more.")
    if not words:
        raise RefusedError(
            "There are no words left. Nothing was changed. Leave what the person wanted to say."
        )
    refuse_unless_seen(uid, seen, row.words)
    if words == row.words:
        raise RefusedError(
            "These are the same words. Nothing was changed. Take out what must not stay."
        )
    from models.flags.flags import flags_in

    erase(uid, WhyErased.REDACTED, copies_of(row))
    forget_copies(uid)
    row.words = words
    VersionRow.delete().where(VersionRow.contribution == uid).execute()
    forget_recording(uid)
    forget_other_versions(uid)
    RedactionRow.create(contribution=uid, made_by=one_line(made_by), reason=RedactionReason(reason))
    if row.state == State.HELD:
        left = frozenset(flag.kind for flag in flags_in(words, row.language))
        held = reason_for(left)
        row.state, row.reason = (State.HELD, held) if held else (State.WAITING, "")
        if FlagKind.HARM in left:
            decide(uid, but=FlagKind.HARM)
        else:
            decide(uid)
    row.save()
    note(row.space_id, ActKind.REDACTED, uid)
    forget_steps(uid)  # a reason of the desk's own may hold the same name
    return contribution(uid)
