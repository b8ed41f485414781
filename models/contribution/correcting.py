"""Putting right what was written at the desk: the words of the last line, and who said them."""

from uuid import UUID

from models.contribution.contribution import (
    Contribution,
    State,
    VersionKind,
    add_version,
    contribution,
)
from models.contribution.steps import put_role
from models.contribution.table import ContributionRow, VersionRow, row_to_change
from models.contribution.types import Kind, WayIn, is_leader
from models.desk.act_table import ActRow
from models.desk.acting import acting
from models.desk.history import ActKind, Step, forget_steps, note
from models.desk.seen import refuse_unless_seen
from models.erasure.copies import copies_of, forget_copies
from models.erasure.erasure import erase
from models.erasure.table import WhyErased
from models.errors import RefusedError
from models.flags.flagging import look_again
from models.store.verbs import verb
from models.words import clean, one_line

__all__ = ["correct", "set_role"]


@verb
def correct(
    uid: UUID, words: str, *, made_by: str = "the scribe", seen: str | None = None
) -> Contribution:
    """Put right what the scribe typed.

    Where nobody has acted on it yet, the words are replaced, and looked at anew. Where somebody
    has, or where they are not the desk's to change, they stand as a tidied wording beside the
    original. ``seen`` is the original as the scribe saw it: where it is another one by now, a
    ``ChangedSinceError`` says who changed it.
    """
    words = clean(words)
    if not words:
        raise RefusedError("There are no words yet. Nothing was changed.")
    row = row_to_change(uid)
    if row.state == State.WITHDRAWN:
        raise RefusedError("This contribution was withdrawn. There are no words in it any more.")
    refuse_unless_seen(uid, seen, row.words)
    if not _is_untouched(row):
        return add_version(uid, VersionKind.TIDIED, words, language=row.language, made_by=made_by)
    erase(uid, WhyErased.CHANGED, copies_of(row))
    forget_copies(uid)
    row.words, row.state, row.reason = words, State.WAITING, ""
    look_again(row, words, row.language)
    row.save()
    note(row.space_id, ActKind.CORRECTED, uid)
    forget_steps(uid)
    return contribution(uid)


def _is_untouched(row: ContributionRow) -> bool:
    """Say whether it is still as the scribe typed it, and nobody has decided anything about it."""
    if row.state == State.CLEARED or row.way_in not in (WayIn.SAID, WayIn.PAPER):
        return False
    acts = ActRow.select().where(ActRow.subject == row.uid)
    others = acts.where((ActRow.kind != ActKind.CORRECTED) | (ActRow.face != acting().face))
    beside = VersionRow.select().where(VersionRow.contribution == row.uid)
    return not others.exists() and not beside.exists()


@verb
def set_role(uid: UUID, role: str, *, seen: str | None = None) -> Contribution:
    """Say who said it. What the leader said is kept apart, and not counted as heard."""
    role = one_line(role)
    row = row_to_change(uid)
    if row.state == State.WITHDRAWN:
        raise RefusedError("This contribution was withdrawn. Nothing was changed.")
    before = row.role
    if role == before:
        return contribution(uid)
    refuse_unless_seen(uid, seen, before)
    row.role, row.kind = role, Kind.LEADER if is_leader(role) else Kind.HEARD
    row.save()
    note(
        row.space_id,
        ActKind.ROLE,
        uid,
        undo=[Step.of(put_role, uid=uid, was=role, to=before)],
        redo=[Step.of(put_role, uid=uid, was=before, to=role)],
    )
    return contribution(uid)
